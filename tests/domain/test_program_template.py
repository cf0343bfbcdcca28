from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers.days import PROGRAMS, SEEDS, seed_text, template, template_text
from webapp.domain.blocks import SESSION_KINDS, Kind
from webapp.domain.errors import InvalidTemplate
from webapp.domain.program_template import parse

WITH_PAGE = ["new_light", "baystate"]
SHIPPED = [*WITH_PAGE, "blank"]
NEW_LIGHT = template_text("new_light")
SMALL = """\
[program]
name = { is = "Small", proposal = "p" }
zone = { is = "America/New_York", proposal = "p" }
place = { is = "", proposal = "p" }
phone = { is = "", proposal = "p" }
weeks_least = { is = 4, proposal = "p" }
weeks_most = { is = 12, proposal = "p" }

[settings]
grace = { is = 15, proposal = "p" }

[topics]
list = { is = ["Coping skills"], page = "topics" }

[[block]]
kind = { is = "wake_up", page = "the day" }
title = { is = "Wake up", proposal = "p" }
days = { is = ["mon", "sun"], proposal = "p" }
starts = { is = "07:00", proposal = "p" }

[[block]]
kind = { is = "treatment", page = "the group" }
title = { is = "Group", proposal = "p" }
days = { is = ["mon"], proposal = "p" }
starts = { is = "18:00", proposal = "p" }
ends = { is = "21:00", proposal = "p" }
session = { is = "Evening", proposal = "p" }
"""


def line_of(text: str, words: str, nth: int = 1) -> int:
    """The number of the nth line that holds these words."""
    return [n for n, line in enumerate(text.splitlines(), 1) if words in line][nth - 1]


def edited(old: str, new: str, nth: int = 1, text: str = SMALL) -> str:
    """The template with the nth of these words replaced; the lines before stay where they are."""
    parts = text.split(old)
    assert len(parts) > nth, f"{old!r} is not there {nth} times"
    return old.join(parts[:nth]) + new + old.join(parts[nth:])


def refused(text: str) -> InvalidTemplate:
    with pytest.raises(InvalidTemplate) as caught:
        parse(text, "mine.toml")
    return caught.value


# The templates that ship


def values(held: Any) -> Iterator[dict[str, Any]]:
    """Every value of a template: a table with `is` in it, however deep it stands."""
    if isinstance(held, dict) and "is" in held:
        yield held
    elif isinstance(held, (dict, list)):
        for each in held.values() if isinstance(held, dict) else held:
            yield from values(each)


def quotes(name: str) -> list[str]:
    return [v["page"] for v in values(tomllib.loads(template_text(name))) if "page" in v]


def test_every_template_that_ships_has_its_page_beside_these_tests() -> None:
    assert sorted(p.stem for p in PROGRAMS.glob("*.toml")) == sorted(SHIPPED)
    assert sorted(p.stem for p in SEEDS.glob("*.txt")) == sorted(f"{n}_iop" for n in WITH_PAGE)


@pytest.mark.parametrize(("name", "count"), [("new_light", 30), ("baystate", 15)])
def test_every_quote_is_on_the_programs_page_word_for_word(name: str, count: int) -> None:
    page, found = seed_text(name), quotes(name)
    assert len(found) >= count
    assert [quote for quote in found if quote not in page] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_parser_hands_on_every_quote(name: str) -> None:
    assert sorted(template(name).pages) == sorted(quotes(name))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_value_says_where_it_comes_from(name: str) -> None:
    for value in values(tomllib.loads(template_text(name))):
        assert len(value) == 2
        assert bool(value.get("page")) != bool(value.get("proposal"))


@pytest.mark.parametrize(("name", "count"), [("new_light", 12), ("baystate", 15)])
def test_every_topic_is_on_the_programs_page(name: str, count: int) -> None:
    # The page doubles some blanks and keeps others from breaking; a topic has plain ones.
    lines = [" ".join(line.split()) for line in seed_text(name).splitlines()]
    topics = template(name).topics
    assert len(topics) == count
    for topic in topics:
        assert any(line.startswith(f"• {topic}") for line in lines), topic


@pytest.mark.parametrize(("name", "least", "most"), [("new_light", 12, 16), ("baystate", 4, 12)])
def test_programs_last_as_long_as_their_pages_say(name: str, least: int, most: int) -> None:
    assert (template(name).weeks_least, template(name).weeks_most) == (least, most)


@pytest.mark.parametrize("name", WITH_PAGE)
def test_a_program_meets_three_days_a_week(name: str) -> None:
    assert {b.weekdays for b in template(name).blocks if b.kind in SESSION_KINDS} == {
        frozenset({0, 2, 4})
    }


@pytest.mark.parametrize(("name", "a_day"), [("new_light", 180), ("baystate", 225)])
def test_the_weeks_treatment_reaches_the_programs_floor(name: str, a_day: int) -> None:
    groups = [b for b in template(name).blocks if b.kind is Kind.TREATMENT]
    minutes = sum(b.ends.minutes - b.starts.minutes for b in groups if b.ends)
    assert minutes == a_day
    assert 3 * minutes >= template(name).settings["floor_minutes"]


def test_the_blank_one_has_the_two_ends_of_a_day_and_nothing_else() -> None:
    blank = template("blank")
    assert [b.kind for b in blank.blocks] == [Kind.WAKE_UP, Kind.LIGHTS_OUT]
    assert (blank.topics, blank.pages) == ((), ())


def test_a_time_that_a_page_gives_is_quoted_and_not_proposed() -> None:
    for block in tomllib.loads(NEW_LIGHT)["block"]:
        assert "page" in block["starts"]


def test_a_time_that_no_page_gives_is_proposed_and_not_quoted() -> None:
    for block in tomllib.loads(template_text("baystate"))["block"]:
        assert "proposal" in block["starts"]


# What is read


def test_a_small_template_is_read() -> None:
    found = parse(SMALL, "mine.toml")
    assert (found.name, found.zone, found.place) == ("Small", "America/New_York", "")
    assert (found.settings, found.topics) == ({"grace": 15}, ("Coping skills",))
    assert sorted(found.pages) == ["the day", "the group", "topics"]


def test_a_block_is_read_with_its_days_and_times() -> None:
    wake_up, group = parse(SMALL, "mine.toml").blocks
    assert (wake_up.weekdays, wake_up.ends, wake_up.session) == (frozenset({0, 6}), None, None)
    assert (str(group.starts), str(group.ends), group.session) == ("18:00", "21:00", "Evening")


def test_a_block_may_end_in_the_night_after() -> None:
    group = parse(edited('"21:00"', '"25:00"'), "mine.toml").blocks[1]
    assert group.ends is not None
    assert group.ends.minutes == 25 * 60


# What is refused, and where

WRONG = {
    "a zone nobody knows": ('"America/New_York"', '"America/Gotham"', "zone =", "America/Gotham"),
    "a zone without daylight saving": ('"America/New_York"', '"EST"', "zone =", "EST"),
    "an unknown kind": ('"wake_up"', '"siesta"', "kind = { is", "siesta"),
    "a name that is blank": ('"Small"', '"  "', "name =", "1 to 120"),
    "a name that is a number": ('"Small"', "7", "name =", "text"),
    "weeks that are text": ("is = 12", 'is = "12"', "weeks_most", "whole number"),
    "weeks that are true": ("is = 12", "is = true", "weeks_most", "whole number"),
    "no weeks at all": ("is = 4", "is = 0", "weeks_least", "1 to 104"),
    "most less than least": ("is = 12", "is = 3", "weeks_most", "less than weeks_least"),
    "a setting out of range": ("is = 15", "is = 121", "grace", "from 0 to 120"),
    "a setting that is text": ("is = 15", 'is = "15"', "grace", "whole number"),
    "an unknown setting": ("grace =", "patience =", "patience", "patience"),
    "an unknown key of the program": ("place =", "town =", "town", "town is not known"),
    "an unknown key of a block": ("title =", "tittle =", "tittle", "tittle is not known"),
    "an unknown key of the topics": ("list =", "lists =", "lists", "lists is not known"),
    "an unknown table": ("[settings]", "[setting]", "[setting]", "setting is not known"),
    "a day nobody knows": ('"sun"', '"lun"', "days", "'lun'"),
    "no days": ('["mon", "sun"]', "[]", "days", "list of days"),
    "a time of day that is none": ('"07:00"', '"7 AM"', "starts", "7 AM"),
    "a time of day without quotes": ('"07:00"', "07:00:00", "starts", "starts"),
    "topics that repeat": ('["Coping skills"]', '["A", "A"]', "list", "different"),
    "a topic that is a number": ('["Coping skills"]', "[1]", "list", "text"),
    "no provenance": ('{ is = 15, proposal = "p" }', "{ is = 15 }", "grace", "page ="),
    "an empty provenance": ('15, proposal = "p"', '15, proposal = ""', "grace", "page ="),
    "two provenances": ('15, proposal = "p"', '15, proposal = "p", page = "p"', "grace", "page ="),
    "a provenance of our own": ('15, proposal = "p"', '15, rumor = "p"', "grace", "page ="),
    "a bare value": ('{ is = 15, proposal = "p" }', "15", "grace", "page ="),
    "a value without is": ("is = 15, ", "", "grace", "page ="),
}


@pytest.mark.parametrize(("old", "new", "words", "why"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, words: str, why: str) -> None:
    text = edited(old, new)
    error = refused(text)
    assert error.line == line_of(text, words)
    assert why in str(error)
    assert str(error).startswith(f"mine.toml, line {error.line}: ")


def test_a_line_is_counted_in_the_block_it_stands_in() -> None:
    text = edited('"18:00"', '"18:75"')
    assert refused(text).line == line_of(text, "starts", nth=2)


@pytest.mark.parametrize("ends", ["18:00", "17:59", "01:00"])
def test_a_block_has_to_end_after_it_starts(ends: str) -> None:
    text = edited('"21:00"', f'"{ends}"')
    error = refused(text)
    assert error.line == line_of(text, "ends")
    assert "past midnight write 25:00" in str(error)


def test_treatment_without_a_session_is_refused() -> None:
    text = edited('session = { is = "Evening", proposal = "p" }\n', "")
    assert refused(text).line == line_of(text, "treatment")


def test_a_wake_up_with_a_session_is_refused() -> None:
    text = edited('"treatment"', '"wake_up"')
    assert refused(text).line == line_of(text, '"wake_up"', nth=2)


@pytest.mark.parametrize(("key", "nth"), [("kind", 1), ("kind", 2), ("days", 2), ("title", 1)])
def test_a_missing_key_is_named_at_the_head_of_its_block(key: str, nth: int) -> None:
    gone = line_of(SMALL, f"{key} =", nth)
    text = "\n".join(line for n, line in enumerate(SMALL.splitlines(), 1) if n != gone)
    error = refused(text)
    assert error.line == line_of(text, "[[block]]", nth)
    assert f"{key} is missing" in str(error)


def test_a_missing_key_of_the_program_is_named_at_its_head() -> None:
    error = refused(edited('name = { is = "Small", proposal = "p" }\n', ""))
    assert (error.line, "name is missing" in str(error)) == (1, True)


@pytest.mark.parametrize("table", ["program", "settings", "topics"])
def test_a_missing_table_is_named(table: str) -> None:
    error = refused("\n\n".join(p for p in SMALL.split("\n\n") if not p.startswith(f"[{table}]")))
    assert f"there is no [{table}]" in str(error)


def test_a_template_without_blocks_is_refused() -> None:
    assert "there is no [[block]]" in str(refused(SMALL[: SMALL.index("[[block]]")]))


def test_a_block_that_is_no_table_is_refused() -> None:
    assert refused("block = [7]\n" + SMALL[: SMALL.index("[[block]]")])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name = {", "name {", "name {"),
        ('"07:00"', "07:00", "07:00"),
        ("[topics]", "[topics", "[topics"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(old: str, new: str, words: str) -> None:
    text = edited(old, new)
    error = refused(text)
    assert error.line == line_of(text, words)
    assert "not readable as TOML" in str(error)


def test_an_empty_file_is_refused() -> None:
    assert "there is no [program]" in str(refused(""))


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("17:45", '"17:45"', '"17.45"'),
        ("21:20", '"21:20"', '"9:20 PM"'),
        ("weeks_most", "is = 16", "is = 6"),
        ("plan_minutes", "is = 720", "is = 20000"),
    ],
)
def test_a_slip_in_a_real_template_is_found_on_its_line(words: str, old: str, new: str) -> None:
    line = line_of(NEW_LIGHT, words)
    assert old in NEW_LIGHT.splitlines()[line - 1]
    assert refused(edited(old, new, text=NEW_LIGHT)).line == line


# Settings that depend on each other


def with_settings(**written: int) -> str:
    rows = "\n".join(f'{n} = {{ is = {v}, proposal = "p" }}' for n, v in written.items())
    return edited('grace = { is = 15, proposal = "p" }', rows)


@pytest.mark.parametrize(("grace", "closes_after"), [(5, 10), (40, 60)])
def test_settings_are_judged_by_each_other_and_not_by_the_defaults(
    grace: int, closes_after: int
) -> None:
    text = with_settings(grace=grace, closes_after=closes_after)
    found = parse(text, "mine.toml").settings
    assert found == {"grace": grace, "closes_after": closes_after}


def test_settings_that_do_not_fit_together_are_refused() -> None:
    assert "closes_after" in str(refused(with_settings(grace=30, closes_after=20)))

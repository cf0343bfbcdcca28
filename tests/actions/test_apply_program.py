"""A template becomes a program: everything in it, or nothing of it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers.rows import count, rows
from webapp.actions.apply_program import (
    ProgramExists,
    apply_program,
    read_template,
    shipped_templates,
)
from webapp.domain.errors import InvalidTemplate, UnknownZone
from webapp.models.audit import AuditEvent
from webapp.models.program import BlockRow, Program, ProgramSettingsRow, TopicRow

BEGINS = date(2026, 12, 1)


@pytest.mark.parametrize("name", shipped_templates())
@pytest.mark.usefixtures("app")
def test_every_value_of_a_shipped_template_arrives_in_the_database(name, now):
    template = read_template(name)
    made = apply_program(template, now=now, effective_from=BEGINS, name="Copy")
    (program,) = rows(Program, id=made)
    assert (program.name, program.zone, program.place) == ("Copy", template.zone, template.place)
    blocks = rows(BlockRow, program_id=made)
    assert [(b.kind, b.title, b.weekdays, b.starts, b.ends, b.session) for b in blocks] == [
        (b.kind, b.title, b.weekdays, b.starts, b.ends, b.session) for b in template.blocks
    ]
    assert {b.effective_from for b in blocks} == {BEGINS}
    assert [t.title for t in rows(TopicRow, program_id=made)] == list(template.topics)
    (settings,) = rows(ProgramSettingsRow, program_id=made)
    assert (settings.values, settings.effective_from) == (template.settings, BEGINS)
    assert rows(AuditEvent, action="applied_program")[-1].detail == f"program {made}"


def test_every_program_has_a_front_desk_secret_of_its_own(app, now):
    template = read_template("new_light")
    for name in ("One", "Two"):
        apply_program(template, now=now, effective_from=BEGINS, name=name)
    one, two = (rows(Program, name=name)[0].front_desk_secret for name in ("One", "Two"))
    assert len(one) == len(two) == 20
    assert one != two


@pytest.mark.parametrize(
    ("changes", "error"),
    [({}, ProgramExists), ({"name": "X", "zone": "Mars/Olympus"}, UnknownZone)],
)
@pytest.mark.usefixtures("app")
def test_what_cannot_be_made_leaves_nothing(now, changes, error):
    before = [count(table) for table in (Program, BlockRow, TopicRow, AuditEvent)]
    with pytest.raises(error):
        apply_program(read_template("new_light"), now=now, effective_from=BEGINS, **changes)
    assert [count(table) for table in (Program, BlockRow, TopicRow, AuditEvent)] == before


@pytest.mark.usefixtures("app")
def test_a_template_that_breaks_half_way_leaves_nothing(now):
    template = replace(read_template("new_light"), topics=("same", "same"))
    before = count(Program)
    with pytest.raises(Exception, match=r"(?i)unique"):
        apply_program(template, now=now, effective_from=BEGINS, name="Half")
    assert count(Program) == before


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidTemplate, match="no readable file"):
        read_template(str(tmp_path / "picture.toml"))

from __future__ import annotations

from dataclasses import asdict, fields

import pytest

from tests.helpers.days import template
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.settings import ProgramSettings, SettingOutOfRange

RANGES = {
    "opens_before": (0, 240),
    "grace": (0, 120),
    "closes_after": (0, 240),
    "full_presence": (1, 100),
    "early_leave": (0, 240),
    "quota_full_time": (0, 14),
    "quota_other": (0, 14),
    "week_start": (0, 6),
    "due_after": (0, 6),
    "kinds_left_out": (0, 2046),
    "modes_left_out": (0, 6),
    "lead_first": (5, 1440),
    "lead_second": (5, 1440),
    "floor_minutes": (0, 10080),
    "plan_minutes": (0, 10080),
    "open_after_end": (1, 365),
    "travel": (0, 180),
    "kept_sent": (30, 400),
    "kept_sign_ins": (30, 400),
}


def made(**values: object) -> ProgramSettings:
    # Grace and closing depend on each other; each is tried beside the widest of the other.
    beside = {"grace": 0} if "closes_after" in values else {"closes_after": 240}
    return ProgramSettings.from_values({**beside, **values})


def test_the_defaults_are_those_of_a_5_45_pm_arrival() -> None:
    assert asdict(ProgramSettings()) == {
        "opens_before": 30,
        "grace": 15,
        "closes_after": 30,
        "full_presence": 80,
        "early_leave": 10,
        "quota_full_time": 4,
        "quota_other": 5,
        "week_start": 0,
        "due_after": 0,
        "kinds_left_out": 0,
        "modes_left_out": 0,
        "lead_first": 60,
        "lead_second": 30,
        "floor_minutes": 540,
        "plan_minutes": 720,
        "open_after_end": 30,
        "travel": 25,
        "kept_sent": 90,
        "kept_sign_ins": 90,
    }


def test_every_setting_has_a_range_here() -> None:
    assert {f.name for f in fields(ProgramSettings)} == set(RANGES)


@pytest.mark.parametrize(("name", "low", "high"), [(n, *r) for n, r in RANGES.items()])
def test_a_setting_is_accepted_to_the_ends_of_its_range(name: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(made(**{name: value}), name) == value


@pytest.mark.parametrize(("name", "low", "high"), [(n, *r) for n, r in RANGES.items()])
def test_a_setting_outside_its_range_is_refused_by_name(name: str, low: int, high: int) -> None:
    for value in (low - 1, high + 1):
        with pytest.raises(SettingOutOfRange, match=name):
            made(**{name: value})


@pytest.mark.parametrize("value", ["15", 15.0, None, True, [15]])
def test_a_setting_has_to_be_a_whole_number(value: object) -> None:
    with pytest.raises(SettingOutOfRange, match="grace"):
        made(grace=value)


def test_a_setting_that_no_program_has_is_refused_by_name() -> None:
    with pytest.raises(SettingOutOfRange, match="patience"):
        made(patience=15)


@pytest.mark.parametrize(("closes_after", "fits"), [(14, False), (15, True)])
def test_the_window_cannot_close_before_grace_is_over(closes_after: int, fits: bool) -> None:
    values = {"grace": 15, "closes_after": closes_after}
    if fits:
        assert ProgramSettings.from_values(values).closes_after == closes_after
    else:
        with pytest.raises(SettingOutOfRange, match="closes_after"):
            ProgramSettings.from_values(values)


def test_what_is_not_given_keeps_its_default() -> None:
    assert ProgramSettings.from_values({"grace": 10}) == ProgramSettings(grace=10)


@pytest.mark.parametrize(("full_time", "quota"), [(True, 4), (False, 5)])
def test_the_quota_depends_on_full_time(full_time: bool, quota: int) -> None:
    assert ProgramSettings().quota(full_time) == quota


@pytest.mark.parametrize("name", ["new_light", "baystate", "blank"])
def test_the_settings_of_the_programs_that_ship_fit_together(name: str) -> None:
    written = template(name).settings
    assert set(written) == set(RANGES)
    assert asdict(ProgramSettings.from_values(written)) == written


def test_each_kind_and_way_that_does_not_count_has_a_bit_of_its_own():
    left_out = ProgramSettings(kinds_left_out=0b1000000001, modes_left_out=0b10)
    rules = left_out.meeting_rules(full_time=True)
    assert rules.kinds_left_out == {Fellowship.AA, Fellowship.FAITH}
    assert rules.modes_left_out == {Mode.ONLINE}
    assert (rules.quota, rules.week_start, rules.due_after) == (4, 0, 0)
    assert ProgramSettings().meeting_rules(full_time=False).kinds_left_out == set()


@pytest.mark.parametrize(("name", "kinds"), [("kinds_left_out", 11), ("modes_left_out", 3)])
def test_not_everything_can_be_left_out(name, kinds):
    ProgramSettings.check(name, 2**kinds - 2)
    with pytest.raises(SettingOutOfRange):
        ProgramSettings.check(name, 2**kinds - 1)

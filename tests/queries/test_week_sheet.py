"""The next seven days of a participant, for paper."""

from webapp.queries import week_sheet


def test_seven_days_with_the_sessions_of_the_enrollment(cast, viewer, now):
    sheet = week_sheet.load(viewer("sam"), cast.jordan.key, now.date(), now)
    assert len(sheet.days) == 7
    with_session = [d.date.isoformat() for d in sheet.days if any(o.session for o in d.lines)]
    assert with_session == ["2026-11-23", "2026-11-25", "2026-11-27"]
    assert week_sheet.load(viewer("kim"), cast.jordan.key, now.date(), now) is None

"""A template, its week, and what it would change, in words."""

from __future__ import annotations

from flask import Flask

from webapp.domain.blocks import Block
from webapp.domain.schedule import Change
from webapp.domain.schedule_change import Difference, Planned
from webapp.routes.formats import wall, weekdays_said
from webapp.routes.language import _, _l

NAMES = {
    "new_light": _l("New Light"),
    "baystate": _l("Baystate"),
    "blank": _l("Blank"),
}
ABOUT = {
    "new_light": _l(
        "Evenings, three a week, for people who work or look for work by day. The times are those"
        " of the program’s own page; the days are our proposal."
    ),
    "baystate": _l(
        "Days, three a week, with lunch. Its page gives no times: all of them are our proposal."
    ),
    "blank": _l("Wake-up and lights out, and nothing else. For a program that sets its own."),
}
CHANGES = {
    Change.HOLIDAY: _l("holiday"),
    Change.CANCELLED: _l("cancelled"),
    Change.MOVED: _l("moved"),
    Change.EXTRA: _l("added"),
    Change.MAKE_UP: _l("added, to make up for others"),
    Change.STANDS: _l("takes place as usual"),
}


def register(app: Flask) -> None:
    """Offer these words to all templates."""
    app.jinja_env.globals.update(
        template_names=NAMES,
        template_about=ABOUT,
        block_times=times,
        difference_said=difference_said,
        planned_said=planned_said,
    )


def times(block: Block) -> str:
    """5:45 PM, or 6:00 PM – 9:00 PM."""
    if block.ends is None:
        return wall(block.starts)
    return _("%(starts)s – %(ends)s", starts=wall(block.starts), ends=wall(block.ends))


def difference_said(each: Difference) -> str:
    """What becomes of one line of the week."""
    if each.after is None:
        assert each.before is not None
        return _("Ends: %(block)s", block=_whole(each.before))
    if each.before is None:
        return _("Begins: %(block)s", block=_whole(each.after))
    said = []
    if each.is_moved:
        said.append(_then(times(each.before), times(each.after)))
    if each.is_on_other_days:
        said.append(_then(weekdays_said(each.before.weekdays), weekdays_said(each.after.weekdays)))
    if each.is_elsewhere:
        said.append(_("now: %(place)s", place=each.after.place or _("the program’s place")))
    if each.is_renamed:
        said.append(_("“%(new)s” from then on", new=each.after.title))
    return " · ".join(said)


def planned_said(each: Planned) -> str:
    """What was planned for a session that will not take place: its topic, or a change."""
    if each.topic:
        return _("%(session)s, topic: %(topic)s", session=each.session, topic=each.topic)
    assert each.change is not None
    return _("%(session)s: %(change)s", session=each.session, change=CHANGES[each.change])


def _whole(block: Block) -> str:
    return f"{times(block)} · {weekdays_said(block.weekdays)}"


def _then(old: str, new: str) -> str:
    return _("%(old)s, then %(new)s", old=old, new=new)

"""Courses that chance seldom finds, each a way in which a record could go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.domain.answers import Answer
from webapp.domain.record import Entry
from webapp.domain.schedule import Change

Deed = tuple[str, Mapping[str, Any]]


def ana(deed: str, **how: Any) -> Deed:
    """One deed of hers, or about her."""
    return deed, {"who": "ana", **how}


def lou(deed: str, **how: Any) -> Deed:
    return deed, {"who": "lou", **how}


def door(arrived: int | None, waited: int, wrong_by: float, **how: Any) -> Deed:
    """A check-in without signal."""
    said = {"right": True, "is_put_right": False, **how}
    times = {"arrived": arrived, "waited": waited, "wrong_by": wrong_by}
    return ana("check_in_without_signal", **times, **said)


def decided(kind: Entry, back: int = 0, *, emergency: bool = False) -> Deed:
    return ana("decide", kind=kind, back=back, emergency=emergency)


AGAIN: Deed = "send_a_form_again", {"which": 0}
MISSED = ana("check_in", right=True, arrived=61)
"""The window is over: they are told so, and nothing is recorded."""
CAME = ana("check_in", right=True, arrived=10)

ROADS: Mapping[str, tuple[Deed, ...]] = {
    "without signal, from phones whose clocks are wrong": (
        door(10, 200, -7),
        AGAIN,
        ana("review", back=0),
        door(46, 719, 3),
        door(None, 0, 0),
        door(30, 0, -0.5),
        AGAIN,
    ),
    "without signal, and nobody can tell when": (
        door(10, 20, -0.5, is_put_right=True),
        decided(Entry.NO_SHOW),
        door(10, 20, 3, is_put_right=True),
        ana("review", back=0),
        door(46, 721, -7),
        AGAIN,
        ana("tick", back=0, arrived=50),
    ),
    "without signal, with a wrong code, too late, and from before what stands": (
        door(10, 20, -7, right=False),
        door(None, 20, -7),
        ana("tick", back=0, arrived=50),
        door(61, 20, 3),
        ana("dispute", back=0),
        decided(Entry.UNEXCUSED),
        ana("answer_the_dispute", back=0),
        decided(Entry.UNEXCUSED),
        door(None, 60, 3),
    ),
    "made up for, undone, and come again": (
        MISSED,
        decided(Entry.NO_SHOW),
        ana("come_to_make_up", missed=0, ahead=1),
        ana("check_out"),
        ana("make_up", back=0, missed=1),
        ana("void", which=0),
        ana("tick", back=0, arrived=None),
        ana("make_up", back=0, missed=1),
        ana("void_an_entry", back=0, kind=Entry.MAKE_UP),
        ana("make_up", back=0, missed=1),
        ana("void_an_entry", back=0, kind=Entry.MAKE_UP),
        MISSED,
        ana("make_up", back=1, missed=0),
        ana("tick", back=0, arrived=50),
        AGAIN,
    ),
    "made up for only what was missed, once, afterwards, and at a session for it": (
        CAME,
        MISSED,
        CAME,
        ana("make_up", back=0, missed=1),
        ana("make_up", back=0, missed=2),
        ana("make_up", back=2, missed=1),
        ana("come_to_make_up", missed=1, ahead=1),
        ana("make_up", back=0, missed=2),
        ("add_a_session", {"ahead": 1, "change": Change.MAKE_UP}),
        MISSED,
        ana("make_up", back=0, missed=2),
        ana("tick", back=0, arrived=40),
        ana("make_up", back=0, missed=2),
        ana("void", which=2),
        ana("make_up", back=0, missed=3),
    ),
    "asked ahead, excused, and came all the same": (
        MISSED,
        ana("say", back=-1, said=Answer.CANNOT_COME),
        decided(Entry.EXCUSED, -1),
        AGAIN,
        door(30, 20, 3),
        decided(Entry.EXCUSED, emergency=True),
        ana("void", which=0),
        decided(Entry.EXCUSED),
        decided(Entry.EXCUSED, emergency=True),
        decided(Entry.REOPENED),
        ana("say", back=-1, said=Answer.CANNOT_COME),
        ("wait", {"hours": 20}),
        decided(Entry.UNEXCUSED, -1),
        decided(Entry.NO_SHOW, -1),
        decided(Entry.EXCUSED, -1),
    ),
    "left, took it back, and left again": (
        CAME,
        ana("check_out"),
        ana("check_out"),
        ana("take_the_check_out_back"),
        ("wait", {"hours": 1}),
        ana("tick_out", back=0, left=60),
        ana("tick_out", back=0, left=200),
        decided(Entry.UNEXCUSED),
        ana("void_an_entry", back=0, kind=Entry.CHECK_OUT),
        ana("void", which=0),
        ana("tick", back=0, arrived=50),
        ana("tick_out", back=0, left=20),
        ("wait", {"hours": 3}),
        ana("tick_out", back=0, left=200),
        AGAIN,
    ),
    "said by nobody, and disputed until somebody answered": (
        MISSED,
        decided(Entry.EXCUSED),
        ana("dispute", back=0),
        ana("dispute", back=0),
        decided(Entry.NO_SHOW),
        ana("answer_the_dispute", back=0),
        ana("answer_the_dispute", back=0),
        ana("dispute", back=0),
        ana("tick", back=0, arrived=20),
        ana("answer_the_dispute", back=0),
        decided(Entry.UNEXCUSED, -1),
        ("dayline_is_away", {"minutes": 90}),
        ("cancel_or_move", {"back": 0, "how": None}),
        ana("void", which=0),
    ),
    "enrolled in the middle of a week": (
        MISSED,
        lou("dispute", back=0),
        *(lou("check_in", right=True, arrived=10),) * 3,
        lou("dispute", back=2),
    ),
}

"""What is disclosed is written down in the transaction that reads it, or nothing is read."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from tests.helpers import houses
from tests.helpers.rows import count, rows
from webapp.actions import disclose
from webapp.domain.consent import Scope
from webapp.domain.shared import Disclosed, Shared
from webapp.models.audit import AuditEvent
from webapp.models.consent import ConsentRow, Disclosure


@dataclass
class Shown:
    disclosed: tuple[Disclosed, ...] = field(default=())
    version: str = "v1"


@pytest.fixture
def look(cast, viewer, now):
    """look(last_day, version=…): open a page that shows Jordan's away times until then."""
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    consent_id, dana = rows(ConsentRow)[0].id, viewer("dana")

    def open_page(until, version=None, page="board"):
        shared = Shared(frozenset({Scope.SCHEDULE}), until)
        one = Disclosed(cast.jordan.participant_id, consent_id, shared)
        return disclose.look(
            dana,
            dana.houses[0],
            page,
            lambda: Shown((one,)),
            shown_version=version,
            now=now,
            true_now=now,
        )

    return open_page


DAY, OTHER = date(2027, 1, 1), date(2027, 1, 2)


def test_each_opening_is_a_row_and_a_line_of_history(look):
    look(DAY)
    look(DAY)
    assert (count(Disclosure), count(AuditEvent, action="viewed")) == (2, 2)


def test_the_version_that_is_shown_already_is_nothing_new(look):
    look(DAY)
    assert look(OTHER, version="v1").version == "v1"
    assert count(Disclosure) == 1


def test_news_are_written_only_where_what_is_shown_changed(look):
    look(DAY)
    look(DAY, version="old")
    assert count(Disclosure) == 1
    look(OTHER, version="old")
    assert count(Disclosure) == 2
    look(DAY, version="old", page="roll_call")
    assert count(Disclosure) == 3


def test_asking_for_news_without_having_opened_is_an_opening(look):
    look(DAY, version="made-up")
    assert count(Disclosure) == 1


def test_a_page_that_fails_to_load_discloses_nothing(viewer, now):
    dana = viewer("dana")

    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        disclose.look(dana, dana.houses[0], "board", fail, now=now, true_now=now)
    assert count(Disclosure) == 0

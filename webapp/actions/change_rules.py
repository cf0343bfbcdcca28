"""A house manager changes the house's rules, from a date on that is still to come.

A rule never changes for a night that has begun: what was decided by it stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.curfew import HouseRules
from webapp.domain.settings import AHEAD
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.house import House, HouseRulesRow
from webapp.queries import house_rules as query


class RulesRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    SAME = "same"
    BEFORE_ANOTHER = "before_another"
    """A later change is planned already, and holds all rules: it would undo this one."""
    CHANGED_MEANWHILE = "changed_meanwhile"


def change(
    viewer: Viewer,
    house: ManagedHouse,
    values: Mapping[str, int],
    effective_from: date,
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> RulesRefusal | None:
    """Let these rules hold from that date on, or say why not.

    `seen` is the version of the rules that the manager had before them: if somebody changed
    them since, nothing is overwritten. Raises `RuleOutOfRange`, naming the one.
    """
    wanted = HouseRules.from_values(values)

    def attempt(session: Session) -> RulesRefusal | None:
        _hold(session, house)
        page = query.load(house, now)
        if page.version != seen:
            return RulesRefusal.CHANGED_MEANWHILE
        tomorrow = local_date(now, house.zone) + timedelta(days=1)
        if not tomorrow <= effective_from <= tomorrow + AHEAD:
            return RulesRefusal.WHEN
        if any(row.effective_from > effective_from for row in page.to_come):
            return RulesRefusal.BEFORE_ANOTHER
        if page.on(effective_from) == wanted:
            return RulesRefusal.SAME
        _forget(session, house, effective_from)
        session.add(
            HouseRulesRow(
                house_id=house.id,
                effective_from=effective_from,
                values=wanted.values(),
                recorded_at=now,
                recorded_by=viewer.account_id,
            )
        )
        detail = f"house {house.id} from {effective_from}"
        audit.record(
            session, true_now, "house_rules_changed", actor_id=viewer.account_id, detail=detail
        )
        return None

    return settle(attempt)


def take_back(
    viewer: Viewer,
    house: ManagedHouse,
    effective_from: date,
    *,
    now: Instant,
    true_now: Instant,
) -> bool:
    """Take back a change that is still to come. False if there is none, or it has begun."""

    def attempt(session: Session) -> bool:
        _hold(session, house)
        if effective_from <= local_date(now, house.zone):
            return False
        if not _forget(session, house, effective_from):
            return False
        detail = f"house {house.id} from {effective_from}"
        audit.record(
            session, true_now, "house_rules_taken_back", actor_id=viewer.account_id, detail=detail
        )
        return True

    return settle(attempt)


def _forget(session: Session, house: ManagedHouse, effective_from: date) -> bool:
    gone = session.execute(
        delete(HouseRulesRow)
        .where(HouseRulesRow.house_id == house.id, HouseRulesRow.effective_from == effective_from)
        .returning(HouseRulesRow.id)
    ).first()
    return gone is not None


def _hold(session: Session, house: ManagedHouse) -> None:
    """The house, held for this writer: two managers change it one after the other."""
    session.execute(select(House.id).where(House.id == house.id).with_for_update())

"""Cards that look alike and are different clients: said once, offered no more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sqlalchemy import select

from crm_desktop.commands import clients
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import DistinctPair
from crm_desktop.domain.duplicates import MOST_DISTINCT, UNFIT_COUNT
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right


@command("duplicates.distinct", right=Right.EDIT)
def distinct(work: Work, ids: Sequence[int]) -> int:
    """All of these clients are different: none of their pairs is offered as one client again.

    Returns how many pairs were not known to be different before.
    """
    wanted = sorted(set(ids))
    if not 2 <= len(wanted) <= MOST_DISTINCT:
        raise Refused.of(UNFIT_COUNT, count=len(wanted), limit=MOST_DISTINCT)
    first, second, *_ = [clients.present(work.session, one).name for one in wanted]
    d = DistinctPair.__table__.c
    known = {
        tuple(row)
        for row in work.connection.execute(
            select(d.client_id, d.other_id).where(d.client_id.in_(wanted), d.other_id.in_(wanted))
        )
    }
    new = [pair for pair in combinations(wanted, 2) if pair not in known]
    moment = work.now()
    work.session.add_all(
        DistinctPair(client_id=one, other_id=other, noted_at=moment) for one, other in new
    )
    work.name(title=first, other=second)
    return len(new)

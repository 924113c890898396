"""Out of the bin: back to where it was, or after its time for good."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, select, update

from crm_desktop.commands.work import Kind, Work, command
from crm_desktop.db.tables import Client, Deal, Document, Task
from crm_desktop.domain.bin import STILL_NAMED, BinNoun, oldest_kept, record_of
from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.queries.bin import TABLES, deal_waits, in_use, waits
from crm_desktop.queries.filtering import among

BLOCK = 1_000
"""Records between two reports of progress."""
_ORDER = (BinNoun.TASK, BinNoun.DOCUMENT, BinNoun.DEAL, BinNoun.CLIENT)

_C, _D, _T, _P = Client.__table__.c, Deal.__table__.c, Task.__table__.c, Document.__table__.c


@command("bin.restore", right=Right.DELETE)
def restore(work: Work, keys: Sequence[int]) -> int:
    """Bring records of any kind back, with the clients they belong to; returns how many.

    A deal without its client would stand on the board and belong to nobody.
    """
    total, done = len(keys), 0
    for noun, records in _by_noun(keys).items():
        for start in range(0, len(records), BLOCK):
            work.step(done, total)
            block = records[start : start + BLOCK]
            if noun is not BinNoun.CLIENT:
                _bring_back(work, BinNoun.CLIENT, _owners(work, noun, block))
            done += _bring_back(work, noun, block)
    if not done:
        raise Refused.of(NOT_FOUND)
    work.name(count=done)
    return done


def _by_noun(keys: Sequence[int]) -> dict[BinNoun, list[int]]:
    found: dict[BinNoun, list[int]] = {noun: [] for noun in BinNoun}
    for key in dict.fromkeys(keys):
        noun, record = record_of(key)
        found[noun].append(record)
    return found


def _owners(work: Work, noun: BinNoun, records: Sequence[int]) -> list[int]:
    columns = TABLES[noun].__table__.c
    owners = select(columns.client_id).where(
        among(columns.id, records), columns.client_id.is_not(None), columns.deleted_at.is_not(None)
    )
    return list(work.connection.scalars(owners.distinct()))


def _bring_back(work: Work, noun: BinNoun, records: Sequence[int]) -> int:
    table = TABLES[noun]
    columns = table.__table__.c
    wanted = (among(columns.id, records), columns.deleted_at.is_not(None))
    return int(
        work.connection.execute(update(table).where(*wanted).values(deleted_at=None)).rowcount
    )


@command("bin.delete", right=Right.DELETE)
def delete_for_good(work: Work, keys: Sequence[int]) -> int:
    """Let go of records in the bin before their time, with all that is theirs; returns how many.

    Whoever papers, deals or tasks still speak of stays in the bin, as `purge` would leave them;
    `Refused` when nothing can go.
    """
    chosen = _by_noun(keys)
    gone = 0
    # Who is named goes after those who name them.
    for place, noun in enumerate(_ORDER):
        work.step(place, len(_ORDER))
        for start in range(0, len(chosen[noun]), BLOCK):
            gone += _let_go(work, noun, chosen[noun][start : start + BLOCK])
    if not gone:
        raise Refused.of(STILL_NAMED, count=len(keys))
    work.step(len(_ORDER), len(_ORDER))
    kept = sum(map(len, chosen.values())) - gone
    work.name(count=gone, kept=kept)
    return gone


def _let_go(work: Work, noun: BinNoun, records: Sequence[int]) -> int:
    columns = TABLES[noun].__table__.c
    chosen = and_(among(columns.id, records), columns.deleted_at.is_not(None))
    match noun:
        case BinNoun.TASK:
            return _delete(work, Task, chosen)
        case BinNoun.DOCUMENT:
            return _delete(work, Document, chosen, _P.status == DocumentStatus.DRAFT.value)
        case BinNoun.DEAL:
            return _purge_deals(work, chosen)
        case BinNoun.CLIENT:
            return _purge_clients(work, chosen)


@command("bin.purge", right=Right.UPKEEP, kind=Kind.BACKGROUND)
def purge(work: Work) -> int:
    """Let go for good of what has had its time in the bin; returns how many records went.

    A client that papers or anything outside the bin speak of is put into the archive instead; a
    deal that papers speak of stays where it is; whoever is named by what still lies in the bin
    goes after it.
    """
    before = oldest_kept(work.now())
    gone = _delete(work, Task, _T.deleted_at < before)
    work.step(1, 4)
    gone += _delete(work, Document, _P.deleted_at < before, _P.status == DocumentStatus.DRAFT.value)
    work.step(2, 4)
    gone += _purge_deals(work, _D.deleted_at < before)
    work.step(3, 4)
    archived = _archive_instead(work, before)
    gone += _purge_clients(work, _C.deleted_at < before)
    work.step(4, 4)
    work.name(count=gone, archived=archived)
    return gone


def _purge_deals(work: Work, chosen: ColumnElement[bool]) -> int:
    going = select(_D.id).where(chosen, ~deal_waits(_D.id))
    ids = list(work.connection.scalars(going))
    # What was done for it stays in the story of its client.
    for start in range(0, len(ids), BLOCK):
        block = among(_T.deal_id, ids[start : start + BLOCK])
        work.connection.execute(update(Task).where(block).values(deal_id=None))
    return _delete_ids(work, Deal, ids)


def _archive_instead(work: Work, before: str) -> int:
    staying = (_C.deleted_at < before, in_use(_C.id))
    first = update(Client).where(*staying, _C.archived_at.is_(None))
    work.connection.execute(first.values(archived_at=work.now()))
    back = update(Client).where(*staying).values(deleted_at=None)
    return int(work.connection.execute(back).rowcount)


def _purge_clients(work: Work, chosen: ColumnElement[bool]) -> int:
    going = select(_C.id).where(chosen, ~waits(_C.id))
    ids = list(work.connection.scalars(going))
    for start in range(0, len(ids), BLOCK):
        block = among(_T.client_id, ids[start : start + BLOCK])
        work.connection.execute(delete(Task).where(block, _T.done_at.is_not(None)))
    return _delete_ids(work, Client, ids)


def _delete(work: Work, table: type[Task | Document], *conditions: ColumnElement[bool]) -> int:
    return int(work.connection.execute(delete(table).where(*conditions)).rowcount)


def _delete_ids(work: Work, table: type[Client | Deal], ids: Sequence[int]) -> int:
    columns = table.__table__.c
    for start in range(0, len(ids), BLOCK):
        work.step(start, len(ids))
        block = among(columns.id, ids[start : start + BLOCK])
        work.connection.execute(delete(table).where(block))
    return len(ids)

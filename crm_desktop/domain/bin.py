"""The bin: what lies in it, how long, and what never goes for good."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from crm_desktop.domain.problems import code

STILL_NAMED = code("bin.still-named")
DAYS = 90
"""After so many days in the bin a record goes for good."""


class BinNoun(StrEnum):
    """Kinds of records that lie in the bin."""

    CLIENT = "client"
    DEAL = "deal"
    TASK = "task"
    DOCUMENT = "document"


_NOUNS = tuple(BinNoun)


def key_of(noun: BinNoun, record: int) -> int:
    """One number for a record of any kind, so that one list may hold them all."""
    return record * len(_NOUNS) + _NOUNS.index(noun)


def record_of(key: int) -> tuple[BinNoun, int]:
    """Which record a number stands for."""
    record, place = divmod(key, len(_NOUNS))
    return _NOUNS[place], record


def goes_on(deleted_at: str) -> date:
    """The day on which what was deleted then goes for good, by this computer's calendar."""
    moment = datetime.fromisoformat(deleted_at) + timedelta(days=DAYS)
    return moment.astimezone().date()


def oldest_kept(now: str) -> str:
    """What was deleted before this moment has had its time; both in UTC, as stored."""
    moment = datetime.fromisoformat(now).astimezone(UTC) - timedelta(days=DAYS)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

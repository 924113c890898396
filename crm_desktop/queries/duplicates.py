"""Cards that may be one client: found in the whole base, or while one is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.duplicates import Level, Pair, Reason


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that may be one client, the oldest first; `pairs` say why, the surest first."""

    ids: tuple[int, ...]
    score: float
    level: Level
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known so far of a client that is being typed, as typed."""

    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    inn: str = ""
    kind: ClientKind | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """A client who may be meant: what to show of them, and why."""

    id: int
    name: str
    phone: str
    city: str
    score: float
    level: Level
    reasons: tuple[Reason, ...]
    archived: bool = False

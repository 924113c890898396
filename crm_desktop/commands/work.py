"""One write transaction as a command sees it, and the register of all commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from crm_desktop.domain.issued_numbers import Highest, Series, none_known
from crm_desktop.domain.problems import Problem
from crm_desktop.domain.rights import Right, Viewer
from crm_desktop.late import dataclass

P = ParamSpec("P")
R = TypeVar("R")

Step = Callable[[int, int], None]


class Kind(StrEnum):
    """Who set an operation off: Ctrl+Z takes back only what the user did."""

    USER = "user"
    BACKGROUND = "background"
    SYSTEM = "system"


def no_step(done: int, total: int) -> None:
    """Progress that nobody watches."""


def utc_now() -> str:
    """The present moment as stored: UTC, seconds, ISO 8601 with Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Work:
    """A running write transaction: never kept after the command returned.

    `step(done, total)` reports progress and raises `Cancelled` when the user asked to stop.
    `session.commit()` and `session.rollback()` are not a command's business (house test).
    `highest_issued` knows numbers on paper that the base may have forgotten; what a command gives
    out it notes in `issued`, what the user should be told in `notices`.
    """

    session: Session
    connection: Connection
    actor: Viewer
    step: Step = no_step
    now: Callable[[], str] = utc_now
    title: dict[str, object] = field(default_factory=dict)
    highest_issued: Highest = none_known
    issued: dict[Series, int] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)

    def name(self, **params: object) -> None:
        """Say what the operation is about, for its name in words («Перенос сделки «Окна»»)."""
        self.title.update(params)


@dataclass(frozen=True, slots=True)
class CommandInfo:
    """What the register knows of a command."""

    name: str
    right: Right
    kind: Kind
    function: Callable[..., object]
    undoable: bool
    copy_first: bool
    gathers: bool = False


COMMANDS: dict[str, CommandInfo] = {}


def command(
    name: str,
    *,
    right: Right,
    kind: Kind = Kind.USER,
    undoable: bool = True,
    copy_first: bool = False,
    gathers: bool = False,
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Work, P], R]]:
    """Register a change under a stable dotted name; its name in words is in `words.codes`.

    `undoable=False` is for what leaves the house: it is cancelled, never taken back (decision 4);
    `copy_first=True` has a verified copy of the base made before it runs (decision 14);
    `gathers=True` is for what gives a client the belongings of others: taken back, what was
    touched since stays with the client whole (`db.gathered`).
    """

    def register(function: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Work, P], R]:
        if name in COMMANDS:
            raise ValueError(f"command {name} registered twice")
        COMMANDS[name] = CommandInfo(name, right, kind, function, undoable, copy_first, gathers)
        return function

    return register


def info_of(function: Callable[..., object]) -> CommandInfo:
    """The register's entry of a command; `LookupError` for a function that is no command."""
    for info in COMMANDS.values():
        if info.function is function:
            return info
    raise LookupError(f"{function!r} is not a registered command")

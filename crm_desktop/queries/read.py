"""One reading as a query sees it, and the register of all queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from crm_desktop.domain.issued_numbers import Highest, none_known
from crm_desktop.domain.rights import Right, Viewer
from crm_desktop.late import dataclass

P = ParamSpec("P")
R = TypeVar("R")

Step = Callable[[int, int], None]


def no_step(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Read:
    """One consistent snapshot: the engine refuses to write through it.

    `step(done, total)` reports progress and raises `Cancelled` when the user asked to stop.
    """

    connection: Connection
    viewer: Viewer
    step: Step = no_step
    highest_issued: Highest = none_known


@dataclass(frozen=True, slots=True)
class QueryInfo:
    """What the register knows of a query."""

    name: str
    right: Right
    function: Callable[..., object]


QUERIES: dict[Callable[..., object], QueryInfo] = {}


def query(
    *, right: Right
) -> Callable[[Callable[Concatenate[Read, P], R]], Callable[Concatenate[Read, P], R]]:
    """Register a question with the right it asks for."""

    def register(function: Callable[Concatenate[Read, P], R]) -> Callable[Concatenate[Read, P], R]:
        name = f"{function.__module__}.{function.__qualname__}"
        QUERIES[function] = QueryInfo(name, right, function)
        return function

    return register

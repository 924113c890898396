"""The expected "no": findings without words, and the three ways an action can end early."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from crm_desktop.late import dataclass

_CODES: set[str] = set()


def code(name: str) -> str:
    """Register a problem code, so that a test can demand words for it, and return it."""
    _CODES.add(name)
    return name


def registered_codes() -> frozenset[str]:
    """All codes declared by the modules imported so far."""
    return frozenset(_CODES)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one field; `params` fill the wording in `words.codes`.

    `field` is a field name of `cli.md` (`phone`, `inn`, …) or "" for the whole record.
    """

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """An expected refusal: nothing was changed, the problems say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(f"{p.field}:{p.code}" if p.field else p.code for p in problems))
        self.problems = problems

    @classmethod
    def of(cls, code_: str, field_: str = "", **params: object) -> Refused:
        """Refuse with a single problem."""
        return cls(Problem(field_, code_, params))


class Cancelled(Exception):
    """The user asked to stop: everything was rolled back. Neither a refusal nor a defect."""


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with all problems, if there are any."""
    found = tuple(problems)
    if found:
        raise Refused(*found)


NOT_FOUND = code("record.not-found")
REQUIRED = code("field.required")
TOO_LONG = code("field.too-long")
NO_RIGHT = code("right.missing")

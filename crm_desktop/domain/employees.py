"""People who work with the base: their names, what they answer for, their leaving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, code
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.late import dataclass

NAME_LIMIT = 200
SAME_NAME = code("employee.same-name")
ONLY_OWNER = code("employee.is-the-owner")
LOAD_MOVED = code("employee.load-moved")
TO_ITSELF = code("employee.to-itself")
HAS_LEFT = code("employee.has-left")
STILL_HAS = code("employee.still-has")


@dataclass(frozen=True, slots=True)
class Load:
    """What is open in somebody's hands: clients outside the archive, open deals, tasks to do."""

    clients: int = 0
    deals: int = 0
    tasks: int = 0

    def __bool__(self) -> bool:
        return bool(self.clients or self.deals or self.tasks)


def tidy_name(name: str) -> str:
    """A name as it is kept: one line, single spaces."""
    return " ".join(clean_text(name).split())


def check(name: str, others: Iterable[str]) -> Iterator[Problem]:
    """What forbids a tidied name beside those of the others."""
    if not name:
        yield Problem("name", REQUIRED)
    elif len(name) > NAME_LIMIT:
        yield Problem("name", TOO_LONG, {"limit": NAME_LIMIT})
    elif any(fold(name) == fold(other) for other in others):
        yield Problem("name", SAME_NAME, {"name": name})

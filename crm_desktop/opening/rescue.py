"""What can be done with a base that is not opened: look it through, take everything out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.commands.work import Step, no_step
from crm_desktop.crm import Crm
from crm_desktop.db.health import Finding
from crm_desktop.late import dataclass
from crm_desktop.opening.opened import Opened
from crm_desktop.opening.viewing import view_base
from crm_desktop.queries import clients


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of looking a base through: what is wrong, and how many clients are in it."""

    findings: tuple[Finding, ...]
    clients: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check_base(folder: Path, step: Step = no_step) -> Checked:
    """Look a base through on a copy of it; `Refused` when there is nothing to look through."""
    with _looked_at(folder, step) as crm:
        return Checked(tuple(crm.database.check()), crm.ask(clients.count))


def export_everything(folder: Path, target: Path, step: Step = no_step) -> Path:
    """Everything in a base as one workbook; the base is only read."""
    from crm_desktop.exports.everything import everything_to_file

    with _looked_at(folder, step) as crm:
        crm.ask_watched(step, everything_to_file, target)
    return target


@contextmanager
def _looked_at(folder: Path, step: Step) -> Iterator[Crm]:
    found = view_base(folder, step)
    if not isinstance(found, Opened):
        raise found.refused
    try:
        yield found.crm
    finally:
        found.close()

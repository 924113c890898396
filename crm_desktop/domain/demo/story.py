"""What a demo consists of: clients, deals, tasks, and what happened in which order."""

from __future__ import annotations

from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.documents import LineDraft
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class DemoDeal:
    """A deal; `client` is a place in the story's list of clients, money in minor units."""

    client: int
    title: str
    lines: tuple[LineDraft, ...]
    amount: int
    source: str
    comment: str
    basis: str
    expected_close: str


@dataclass(frozen=True, slots=True)
class DemoTask:
    """A task of a client, maybe about a deal; both are places in the story's lists."""

    draft: TaskDraft
    client: int | None
    deal: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A deal begins."""

    deal: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal comes into a stage of the default pipeline."""

    deal: int
    stage: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody writes down what was said."""

    client: int
    text: str


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice is drafted, and given its number unless it is left a draft.

    Only what is still waited for has a day to pay by: the base knows no payments yet, and a
    morning that begins with seventy debts would be no picture of a living shop.
    """

    deal: int
    issued: bool = True
    due: bool = False


@dataclass(frozen=True, slots=True)
class BillCancelled:
    """The newest invoice of a deal is cancelled."""

    deal: int


@dataclass(frozen=True, slots=True)
class TaskSet:
    """A task is written down."""

    task: int


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task is ticked off."""

    task: int


Event = Opened | Moved | Noted | Billed | BillCancelled | TaskSet | TaskDone


@dataclass(frozen=True, slots=True)
class Story:
    """A whole shop; `events` are (moment as stored, what happened), the oldest first."""

    firm: OrganisationDraft
    first_number: int
    currency: str
    clients: tuple[ClientDraft, ...]
    deals: tuple[DemoDeal, ...]
    tasks: tuple[DemoTask, ...]
    events: tuple[tuple[str, Event], ...]

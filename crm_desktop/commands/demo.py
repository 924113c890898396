"""The demo shop written into a new base, as if somebody had worked in it for fourteen months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from crm_desktop import paths
from crm_desktop.commands import activities, deals, documents, organisations, tasks
from crm_desktop.commands.bulk import ClientWriter
from crm_desktop.commands.work import Kind, Work, command
from crm_desktop.db.tables import Stage
from crm_desktop.domain.clients import stored
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.demo import shop
from crm_desktop.domain.demo.lists import read_lists
from crm_desktop.domain.demo.story import (
    BillCancelled,
    Billed,
    Event,
    Moved,
    Noted,
    Opened,
    Story,
    TaskDone,
    TaskSet,
)
from crm_desktop.domain.documents import DocumentDraft, DocumentKind
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass

DUE_DAYS = 7
STEP = 25


@command("demo.fill", right=Right.SETTINGS, kind=Kind.SYSTEM)
def fill(work: Work, day: date, language: str, seed: int = 1) -> None:
    """Write the shop as it stands on the morning of `day`; the same for the same day and seed.

    Everything goes through the commands that the window calls, each at its own moment.
    """
    _Telling(work, shop.tell(read_lists(lists_of(language)), day, seed)).run()


def lists_of(language: str) -> Path:
    """The file of a language's word lists."""
    return paths.resources() / "demo" / f"{language}.toml"


@dataclass(slots=True)
class _Telling:
    """The ids that the story's records were given on the way."""

    work: Work
    story: Story
    stages: list[int] = field(default_factory=list)
    firm: int = 0
    clients: list[int] = field(default_factory=list)
    deals: dict[int, int] = field(default_factory=dict)
    tasks: dict[int, int] = field(default_factory=dict)
    bills: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        story, work = self.story, self.work
        self.stages = list(work.session.scalars(select(Stage.id).order_by(Stage.rank)))
        self.firm = organisations.save(work, story.firm)
        writer = ClientWriter(work)
        self.clients = [writer.add(stored(client)) for client in story.clients]
        writer.flush()
        begun = int(story.events[0][0][:4])
        documents.number_from(
            work, self.firm, DocumentKind.INVOICE.value, begun, story.first_number
        )
        for place, (at, event) in enumerate(story.events):
            if place % STEP == 0:
                work.step(place, len(story.events))
            self._happen(replace(work, now=_standing(at)), event)
        work.title.clear()

    def _happen(self, work: Work, event: Event) -> None:
        match event:
            case Opened(deal):
                self.deals[deal] = self._open(work, deal)
            case Moved(deal, stage, reason):
                deals.move(work, self.deals[deal], self.stages[stage], lost_reason=reason)
            case Noted(client, text):
                activities.add_note(work, self.clients[client], text)
            case Billed(deal, issued, due):
                self.bills[deal] = self._bill(work, deal, due=due)
                if issued:
                    documents.issue(work, self.bills[deal])
            case BillCancelled(deal):
                documents.cancel(work, self.bills[deal])
            case TaskSet(task):
                self.tasks[task] = self._set_task(work, task)
            case TaskDone(task):
                tasks.done(work, self.tasks[task])

    def _open(self, work: Work, deal: int) -> int:
        told = self.story.deals[deal]
        close = date.fromisoformat(told.expected_close) if told.expected_close else None
        return deals.add(
            work,
            DealDraft(
                title=told.title,
                client_id=self.clients[told.client],
                amount=told.amount,
                currency=self.story.currency,
                expected_close=close,
                source=told.source,
                comment=told.comment,
            ),
        )

    def _bill(self, work: Work, deal: int, *, due: bool) -> int:
        told = self.story.deals[deal]
        on = date.fromisoformat(work.now()[:10])
        return documents.create(
            work,
            DocumentDraft(
                client_id=self.clients[told.client],
                organisation_id=self.firm,
                deal_id=self.deals[deal],
                date=on,
                due_date=date.fromordinal(on.toordinal() + DUE_DAYS) if due else None,
                vat_mode=self.story.firm.vat_mode,
                currency=self.story.currency,
                lines=told.lines,
                basis=told.basis,
            ),
        )

    def _set_task(self, work: Work, task: int) -> int:
        told = self.story.tasks[task]
        client = None if told.client is None else self.clients[told.client]
        deal = None if told.deal is None else self.deals[told.deal]
        return tasks.add(work, replace(told.draft, client_id=client, deal_id=deal))


def _standing(at: str) -> Callable[[], str]:
    return lambda: at

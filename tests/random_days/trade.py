"""Deals, tasks and papers, and the line that makes all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from crm_desktop.commands import deals, documents, quick, tasks
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.documents import DocumentDraft, LineDraft
from crm_desktop.domain.quick_entry import parse
from crm_desktop.domain.tasks import TaskDraft
from tests.random_days.days import Days
from tests.random_days.people import custom

NINE = datetime.fromisoformat("2026-12-01T09:00")
_DEALS = "SELECT id FROM deal WHERE deleted_at IS NULL"
_TASKS = "SELECT id FROM task WHERE deleted_at IS NULL"
_PAPERS = "SELECT id FROM document WHERE deleted_at IS NULL"
_DRAFTS = f"{_PAPERS} AND status = 'draft'"
_ISSUED = f"{_PAPERS} AND status = 'issued'"


def _deal(d: Days, *, new: bool) -> DealDraft:
    stage = d.one("SELECT id FROM stage") if new and d.rng.random() < 0.7 else None
    return DealDraft(
        d.text(),
        d.client(),
        amount=d.rng.randrange(1, 9) * 1_000_00,
        stage_id=stage,
        custom=custom(d, CustomNoun.DEAL),
    )


def _move(d: Days) -> object:
    return d.do(deals.move, d.one(_DEALS), d.one("SELECT id FROM stage"), lost_reason="дорого")


def _task(d: Days) -> TaskDraft:
    client = d.client() if d.rng.random() < 0.8 else None
    due = d.day() if d.rng.random() < 0.8 else None
    return TaskDraft(d.text(), due, client_id=client)


def _paper(d: Days) -> DocumentDraft:
    client = d.client()
    own = d.ids(f"{_DEALS} AND client_id = ?", client)
    return DocumentDraft(
        client,
        deal_id=d.rng.choice(own) if own and d.rng.random() < 0.5 else None,
        date=d.day(),
        lines=(LineDraft("Окно", 1000, "шт", d.rng.randrange(1, 9) * 10_000),),
        basis=d.text(),
    )


def _quick(d: Days) -> object:
    line = f"Ёжиков{d.rng.randrange(20)} {d.phone()} окна {d.rng.randrange(9)}0 000 звонок завтра"
    known = d.client() if d.rng.random() < 0.5 else None
    return d.do(quick.add, parse(line, NINE), known)


def _snooze_all(d: Days) -> object:
    open_ = d.few(f"{_TASKS} AND done_at IS NULL")
    return d.do(tasks.snooze_all, open_, NINE + timedelta(days=d.rng.randrange(28)))


def _reminded(d: Days) -> object:
    at = NINE + timedelta(hours=d.rng.randrange(600))
    return d.do(tasks.reminded, d.few(_TASKS), at)


def _reopen(d: Days) -> object:
    return d.do(tasks.reopen, d.one(f"{_TASKS} AND done_at IS NOT NULL"))


def _copy(d: Days) -> object:
    return d.do(documents.copy, d.one(_PAPERS), date(2026, 12, 1))


TRADE: dict[str, Callable[[Days], object]] = {
    "deal.add": lambda d: d.do(deals.add, _deal(d, new=True)),
    "deal.edit": lambda d: d.do(deals.edit, d.one(_DEALS), _deal(d, new=False)),
    "deal.move": _move,
    "deal.delete": lambda d: d.do(deals.delete, d.one(_DEALS)),
    "task.add": lambda d: d.do(tasks.add, _task(d)),
    "task.edit": lambda d: d.do(tasks.edit, d.one(_TASKS), _task(d)),
    "task.done": lambda d: d.do(tasks.done, d.one(f"{_TASKS} AND done_at IS NULL")),
    "task.reopen": _reopen,
    "task.snooze": lambda d: d.do(tasks.snooze, d.one(_TASKS), NINE),
    "task.snooze-all": _snooze_all,
    "task.postpone": lambda d: d.do(tasks.postpone, d.one(_TASKS), d.day()),
    "task.reminded": _reminded,
    "task.delete": lambda d: d.do(tasks.delete, d.one(_TASKS)),
    "quick.add": _quick,
    "document.create": lambda d: d.do(documents.create, _paper(d)),
    "document.edit": lambda d: d.do(documents.edit, d.one(_DRAFTS), _paper(d)),
    "document.issue": lambda d: d.do(documents.issue, d.one(_DRAFTS)),
    "document.cancel": lambda d: d.do(documents.cancel, d.one(_ISSUED)),
    "document.correct": lambda d: d.do(documents.correct, d.one(_ISSUED)),
    "document.copy": _copy,
    "document.delete": lambda d: d.do(documents.delete, d.one(_DRAFTS)),
}

"""`tasks add|done|list`: what is to be done, without a window."""

from __future__ import annotations

from dataclasses import asdict

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.references import client_named, deal_with_id
from crm_desktop.cli.values import day, moment
from crm_desktop.commands import tasks as commands
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.queries import tasks
from crm_desktop.queries.tasks import TaskRow
from crm_desktop.words import pgettext


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("tasks", pgettext("Tasks", "Tasks: add, tick off, list"))
    one = verbs.verb("add", add, pgettext("Tasks", "Add a task"))
    one.add_argument("--title", required=True)
    one.add_argument("--due", metavar="YYYY-MM-DD")
    one.add_argument("--time", default="", metavar="HH:MM")
    one.add_argument("--remind", default="", metavar="YYYY-MM-DDTHH:MM")
    one.add_argument("--client", metavar="ID|NAME")
    one.add_argument("--deal", type=positive, metavar="ID")
    one.add_argument("--comment", default="")
    one = verbs.verb("done", done, pgettext("Tasks", "Tick a task off"))
    one.add_argument("id", type=positive)
    one = verbs.verb("list", show_list, pgettext("Tasks", "List open tasks"))
    one.add_argument("--done", action="store_true", help=pgettext("Tasks", "ticked ones as well"))
    one.add_argument("--client", metavar="ID|NAME")


def add(call: Call) -> int:
    """Make a task."""
    asked = call.arguments
    with call.writing() as crm:
        draft = TaskDraft(
            title=asked.title,
            due_on=day(asked.due, "due"),
            due_time=asked.time,
            remind_at=moment(asked.remind, "remind"),
            comment=asked.comment,
            client_id=client_named(crm, asked.client) if asked.client else None,
            deal_id=deal_with_id(crm, asked.deal) if asked.deal else None,
        )
        made = crm.do(commands.add, draft)
    text = pgettext("Tasks", "Task {id} is noted.").format(id=made.value)
    call.terminal.answer({"id": made.value, "operation": made.operation}, text)
    return 0


def done(call: Call) -> int:
    """Tick a task off; a second tick changes nothing."""
    task_id = call.arguments.id
    with call.writing() as crm:
        ticked = crm.do(commands.done, task_id)
        task = crm.ask(tasks.card, task_id)
    text = pgettext("Tasks", "Task {id} is done.").format(id=task_id)
    data = {"id": task_id, "done_at": task.done_at, "operation": ticked.operation}
    call.terminal.answer(data, text)
    return 0


def show_list(call: Call) -> int:
    """Tasks by due date."""
    asked = call.arguments
    with call.reading() as crm:
        client_id = client_named(crm, asked.client) if asked.client else None
        rows = crm.ask(tasks.listing, done=asked.done, client_id=client_id)
    call.terminal.rows(map(task_data, rows), ("id", "due_on", "due_time", "title", "client"))
    return 0


def task_data(row: TaskRow) -> dict[str, object]:
    """A task as JSON; `due_time`, `remind_at` and `reminded_at` are wall time."""
    return asdict(row)

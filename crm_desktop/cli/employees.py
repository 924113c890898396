"""`employees list|add|hand-over`: who answers for what, and the passing on of it."""

from __future__ import annotations

from crm_desktop.cli.call import Call
from crm_desktop.cli.client_bulk import employee_named
from crm_desktop.cli.parser import Nouns
from crm_desktop.commands import employees as commands
from crm_desktop.domain.employees import Load
from crm_desktop.queries import employees
from crm_desktop.words import pgettext
from crm_desktop.words.employees import load_text


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("employees", pgettext("Employees", "Employees and what they answer for"))
    verbs.verb("list", show_list, pgettext("Employees", "List employees"))
    one = verbs.verb("add", add, pgettext("Employees", "Write down an employee"))
    one.add_argument("name")
    one = verbs.verb(
        "hand-over", hand_over, pgettext("Employees", "Hand over what an employee answers for")
    )
    one.add_argument("leaver", metavar="NAME|ID")
    one.add_argument("heir", metavar="NAME|ID")
    one.add_argument("--leaves", action="store_true")
    one.add_argument(
        "--expect",
        type=_load,
        metavar="CLIENTS,DEALS,TASKS",
        help=pgettext(
            "Clients", "do it, if there are still so many of them; without this it is only shown"
        ),
    )


def _load(text: str) -> Load:
    clients, deals, tasks = (int(part) for part in text.split(","))
    return Load(clients, deals, tasks)


def show_list(call: Call) -> int:
    """All employees as rows."""
    with call.reading() as crm:
        rows = [
            {
                "id": row.id, "name": row.name, "role": row.role, "left": row.archived,
                "clients": row.load.clients, "deals": row.load.deals, "tasks": row.load.tasks,
            }
            for row in crm.ask(employees.listing)
        ]  # fmt: skip
    call.terminal.rows(rows, ("id", "name", "clients", "deals", "tasks"))
    return 0


def add(call: Call) -> int:
    """One more employee."""
    with call.writing() as crm:
        made = crm.do(commands.add, call.arguments.name).value
    call.terminal.answer({"id": made}, pgettext("Employees", "Saved."))
    return 0


def hand_over(call: Call) -> int:
    """What would pass to somebody else, or with `--expect` what did."""
    asked = call.arguments
    doing = asked.expect is not None
    with call.writing() if doing else call.reading() as crm:
        leaver, heir = employee_named(crm, asked.leaver), employee_named(crm, asked.heir)
        load = crm.ask(employees.load, leaver)
        operation = None
        if doing:
            done = crm.do_watched(
                call.terminal.progress,
                commands.hand_over, leaver, heir, asked.expect, leaves=asked.leaves,
            )  # fmt: skip
            load, operation = done.value, done.operation
    data = {
        "clients": load.clients, "deals": load.deals, "tasks": load.tasks, "operation": operation,
    }  # fmt: skip
    if doing:
        said = pgettext("Employees", "Handed over: {load}.")
    else:
        said = pgettext(
            "Employees", "{load}. Nothing was changed. To do it, add: --expect {numbers}"
        )
    numbers = f"{load.clients},{load.deals},{load.tasks}"
    call.terminal.answer(data, said.format(load=load_text(load), numbers=numbers))
    return 0

"""Employees in words: what is refused, what they answer for."""

from __future__ import annotations

from crm_desktop.domain.employees import Load
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "employee.same-name": lambda _: pgettext(
        "Problems", "There is an employee “{name}” already. Write a name that tells them apart."
    ),
    "employee.is-the-owner": lambda _: pgettext(
        "Problems",
        "The owner of the base “{name}” stays. Nothing was changed; hand over what they answer "
        "for, if somebody else does the work.",
    ),
    "employee.load-moved": lambda _: pgettext(
        "Problems",
        "At the preview there were other numbers: clients {clients}, deals {deals}, tasks {tasks} "
        "are there now. Nothing was changed; look again and repeat.",
    ),
    "employee.to-itself": lambda _: pgettext(
        "Problems", "Choose somebody else to hand over to. Nothing was changed."
    ),
    "employee.has-left": lambda _: pgettext(
        "Problems",
        "The employee “{name}” has left. Nothing was changed; choose somebody who is there.",
    ),
    "employee.still-has": lambda _: pgettext(
        "Problems",
        "The employee “{name}” still answers for something: clients {clients}, deals {deals}, "
        "tasks {tasks}. Nothing was changed; hand that over first.",
    ),
}
OPERATIONS: dict[str, Wording] = {
    "employee.add": lambda _: pgettext("Operations", "New employee “{title}”"),
    "employee.rename": lambda _: pgettext("Operations", "Employee “{title}” renamed “{name}”"),
    "employee.leave": lambda _: pgettext("Operations", "Departure of employee “{title}”"),
    "employee.return": lambda _: pgettext("Operations", "Return of employee “{title}”"),
    "employee.hand-over": lambda _: pgettext(
        "Operations", "Everything of “{title}” handed over to “{name}”"
    ),
}


def load_text(load: Load) -> str:
    """What somebody answers for: «12 клиентов, 3 сделки, 1 задача»."""
    parts = [
        npgettext("Employees", "{n} client", "{n} clients", load.clients).format(n=load.clients)
        if load.clients
        else "",
        npgettext("Employees", "{n} open deal", "{n} open deals", load.deals).format(n=load.deals)
        if load.deals
        else "",
        npgettext("Employees", "{n} task", "{n} tasks", load.tasks).format(n=load.tasks)
        if load.tasks
        else "",
    ]
    return ", ".join(part for part in parts if part) or pgettext("Employees", "nothing open")


def employee_name(name: str) -> str:
    """What somebody is called; the owner may have given no name."""
    return name or pgettext("Employees", "Owner")

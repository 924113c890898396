"""What the quick entry says: names for what has none, what was made, what is missing."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.commands.quick import Made
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.words import codes, pgettext


def titled(entry: QuickEntry) -> QuickEntry:
    """The entry with names for a deal and a task that the text gives none."""
    deal, task = entry.deal, entry.task
    if entry.deal_said and not deal:
        deal = pgettext("Shell", "New deal")
    if entry.task_said and not task and deal:
        task = pgettext("Shell", "Next step: {deal}").format(deal=deal)
    if entry.task_said and not task:
        who = entry.name or next((one.value for one in entry.points), "")
        task = pgettext("Shell", "Get in touch: {client}").format(client=who)
    return replace(entry, deal=deal, task=task)


def made_text(made: Made) -> str:
    """«Записано: клиент, сделка»."""
    said = ", ".join(
        word
        for word, there in (
            (pgettext("Shell", "client"), made.client_new),
            (pgettext("Shell", "deal"), made.deal_id is not None),
            (pgettext("Shell", "task"), made.task_id is not None),
        )
        if there
    )
    text = pgettext("Shell", "Written down: {what}").format(what=said)
    return text if said else pgettext("Shell", "Written down")


def refused_text(refused: Refused) -> str:
    """What is missing, as one would say it here."""
    texts = []
    for problem in refused.problems:
        if problem.field == "client_id":
            texts.append(pgettext("Shell", "Whose deal is it? Write the name or the phone."))
        elif problem.field == "text":
            texts.append(pgettext("Shell", "Write what there is to remember."))
        else:
            texts.append(codes.problem_text(problem))
    return "\n".join(texts)

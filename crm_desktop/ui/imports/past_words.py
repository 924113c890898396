"""What is said about an import of some time ago, whatever it brought."""

from __future__ import annotations

from crm_desktop.crm import Foreseen
from crm_desktop.domain.import_nouns import TABLES, Noun
from crm_desktop.queries.import_runs import ImportRunRow
from crm_desktop.words import formats, npgettext, pgettext


def touched_text(run: ImportRunRow, language: str) -> str:
    """How many of its records somebody worked with since."""
    if not run.touched:
        return pgettext("Imports", "Nobody changed anything of it since.")
    n = run.touched
    texts = {
        Noun.CLIENTS: npgettext(
            "Imports",
            "{n} of its clients was worked with since.",
            "{n} of its clients were worked with since.",
            n,
        ),
        Noun.DEALS: npgettext(
            "Imports",
            "{n} of its deals was worked with since.",
            "{n} of its deals were worked with since.",
            n,
        ),
        Noun.TASKS: npgettext(
            "Imports",
            "{n} of its tasks was worked with since.",
            "{n} of its tasks were worked with since.",
            n,
        ),
        Noun.NOTES: npgettext(
            "Imports",
            "{n} of its notes was changed since.",
            "{n} of its notes were changed since.",
            n,
        ),
    }
    return texts[run.noun].format(n=formats.number(n, language))


def ahead_text(foreseen: Foreseen, noun: Noun, language: str) -> str:
    """What taking it back would do: of its own kind first, then of clients it made on the way."""
    lines = []
    for one in dict.fromkeys((noun, Noun.CLIENTS)):
        gone = foreseen.goes.get(TABLES[one], 0)
        changed = foreseen.comes_back.get(TABLES[one], 0)
        for count, text in ((gone, _goes(one, gone)), (changed, _comes_back(one, changed))):
            if count:
                lines.append(text.format(n=formats.number(count, language)))
    return "\n".join(lines) or pgettext("Imports", "Nothing will go: all of it stays.")


def _goes(noun: Noun, n: int) -> str:
    texts = {
        Noun.CLIENTS: npgettext("Imports", "{n} client will go.", "{n} clients will go.", n),
        Noun.DEALS: npgettext("Imports", "{n} deal will go.", "{n} deals will go.", n),
        Noun.TASKS: npgettext("Imports", "{n} task will go.", "{n} tasks will go.", n),
        Noun.NOTES: npgettext("Imports", "{n} note will go.", "{n} notes will go.", n),
    }
    return texts[noun]


def _comes_back(noun: Noun, n: int) -> str:
    texts = {
        Noun.CLIENTS: npgettext(
            "Imports",
            "{n} client will get its former values back.",
            "{n} clients will get their former values back.",
            n,
        ),
        Noun.DEALS: npgettext(
            "Imports",
            "{n} deal will get its former values back.",
            "{n} deals will get their former values back.",
            n,
        ),
        Noun.TASKS: npgettext(
            "Imports",
            "{n} task will get its former values back.",
            "{n} tasks will get their former values back.",
            n,
        ),
        Noun.NOTES: npgettext(
            "Imports",
            "{n} note will get its former words back.",
            "{n} notes will get their former words back.",
            n,
        ),
    }
    return texts[noun]

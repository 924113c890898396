"""How a form that was not finished is called: «новый клиент «Иванов»», «заметка: Иванов»."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.words import pgettext
from crm_desktop.words.wording import say

_NEW: Mapping[str, Callable[[], str]] = {
    "client": lambda: pgettext("Unfinished", "new client “{title}”"),
    "deal": lambda: pgettext("Unfinished", "new deal “{title}”"),
    "task": lambda: pgettext("Unfinished", "new task “{title}”"),
    "organisation": lambda: pgettext("Unfinished", "your organisation “{title}”"),
    "document": lambda: pgettext("Unfinished", "new document “{title}”"),
}
_CHANGED: Mapping[str, Callable[[], str]] = {
    "client": lambda: pgettext("Unfinished", "client “{title}”"),
    "deal": lambda: pgettext("Unfinished", "deal “{title}”"),
    "task": lambda: pgettext("Unfinished", "task “{title}”"),
    "note": lambda: pgettext("Unfinished", "note about “{title}”"),
    "organisation": lambda: pgettext("Unfinished", "your organisation “{title}”"),
    "document": lambda: pgettext("Unfinished", "document “{title}”"),
}


def unfinished_text(one: Unfinished) -> str:
    """The form in words; one of an unknown kind is called by its title alone."""
    wording = (_CHANGED if one.record > 0 else _NEW).get(one.kind)
    if wording is None:
        return one.title or pgettext("Unfinished", "a form")
    said = say(lambda _params: wording(), {"title": one.title})
    if one.strayed:
        strayed = pgettext(
            "Unfinished", "{what} (what it changed is no longer there as it was; it comes as new)"
        )
        return strayed.format(what=said)
    return said

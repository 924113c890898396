"""Contact cards in words: what their columns are called, and what of them was not loaded."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.fields import FIELDS

_LABELS: dict[str, Callable[[], str]] = {
    "FN": lambda: pgettext("Cards", "another name"),
    "ORG": lambda: pgettext("Cards", "another company"),
    "TITLE": lambda: pgettext("Cards", "another position"),
    "ROLE": lambda: pgettext("Cards", "role"),
    "ADR": lambda: pgettext("Cards", "another address"),
    "WORK": lambda: pgettext("Cards", "work address"),
    "HOME": lambda: pgettext("Cards", "home address"),
    "DEPARTMENT": lambda: pgettext("Cards", "department"),
    "PREFIX": lambda: pgettext("Cards", "form of address"),
    "SUFFIX": lambda: pgettext("Cards", "after the name"),
    "NICKNAME": lambda: pgettext("Cards", "nickname"),
    "BDAY": lambda: pgettext("Cards", "birthday without a year"),
    "ANNIVERSARY": lambda: pgettext("Cards", "anniversary"),
    "X-ANNIVERSARY": lambda: pgettext("Cards", "anniversary"),
    "X-EVOLUTION-ANNIVERSARY": lambda: pgettext("Cards", "anniversary"),
    "X-ABDATE": lambda: pgettext("Cards", "date"),
    "X-ABRELATEDNAMES": lambda: pgettext("Cards", "close person"),
    "RELATED": lambda: pgettext("Cards", "close person"),
    "RELATION": lambda: pgettext("Cards", "close person"),
    "X-SPOUSE": lambda: pgettext("Cards", "spouse"),
    "X-EVOLUTION-SPOUSE": lambda: pgettext("Cards", "spouse"),
    "SPOUSE": lambda: pgettext("Cards", "spouse"),
    "X-MANAGER": lambda: pgettext("Cards", "manager"),
    "X-EVOLUTION-MANAGER": lambda: pgettext("Cards", "manager"),
    "MANAGER": lambda: pgettext("Cards", "manager"),
    "X-ASSISTANT": lambda: pgettext("Cards", "assistant"),
    "X-EVOLUTION-ASSISTANT": lambda: pgettext("Cards", "assistant"),
    "ASSISTANT": lambda: pgettext("Cards", "assistant"),
    "GENDER": lambda: pgettext("Cards", "sex"),
    "X-GENDER": lambda: pgettext("Cards", "sex"),
    "GEO": lambda: pgettext("Cards", "place on the map"),
    "TZ": lambda: pgettext("Cards", "time zone"),
    "LANG": lambda: pgettext("Cards", "language"),
    "PHOTO": lambda: pgettext("Cards", "photo on the net"),
    "LOGO": lambda: pgettext("Cards", "logo on the net"),
    "X-PHONETIC-FIRST-NAME": lambda: pgettext("Cards", "how the name sounds"),
    "X-PHONETIC-LAST-NAME": lambda: pgettext("Cards", "how the surname sounds"),
}


def column_title(field: str, label: str) -> str:
    """The title over a column of cards: its field, or what the remark is about."""
    if label in _LABELS:
        return _LABELS[label]()
    if label:
        known = FIELDS.get(label.lower())
        return known() if known else label
    return FIELDS[field]()


def photos_text(kept: int, lost: int) -> str:
    """«Фотографий в карточках – 3: станут файлами клиентов.»; "" when there are none."""
    said = []
    if kept:
        text = npgettext(
            "Cards",
            "{n} photo of the cards goes to the files of its client.",
            "{n} photos of the cards go to the files of their clients.",
            kept,
        )
        said.append(text.format(n=kept))
    if lost:
        text = npgettext(
            "Cards",
            "{n} photo of the cards is not loaded.",
            "{n} photos of the cards are not loaded.",
            lost,
        )
        said.append(text.format(n=lost))
    return " ".join(said)

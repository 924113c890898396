"""By what a client of a list is recognised, and which column says what of a client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

SINGLE_KEYS = ("external_id", "inn", "ogrn", "phone", "email", "name")
"""What may tell a client by itself."""
TOGETHER_KEYS = (*SINGLE_KEYS, "kpp", "city", "birthday")
"""What may tell a client together with something else: `inn+kpp`, `name+city`."""
_AND = "+"
_APART = "\x1f"

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("company_name", "name", "full_name", "short_name", "last_name", "first_name"),
    "phone": ("phone", "phone_mobile", "phone_work", "phone_home", "phone_other", "fax"),
    "email": ("email", "email_2", "email_3"),
    "messenger": ("telegram", "whatsapp"),
    "site": ("website",),
    "address": ("address", "address_legal", "address_street"),
    "contact": ("contact_name", "full_name", "name", "last_name", "first_name"),
}


def parts_of(key: str) -> tuple[str, ...]:
    """The fields of a key, which is one field or several at once: `inn+kpp`."""
    return tuple(part.strip() for part in key.split(_AND))


def is_key(key: str) -> bool:
    """Whether clients can be recognised by this."""
    parts = parts_of(key)
    if len(parts) == 1:
        return key in SINGLE_KEYS
    return len(set(parts)) == len(parts) and all(part in TOGETHER_KEYS for part in parts)


def joined(values: Sequence[str]) -> str:
    """Values of one key's fields as one text; "" when one of them says nothing."""
    return alike(_APART.join(values)) if all(values) else ""


def alike(text: str) -> str:
    """A key of several fields in any case: towns are written as it happens."""
    return text.casefold().replace("ё", "е") if _APART in text else text


def spellings(text: str) -> Iterator[str]:
    """All values that a key's text stands for: a field may hold several, one a line."""
    if "\n" not in text:
        if text:
            yield text
        return
    yield from map(_APART.join, product(*(part.split("\n") for part in text.split(_APART))))


def column_of(fields: Sequence[str], what: str) -> int:
    """The column that says this of a client, the first of several; -1 for none."""
    wanted = _COLUMNS.get(what, (what,))
    return next((fields.index(field) for field in wanted if field in fields), -1)

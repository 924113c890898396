"""Phones and e-mails as they tell one client: also those that a name or a remark holds."""

from __future__ import annotations

import re
from functools import lru_cache

_MOBILE = re.compile(
    r"(?<![\d+])(?:т(?:ел)?\.?\s?)?(?:\+?7|8)?[\s.(-]{0,2}(9\d\d)[\s.)-]{0,2}"
    r"(\d(?:[\s.-]?\d){6})(?![\d])",
    re.IGNORECASE,
)
"""A mobile of Russia in any notation; ten figures that begin otherwise may be an INN."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DASHES = re.compile(r"[\s.-]")
_ONE_PROVIDER = {
    "googlemail.com": "gmail.com",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.by": "yandex.ru",
    "yandex.kz": "yandex.ru",
}
_WITH_TAGS = frozenset(("gmail.com", "yandex.ru"))


def phones_in(text: str) -> list[str]:
    """Mobiles that a name or a remark holds, in their normal form."""
    if "9" not in text:
        return []
    return [f"+7{area}{_DASHES.sub('', rest)}" for area, rest in _MOBILE.findall(text)]


def emails_in(text: str) -> list[str]:
    """E-mails that a name or a remark holds."""
    return [found.casefold() for found in _EMAIL.findall(text)] if "@" in text else []


def without_points(text: str) -> str:
    """A name without phones and e-mails in it; what holds nothing else stays as it is."""
    kept = _EMAIL.sub(" ", text) if "@" in text else text
    kept = _MOBILE.sub(" ", kept) if "9" in kept else kept
    return kept if any(letter.isalpha() for letter in kept) else text


@lru_cache(maxsize=65_536)
def mailbox(email: str) -> str:
    """The box that a letter comes to: of Gmail neither dots nor what follows "+" matter."""
    name, at, domain = email.partition("@")
    domain = _ONE_PROVIDER.get(domain, domain)
    if domain in _WITH_TAGS:
        name = name.partition("+")[0] or name
    if domain == "gmail.com":
        name = name.replace(".", "") or name
    return f"{name}{at}{domain}"

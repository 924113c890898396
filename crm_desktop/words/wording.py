"""How an entry of the wording tables becomes a sentence, also when a parameter is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from crm_desktop.words import language
from crm_desktop.words.quotes import message

GROUPED_FROM = 10_000
"""Whole numbers from here on are written in groups of three."""


class Params(Mapping[str, object]):
    """What a wording is filled with: anything missing is "…", never an error."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    @property
    def count(self) -> int:
        """The number that decides about the plural; 0 when it is not known."""
        value = self._values.get("count", 0)
        return value if isinstance(value, int) else 0

    def has(self, key: str) -> bool:
        """Whether there is something to show."""
        return str(self._values.get(key, "")).strip() != ""

    def __getitem__(self, key: str) -> object:
        if not self.has(key):
            return "…"
        value = self._values[key]
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= GROUPED_FROM:
            return f"{value:,}".replace(",", "\u00a0" if language() == "ru" else ",")
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


Wording = Callable[[Params], str]
"""An entry: calls pgettext or npgettext with literal texts, so that they can be collected."""

_QUOTED = re.compile(r"\s*[«“]\{(\w+)\}[»”]")


def say(wording: Wording, values: Mapping[str, object]) -> str:
    """The sentence, filled. A quoted name that is not known is left out with its quotes."""
    params = Params(values)
    text = _QUOTED.sub(lambda m: m.group(0) if params.has(m.group(1)) else "", wording(params))
    return message(text).format_map(_Anything(params))


class _Anything(dict[str, object]):
    def __init__(self, params: Params) -> None:
        super().__init__()
        self._params = params

    def __missing__(self, key: str) -> object:
        return _Lenient(self._params[key])


class _Lenient:
    """A value that ignores a number format it cannot follow."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        try:
            return format(self._value, spec)
        except (TypeError, ValueError):
            return str(self._value)

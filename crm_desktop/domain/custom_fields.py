"""Fields of the business's own: their kinds and whose they are, what may stand in them.

Values are kept in the records (decision 8): texts, whole numbers of `DIGITS` decimals, days as
ISO 8601, `true`, lists of texts. What is empty is not kept at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from crm_desktop.domain.dates import parse_date
from crm_desktop.domain.money import parse_scaled
from crm_desktop.domain.problems import REQUIRED, TOO_LONG, Problem, Refused, code
from crm_desktop.domain.text import clean_text, fold
from crm_desktop.late import dataclass

NAME_TAKEN = code("custom-field.name-taken")
NO_CHOICES = code("custom-field.no-choices")
CHOICE_TWICE = code("custom-field.choice-twice")
TOO_MANY = code("custom-field.too-many")
KIND_KEPT = code("custom-field.kind-kept")
HAS_VALUES = code("custom-field.has-values")
NOT_A_NUMBER = code("custom-field.not-a-number")
NOT_A_DAY = code("custom-field.not-a-day")
NOT_A_CHOICE = code("custom-field.not-a-choice")
NOT_A_FLAG = code("custom-field.not-a-flag")
UNFIT = code("custom-field.unfit")

NAME_LIMIT = 100
CHOICE_LIMIT = 200
MOST_CHOICES = 500
TEXT_LIMIT = 10_000
DIGITS = 4
"""Decimals of every number: how many are shown is nobody's decision that rewrites records."""
PREFIX = "custom:"
"""Before the id: how a filter, a view, a file or a history names a field of one's own."""


class CustomNoun(StrEnum):
    """Whose fields there can be."""

    CLIENT = "client"
    DEAL = "deal"


class CustomKind(StrEnum):
    """What a field holds; numbers are scaled integers, days ISO 8601."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several"
    FLAG = "flag"
    LINK = "link"


LISTED = frozenset({CustomKind.CHOICE, CustomKind.SEVERAL})
"""Kinds whose values are taken from a list of the field's own."""

Stored = str | int | bool | list[str]
"""A value as a record keeps it."""


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A field as proposed; `standard` is what a new record begins with, in its stored form."""

    noun: CustomNoun
    kind: CustomKind
    name: str
    group: str = ""
    choices: tuple[str, ...] = ()
    standard: Stored | None = None

    def as_field(self) -> OwnField:
        """The field that this would be: what is typed can be read by it."""
        return OwnField(0, self.noun, self.kind, self.name, self.group, self.choices)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field as it is kept."""

    id: int
    noun: CustomNoun
    kind: CustomKind
    name: str
    group: str = ""
    choices: tuple[str, ...] = ()
    standard: Stored | None = None
    archived: bool = False

    @property
    def key(self) -> str:
        """Its name inside a record's values."""
        return str(self.id)

    @property
    def field(self) -> str:
        """Its name among the fields of its noun: for filters, views, files, histories."""
        return f"{PREFIX}{self.id}"


def id_of(field: str) -> int | None:
    """The id of a field of one's own by its name among fields; None for any other field."""
    number = field.removeprefix(PREFIX)
    own = number != field and number.isascii() and number.isdigit()
    return int(number) if own else None


# -- definitions -------------------------------------------------------------------------------


def tidy(draft: FieldDraft) -> FieldDraft:
    """A field as it is kept: one line each, no empty choices, none where there is no list."""
    choices = tuple(line for one in draft.choices if (line := _line(one)))
    return replace(
        draft,
        name=_line(draft.name),
        group=_line(draft.group),
        choices=choices if draft.kind in LISTED else (),
        standard=None if draft.standard in ("", [], False) else draft.standard,
    )


def check(draft: FieldDraft, others: Iterable[str]) -> Iterator[Problem]:
    """What forbids a tidied field beside the names of the other fields of its noun."""
    if not draft.name:
        yield Problem("name", REQUIRED)
    for name in ("name", "group"):
        if len(getattr(draft, name)) > NAME_LIMIT:
            yield Problem(name, TOO_LONG, {"limit": NAME_LIMIT})
    same = next((other for other in others if fold(other) == fold(draft.name)), None)
    if draft.name and same is not None:
        yield Problem("name", NAME_TAKEN, {"name": same})
    if draft.kind in LISTED:
        yield from _check_choices(draft.choices)
    if draft.standard is not None and not fits(draft.kind, draft.standard):
        yield Problem("standard", UNFIT, {"name": draft.name})


def _check_choices(choices: Sequence[str]) -> Iterator[Problem]:
    if not choices:
        yield Problem("choices", NO_CHOICES)
    if len(choices) > MOST_CHOICES:
        yield Problem("choices", TOO_MANY, {"limit": MOST_CHOICES})
    if any(len(one) > CHOICE_LIMIT for one in choices):
        yield Problem("choices", TOO_LONG, {"limit": CHOICE_LIMIT})
    known: set[str] = set()
    for one in choices:
        if fold(one) in known:
            yield Problem("choices", CHOICE_TWICE, {"name": one})
            return
        known.add(fold(one))


def renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """Which choices were renamed when a list was typed over: lines changed in their place.

    A line that went or came alone, or only moved, renames nothing.
    """
    old = [one for one in before if one not in set(after)]
    new = [one for one in after if one not in set(before)]
    kept_before = [one if one in set(old) else "" for one in before]
    kept_after = [one if one in set(new) else "" for one in after]
    found: dict[str, str] = {}
    marks_before = [bool(one) for one in kept_before]
    marks_after = [bool(one) for one in kept_after]
    if len(before) == len(after) and marks_before == marks_after:
        return {a: b for a, b in zip(kept_before, kept_after, strict=True) if a}
    # Only who has changed the choices of a field needs it.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "replace" and b - a == d - c:
            pairs = zip(before[a:b], after[c:d], strict=True)
            found |= {x: y for x, y in pairs if x in old and y in new}
    return found


# -- values ------------------------------------------------------------------------------------


def fits(kind: CustomKind, value: object) -> bool:
    """Whether a value has the stored form of its kind; a choice may be one that is gone."""
    match kind:
        case CustomKind.TEXT | CustomKind.LINK | CustomKind.CHOICE:
            return isinstance(value, str) and value != ""
        case CustomKind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
        case CustomKind.DATE:
            return isinstance(value, str) and _is_day(value)
        case CustomKind.SEVERAL:
            return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        case _:
            return value is True


def typed(field: OwnField, text: str, language: str) -> Stored | None:
    """The stored form of what somebody typed or a file says; None for nothing.

    `Refused` names the field and says what was expected.
    """
    text = clean_text(text).strip()
    return _READERS[field.kind](field, text, language) if text else None


def _text(field: OwnField, text: str, _language: str) -> Stored:
    if len(text) > TEXT_LIMIT:
        raise Refused(Problem(field.field, TOO_LONG, {"limit": TEXT_LIMIT}))
    return text


def _number(field: OwnField, text: str, language: str) -> Stored:
    found = parse_scaled(text, DIGITS, doubt=True)
    if found is None:
        # «1,234» means one thing in Russian and another in English.
        found = parse_scaled(text, DIGITS, "," if language == "ru" else ".")
    if found is None:
        raise Refused(Problem(field.field, NOT_A_NUMBER, _said(field, text)))
    return found


def _day(field: OwnField, text: str, language: str) -> Stored:
    found = parse_date(text, language)
    if found is None:
        raise Refused(Problem(field.field, NOT_A_DAY, _said(field, text)))
    return found.isoformat()


def _choice(field: OwnField, text: str, _language: str) -> Stored:
    return _chosen(field, text)


def _several(field: OwnField, text: str, _language: str) -> Stored:
    """Divided by semicolons, or by commas; a choice that holds a comma itself is found whole."""
    if any(fold(one) == fold(text) for one in field.choices):
        return [_chosen(field, text)]
    parts = text.replace("\n", ";").split(";" if ";" in text or "\n" in text else ",")
    return list(dict.fromkeys(_chosen(field, part.strip()) for part in parts if part.strip()))


def _chosen(field: OwnField, text: str) -> str:
    found = next((one for one in field.choices if fold(one) == fold(text)), None)
    if found is None:
        known = ", ".join(field.choices[:20])
        raise Refused(Problem(field.field, NOT_A_CHOICE, _said(field, text) | {"known": known}))
    return found


_YES = frozenset({"да", "yes", "true", "истина", "1", "+", "есть", "y", "д", "x", "х", "v", "✓"})
_NO = frozenset({"нет", "no", "false", "ложь", "0", "-", "—", "n", "н"})


def _flag(field: OwnField, text: str, _language: str) -> Stored | None:
    word = fold(text)
    if word not in _YES | _NO:
        raise Refused(Problem(field.field, NOT_A_FLAG, _said(field, text)))
    return True if word in _YES else None


_READERS: dict[CustomKind, Callable[[OwnField, str, str], Stored | None]] = {
    CustomKind.TEXT: _text,
    CustomKind.LINK: _text,
    CustomKind.NUMBER: _number,
    CustomKind.DATE: _day,
    CustomKind.CHOICE: _choice,
    CustomKind.SEVERAL: _several,
    CustomKind.FLAG: _flag,
}


def _said(field: OwnField, text: str) -> dict[str, object]:
    return {"name": field.name, "value": text[:200]}


def check_values(fields: Iterable[OwnField], values: Mapping[str, object]) -> Iterator[Problem]:
    """What forbids keeping these values; None empties a field, unknown keys are left alone."""
    for field in fields:
        value = values.get(field.key)
        if value is None:
            continue
        if not fits(field.kind, value):
            yield Problem(field.field, UNFIT, {"name": field.name})
        elif isinstance(value, str) and len(value) > TEXT_LIMIT:
            yield Problem(field.field, TOO_LONG, {"limit": TEXT_LIMIT})


def merged(present: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """A record's values after some of them were given; None empties one."""
    both = {**present, **changes}
    return {key: value for key, value in both.items() if value is not None}


def texts_in(value: object) -> list[str]:
    """The texts of a stored value: what it is found by."""
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def found_by(values: Mapping[str, object]) -> str:
    """What a record's values are found by: texts, numbers and days as people write them."""
    return " ".join(word for value in values.values() for word in words_of(value))


def words_of(value: object) -> list[str]:
    """The forms of one stored value that somebody may type: «52,5» and «52.5», «21.11.2026»."""
    if isinstance(value, str):
        return [value, f"{date.fromisoformat(value):%d.%m.%Y}"] if _is_day(value) else [value]
    if isinstance(value, int) and not isinstance(value, bool):
        whole, rest = divmod(abs(value), 10**DIGITS)
        number = f"{'-' if value < 0 else ''}{whole}"
        decimals = f"{rest:0{DIGITS}}".rstrip("0")
        return [f"{number},{decimals}", f"{number}.{decimals}"] if decimals else [number]
    return texts_in(value)


def with_standards(fields: Iterable[OwnField], values: Mapping[str, object]) -> dict[str, object]:
    """The values of a new record: what is not named begins with the field's own default."""
    standards = {one.key: one.standard for one in fields if one.standard is not None}
    return merged(standards, values)


def by_name(fields: Iterable[OwnField], name: str) -> OwnField | None:
    """The field that somebody calls by its name, or by `custom:7`."""
    wanted = fold(name)
    found = [one for one in fields if wanted in {fold(one.name), one.field}]
    return found[0] if found else None


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

"""What each column means: by its name, by its neighbours, and by what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm_desktop.domain.importing.cells import (
    Cell,
    Look,
    is_empty,
    is_placeholder,
    look_of,
    looks_like_company,
    looks_like_person,
    text_of,
)
from crm_desktop.domain.importing.dictionary import KNOWN, NOTE, Dictionary, folded
from crm_desktop.domain.requisites import check_inn

SAMPLES = 5
_NAMES = {"name", "full_name", "company_name", "short_name", "last_name"}
_ONCE = {
    "name", "full_name", "last_name", "first_name", "middle_name", "company_name", "kind", "inn",
    "kpp", "ogrn", "city", "source", "status", "birthday", "rhythm_days",
    "external_id", "created_at", "contact_name", "position",
}  # fmt: skip
_PHONES = {"phone", "phone_mobile", "phone_work", "phone_home", "phone_other", "fax"}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: the field it goes to (of `cli.md`, or `note`), and how sure that is (0–1)."""

    index: int
    header: str
    field: str
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Content:
    """Shares of what stands in a column's non-empty cells."""

    filled: int
    looks: dict[Look, float]
    inn: float
    person: float
    company: float
    distinct: float


def guess_columns(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], dictionary: Dictionary
) -> tuple[ColumnGuess, ...]:
    """Guess every column that has a name or anything in it, from at most a few hundred rows."""
    width = max([len(headers), *(len(r) for r in rows)], default=0)
    contents = [_content(rows, i) for i in range(width)]
    names = [headers[i] if i < len(headers) else "" for i in range(width)]
    keys = frozenset(folded(n) for n in names if n)
    guesses = [
        ColumnGuess(
            i, names[i], *_guess(names[i], keys, contents[i], dictionary), _samples(rows, i)
        )
        for i in range(width)
        if names[i] or contents[i].filled
    ]
    guesses = _one_each(guesses)
    return tuple(_with_a_name(guesses, contents))


def _samples(rows: Sequence[Sequence[Cell]], column: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        if column < len(row) and not is_empty(row[column]):
            text = text_of(row[column]).strip()[:80]
            if text not in found:
                found.append(text)
            if len(found) == SAMPLES:
                break
    return tuple(found)


def _content(rows: Sequence[Sequence[Cell]], column: int) -> _Content:
    cells = [r[column] for r in rows if column < len(r) and not is_empty(r[column])]
    cells = [c for c in cells if not is_placeholder(text_of(c))]
    count = len(cells) or 1
    looks: dict[Look, float] = {}
    for cell in cells:
        look = look_of(cell)
        looks[look] = looks.get(look, 0.0) + 1 / count
    texts = [text_of(c).strip() for c in cells]
    return _Content(
        len(cells),
        looks,
        sum(1 for t in texts if t.isdigit() and check_inn(t) is None) / count,
        sum(1 for t in texts if looks_like_person(t)) / count,
        sum(1 for t in texts if looks_like_company(t)) / count,
        len(set(texts)) / count,
    )


def _guess(
    header: str, keys: frozenset[str], content: _Content, dictionary: Dictionary
) -> tuple[str, float]:
    """Field and confidence of one column; `keys` are the folded names of all."""
    by_content = _by_content(content)
    meanings = dictionary.meanings(header) if header else []
    if not meanings:
        if by_content is not None:
            return by_content
        # Nothing in the first rows is not nothing at all.
        return NOTE, 0.3
    field, share = meanings[0]
    field = _settle(field, header, keys, content)
    if by_content is not None and by_content[1] >= 0.8 and _contradicts(field, by_content[0]):
        return by_content[0], 0.6
    if field not in KNOWN:
        return NOTE, 0.5 + share / 2
    return field, 0.5 + share / 2


def _contradicts(field: str, content: str) -> bool:
    """What stands in the column cannot be what its name says."""
    if content == "email":
        return not field.startswith("email")
    if content == "phone":
        return field in _NAMES | {"email", "city", "comment", "inn"}
    return content == "inn" and field in _NAMES | {"phone", "email", "city"}


def _settle(field: str, header: str, keys: frozenset[str], content: _Content) -> str:
    """Decide an ambiguous name by its neighbours and content (`breakage.md`)."""
    key = folded(header)
    if key == "имя" and not any("фамили" in o for o in keys):
        return "full_name"
    if key in {"name", "название", "наименование", "клиент", "контрагент", "покупатель"}:
        if any(o in {"first name", "имя", "фамилия"} for o in keys - {key}):
            return "company_name"
        return "full_name" if content.person > 0.5 > content.company else "company_name"
    if key == "surname" and any("фамили" in o for o in keys):
        return "middle_name"
    return field


def _by_content(content: _Content) -> tuple[str, float] | None:
    if content.filled < 1:
        return None
    looks = content.looks
    if looks.get(Look.EMAIL, 0) >= 0.6:
        return "email", looks[Look.EMAIL]
    if content.inn >= 0.7:
        return "inn", content.inn
    if looks.get(Look.PHONE, 0) >= 0.6:
        return "phone", looks[Look.PHONE]
    if looks.get(Look.SITE, 0) >= 0.7:
        return "website", looks[Look.SITE] * 0.9
    if content.company >= 0.5:
        return "company_name", content.company * 0.8
    if content.person >= 0.6:
        return "full_name", content.person * 0.8
    return None


def _one_each(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A field that holds one value goes to its surest column; the others become remarks."""
    best: dict[str, ColumnGuess] = {}
    for guess in guesses:
        held = best.get(guess.field)
        if guess.field in _ONCE and (held is None or guess.confidence > held.confidence):
            best[guess.field] = guess
    emails = 0
    settled: list[ColumnGuess] = []
    for guess in guesses:
        if guess.field in _ONCE and best[guess.field] is not guess:
            settled.append(replace(guess, field=NOTE, confidence=0.4))
        elif guess.field == "email":
            emails += 1
            field = "email" if emails == 1 else f"email_{min(emails, 3)}"
            settled.append(replace(guess, field=field))
        else:
            settled.append(guess)
    return settled


def _with_a_name(guesses: list[ColumnGuess], contents: Sequence[_Content]) -> list[ColumnGuess]:
    """Some column must name the client: without one, the likeliest text column does."""
    if any(g.field in _NAMES | {"first_name", "contact_name"} for g in guesses):
        return guesses
    free = [
        g for g in guesses if g.field == NOTE and contents[g.index].looks.get(Look.TEXT, 0) > 0.5
    ]
    if not free:
        return guesses
    chosen = max(free, key=lambda g: (contents[g.index].distinct, -g.index))
    return [replace(g, field="name", confidence=0.4) if g is chosen else g for g in guesses]

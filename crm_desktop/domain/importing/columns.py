"""What each column means: by its name, by its neighbours, and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crm_desktop.domain.importing.cells import Cell, Look, is_empty, text_of
from crm_desktop.domain.importing.content import Content, content_of, meant_by
from crm_desktop.domain.importing.dictionary import KNOWN, NOTE, Dictionary, folded
from crm_desktop.domain.importing.header_words import who_besides
from crm_desktop.late import dataclass

SAMPLES = 5
_TOLD, _DISTINCT = 0.5, 0.7
"""How sure it is that a head means something else, and how much the names of clients differ."""
_NUMBERS = frozenset({"№", "n", "№ п/п", "n п/п", "п/п", "# п/п", "#", "nn", "№№"})
_NUMBER = frozenset({"номер", "number", "no"})
_COUNTS = re.compile(
    r"№|#|п/?п|п\.\s?п|пор|номер|^(?:n|no|nn|num|id|idx|index|row|nr)\b|строк|column|unnamed"
)
_FIGURES = frozenset({"phone", "inn"})
_OTHER_FIGURES = re.compile(
    r"паспорт|passport|снилс|полис|\bvin\b|догов|\bкарт[аы]|сч[её]т|штрих|barcode|лиценз|удостовер",
    re.IGNORECASE,
)
_CHILD = re.compile(r"реб[её]н|\bдет(?:и|ей)\b|ученик|воспитанник|\bchild|\bpupil|\bstudent")
_PARENT = re.compile(
    r"родител|\bмам[аы]\b|\bмать\b|\bпап[аы]\b|\bотец\b|\bparent|\bmother|\bguardian"
)
_KEPT_BY = re.compile(r"владел|хозя|собственник|\bowner")
_OF_PETS = frozenset(
    {"кличк", "питом", "животн", "пород", "гос\\.? ?номер", "vin$", "pet\\b", "breed"}
)
_CALLED = frozenset(
    {
        "name", "название", "наименование", "клиент", "контрагент", "покупатель", "заказчик",
        "customer", "client",
    }
)  # fmt: skip
_OF_NAMES = frozenset(
    {"first ?name", "last ?name", "full ?name", "имя$", "фамили", "фио$", "ф.и.о"}
)
_OF_PEOPLE = frozenset(
    {"возраст", "дата рожд", "день рожд", "отчество", "пол$", "birth", "gender", "age$"}
)
_OF_FIRMS = frozenset(
    {
        "контрагент", "инн$", "кпп$", "огрн", "сайт", "факс", "отрасл", "контактн", "должност",
        "название", "наименование", "website", "industry", "fax", "accountnumber", "annualrevenue",
        "billing",
    }
)  # fmt: skip
_OF_EMPLOYERS = frozenset({"компани", "организац", "company", "organi[sz]ation"})
_OF_GOODS = frozenset(
    {"цена", "артикул", "штрихкод", "остаток", "ean$", "isbn", "sku", "price", "barcode", "товар"}
)
_OF_CLIENTS = frozenset({"телефон", "phone", "e-?mail", "почта", "инн$", "фио", "клиент", "имя$"})
_NAMES = {"name", "full_name", "company_name", "short_name", "last_name"}
_ONCE = {
    "name", "full_name", "last_name", "first_name", "middle_name", "company_name", "kind", "inn",
    "kpp", "ogrn", "city", "source", "status", "birthday", "rhythm_days",
    "external_id", "created_at", "contact_name", "position",
}  # fmt: skip
_OF_MONEY = re.compile(r"оплат|плат[её]ж|касс|чек|payment|receipt", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+ \d+) - (?:type|label)", re.IGNORECASE)
_PHONE_KINDS = {
    "mobile": "phone_mobile", "work": "phone_work", "home": "phone_home",
    "мобильный": "phone_mobile", "рабочий": "phone_work", "домашний": "phone_home",
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


def guess_columns(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], dictionary: Dictionary
) -> tuple[ColumnGuess, ...]:
    """Guess every column that has a name or anything in it, from at most a few hundred rows."""
    width = max([len(headers), *(len(r) for r in rows)], default=0)
    contents = [content_of(rows, i) for i in range(width)]
    names = [headers[i] if i < len(headers) else "" for i in range(width)]
    keys = frozenset(folded(n) for n in names if n)
    guesses = [
        ColumnGuess(
            i, names[i], *_guess(names[i], keys, contents[i], dictionary), _samples(rows, i)
        )
        for i in range(width)
        if names[i] or contents[i].filled
    ]
    guesses = _with_parents(guesses, contents)
    guesses = _one_each(_with_whose(_numbered(guesses, rows), contents), contents)
    return tuple(_with_a_phone(_with_a_name(guesses, contents), contents))


def _numbered(guesses: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """Columns of an address book: «Phone 1 - Type» beside «Phone 1 - Value».

    A kind that all have is that of the column; others are remarks.
    """
    by_name = {guess.header.casefold(): guess.index for guess in guesses}
    found = {guess.index: guess for guess in guesses}
    for guess in guesses:
        told = _NUMBERED.fullmatch(guess.header)
        if told is None:
            continue
        value = by_name.get(f"{told[1].casefold()} - value")
        if value is not None and found[value].field.startswith("phone"):
            texts = {text_of(r[guess.index]) for r in rows if guess.index < len(r)} - {""}
            kind = _PHONE_KINDS.get(texts.pop().casefold()) if len(texts) == 1 else None
            if kind is None:
                continue
            found[value] = replace(found[value], field=kind)
        found[guess.index] = replace(guess, field="ignore", confidence=0.9)
    return list(found.values())


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


def _guess(
    header: str, keys: frozenset[str], content: Content, dictionary: Dictionary
) -> tuple[str, float]:
    """Field and confidence of one column; `keys` are the folded names of all."""
    meanings = dictionary.meanings(header) if header else []
    if content.counted and (not meanings or meanings[0][0] == "ignore"):
        # «кв.»: 1, 2, 3 is said of somebody.
        return ("ignore", 0.8) if not header or _COUNTS.search(folded(header)) else (NOTE, 0.5)
    by_content = meant_by(content)
    if by_content is not None and by_content[0] in _FIGURES and _OTHER_FIGURES.search(header):
        # Those of a passport are as many as of a telephone.
        return NOTE, 0.5
    if not meanings:
        # Nothing in the first rows is not nothing at all.
        return by_content if by_content is not None else (NOTE, 0.3)
    field, share = meanings[0]
    field = _settle(field, header, keys, content)
    if by_content is not None and by_content[1] >= 0.8 and _contradicts(field, by_content[0]):
        return by_content[0], 0.6
    if field == "ignore" and folded(header) not in _NUMBERS and content.distinct > content.single:
        # What nobody takes may still say something that stands nowhere else.
        return NOTE, 0.5
    if field not in KNOWN:
        return NOTE, 0.5 + share / 2
    return field, 0.5 + share / 2


def _contradicts(field: str, content: str) -> bool:
    """What stands in the column cannot be what its name says."""
    if content == "email":
        return not field.startswith("email")
    if content == "phone":
        return field in _NAMES | {"email", "city", "comment", "inn", "contact_name"}
    return content == "inn" and field in _NAMES | {"phone", "email", "city"}


def _settle(field: str, header: str, keys: frozenset[str], content: Content) -> str:
    """Decide an ambiguous name by its neighbours and content (`breakage.md`)."""
    key = folded(header)
    others = keys - {key}
    if key == "имя" and not any("фамили" in o for o in keys):
        return "full_name"
    if key == "surname" and any("фамили" in o for o in keys):
        return "middle_name"
    if _KEPT_BY.search(key) and _about(others, _OF_PETS):
        return "full_name"
    if key in _CALLED:
        return _called(key, others, content)
    if key in _NUMBER and content.looks.get(Look.PHONE, 0.0) < 0.5:
        # Of a paper, of an order; that of a telephone shows.
        return NOTE
    if field == "tags" and _about(others, _OF_GOODS) and not _about(others, _OF_CLIENTS):
        return "category"
    return field


def _called(key: str, others: frozenset[str], content: Content) -> str:
    """Whether «Название» and its like call a person, a firm, or now one and now the other."""
    if _about(others, _OF_NAMES):
        # Where firms have a column of their own, parts of names are those of the one called.
        of_people = _about(others, _OF_EMPLOYERS) and content.company < 0.3
        return "full_name" if of_people else "company_name"
    if content.person > 0.5 > content.company:
        return "full_name"
    if content.company < 0.3 and _about(others, _OF_PEOPLE):
        return "full_name"
    if content.company >= 0.5 or key in _OF_FIRMS or _about(others, _OF_FIRMS):
        return "company_name"
    return "name"


def _about(keys: Iterable[str], words: frozenset[str]) -> bool:
    """Whether one of the words stands in the name of a column."""
    return any(re.search(rf"\b{word}", key) for key in keys for word in words)


def _with_parents(guesses: list[ColumnGuess], contents: Sequence[Content]) -> list[ColumnGuess]:
    """In a list of children with their parents the parents are called and pay: they are clients.

    Two children of one mother would be one client else, and one of them would be lost.
    """

    def named(words: re.Pattern[str]) -> ColumnGuess | None:
        return next(
            (
                g
                for g in guesses
                if words.search(folded(g.header)) and contents[g.index].person >= 0.5
            ),
            None,
        )

    child, parent = named(_CHILD), named(_PARENT)
    if child is None or parent is None:
        return guesses
    if contents[parent.index].filled * 10 < 8 * contents[child.index].filled:
        return guesses
    return [
        replace(g, field="full_name", confidence=0.7)
        if g is parent
        else replace(g, field=NOTE)
        if g is child or g.field == "birthday"
        else g
        for g in guesses
    ]


def _with_whose(guesses: list[ColumnGuess], contents: Sequence[Content]) -> list[ColumnGuess]:
    """A column of numbers whose head and cells name people, too, calls whom no other one does."""
    taken = {g.field for g in guesses}
    found: dict[int, str] = {}
    for guess in guesses:
        if guess.field in _PHONES and contents[guess.index].worded > 0.3:
            who = who_besides(folded(guess.header))
            if who and taken.isdisjoint(_NAMES if who in _NAMES else {who}):
                found[guess.index] = who
                taken.add(who)
    return [replace(g, field=found.get(g.index, g.field)) for g in guesses]


def _one_each(guesses: list[ColumnGuess], contents: Sequence[Content]) -> list[ColumnGuess]:
    """A field that holds one value goes to its surest column; the others become remarks.

    Programs write some columns twice and leave the first ones empty: what holds anything wins.
    """
    best: dict[str, ColumnGuess] = {}

    def beats(guess: ColumnGuess, held: ColumnGuess) -> bool:
        here, there = contents[guess.index].filled, contents[held.index].filled
        if guess.field in _NAMES and min(here, there) * 4 <= max(here, there) * 3:
            # A name that every row has calls the client, a full one that some have does not.
            return here > there
        if ("полн" in guess.header.casefold()) != ("полн" in held.header.casefold()):
            # «Полное наименование» is for papers.
            return "полн" in held.header.casefold()
        return (here > 0, guess.confidence) > (there > 0, held.confidence)

    for guess in guesses:
        held = best.get(guess.field)
        if guess.field in _ONCE and (held is None or beats(guess, held)):
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


def _with_a_phone(guesses: list[ColumnGuess], contents: Sequence[Content]) -> list[ColumnGuess]:
    """Where no column is of phones, numbers in WhatsApp are whom to call."""
    if any(g.field in _PHONES for g in guesses):
        return guesses
    return [
        replace(g, field="phone_mobile", confidence=0.7)
        if g.field == "whatsapp" and contents[g.index].looks.get(Look.PHONE, 0) >= 0.5
        else g
        for g in guesses
    ]


def _calls_nobody(guess: ColumnGuess, content: Content) -> bool:
    """Whether a column that has a head means something else, or says the same of many."""
    means = guess.confidence >= _TOLD or _OF_MONEY.search(guess.header) is not None
    return bool(guess.header) and (means or content.distinct < _DISTINCT)


def _named_beside_numbers(
    guesses: list[ColumnGuess], contents: Sequence[Content]
) -> list[ColumnGuess]:
    """A column of numbers in whose cells stands whose they are: «8 916 … Лена»."""
    found = next(
        (g for g in guesses if g.field in _PHONES and contents[g.index].worded > 0.5), None
    )
    return [replace(g, field="name", confidence=0.4) if g is found else g for g in guesses]


def _with_a_name(guesses: list[ColumnGuess], contents: Sequence[Content]) -> list[ColumnGuess]:
    """Some column must name the client: without one, the likeliest text column does.

    Where there is a way of contact, that names whom nothing else does: «Наличные» is nobody.
    """
    if any(g.field in _NAMES | {"first_name", "contact_name"} for g in guesses):
        return guesses
    reached = any(g.field in _PHONES or g.field.startswith("email") for g in guesses)
    free = [
        g
        for g in guesses
        if g.field == NOTE
        and not (reached and _calls_nobody(g, contents[g.index]))
        and contents[g.index].looks.get(Look.TEXT, 0) > 0.5
        # Texts of several lines that name nobody are remarks.
        and (g.header or contents[g.index].broken < 0.5 or meant_by(contents[g.index]) is not None)
    ]
    if not free:
        return _named_beside_numbers(guesses, contents)
    chosen = max(free, key=lambda g: (contents[g.index].distinct, -g.index))
    return [replace(g, field="name", confidence=0.4) if g is chosen else g for g in guesses]

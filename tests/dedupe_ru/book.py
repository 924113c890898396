"""The whole set, made and written out."""

from __future__ import annotations

import csv
import io

from tests.dedupe_ru import firms, lookalikes, making, people, writing
from tests.dedupe_ru.cards import Book, Dice, Row

SEED = 20261126
COLUMNS = (
    "id", "kind", "name", "last_name", "first_name", "middle_name", "inn", "kpp", "phones",
    "emails", "city", "address", "birthday", "person", "difficulty", "shared", "looks_like",
)  # fmt: skip
SINGLES = 400


def made(seed: int = SEED) -> list[Row]:
    """All cards in the order of the list: shuffled, so that no two of a person stand together."""
    dice = Dice(seed)
    book = Book(dice)
    people.add(book)
    firms.add(book)
    lookalikes.add(book)
    for _ in range(SINGLES):
        if dice.chance(0.7):
            card = making.person(dice)
            book.new(card if dice.chance(0.5) else card.whole(writing.full(card)))
        else:
            book.new(making.firm(dice, making.firm_name(dice)))
    return dice.shuffled(book.rows)


def csv_text(rows: list[Row], seed: int = SEED) -> str:
    """The list as a file of comma-separated values, every phone in a notation of its own."""
    dice = Dice(seed)
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(COLUMNS)
    for number, row in enumerate(rows, start=1):
        card = row.card
        name = card.name or writing.full(card)
        sheet.writerow(
            [
                number, card.kind, name, card.last, card.first, card.middle, card.inn, card.kpp,
                "; ".join(writing.phone(dice, one) for one in card.phones), "; ".join(card.emails),
                card.city, card.address, card.birthday, row.person, row.difficulty, row.shared,
                row.looks_like,
            ]
        )  # fmt: skip
    return out.getvalue()

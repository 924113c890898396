"""Kinds of breakage of names and other texts."""

from __future__ import annotations

from tests.dedupe_ru import making
from tests.dedupe_ru.writing import in_twins
from tests.ugly.book import VALUES, Book, Cell, kind, words

NBSP = "\u00a0"
_NAMES = ("name", "firm", "contact")
_TEXTS = ("city", "address", "note", "post", *_NAMES)


def text_of(cell: Cell) -> str:
    assert isinstance(cell.value, str)
    return cell.value


@kind("line breaks in cells", VALUES, needs=("note",))
def breaks(book: Book) -> bool:
    cells = [cell for cell in book.some("address", "note", *_NAMES) if " " in text_of(cell)]
    for cell in cells:
        text = text_of(cell)
        cell.rewrite(text.replace(" ", book.dice.pick(("\n", "\r\n", "\n\n")), 1))
        cell.want = None
    return bool(cells)


@kind("spaces everywhere", VALUES)
def spaces(book: Book) -> bool:
    cells = book.some(*_TEXTS, "email", "inn", part=0.5)
    for cell in cells:
        around = book.dice.pick((" {} ", "{}   ", "\t{}", NBSP + "{}", "   {}", "{}" + NBSP))
        cell.rewrite(around.format(text_of(cell).replace(" ", book.dice.pick(("  ", NBSP, " ")))))
    return bool(cells)


@kind("caps lock", VALUES)
def caps(book: Book) -> bool:
    cells = book.some(*_TEXTS, part=0.6)
    for cell in cells:
        text = text_of(cell)
        cell.rewrite(text.upper() if book.dice.chance(0.7) else text.lower())
        cell.want = None
    return bool(cells)


@kind("Latin letters that look Cyrillic", VALUES)
def twins(book: Book) -> bool:
    cells = book.some(*_TEXTS, part=0.5)
    for cell in cells:
        cell.rewrite(in_twins(book.dice, text_of(cell)))
        cell.want = None
    return bool(cells)


@kind("emoji", VALUES)
def emoji(book: Book) -> bool:
    cells = book.some(*_TEXTS, "tags")
    for cell in cells:
        mark = book.dice.pick(("🔥", "👍🏽", "👨‍👩‍👧", "❗️", "🇷🇺", "😀"))
        cell.rewrite(book.dice.pick((f"{mark} {cell.value}", f"{cell.value} {mark}")))
        cell.want = None
    return bool(cells)


@kind("zero-width signs", VALUES)
def invisible(book: Book) -> bool:
    cells = book.some(*_TEXTS, "phone", "email", "inn")
    for cell in cells:
        sign = book.dice.pick(("\u200b", "\ufeff", "\u200e", "\u00ad", "\u2060", "\u202a"))
        text = text_of(cell)
        place = book.dice.number(0, len(text))
        cell.rewrite(text[:place] + sign + text[place:])
        cell.want = cell.want if isinstance(cell.want, list) else None
    return bool(cells)


@kind("a cell of thirty thousand letters", VALUES, needs=("note",))
def endless(book: Book) -> bool:
    """A whole correspondence in one cell; Excel allows 32,767 characters."""
    cells = book.cells("note", "address")[:1]
    for cell in cells:
        text = " ".join(f"Звонок{n} перенести" for n in range(1600))[:30_000]
        cell.spoil(text, (("Звонок0",), ("Звонок700",), (text[-30:],)))
    return bool(cells)


@kind("initials for names", VALUES, group="names")
def initials(book: Book) -> bool:
    cells = book.some("name", "contact", part=0.6)
    for cell in cells:
        last, first, middle = text_of(cell).split()
        a, b = first[0], middle[0]
        forms = ("{0} {1}.{2}.", "{0} {1}. {2}.", "{1}.{2}. {0}", "{0} {1}{2}", "{0} {1}.")
        cell.spoil(book.dice.pick(forms).format(last, a, b), ((last,),))
    return bool(cells)


@kind("names in another order, or with a title", VALUES, group="names")
def order(book: Book) -> bool:
    cells = book.some("name", "contact", part=0.6)
    for cell in cells:
        last, first, middle = text_of(cell).split()
        forms = (
            "{1} {2} {0}", "{1} {0}", "г-н {0} {1}", "{0}, {1} {2}", "{1} ({0})", "{0} {1} (Ромашка)",
            "{1} {2}", "{0} {1} {2} 1985 г.р.",
        )  # fmt: skip
        text = book.dice.pick(forms).format(last, first, middle)
        parts = words(text.replace("(", " ").replace(")", " ").replace(",", " "))
        cell.spoil(text, tuple(part for part in parts if part[0] not in ("г-н", "г.р.")))
    return bool(cells)


@kind("legal forms in many spellings", VALUES, group="names")
def legal_forms(book: Book) -> bool:
    cells = [cell for cell in book.some("firm", part=0.8) if text_of(cell).startswith("ООО ")]
    for cell in cells:
        name = text_of(cell)[5:-1]
        forms = (
            'ООО "{}"', "{} ООО", "ооо {}", 'Общество с ограниченной ответственностью "{}"',
            "{}, ООО", "ООО''{}''", 'ООО "{}"', "«{}» (ООО)",
        )  # fmt: skip
        cell.spoil(book.dice.pick(forms).format(name), words(name))
    return bool(cells)


@kind("company, person and phone in one cell", VALUES, group="names")
def all_in_one(book: Book) -> bool:
    """«ООО «Ромашка», Иванов И.И., директор, 8 916 …»."""
    cells = book.some("firm", part=0.7)
    for cell in cells:
        who, phone = making.person(book.dice), making.mobile(book.dice)
        post = book.dice.pick(("", ", директор", ", бухгалтер"))
        between = book.dice.pick((", ", "; ", "\n", " / "))
        person = f"{who.last} {who.first[0]}.{who.middle[0]}."
        text = between.join((text_of(cell), person + post, f"8{phone}"))
        parts = (*words(text_of(cell)), (who.last,), (phone,))
        cell.spoil(text, (*parts, (post[2:],)) if post else parts)
    return bool(cells)


@kind("text that looks like a formula", VALUES, needs=("note",))
def formula_like(book: Book) -> bool:
    cells = book.some("note", "city", part=0.3)
    for cell in cells:
        text = book.dice.pick(("=СУММ(A1:A9)", "@ivan", "-скидка 5", "+ доставка", "=Тверь"))
        cell.spoil(text, words(text.strip("=@-+ ")))
    return bool(cells)


@kind("leftovers of HTML", VALUES, needs=("note",))
def html(book: Book) -> bool:
    cells = book.some("note", "address", "firm")
    for cell in cells:
        text = text_of(cell)
        form = book.dice.pick(
            ("{}<br>", "<b>{}</b>", "{}&nbsp;", "{} &amp; Ко", "&laquo;{}&raquo;")
        )
        cell.rewrite(form.format(text))
        cell.want = None
    return bool(cells)


@kind("escaped line breaks of Excel", VALUES, ("xlsx", "csv"), needs=("note",))
def escaped(book: Book) -> bool:
    cells = book.some("note", "address", "city")
    for cell in cells:
        cell.rewrite(f"{cell.value}_x000D_")
        cell.want = None
    return bool(cells)


@kind("cells in a broken encoding", VALUES, needs=("note",))
def mojibake(book: Book) -> bool:
    """«РўРІРµСЂСЊ»: spoilt long before; kept as it is."""
    cells = book.some("city", "note", part=0.3)
    for cell in cells:
        text = text_of(cell).split()[0].encode().decode("cp1251", errors="ignore")
        cell.spoil(text, ((text,),))
    return bool(cells)


@kind("several values of a list in a cell", VALUES, needs=("tags",))
def many_tags(book: Book) -> bool:
    cells = book.some("tags", part=0.7)
    for cell in cells:
        others = book.dice.shuffled(("срочно", "оптовик", "дача", "ремонт"))[:2]
        between = book.dice.pick((", ", "; ", " ::: ", ","))
        names = [str(cell.value), *others]
        cell.spoil(between.join(names), tuple((name,) for name in names))
    return bool(cells)


@kind("codes with leading zeros as numbers", VALUES, needs=("code",))
def bare_codes(book: Book) -> bool:
    cells = book.some("code", part=0.5)
    for cell in cells:
        number = int(text_of(cell))
        cell.spoil(str(number) if book.form == "csv" else number, ((str(number),),))
    return bool(cells)


@kind("two addresses in a cell", VALUES, needs=("address",))
def two_addresses(book: Book) -> bool:
    cells = book.some("address")
    for cell in cells:
        second = making.address(book.dice)
        text = f"{cell.value}{book.dice.pick(('; ', ' / ', ' или '))}{second}"
        cell.spoil(text, (*cell.parts, *words(second)))
    return bool(cells)

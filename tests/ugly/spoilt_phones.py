"""Kinds of breakage of phones, tax numbers and addresses of mail."""

from __future__ import annotations

from tests.dedupe_ru import making
from tests.ugly.book import VALUES, Book, kind

NBSP = "\u00a0"


def _digits(raw: object) -> str:
    assert isinstance(raw, str)
    return raw


@kind("phone as a float", VALUES)
def float_phone(book: Book) -> bool:
    """79161234567.0, as programs that know numbers only hand it over."""
    cells = book.some("phone")
    for cell in cells:
        number = float("7" + _digits(cell.raw))
        cell.rewrite(f"{number:.1f}" if book.form == "csv" else number)
    return bool(cells)


@kind("phone as a power of ten", VALUES)
def exponent_phone(book: Book) -> bool:
    """«7.9161234567E+10» as text: all digits are there."""
    cells = book.some("phone", part=0.3)
    for cell in cells:
        digits = "7" + _digits(cell.raw)
        mark = book.dice.pick((".", ","))
        cell.rewrite(f"{digits[0]}{mark}{digits[1:].rstrip('0')}E{book.dice.pick(('+', ''))}10")
    return bool(cells)


@kind("phone with an extension", VALUES)
def extension(book: Book) -> bool:
    cells = book.some("phone")
    for cell in cells:
        digits, ext = _digits(cell.raw), str(book.dice.number(10, 9999))
        form = book.dice.pick(("{} доб. {}", "{} (доб. {})", "{}, доб.{}", "{} вн. {}", "{}x{}"))
        value = form.format(f"8 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}", ext)
        cell.spoil(value, ((digits,), (ext,)), [("+7" + digits, ext)])
    return bool(cells)


@kind("two phones in a cell", VALUES)
def two_phones(book: Book) -> bool:
    cells = book.some("phone")
    for cell in cells:
        first, second = _digits(cell.raw), making.mobile(book.dice)
        between = book.dice.pick((", ", "; ", " / ", "\n", " ", " и ", ","))
        b = f"8{second}" if book.dice.chance(0.5) else f"+7 {second[:3]} {second[3:6]}-{second[6:]}"
        want = [("+7" + first, ""), ("+7" + second, "")]
        cell.spoil(f"8{first}{between}{b}", ((first,), (second,)), want)
    return bool(cells)


@kind("label before the phone", VALUES)
def phone_label(book: Book) -> bool:
    cells = book.some("phone")
    labels = ("тел. ", "тел.: ", "Phone: ", "моб.", "т. ", "Тел/факс ", "раб. ", "сот.: ", "☎ ")
    for cell in cells:
        cell.rewrite(f"{book.dice.pick(labels)}{cell.value}")
    return bool(cells)


@kind("apostrophe before the phone", VALUES)
def apostrophe(book: Book) -> bool:
    cells = book.some("phone", part=0.7)
    for cell in cells:
        cell.rewrite(f"'+7{cell.raw}")
    return bool(cells)


@kind("phone without a digit, or with one too many", VALUES)
def wrong_length(book: Book) -> bool:
    cells = book.some("phone", part=0.2)
    for cell in cells:
        digits = _digits(cell.raw)
        text = f"8{digits[:-1]}" if book.dice.chance(0.5) else f"8{digits}7"
        cell.spoil(text, ((text,),))
    return bool(cells)


@kind("phone without its area code", VALUES)
def no_code(book: Book) -> bool:
    cells = book.some("phone", part=0.3)
    for cell in cells:
        short = _digits(cell.raw)[3:]
        text = f"{short[:3]}-{short[3:5]}-{short[5:]}"
        cell.spoil(text if book.dice.chance(0.7) else f"{short[:2]}-{short[2:4]}-{short[4:6]}")
        cell.parts = ((str(cell.value),),)
    return bool(cells)


@kind("non-breaking spaces in phones", VALUES)
def hard_spaces(book: Book) -> bool:
    cells = book.some("phone")
    for cell in cells:
        d = _digits(cell.raw)
        cell.rewrite(f"8{NBSP}({d[:3]}){NBSP}{d[3:6]}‑{d[6:8]}‑{d[8:]}{NBSP}")
    return bool(cells)


@kind("words after the phone", VALUES)
def phone_note(book: Book) -> bool:
    """«8 916 123-45-67 (жена Ольга)»: the words belong to the number."""
    cells = book.some("phone", part=0.3)
    for cell in cells:
        note = book.dice.pick(
            ("(жена Ольга)", "Марина, бухгалтер", "- звонить вечером", "WhatsApp")
        )
        bare = tuple((word.strip("(),-"),) for word in note.split() if word.strip("(),-"))
        cell.spoil(f"{cell.value} {note}", ((_digits(cell.raw),), *bare))
    return bool(cells)


@kind("phones of other countries", VALUES)
def abroad(book: Book) -> bool:
    cells = book.some("phone", part=0.3)
    for cell in cells:
        rest = _digits(cell.raw)[3:]
        number = book.dice.pick((f"37529{rest}", f"7701{rest}", f"99890{rest}", f"38050{rest}"))
        text = f"+{number[:3]} {number[3:5]} {number[5:8]}-{number[8:]}"
        cell.spoil(text, ((number,),), [("+" + number, "")])
    return bool(cells)


@kind("ИНН as a number", VALUES, group="inn")
def number_inn(book: Book) -> bool:
    """Without its leading zero, for Excel has taken it for a number."""
    cells = book.cells("inn", "kpp")
    for cell in cells:
        number = int(_digits(cell.raw))
        cell.spoil(number, ((str(number),),), cell.raw)
        if book.form == "csv":
            cell.value = str(number)
    return bool(cells)


@kind("ИНН and КПП in one cell", VALUES, group="inn")
def inn_with_kpp(book: Book) -> bool:
    cells = book.some("inn", part=1.0)
    for cell in cells:
        inn = _digits(cell.raw)
        if len(inn) == 10:
            kpp = making.kpp(book.dice, inn)
            cell.spoil(f"{inn}/{kpp}", ((inn,), (kpp,)))
    return bool(cells)


@kind("ИНН with a label or spaces", VALUES, group="inn")
def labelled_inn(book: Book) -> bool:
    cells = book.some("inn")
    for cell in cells:
        inn = _digits(cell.raw)
        spaced = f"{inn[:4]} {inn[4:7]} {inn[7:]}"
        cell.rewrite(
            book.dice.pick((f"ИНН {inn}", f"ИНН: {inn}", spaced, f"{inn}{NBSP}", f"'{inn}"))
        )
    return bool(cells)


@kind("ИНН with a wrong digit", VALUES, group="inn")
def wrong_inn(book: Book) -> bool:
    cells = book.some("inn", part=0.2)
    for cell in cells:
        inn = _digits(cell.raw)
        wrong = inn[:-1] + str((int(inn[-1]) + 3) % 10)
        cell.spoil(wrong, ((wrong,),))
    return bool(cells)


@kind("e-mail written by hand", VALUES, needs=("email",))
def odd_email(book: Book) -> bool:
    """A comma for the dot, a space, «собака»: not an address, yet not to be lost."""
    cells = book.some("email")
    for cell in cells:
        email = _digits(cell.raw)
        local, domain = email.split("@")
        text = book.dice.pick(
            (f"{local}@{domain.replace('.', ',')}", f"{local} @ {domain}", f"{local}(собака){domain}",
             f"{local}@", f"www.{email}")
        )  # fmt: skip
        tail = () if text.endswith("@") else ((domain.partition(".")[0],),)
        cell.spoil(text, ((local,), *tail))
    return bool(cells)


@kind("e-mail in brackets or as a link", VALUES, needs=("email",))
def wrapped_email(book: Book) -> bool:
    cells = book.some("email")
    for cell in cells:
        email = _digits(cell.raw)
        form = book.dice.pick(
            ("<{}>", "mailto:{}", "{};", " {} ", "{}.", "E-mail: {}", "email: {}")
        )
        cell.rewrite(form.format(email.upper() if book.dice.chance(0.3) else email))
    return bool(cells)


@kind("two e-mails in a cell", VALUES, needs=("email",))
def two_emails(book: Book) -> bool:
    cells = book.some("email")
    for cell in cells:
        first, second = _digits(cell.raw), f"second{book.dice.number(1, 99_999)}@pochta.example"
        between = book.dice.pick((", ", "; ", "\n", " ", " / "))
        cell.spoil(f"{first}{between}{second}", ((first,), (second,)), [first, second])
    return bool(cells)


@kind("site with a protocol or hashes", VALUES, needs=("site",))
def odd_site(book: Book) -> bool:
    cells = book.some("site", part=0.6)
    for cell in cells:
        site = _digits(cell.raw)
        form = book.dice.pick(
            ("http://{}", "https://www.{}/", "#http://{}#", "www.{}", "{} (не работает)")
        )
        cell.spoil(form.format(site), ((site,),))
    return bool(cells)

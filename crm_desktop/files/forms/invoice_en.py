"""The international invoice in English, form `invoice-en-1`."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain.documents import DocumentSheet, Party, Pictures, SheetLine, VatMode
from crm_desktop.files.forms import figures
from crm_desktop.files.forms.parts import (
    THIN,
    UNSIGNED,
    Column,
    Qr,
    draw_qr,
    gap,
    kept_gap,
    labelled,
    letterhead,
    make_qr,
    paragraph,
    rule,
    signatures,
    table,
    total,
)
from crm_desktop.files.pdf import (
    BOLD,
    GREY,
    LEADING,
    LEFT,
    REGULAR,
    RIGHT,
    SEMIBOLD,
    SIZE,
    SMALL,
    WIDTH,
    Block,
    Paper,
    Pen,
    compose,
    register_fonts,
    wrap,
)

FORM = "invoice-en-1"
LABEL_WIDTH = WIDTH * 0.22
QR_CAPTION = "Scan to pay"


def invoice(sheet: DocumentSheet, pictures: Pictures = UNSIGNED) -> bytes:
    """The printed invoice as PDF; a sheet without a number is marked as a draft."""
    day = date.fromisoformat(sheet.date)
    title = f"Invoice No.\u00a0{sheet.number}" if sheet.number else "Invoice (draft)"
    blocks = [
        *letterhead(pictures.logo),
        *paragraph(title, face=BOLD, size=19, with_next=True),
        gap(4),
        _facts(sheet, day),
        rule(),
        gap(6),
        _parties(sheet),
        gap(14),
        *_lines(sheet),
        *_totals(sheet),
        *_closing(sheet, make_qr(sheet.qr), pictures),
    ]
    paper = Paper(
        title=title,
        author=sheet.seller.name,
        language="en-GB",
        day=day,
        foot=lambda page, pages: f"Page {page} of {pages}",
        watermark="" if sheet.number else "DRAFT",
    )
    return compose(paper, blocks)


def _facts(sheet: DocumentSheet, day: date) -> Block:
    facts = [("Issue date", figures.long_date(day, "en"))]
    if sheet.due_date:
        due = date.fromisoformat(sheet.due_date)
        facts.append(("Due date", figures.long_date(due, "en")))
    facts.append(("Currency", sheet.currency))
    facts.append(("Amount due", figures.amount(sheet.total, sheet.currency, "en")))

    def draw(pen: Pen, y: float) -> None:
        for index, (label, value) in enumerate(facts):
            x = LEFT + index * WIDTH / 4
            pen.text(x, y, label, size=SMALL, grey=GREY)
            pen.text(x, y + SMALL * LEADING, value, SEMIBOLD, SIZE + 1, limit=WIDTH / 4 - 8)

    return Block(SMALL * LEADING + (SIZE + 1) * LEADING + 6, draw)


def _parties(sheet: DocumentSheet) -> Block:
    """Seller and buyer beside each other, each line of a card on a line of its own."""
    register_fonts()
    width = WIDTH / 2 - 16
    sides = [
        (label, wrap(party.name, SEMIBOLD, SIZE + 0.7, width)[:6], _card(party, width))
        for label, party in (("Seller", sheet.seller), ("Bill to", sheet.buyer))
    ]
    big, line = (SIZE + 0.7) * LEADING, SIZE * LEADING
    height = max(len(names) * big + len(card) * line for _, names, card in sides)

    def draw(pen: Pen, y: float) -> None:
        for index, (label, names, card) in enumerate(sides):
            x = LEFT + index * WIDTH / 2
            pen.text(x, y, label, size=SMALL, grey=GREY)
            top = y + SMALL * LEADING + 2
            for name in names:
                pen.text(x, top, name, SEMIBOLD, SIZE + 0.7)
                top += big
            for text in card:
                pen.text(x, top, text)
                top += line

    return Block(SMALL * LEADING + 2 + height, draw)


def _card(party: Party, width: float) -> list[str]:
    facts = (
        ("", party.address),
        ("Tax ID: ", party.inn),
        ("Registration No.: ", party.ogrn),
        ("Tel.: ", party.phone),
        ("", party.email),
    )
    texts = [label + value.strip() for label, value in facts if value.strip()]
    return [line for text in texts for line in wrap(text, REGULAR, SIZE, width)][:24]


def _lines(sheet: DocumentSheet) -> list[Block]:
    discounts = any(line.discount for line in sheet.lines)
    taxed = bool(sheet.vat_totals)
    columns = [
        Column("#", "centre", 24),
        Column("Description"),
        Column("Qty", "right", 42),
        Column("Unit", "left", 34),
        Column("Unit price", "right", 62),
        *([Column("Discount", "right", 52)] if discounts else []),
        *([Column("VAT", "centre", 40)] if taxed else []),
        Column("Amount", "right", 70),
    ]

    def row(number: int, line: SheetLine) -> list[str]:
        rate = "–" if line.vat_percent is None else f"{line.vat_percent}%"
        return [
            str(number),
            line.name,
            figures.quantity(line.quantity, "en"),
            line.unit,
            figures.price(line.price, "en"),
            *([figures.percent(line.discount, "en") if line.discount else ""] if discounts else []),
            *([rate] if taxed else []),
            figures.amount(line.amount, sheet.currency, "en"),
        ]

    return table(columns, [row(number, line) for number, line in enumerate(sheet.lines, 1)])


def _totals(sheet: DocumentSheet) -> list[Block]:
    """A seller who charges no VAT must not show any, so then there is no such line."""

    def money(minor: int) -> str:
        return figures.amount(minor, sheet.currency, "en")

    word = "VAT" if sheet.vat_mode == VatMode.ON_TOP else "Including VAT"
    rows = [("Subtotal:", money(sheet.subtotal))]
    rates = sorted(sheet.vat_totals, key=lambda each: -each.percent)
    rows += [(f"{word} {each.percent}%:", money(each.vat)) for each in rates]
    rows.append((f"Total due, {sheet.currency}:", money(sheet.total)))
    room = max(70.0, figures.room([amount for _, amount in rows]))
    *plain, last = rows
    return [
        kept_gap(5),
        *(total(label, amount, room, REGULAR) for label, amount in plain),
        total(*last, room),
    ]


def _closing(sheet: DocumentSheet, qr: Qr | None, pictures: Pictures) -> list[Block]:
    seller = sheet.seller
    signer = (seller.director_title or "Authorised signature", seller.director)
    return [
        kept_gap(4),
        *paragraph(sheet.in_words, face=SEMIBOLD, size=SIZE + 0.6),
        *([gap(8), *labelled("Reference:", sheet.basis, LABEL_WIDTH)] if sheet.basis else []),
        gap(10),
        _payment(sheet, qr),
        gap(8),
        *paragraph(sheet.comment),
        *paragraph(sheet.notice, size=SMALL, grey=GREY),
        gap(14),
        signatures([signer], ("signature", "name"), pictures),
    ]


def _payment(sheet: DocumentSheet, qr: Qr | None) -> Block:
    """Where to pay, as a list of requisites; the QR code at its right."""
    register_fonts()
    seller = sheet.seller
    facts = (
        ("Beneficiary", seller.name),
        ("Bank", seller.bank_name),
        ("Account / IBAN", seller.account),
        ("BIC / SWIFT", seller.bik),
        ("Correspondent account", seller.corr_account),
        ("Payment reference", f"Invoice {sheet.number}" if sheet.number else ""),
    )
    width = WIDTH - LABEL_WIDTH - (qr.side + 24 if qr else 0.0)
    rows = [
        (label, line)
        for name, value in facts
        if value.strip()
        for label, line in zip(
            [name, *[""] * 5], wrap(value, REGULAR, SIZE, width)[:6], strict=False
        )
    ]
    step, head = SIZE * LEADING + 1, SIZE * LEADING + 8
    caption = SMALL * LEADING + 5
    code_height = qr.side + caption if qr else 0.0

    def draw(pen: Pen, y: float) -> None:
        right = RIGHT - (qr.side + 24 if qr else 0.0)
        pen.text(LEFT, y, "Payment details", SEMIBOLD, SIZE + 0.7)
        pen.rule(LEFT, y + head - 5, right, y + head - 5, THIN, GREY)
        for index, (label, line) in enumerate(rows):
            pen.text(LEFT, y + head + index * step, label, grey=GREY)
            pen.text(LEFT + LABEL_WIDTH, y + head + index * step, line)
        if qr:
            draw_qr(pen, qr, RIGHT - qr.side, y)
            middle = RIGHT - qr.side / 2
            pen.text(middle, y + qr.side + 6, QR_CAPTION, size=SMALL, align="centre")

    return Block(max(head + len(rows) * step, code_height), draw)

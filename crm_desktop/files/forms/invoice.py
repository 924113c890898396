"""«Счет на оплату», form `invoice-ru-1`: the layout that 1C made customary; no law fixes it."""

from __future__ import annotations

import re
from datetime import date

from crm_desktop.domain.documents import DocumentSheet, Party, Pictures, SheetLine, VatMode
from crm_desktop.files.forms import figures
from crm_desktop.files.forms.parts import (
    PAD,
    THICK,
    UNSIGNED,
    Column,
    Qr,
    draw_qr,
    gap,
    initials,
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

FORM = "invoice-ru-1"
LABEL_WIDTH = WIDTH * 0.2
QR_CAPTION = "Оплата по QR-коду"
KEPT_COMMENT = 600
"""Letters of a comment that still stays on one page with the totals and the signatures."""
NO_VAT = "Без налога (НДС):"


def invoice(sheet: DocumentSheet, pictures: Pictures = UNSIGNED) -> bytes:
    """The printed invoice as PDF; a sheet without a number is marked as a draft.

    `sheet.extra["stamp_place"]`, when not empty, prints «М.П.».
    """
    day = date.fromisoformat(sheet.date)
    title = _title(sheet, day)
    blocks = [
        *letterhead(pictures.logo),
        *paragraph(sheet.notice, size=SMALL, align="centre", grey=GREY),
        *([gap(8)] if sheet.notice.strip() else []),
        _bank(sheet.seller, make_qr(sheet.qr)),
        gap(14),
        *paragraph(title, face=BOLD, size=15, with_next=True),
        gap(3),
        rule(),
        gap(3),
        *labelled("Поставщик (Исполнитель):", party_line(sheet.seller), LABEL_WIDTH),
        *labelled("Покупатель (Заказчик):", party_line(sheet.buyer), LABEL_WIDTH),
        *(labelled("Основание:", sheet.basis, LABEL_WIDTH) if sheet.basis.strip() else []),
        gap(5),
        *_lines(sheet),
        *_totals(sheet),
        *_closing(sheet, pictures),
    ]
    paper = Paper(
        title=title,
        author=sheet.seller.name,
        language="ru-RU",
        day=day,
        foot=lambda page, pages: f"Страница {page} из {pages}",
        watermark="" if sheet.number else "ЧЕРНОВИК",
    )
    return compose(paper, blocks)


def party_line(party: Party) -> str:
    """Who a side is, on one line: name, ИНН, КПП, ОГРН, address, phone, e-mail."""
    number = "ОГРНИП" if party.kind == "sole_trader" else "ОГРН"
    parts = (
        ("", party.name),
        ("ИНН\u00a0", party.inn),
        ("КПП\u00a0", party.kpp),
        (f"{number}\u00a0", party.ogrn),
        ("", _bind(party.address)),
        ("тел.:\u00a0", party.phone.replace(" ", "\u00a0")),
        ("", party.email),
    )
    return ", ".join(label + value.strip() for label, value in parts if value.strip())


def _bind(address: str) -> str:
    """Keep «г.», «ул.», «д.» on one line with what they introduce."""
    return re.sub(r"\b(\w{1,4}\.) (?=\S)", "\\1\u00a0", address)


def _title(sheet: DocumentSheet, day: date) -> str:
    number = f"№\u00a0{sheet.number}" if sheet.number else "(черновик)"
    return f"Счет на оплату {number} от\u00a0{figures.long_date(day, 'ru')}"


def _bank(seller: Party, qr: Qr | None) -> Block:
    """Bank, ИНН, КПП, payee and accounts as on a payment order; the QR code beside them."""
    register_fonts()
    quiet = 4 * qr.side / qr.modules if qr else 0.0
    beside = qr.side + quiet + SMALL * LEADING if qr else 0.0
    width = WIDTH - (qr.side + quiet + 8 if qr else 0.0)
    edges = [LEFT + width * share for share in (0.0, 0.27, 0.5, 0.61, 1.0)]
    bank = wrap(_bind(seller.bank_name), REGULAR, SIZE, width * 0.5 - 2 * PAD)[:6]
    payee = wrap(seller.name, REGULAR, SIZE, width * 0.5 - 2 * PAD)[:8]
    line, caption = SIZE * LEADING, SMALL * LEADING
    cell = line + 2 * PAD
    top = max(2 * cell, len(bank) * line + caption + 2 * PAD)
    bottom = max(2 * cell, len(payee) * line + caption + 2 * PAD, beside - top - cell)
    height = top + cell + bottom

    def draw(pen: Pen, y: float) -> None:
        right = edges[-1]
        second, third = y + top, y + top + cell
        pen.box(LEFT, y, width, height, THICK)
        pen.rule(LEFT, second, right, second)
        pen.rule(LEFT, third, edges[2], third)
        pen.rule(edges[2], y, edges[2], y + height)
        pen.rule(edges[3], y, edges[3], y + height)
        pen.rule(edges[1], second, edges[1], third)
        pen.rule(edges[2], y + cell, edges[3], y + cell)
        for index, text in enumerate(bank):
            pen.text(LEFT + PAD, y + PAD + index * line, text)
        pen.text(LEFT + PAD, second - caption - 1.5, "Банк получателя", size=SMALL, grey=GREY)
        for index, text in enumerate(payee):
            pen.text(LEFT + PAD, third + PAD + index * line, text)
        pen.text(LEFT + PAD, y + height - caption - 1.5, "Получатель", size=SMALL, grey=GREY)
        inn_room, kpp_room = edges[1] - edges[0] - 2 * PAD, edges[2] - edges[1] - 2 * PAD
        pen.text(LEFT + PAD, second + PAD, f"ИНН {seller.inn}".strip(), limit=inn_room)
        if seller.kpp:
            pen.text(edges[1] + PAD, second + PAD, f"КПП {seller.kpp}", limit=kpp_room)
        room = edges[4] - edges[3] - 2 * PAD
        for place, (label, value) in zip(
            (y, y + cell, second),
            (("БИК", seller.bik), ("Сч. №", seller.corr_account), ("Сч. №", seller.account)),
            strict=True,
        ):
            pen.text(edges[2] + PAD, place + PAD, label)
            pen.text(edges[3] + PAD, place + PAD, value, limit=room)
        if qr:
            draw_qr(pen, qr, RIGHT - qr.side, y)
            middle = RIGHT - qr.side / 2
            pen.text(middle, y + qr.side + quiet, QR_CAPTION, size=SMALL, align="centre")

    return Block(max(height, beside), draw)


def _lines(sheet: DocumentSheet) -> list[Block]:
    discounts = any(line.discount for line in sheet.lines)
    mixed = len({line.vat_percent for line in sheet.lines}) > 1
    columns = [
        Column("№", "centre", 24),
        Column("Товары (работы, услуги)"),
        Column("Кол-во", "right", 42),
        Column("Ед.", "left", 34),
        Column("Цена", "right", 58),
        *([Column("Скидка", "right", 42)] if discounts else []),
        *([Column("НДС", "centre", 46)] if mixed else []),
        Column("Сумма", "right", 66),
    ]

    def row(number: int, line: SheetLine) -> list[str]:
        return [
            str(number),
            line.name,
            figures.quantity(line.quantity, "ru"),
            line.unit,
            figures.price(line.price, "ru"),
            *([figures.percent(line.discount, "ru") if line.discount else ""] if discounts else []),
            *([_rate(line.vat_percent)] if mixed else []),
            figures.amount(line.amount, sheet.currency, "ru"),
        ]

    return table(columns, [row(number, line) for number, line in enumerate(sheet.lines, 1)])


def _rate(percent: int | None) -> str:
    return "Без НДС" if percent is None else f"{percent}%"


def _totals(sheet: DocumentSheet) -> list[Block]:
    def money(minor: int) -> str:
        return figures.amount(minor, sheet.currency, "ru")

    on_top = sheet.vat_mode == VatMode.ON_TOP
    rows = [("Итого:", money(sheet.subtotal))]
    for vat in sorted(sheet.vat_totals, key=lambda each: -each.percent):
        words = "Сумма НДС" if on_top else "В том числе НДС"
        rows.append((f"{words} {vat.percent}%:", money(vat.vat)))
    if not sheet.vat_totals:
        rows.append((NO_VAT, "-"))
    rows.append(("Всего к оплате:", money(sheet.total)))
    room = max(66.0, figures.room([amount for _, amount in rows]))
    return [kept_gap(5), *(total(label, amount, room) for label, amount in rows)]


def _closing(sheet: DocumentSheet, pictures: Pictures) -> list[Block]:
    paid = (
        f"{figures.amount(sheet.total, sheet.currency, 'ru')}\u00a0{figures.unit(sheet.currency)}"
    )
    due = date.fromisoformat(sheet.due_date) if sheet.due_date else None
    signers = _signers(sheet.seller)
    stamp = sheet.extra.get("stamp_place", "")
    return [
        kept_gap(4),
        *paragraph(f"Всего наименований {len(sheet.lines)}, на сумму {paid}", with_next=True),
        *paragraph(sheet.in_words, face=SEMIBOLD, size=SIZE + 0.6, with_next=True),
        *([kept_gap(6)] if due or sheet.comment.strip() else []),
        *(paragraph(f"Оплатить не позднее {due:%d.%m.%Y}", with_next=True) if due else []),
        *paragraph(sheet.comment, with_next=len(sheet.comment) <= KEPT_COMMENT),
        kept_gap(9),
        Block(12, lambda pen, y: pen.rule(LEFT, y, RIGHT, y, 2.0), with_next=True),
        signatures(signers, ("подпись", "расшифровка подписи"), pictures),
        *(paragraph("М.П.", grey=GREY) if stamp else []),
    ]


def _signers(seller: Party) -> list[tuple[str, str]]:
    if seller.kind == "sole_trader":
        return [("Предприниматель", initials(seller.director or _personal_name(seller.name)))]
    if seller.kind == "person":
        return [("Исполнитель", initials(seller.director or seller.name))]
    return [
        (seller.director_title or "Руководитель", initials(seller.director)),
        ("Бухгалтер", initials(seller.accountant)),
    ]


def _personal_name(name: str) -> str:
    """The person's name of a sole trader's: without «ИП» or «Индивидуальный предприниматель»."""
    words = name.split()
    for form in (["индивидуальный", "предприниматель"], ["ип"]):
        if [word.casefold() for word in words[: len(form)]] == form:
            return " ".join(words[len(form) :])
    return name

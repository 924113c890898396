"""The printed invoices, read back: every field, the figures, the code, hostile names, many lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp

from crm_desktop.domain.documents import DocumentSheet, Party, SheetLine, VatTotal
from crm_desktop.domain.problems import Refused
from crm_desktop.files import forms
from crm_desktop.files.forms import figures, parts
from tests.effort import no_explosion

QR = (
    'ST00012|Name=ООО "Ромашка"|PersonalAcc=40702810200000000001|BankName=ПАО Сбербанк'
    "|BIC=044525225|CorrespAcc=30101810400000000225|PayeeINN=7701000001|KPP=770101001|Sum=122000"
    "|Purpose=Оплата по счету № 15 от 21.11.2026. В том числе НДС 22% - 220.00 руб."
)
SELLER = Party(
    name='ООО "Ромашка"',
    inn="7701000001",
    kpp="770101001",
    address="101000, г. Москва, ул. Мясницкая, д. 1",
    phone="+7 (495) 123-45-67",
    email="info@romashka.example",
    bank_name="ПАО СБЕРБАНК г. Москва",
    bik="044525225",
    account="40702810200000000001",
    corr_account="30101810400000000225",
    director="Иванов Иван Иванович",
    accountant="Петрова Анна-Мария Сергеевна",
)
BUYER = Party(name="АО «Северные окна»", inn="7802000002", kpp="780201001", address="г. Псков")
SHEET = DocumentSheet(
    kind="invoice",
    form="invoice-ru-1",
    number="РМ-000015",
    date="2026-11-21",
    due_date="2026-11-28",
    seller=SELLER,
    buyer=BUYER,
    currency="RUB",
    vat_mode="included",
    lines=(
        SheetLine("Стол «Ёлка»", 1000, "шт", 10000000, 0, 22, 100000, 18033),
        SheetLine("Доставка", 2500, "ч", 880000, 0, 22, 22000, 3967),
    ),
    subtotal=122000,
    vat_totals=(VatTotal(22, 22000),),
    vat=22000,
    total=122000,
    in_words="Одна тысяча двести двадцать рублей 00 копеек",
    basis="Договор № 7 от 01.02.2026",
    comment="Счет действителен к оплате в течение 5 (пяти) банковских дней.",
    notice="Внимание! Оплата данного счета означает согласие с условиями поставки.",
    qr=QR,
)
ENGLISH = replace(
    SHEET,
    form="invoice-en-1",
    language="en",
    currency="EUR",
    seller=Party("Aurora Ltd", inn="GB123456789", bank_name="Barclays", account="GB29NWBK6016133"),
    buyer=Party("Nordwind GmbH", inn="DE811907980", address="Hafenstraße 7, Hamburg"),
    in_words="One thousand two hundred and twenty euros and 00 cents",
    basis="PO 4711",
    comment="Late payments bear interest.",
    notice="",
    qr="",
)


def pages_of(sheet: DocumentSheet, folder: Path) -> list[str]:
    reader = pypdf.PdfReader(forms.draw(sheet, folder / "paper.pdf", overwrite=True))
    assert not any(page.images for page in reader.pages)
    return [page.extract_text() for page in reader.pages]


def text_of(sheet: DocumentSheet, folder: Path) -> str:
    return "\n".join(pages_of(sheet, folder))


def code_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file.read_bytes())
    picture = document[0].render(scale=2).to_pil()
    document.close()
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


def test_everything_the_sheet_says_is_printed(tmp_path: Path) -> None:
    text = text_of(SHEET, tmp_path)
    for expected in (
        "Счет на оплату № РМ-000015 от 21 ноября 2026 г.",
        "ПАО СБЕРБАНК г. Москва",
        "Банк получателя",
        "Получатель",
        "БИК\n044525225",
        "Сч. №\n30101810400000000225",
        "Сч. №\n40702810200000000001",
        "ИНН 7701000001",
        "КПП 770101001",
        "+7 (495) 123-45-67",
        "info@romashka.example",
        "АО «Северные окна», ИНН 7802000002, КПП 780201001, г. Псков",
        "Договор № 7 от 01.02.2026",
        "Товары (работы, услуги)",
        "Стол «Ёлка»\n1\nшт\n1 000,00\n1 000,00",
        "Доставка\n2,5\nч\n88,00\n220,00",
        "Итого:\n1 220,00",
        "В том числе НДС 22%:\n220,00",
        "Всего к оплате:\n1 220,00",
        "Всего наименований 2, на сумму 1 220,00 руб.",
        "Одна тысяча двести двадцать рублей 00 копеек",
        "Оплатить не позднее 28.11.2026",
        "в течение 5 (пяти) банковских дней",
        "Внимание! Оплата",
        "Руководитель",
        "Иванов И.И.",
        "Бухгалтер",
        "Петрова А.-М.С.",
        "Оплата по QR-коду",
    ):
        assert expected in text, expected
    for absent in ("Скидка", "ЧЕРНОВИК", "М.П.", "Страница", "Без налога"):
        assert absent not in text


def test_the_code_holds_the_payment(tmp_path: Path) -> None:
    assert code_of(forms.draw(SHEET, tmp_path / "a.pdf")) == QR


def test_a_long_code_and_a_code_of_1251_are_read_too(tmp_path: Path) -> None:
    longest = QR + "|" + "Примечание=" + "ж" * 330
    assert code_of(forms.draw(replace(SHEET, qr=longest), tmp_path / "a.pdf")) == longest
    old = "ST00011|Name=ООО Ромашка"
    file = forms.draw(replace(SHEET, qr=old), tmp_path / "b.pdf")
    document = pypdfium2.PdfDocument(file.read_bytes())
    (found,) = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    document.close()
    assert found.bytes == old.encode("cp1251")


def test_no_code_for_no_payment_nor_for_too_much(tmp_path: Path) -> None:
    assert "QR" not in text_of(replace(SHEET, qr=""), tmp_path)
    assert parts.make_qr("ж" * 3000) is None


def test_a_module_of_the_code_is_large_enough_to_read() -> None:
    for length in (0, 100, 300, 600):
        qr = parts.make_qr(QR + "ж" * length)
        assert qr is not None
        assert qr.side / qr.modules >= parts.QR_MODULE - 1e-9
        assert qr.side >= parts.QR_SIDE


def test_vat_on_top(tmp_path: Path) -> None:
    sheet = replace(SHEET, vat_mode="on_top", vat=26840, total=148840)
    text = text_of(replace(sheet, vat_totals=(VatTotal(22, 26840),)), tmp_path)
    assert "Итого:\n1 220,00\nСумма НДС 22%:\n268,40\nВсего к оплате:\n1 488,40" in text
    assert "на сумму 1 488,40 руб." in text


def test_no_vat_is_not_zero_vat(tmp_path: Path) -> None:
    lines = tuple(replace(line, vat_percent=None, vat=0) for line in SHEET.lines)
    none = replace(SHEET, vat_mode="none", lines=lines, vat_totals=(), vat=0)
    assert "Без налога (НДС):\n-\nВсего" in text_of(none, tmp_path)
    zero = replace(
        SHEET,
        lines=tuple(replace(line, vat_percent=0, vat=0) for line in SHEET.lines),
        vat_totals=(VatTotal(0, 0),),
        vat=0,
    )
    assert "В том числе НДС 0%:\n0,00" in text_of(zero, tmp_path)


def test_mixed_rates_have_a_column_and_a_line_each_the_highest_first(tmp_path: Path) -> None:
    lines = (*SHEET.lines, SheetLine("Книга", 1000, "шт", 1100000, 0, 10, 11000, 1000))
    lines += (SheetLine("Пакет", 1000, "шт", 50000, 0, None, 500, 0),)
    totals = (VatTotal(10, 1000), VatTotal(22, 22000))
    text = text_of(replace(SHEET, lines=lines, vat_totals=totals), tmp_path)
    assert "НДС 22%:\n220,00\nВ том числе НДС 10%:\n10,00" in text
    assert "Книга\n1\nшт\n110,00\n10%\n110,00" in text
    assert "Пакет\n1\nшт\n5,00\nБез НДС\n5,00" in text


def test_discounts_have_a_column_when_there_are_any(tmp_path: Path) -> None:
    lines = (replace(SHEET.lines[0], discount=1050), SHEET.lines[1])
    text = text_of(replace(SHEET, lines=lines), tmp_path)
    assert "Скидка" in text
    assert "10,5%" in text


def test_a_sole_trader_and_a_person_sign_alone(tmp_path: Path) -> None:
    trader = replace(
        SELLER,
        name="Индивидуальный предприниматель Мамедов Ильхам Гейдар оглы",
        kind="sole_trader",
        kpp="",
        ogrn="318770000000001",
        director="",
    )
    text = text_of(replace(SHEET, seller=trader, extra={"stamp_place": "yes"}), tmp_path)
    for expected in ("Предприниматель\nМамедов И.Г. оглы", "ОГРНИП 318770000000001", "М.П."):
        assert expected in text
    assert "Бухгалтер" not in text
    person = replace(SELLER, name="Ким Алексей", kind="person", director="")
    assert "Исполнитель\nКим А." in text_of(replace(SHEET, seller=person), tmp_path)


def test_a_draft_says_so(tmp_path: Path) -> None:
    text = text_of(replace(SHEET, number="", due_date=None), tmp_path)
    assert "ЧЕРНОВИК" in text
    assert "Счет на оплату (черновик) от 21 ноября 2026 г." in text
    assert "Оплатить не позднее" not in text
    assert "DRAFT" in text_of(replace(ENGLISH, number=""), tmp_path)


@pytest.mark.parametrize(
    "name", ['<img src="file:///etc/passwd">', "a <b>bold", "<a href='x'>&lt;", "</para>", "%s{0}"]
)
def test_names_are_printed_as_typed(name: str, tmp_path: Path) -> None:
    line = replace(SHEET.lines[0], name=name)
    sheet = replace(SHEET, lines=(line,), buyer=replace(BUYER, name=name), comment=name)
    file = forms.draw(sheet, tmp_path / "a.pdf")
    reader = pypdf.PdfReader(file)
    text = reader.pages[0].extract_text()
    assert text.count(name) == 3
    assert not reader.pages[0].images
    data = file.read_bytes()
    assert b"/URI" not in data
    assert b"/EmbeddedFile" not in data


@pytest.mark.parametrize("form", ["invoice-ru-1", "invoice-en-1"])
def test_endless_texts_end_soon(form: str, tmp_path: Path) -> None:
    endless = "ж" * 100_000
    party = Party(**dict.fromkeys(Party.__dataclass_fields__, endless))
    line = SheetLine(endless, 10**15, endless, 10**15, 9999, 22, 10**15, 10**15)
    sheet = replace(
        SHEET,
        form=form,
        seller=party,
        buyer=party,
        lines=(line,) * 3,
        basis=endless,
        comment=endless,
        notice=endless,
        in_words=endless,
        qr=endless,
        number=endless,
    )
    with no_explosion():
        file = forms.draw(sheet, tmp_path / "a.pdf")
    assert "[…]" in pypdf.PdfReader(file).pages[2].extract_text()


def test_letters_no_font_has_are_marked_not_fatal(tmp_path: Path) -> None:
    line = replace(SHEET.lines[0], name="Торт 🎂 и 漢字 \x00\ud83d")
    assert "Торт □ и □□ □" in text_of(replace(SHEET, lines=(line,)), tmp_path)


def test_hundreds_of_lines_go_on_over_numbered_pages(tmp_path: Path) -> None:
    lines = tuple(
        replace(SHEET.lines[0], name=f"Позиция-{n}. " + "Длинное название " * (n % 7))
        for n in range(300)
    )
    pages = pages_of(replace(SHEET, lines=lines), tmp_path)
    assert len(pages) > 8
    for number, page in enumerate(pages, start=1):
        assert f"Страница {number} из {len(pages)}" in page
        assert page.count("Товары (работы, услуги)") == 1
    assert all(f"Позиция-{n}." in "".join(pages) for n in range(300))
    assert pages[-1].count("Позиция-") >= 2
    assert "Всего наименований 300" in pages[-1]


def test_english(tmp_path: Path) -> None:
    text = text_of(replace(ENGLISH, vat_mode="on_top", total=144000), tmp_path)
    for expected in (
        "Invoice No. РМ-000015",
        "Issue date\n21 November 2026",
        "Due date\n28 November 2026",
        "Currency\nEUR",
        "Seller\nAurora Ltd",
        "Tax ID: GB123456789",
        "Bill to\nNordwind GmbH",
        "Hafenstraße 7, Hamburg",
        "Description",
        "2.5\nч\n88.00\n22%\n220.00",
        "Subtotal:\n1,220.00",
        "VAT 22%:\n220.00",
        "Total due, EUR:\n1,440.00",
        "One thousand two hundred and twenty euros and 00 cents",
        "Reference:\nPO 4711",
        "Payment details",
        "Beneficiary\nAurora Ltd",
        "Account / IBAN\nGB29NWBK6016133",
        "Late payments bear interest.",
        "Authorised signature",
    ):
        assert expected in text, expected
    without = replace(ENGLISH, vat_mode="none", vat_totals=(), vat=0)
    assert "VAT" not in text_of(without, tmp_path)


def test_equal_sheets_give_equal_files(tmp_path: Path) -> None:
    first, second = (forms.draw(SHEET, tmp_path / name) for name in ("a.pdf", "b.pdf"))
    assert first.read_bytes() == second.read_bytes()


def test_an_unknown_form_and_an_existing_file_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    with pytest.raises(Refused, match=r"document\.form-unknown"):
        forms.draw(replace(SHEET, form="invoice-ru-9"), target)
    assert not target.exists()
    forms.draw(SHEET, target)
    with pytest.raises(Refused, match=r"file\.exists"):
        forms.draw(SHEET, target)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Иванов Иван Иванович", "Иванов И.И."),
        ("Ким Алексей", "Ким А."),
        ("Салтыков-Щедрин Михаил Евграфович", "Салтыков-Щедрин М.Е."),
        ("Петрова Анна-Мария Сергеевна", "Петрова А.-М.С."),
        ("Мамедов Ильхам Гейдар оглы", "Мамедов И.Г. оглы"),
        ("Ли", "Ли"),
        ("Иванов И.И.", "Иванов И.И."),
        ("", ""),
    ],
)
def test_initials(full: str, short: str) -> None:
    assert parts.initials(full).replace("\u00a0", " ") == short


def test_figures() -> None:
    assert figures.amount(123456789, "RUB", "ru") == "1\u00a0234\u00a0567,89"
    assert figures.amount(-50, "RUB", "ru") == "-0,50"
    assert figures.amount(123456789, "USD", "en") == "1,234,567.89"
    assert figures.amount(1234, "JPY", "en") == "1,234"
    assert figures.amount(1234, "KWD", "en") == "1.234"
    assert figures.price(12345, "ru") == "1,2345"
    assert figures.price(15000, "ru") == "1,50"
    assert figures.quantity(125, "ru") == "0,125"
    assert figures.quantity(1_000_000, "ru") == "1\u00a0000"
    assert figures.percent(1050, "ru") == "10,5%"

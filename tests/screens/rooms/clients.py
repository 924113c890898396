"""Looks at clients."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QScrollArea, QToolButton

from crm_desktop.commands import attachments, client_fields, client_parts, contacts
from crm_desktop.domain.client_parts import AddressDraft
from crm_desktop.domain.clients import ClientKind, ContactDraft, PointDraft, PointKind
from crm_desktop.domain.story import Shown
from crm_desktop.queries import attachments as attachment_queries
from crm_desktop.queries import clients
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.clients.found import Blank
from crm_desktop.ui.clients.point_menu import PointVerbs
from crm_desktop.ui.parts.contact_button import ContactButton
from tests.screens.bases import HUNDREDS, MANY, ONE, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

CARD = """Полное наименование: Общество с ограниченной ответственностью «Ромашка» (ООО «Ромашка»)
ИНН/КПП 7701000001/770101001, ОГРН 1027700132195
Адрес: 101000, г. Москва, ул. Мясницкая, д. 1
р/с 40702810100000000001 в ПАО Сбербанк, БИК 044525225
тел. +7 (495) 123-45-67, info@romashka.example
ОКПО 12345678"""

FULL = (ONE, SEVEN, HUNDREDS, MANY)


def _card(stage: Stage, look: Look) -> None:
    ids = stage.crm.ask(clients.ids)
    # The one with the longest name has the most to tell, too.
    rows = stage.crm.ask(clients.page, list(ids[:400]))
    longest = max(rows, key=lambda row: len(row.name)).id
    stage.go("client", longest)
    look(stage.window)


def _changes(stage: Stage, look: Look) -> None:
    first = stage.crm.ask(clients.ids)[0]
    fields = {
        "city": "Тула",
        "phone": "8 916 123-45-99",
        "tags": "опт, VIP",
        "birthday": "1980-05-17",
    }
    stage.crm.do(client_fields.set_fields, first, fields)
    stage.crm.do(client_fields.set_fields, first, {"comment": CARD, "phone": ""})
    phone = PointDraft(PointKind.PHONE, "8 916 000-00-01", "рабочий")
    person = stage.crm.do(
        contacts.save, first, None, ContactDraft("Иванов Пётр", "закупки", (phone,))
    ).value
    stage.crm.do(contacts.save, first, person, ContactDraft("Иванов Пётр", "директор", (phone,)))
    place = stage.crm.do(client_parts.save_address, first, None, AddressDraft("Тула", "склад"))
    stage.crm.do(client_parts.remove_address, first, place.value)
    panel = stage.go("client", first).panel
    panel.make_whole(True)
    timeline = panel.timeline
    timeline.shown.setCurrentIndex(timeline.shown.findData(Shown.CHANGES))
    wait_until(lambda: len(timeline.entries()) > 1)
    settle()
    look(stage.window)


def _files(stage: Stage, look: Look) -> None:
    first = stage.crm.ask(clients.ids)[0]
    with TemporaryDirectory() as folder:
        image = QImage(1600, 900, QImage.Format.Format_RGB32)
        image.fill(QColor("#3FB8AF"))
        image.save(str(Path(folder) / "Замер окна.png"))
        made = {
            "Договор поставки и монтажа окон № 118 от 25 ноября 2026 года с приложениями.pdf": 2,
            "Прайс.xlsx": 1,
            "Пропавший акт.pdf": 3,
        }
        for name, size in made.items():
            (Path(folder) / name).write_bytes(b"0" * size * 400_000)
        sources = [Path(folder) / name for name in (*made, "Замер окна.png")]
        stage.crm.do(attachments.add, first, sources)
    lost = stage.crm.ask(attachment_queries.of_client, first)[1]
    (stage.crm.folder / "files" / lost.hash[:2] / lost.hash).unlink()
    files = stage.go("client", first).panel.files
    wait_until(lambda: files.list.count() == len(sources))
    files.list.setFocus()
    settle()
    look(stage.window)


def _file_menu(stage: Stage, look: Look) -> None:
    first = stage.crm.ask(clients.ids)[0]
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "Договор.pdf"
        paper.write_bytes(b"%PDF-1.7")
        stage.crm.do(attachments.add, first, [paper])
    files = stage.go("client", first).panel.files
    wait_until(lambda: files.list.count() == 1)
    menu = files.menu(files.list.current())
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


def _ways(stage: Stage, look: Look) -> None:
    rows = stage.crm.ask(clients.page, list(stage.crm.ask(clients.ids)[:50]))
    panel = stage.go("client", next(row.id for row in rows if row.phone)).panel
    wait_until(lambda: bool(panel.findChildren(ContactButton)))
    menu = panel.findChildren(ContactButton)[0].menu_of_ways()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


def _new(stage: Stage, look: Look) -> None:
    stage.go("clients").new()
    settle()
    look(stage.window)


def _new_firm(stage: Stage, look: Look) -> None:
    """What is asked of a firm, from the top and from the end."""
    page = stage.go("clients")
    page.new()
    page.form.form.set_value("kind", ClientKind.COMPANY.value)
    page.form.form.set_value("name", "ООО «Фиалка»" if stage.language == "ru" else "Violet Ltd")
    page.form.form.set_value("inn", "7707083893")
    settle()
    look(stage.window)
    bar = page.form.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    look(stage.window)


def _edit(stage: Stage, look: Look) -> None:
    _edited(stage)
    look(stage.window)


def _edited(stage: Stage) -> ClientForm:
    """The form of the first client, opened by the pencil of the card."""
    page = stage.go("client", stage.crm.ask(clients.ids)[0])
    wait_until(lambda: page.panel.card is not None)
    page.panel.findChild(QToolButton, "edit").click()
    settle()
    form: ClientForm = page.form
    return form


def _points(stage: Stage, look: Look) -> None:
    form = _edited(stage)
    form.points.add(
        (
            PointDraft(PointKind.PHONE, "8 495 123-45-67 доб. 12"),
            PointDraft(PointKind.PHONE, "спросить у жены"),
            PointDraft(PointKind.EMAIL, "info@yolki.example"),
            PointDraft(PointKind.MESSENGER, "@yolki_msk"),
            PointDraft(PointKind.SITE, "www.yolki.example"),
        )
    )
    for row, label in zip(form.points.phones.rows, ("директор", "склад"), strict=False):
        assert row.label is not None
        row.label.setText(label)
    form.points.emails.remove(form.points.emails.rows[0])
    settle()
    look(stage.window)


def _point_menu(stage: Stage, look: Look) -> None:
    form = _edited(stage)
    form.points.add((PointDraft(PointKind.PHONE, "8 495 123-45-67"),))
    menu = form.points.phones.rows[1].menu()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


def _label(stage: Stage, look: Look) -> None:
    rows = stage.crm.ask(clients.page, list(stage.crm.ask(clients.ids)[:50]))
    panel = stage.go("client", next(row.id for row in rows if row.phone)).panel
    wait_until(lambda: panel.card is not None)
    card = panel.card
    verbs = PointVerbs(panel.desk, panel, card.id, card.points[0], card.points)
    stage.while_asked(verbs.ask_label, look)


def _refused(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.new()
    page.form.save_button.click()
    settle()
    look(stage.window)


def _known(stage: Stage, look: Look) -> None:
    """Somebody new with the phone of a client."""
    row = next(one for one in _rows(stage) if one.phone)
    page = stage.go("clients")
    page.new()
    page.form.form.set_value("name", row.name)
    page.form.points.phones.rows[0].value.setFocus()
    page.form.points.phones.rows[0].value.setText(row.phone)
    wait_until(page.form.known.isVisible)
    settle()
    look(stage.window)


def _pasted(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.new()
    page.form.paste()
    page.form.pasting.box.setPlainText(CARD)
    settle()
    look(stage.window)


def _read_otherwise(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    word = max((one.name.split()[0] for one in _rows(stage)), key=len)
    page.search.setText(f"{word[:2]}{word[3]}{word[2]}{word[4:]}")
    wait_until(lambda: not page.top.remark.isHidden())
    settle()
    look(stage.window)


def _rows(stage: Stage) -> list[clients.ClientRow]:
    return stage.crm.ask(clients.page, stage.crm.ask(clients.ids))


def _nobody(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.search.setText("qwertyuiop")
    wait_until(lambda: page.left.is_blank(Blank.NOTHING))
    settle()
    look(stage.window)


def _deleted(stage: Stage, look: Look) -> None:
    page = stage.go("client", stage.crm.ask(clients.ids)[0])
    page.panel.delete()
    settle()
    look(stage.window)


def _more(stage: Stage, look: Look) -> None:
    menu = stage.go("clients").more_button.menu()
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


SCENES = [
    Scene("clients-more", _more, ("asks:ui.clients.top._more",), (SEVEN,)),
    Scene("client-card", _card, kinds=FULL),
    Scene("client-changes", _changes, kinds=(SEVEN,)),
    Scene("client-files", _files, kinds=(SEVEN,)),
    Scene("client-file-menu", _file_menu, ("asks:ui.clients.files.menu",), (SEVEN,)),
    Scene("client-ways", _ways, ("asks:ui.parts.contact_button.menu_of_ways",), (SEVEN,)),
    Scene("client-new", _new, kinds=("empty", SEVEN)),
    Scene("client-new-firm", _new_firm, kinds=(SEVEN,)),
    Scene("client-edit", _edit, kinds=(SEVEN,)),
    Scene("client-points", _points, kinds=(SEVEN,)),
    Scene("client-point-menu", _point_menu, ("asks:ui.clients.point_rows.menu",), (SEVEN,)),
    Scene("client-point-label", _label, ("asks:ui.clients.point_menu.ask_label",), (SEVEN,)),
    Scene("client-refused", _refused, kinds=(SEVEN,)),
    Scene("client-known", _known, kinds=(SEVEN,)),
    Scene("client-pasted", _pasted, kinds=(SEVEN,)),
    Scene("clients-read-otherwise", _read_otherwise, kinds=(SEVEN,)),
    Scene("clients-nobody-found", _nobody, kinds=(SEVEN, MANY)),
    Scene("client-deleted-toast", _deleted, kinds=(SEVEN,)),
]

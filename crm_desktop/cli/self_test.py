"""`self-test`: proves that the installed program works on this computer."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import crm_desktop
from crm_desktop import words
from crm_desktop.cli.call import Call
from crm_desktop.commands import clients, documents, organisations
from crm_desktop.crm import Crm
from crm_desktop.db.engine import sqlite_version
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.organisations import OrganisationDraft, PictureKind
from crm_desktop.domain.settings import business_of
from crm_desktop.opening import make_base
from crm_desktop.queries import clients as asked
from crm_desktop.queries import organisations as own_firms
from crm_desktop.words import pgettext

Step = tuple[str, Callable[[], str]]
"""A name and a proof, which returns what it saw and raises when it fails."""

NAME = "Щёголев Ёж"


def self_test(call: Call, more: Sequence[Step] = ()) -> int:
    """Run every proof in a temporary folder; a proof that fails is a defect."""
    versions = _versions()
    done: list[dict[str, str]] = []
    if not call.terminal.json:
        for name, number in versions.items():
            call.terminal.line(f"{name} {number}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, proof in [*_proofs(Path(folder)), *more]:
            seen = proof()
            done.append({"name": name, "seen": seen})
            if not call.terminal.json:
                call.terminal.line(f"ok  {name}: {seen}")
    data = {"passed": True, "versions": versions, "steps": done}
    call.terminal.answer(data, pgettext("Shell", "Everything works here."))
    return 0


def must(fact: bool, what: str) -> None:
    """Raise `RuntimeError` when a fact does not hold."""
    if not fact:
        raise RuntimeError(what)


def _versions() -> dict[str, str]:
    found = {
        "CRM Desktop": crm_desktop.__version__,
        "Python": platform.python_version(),
        "SQLite": sqlite_version(),
    }
    for package in ("SQLAlchemy", "PySide6-Essentials", "reportlab", "openpyxl"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "—"
    return found


def _proofs(folder: Path) -> list[Step]:
    base = folder / "Проверка"
    return [
        ("base", lambda: _base(base)),
        ("command and undo", lambda: _command(base)),
        ("pdf", lambda: _pdf(base, folder / "Счёт.pdf")),
        ("picture", lambda: _picture(base, folder)),
        ("workbook", lambda: _workbook(base, folder)),
        ("check", lambda: _check(base)),
        ("catalogues", _catalogues),
    ]


def _base(folder: Path) -> str:
    make_base(folder, business_of("ru", "ru", "Ромашка"))
    return str((folder / "base.db").stat().st_size)


def _command(folder: Path) -> str:
    crm = Crm(folder)
    try:
        draft = ClientDraft(name=NAME, points=(PointDraft(PointKind.PHONE, "+7 916 123-45-67"),))
        made = crm.do(clients.add, draft)
        crm.undo()
        must(crm.ask(asked.count) == 0, "undo left the client")
        crm.redo()
        card = crm.ask(asked.card, made.value)
        must(card.name == NAME and card.points[0].normal == "+79161234567", "redo lost something")
    finally:
        crm.close()
    return NAME


def _pdf(folder: Path, target: Path) -> str:
    import pypdfium2

    from crm_desktop.exports.documents import pdf

    crm = Crm(folder)
    try:
        crm.do(organisations.save, OrganisationDraft(name="ООО «Ромашка»"))
        client_id = crm.ask(asked.ids)[0]
        line = LineDraft("Пошив штор", price=1_000_0000)
        draft = DocumentDraft(client_id, vat_mode=VatMode.NONE, lines=(line,))
        document_id = crm.do(documents.create, draft).value
        crm.do(documents.issue, document_id)
        crm.export(pdf, document_id, target)
    finally:
        crm.close()
    paper = pypdfium2.PdfDocument(target)
    try:
        text = paper[0].get_textpage().get_text_range()
    finally:
        paper.close()
    must("Ромашка" in text and "Пошив штор" in text, "the page does not say what was issued")
    return str(target.stat().st_size)


def _picture(folder: Path, place: Path) -> str:
    from PIL import Image

    source = place / "Логотип.png"
    Image.new("RGB", (64, 32), (11, 110, 105)).save(source)
    crm = Crm(folder)
    try:
        firm = crm.ask(own_firms.listing)[0].id
        crm.do(organisations.set_picture, firm, PictureKind.LOGO, source)
        name = crm.ask(own_firms.card, firm).logo
        must(crm.ask(own_firms.picture, name) is not None, "the child made no picture")
    finally:
        crm.close()
    return name[:8]


def _workbook(folder: Path, place: Path) -> str:
    from crm_desktop.exports.lists import clients_to_file
    from crm_desktop.files.staging import stage

    target = place / "Клиенты.xlsx"
    crm = Crm(folder)
    try:
        crm.export(clients_to_file, target, words.language())
    finally:
        crm.close()
    stage(target, place)  # refuses what the child could not read
    return str(target.stat().st_size)


def _check(folder: Path) -> str:
    crm = Crm(folder)
    try:
        findings = crm.database.check()
    finally:
        crm.close()
    must(not findings, "the base is not sound")
    return "0"


def _catalogues() -> str:
    spoken = words.language()
    try:
        for code in words.available():
            words.set_language(code)
            must(words.language() == code, f"no catalogue for {code}")
    finally:
        words.set_language(spoken)
    return " ".join(words.available())

"""An invoice of five lines by the program, and the least a page and a commit take.

Everything a first paper loads is loaded inside `make`, so that it is measured.
"""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

from tests.bench.child import seconds


class Product:
    """The program's way."""

    def __init__(self, base: Path) -> None:
        from crm_desktop.crm import Crm
        from crm_desktop.queries import clients

        self.crm = Crm(base)
        self._folder = base
        self._client = self.crm.ask(clients.ids)[0]
        self._numbers = itertools.count()
        self.close = self.crm.close

    def make(self) -> None:
        from crm_desktop.commands import documents
        from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
        from crm_desktop.exports import documents as papers

        lines = tuple(
            LineDraft(f"Окно ПВХ {n}", 2_000, "шт", 45_000_0000, 0, "standard") for n in range(5)
        )
        draft = DocumentDraft(client_id=self._client, vat_mode=VatMode.INCLUDED, lines=lines)
        made = self.crm.do(documents.create, draft).value
        self.crm.do(documents.issue, made)
        target = self._folder / f"ours-{next(self._numbers)}.pdf"
        self.crm.export(papers.pdf, made, target, overwrite=True)


class Probe:
    """The least: one page of reportlab with Cyrillic in an embedded font, one commit."""

    def __init__(self, base: Path) -> None:
        self._folder = base
        self._numbers = itertools.count()
        self._store = sqlite3.connect(base / "probe.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._store.execute(f"PRAGMA {pragma}").fetchall()
        self._store.execute("CREATE TABLE IF NOT EXISTS paper (id INTEGER PRIMARY KEY, text TEXT)")
        self.close = self._store.close

    def make(self) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        from crm_desktop.paths import resources

        font = next(iter(sorted((resources() / "fonts").rglob("*.ttf"))))
        if "probe" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("probe", str(font)))
        page = Canvas(str(self._folder / f"raw-{next(self._numbers)}.pdf"))
        page.setFont("probe", 9)
        for row in range(45):
            page.drawString(40, 800 - 15 * row, f"Счёт на оплату № {row} от 1 июня 2026 г., шт.")
            page.line(40, 798 - 15 * row, 550, 798 - 15 * row)
        page.save()
        self._store.execute("INSERT INTO paper (text) VALUES (?)", ("x" * 4_000,))


def first(base: str, who: str) -> dict[str, float]:
    """The first paper of a process, everything that is loaded for it included."""
    made = (Product if who == "product" else Probe)(Path(base))
    took = seconds(made.make)
    made.close()
    return {"seconds": took}

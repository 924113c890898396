"""Every screen in every language and both schemes: named, whole, in place, in order, readable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.queries import clients
from crm_desktop.ui.settings.contents import SECTIONS
from crm_desktop.ui.shell.pages import PAGES
from tests.screens.bases import EMPTY, ONE, SEVEN, Bases
from tests.screens.checks import faults
from tests.screens.registry import scenes
from tests.screens.sight import focus_shows, texts_are_readable
from tests.screens.stage import Scene, lower, raise_program, settle, wait_until

SCHEMES = {"ru": "light", "xx": "dark", "en": "light"}
"""Each screen in a real language and in the longest one, in both schemes; what the second pass
would see twice, `run.py screens` checks on every picture it draws."""
ALONE = {"client-card", "page-clients"}
"""What is looked at with a single client, too: the words of one, and sums of one."""
CASES = [
    pytest.param(scene, kind, language, id=f"{scene.name}-{kind}-{language}")
    for scene in scenes()
    for kind in scene.kinds
    if kind in {EMPTY, SEVEN} or (kind == ONE and scene.name in ALONE)
    for language in SCHEMES
    if language != "en" or scene.name.startswith("page-")
]
_looked_at: dict[str, set[str]] = {"light": set(), "dark": set()}
"""Kinds of widgets whose focus was seen, by scheme: one of each is enough."""


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Bases:
    return Bases(tmp_path_factory.mktemp("screens"))


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[QApplication]:
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().name()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize(("scene", "kind", "language"), CASES)
def test_screen(
    undressed: QApplication, bases: Bases, scene: Scene, kind: str, language: str
) -> None:
    scheme = SCHEMES[language]
    base = bases.copy(kind, "ru" if language == "ru" else "en")
    stage = raise_program(base, kind, language, scheme)
    found: list[str] = []

    def look(widget: QWidget) -> None:
        found.extend(_seen(widget, scheme))

    try:
        scene.play(stage, look)
    finally:
        lower(stage)
        bases.forget(base)
    assert not found, "\n".join(dict.fromkeys(found))


def test_the_scheme_changes_in_place(undressed: QApplication, bases: Bases) -> None:
    base = bases.copy(SEVEN, "ru")
    stage = raise_program(base, SEVEN, "ru", "light")
    try:
        for spec in PAGES:
            stage.go(spec.id)
        stage.go("clients").new()
        for scheme in ("dark", "light"):
            stage.program.desk.theme.change(scheme)
            for spec in PAGES:
                stage.go(spec.id)
                assert list(texts_are_readable(stage.window)) == [], f"{scheme} {spec.id}"
    finally:
        lower(stage)
        bases.forget(base)


def test_the_largest_letters_fit_the_smallest_screen(undressed: QApplication, bases: Bases) -> None:
    base = bases.copy(SEVEN, "ru")
    stage = raise_program(base, SEVEN, "ru", "light", scale=1.5)
    found: list[str] = []
    try:
        client = stage.crm.ask(clients.ids)[0]
        addresses: list[tuple[str, ...]] = [(spec.id,) for spec in PAGES]
        addresses += [("settings", section.id) for section in SECTIONS]
        for address in (*addresses, ("client", client)):
            stage.go(*address)
            found += [f"{address}: {fault}" for fault in faults(stage.window)]
        reading = stage.go("help").browser.width()
    finally:
        lower(stage)
        bases.forget(base)
    assert found == []
    assert reading > 400


def test_the_first_client_is_written_with_the_largest_letters(
    undressed: QApplication, bases: Bases
) -> None:
    base = bases.copy(EMPTY, "ru")
    stage = raise_program(base, EMPTY, "ru", "light", scale=1.5)
    try:
        page = stage.go("clients")
        assert page.beginning.isVisible()
        page.new()
        wait_until(page.form.isVisible)
        settle()
        assert faults(stage.window) == []
        page.right.close_all()
        assert page.beginning.isVisible()
    finally:
        lower(stage)
        bases.forget(base)


def test_what_happened_is_in_sight(undressed: QApplication, bases: Bases) -> None:
    """On the small screen, with everything known of the client, and without scrolling."""
    base = bases.copy(SEVEN, "ru")
    stage = raise_program(base, SEVEN, "ru", "light")
    try:
        rows = stage.crm.ask(clients.page, list(stage.crm.ask(clients.ids)))
        panel = stage.go("client", max(rows, key=lambda row: len(row.name)).id).panel
        told = panel.timeline.list
        wait_until(lambda: told.story.rowCount() > 0 and not told.visibleRegion().isEmpty())
        newest = told.visualRect(told.story.index(0, 0))
        assert told.visibleRegion().contains(newest.adjusted(0, 0, 0, -1))
        assert panel.facts.more.isVisible()
        stage.window.resize(1366, 1300)
        short = stage.go("client", min(rows, key=lambda row: len(row.name)).id).panel
        wait_until(lambda: short.card is not None and short.card.id == short.client_id)
        settle()
        files, story = short.files.geometry(), short.timeline.geometry()
        assert story.top() - files.bottom() < stage.window.desk.theme.u(16), "no gap where it fits"
    finally:
        lower(stage)
        bases.forget(base)


def _seen(widget: QWidget, scheme: str) -> list[str]:
    known = _looked_at[scheme]
    seen = [*faults(widget), *texts_are_readable(widget), *focus_shows(widget, known)]
    return [f"{scheme}: {fault}" for fault in seen]

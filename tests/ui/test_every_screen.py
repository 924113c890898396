"""Every screen in every language and both schemes: named, whole, in place, in order, readable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens.bases import EMPTY, SEVEN, Bases
from tests.screens.checks import faults
from tests.screens.registry import scenes
from tests.screens.sight import focus_shows, texts_are_readable
from tests.screens.stage import Scene, lower, raise_program

SCHEMES = {"ru": ("light", "dark"), "en": ("dark",), "xx": ("light",)}
"""Both schemes come from one sheet with the same sizes: each language need not see both."""
CASES = [
    pytest.param(scene, kind, language, id=f"{scene.name}-{kind}-{language}")
    for scene in scenes()
    for kind in scene.kinds
    if kind in {EMPTY, SEVEN}
    for language in SCHEMES
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
    first, *others = SCHEMES[language]
    base = bases.copy(kind, "ru" if language == "ru" else "en")
    stage = raise_program(base, kind, language, first)
    found: list[str] = []

    def look(widget: QWidget) -> None:
        found.extend(_seen(widget, first))
        for scheme in others:
            stage.program.desk.theme.change(scheme)
            found.extend(_seen(widget, scheme))

    try:
        scene.play(stage, look)
    finally:
        lower(stage)
        bases.forget(base)
    assert not found, "\n".join(dict.fromkeys(found))


def _seen(widget: QWidget, scheme: str) -> list[str]:
    known = _looked_at[scheme]
    seen = [*faults(widget), *texts_are_readable(widget), *focus_shows(widget, known)]
    return [f"{scheme}: {fault}" for fault in seen]

"""No screen is forgotten: whatever can be shown is looked at by `run.py screens` and the suite."""

from __future__ import annotations

from pathlib import Path

from tests.house.rules import Source, sources
from tests.screens.needed import missing, windows_and_asks
from tests.screens.registry import scenes

A_DIALOG = """
class Ask(QDialog):
    ...
class Popup(QWidget):
    def __init__(self):
        super().__init__(None, Qt.WindowType.Tool)
class Notice(QWidget):
    def __init__(self):
        self.setWindowTitle("x")
class Page(QWidget):
    def _rename(self):
        def inner():
            dialogs.ask_text(self, theme, "x", "y")
        inner()
"""


def test_every_screen_has_its_scene(root: Path) -> None:
    assert missing(sources(root), scenes()) == []


def test_a_forgotten_dialog_is_caught() -> None:
    source = Source.of("crm_desktop/ui/goods/page.py", A_DIALOG)
    wanted = [
        "window:ui.goods.page.Ask",
        "window:ui.goods.page.Popup",
        "window:ui.goods.page.Notice",
        "asks:ui.goods.page._rename",
    ]
    assert list(windows_and_asks(source)) == wanted
    told = "\n".join(missing([source], scenes()))
    assert all(f"covers {one}" in told for one in wanted)


def test_a_forgotten_page_is_caught() -> None:
    told = missing([], [scene for scene in scenes() if "page:clients" not in scene.covers])
    assert "no scene in tests/screens/rooms covers page:clients" in told

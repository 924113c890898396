"""What must be looked at: pages, sections of the settings, windows of their own, questions, menus."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from crm_desktop.ui.shell.pages import PAGES
from tests.house.rules import Source
from tests.screens.registry import section_ids
from tests.screens.stage import Scene

WINDOWS = {"QDialog", "QMessageBox", "QWizard", "QMainWindow", "QProgressDialog"}
WINDOW_TYPES = {"Dialog", "Popup", "Sheet", "SplashScreen", "Tool", "Window"}
ASKS = {
    "FormDialog",
    "QInputDialog",
    "QMenu",
    "QMessageBox",
    "dialogs.ask_text",
    "dialogs.choose",
    "dialogs.confirm",
}
BUILDING_BLOCKS = "crm_desktop/ui/kit/dialogs.py"
DRAWN_BY_OTHERS = {"asks:ui.shell.tray._made": "the system draws the menu of the tray"}


def missing(sources: Iterable[Source], scenes: Iterable[Scene]) -> list[str]:
    """What no scene covers, in words; a scene that covers what is gone is named, too."""
    wanted = {f"page:{spec.id}" for spec in PAGES} | {f"section:{one}" for one in section_ids()}
    wanted |= {one for source in sources for one in windows_and_asks(source)}
    wanted -= set(DRAWN_BY_OTHERS)
    covered = {one for scene in scenes for one in scene.covers}
    return [
        *(f"no scene in tests/screens/rooms covers {one}" for one in sorted(wanted - covered)),
        *(f"a scene covers {one}, which is not there" for one in sorted(covered - wanted)),
    ]


def windows_and_asks(source: Source) -> Iterator[str]:
    """The classes of this module that are windows, and its functions that ask or open a menu."""
    if not source.path.startswith("crm_desktop/ui/"):
        return
    where = source.path.removeprefix("crm_desktop/").removesuffix(".py").replace("/", ".")
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            if _is_window(node):
                yield f"window:{where}.{node.name}"
            functions = [one for one in node.body if isinstance(one, ast.FunctionDef)]
        else:
            functions = [node] if isinstance(node, ast.FunctionDef) else []
        for function in functions:
            if source.path != BUILDING_BLOCKS and any(_asks(one) for one in ast.walk(function)):
                yield f"asks:{where}.{function.name}"


def _is_window(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base).split(".")[-1].split("[")[0] for base in node.bases}
    return bool(bases & (WINDOWS | {"FormDialog"})) or any(map(_makes_window, ast.walk(node)))


def _makes_window(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.setWindowTitle":
        return True
    if not isinstance(node, ast.Attribute) or node.attr not in WINDOW_TYPES:
        return False
    return ast.unparse(node.value).endswith("WindowType")


def _asks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ASKS

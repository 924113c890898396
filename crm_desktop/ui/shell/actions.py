"""The one table of actions: menus, shortcuts, the palette and the help page read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from crm_desktop.late import dataclass
from crm_desktop.ui.kit.shortcuts import readable, sequences
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.words import pgettext

PROGRAM, EDIT, RECORD, GO, HELP = "program", "edit", "record", "go", "help"
GROUPS = (PROGRAM, EDIT, RECORD, GO, HELP)
FIRST_SECTION_KEYS = 8
"""Ctrl+1 … Ctrl+8: more sections than this have no key of their own."""

_NOTHING_CHANGED: Mapping[str, str] = MappingProxyType({})
_NO_ROLE = QAction.MenuRole.NoRole


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: what it is called, its keys, and who does it.

    With `offer` the page that is shown does it by the method of that name, and it is off on pages
    without one; otherwise the window has a handler under `id`. `sections` are the pages it belongs
    to, all by default. A `local` one is answered by the widget with the focus (`local_keys.py`)
    and is told on the help page only.
    """

    id: str
    group: str
    text: Callable[[], str]
    keys: tuple[str, ...] = ()
    icon: str = ""
    offer: str = ""
    sections: tuple[str, ...] = ()
    local: bool = False
    role: QAction.MenuRole = _NO_ROLE

    def applies(self, section: str) -> bool:
        """Whether it is of any use on that page."""
        return not self.sections or section in self.sections


class Actions(QObject):
    """The actions of one window: bound to its keys, switched by what the shown page offers."""

    def __init__(self, window: QWidget, page: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._specs: dict[str, ActionSpec] = {}
        self._actions: dict[str, QAction] = {}

    def add(self, spec: ActionSpec, handler: Callable[[], object] | None = None) -> QAction:
        """Bind an action; without a handler the shown page does it."""
        action = QAction(spec.text(), self)
        action.setObjectName(spec.id)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        action.setMenuRole(spec.role)
        action.setShortcuts(sequences_of(spec))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(self._doer(spec, handler))
        self._window.addAction(action)
        self._specs[spec.id], self._actions[spec.id] = spec, action
        return action

    def remove(self, prefix: str) -> None:
        """Let go of every action whose id begins so."""
        for name in [one for one in self._actions if one.startswith(prefix)]:
            action = self._actions.pop(name)
            del self._specs[name]
            self._window.removeAction(action)
            action.deleteLater()

    def action(self, name: str) -> QAction:
        """The bound action; `KeyError` for a name that is not in the table."""
        return self._actions[name]

    def bound(self, group: str = "") -> list[ActionSpec]:
        """The actions of a group, or all, in the order of the table."""
        return [one for one in self._specs.values() if not group or one.group == group]

    def possible(self) -> list[ActionSpec]:
        """What would do something now."""
        return [one for one in self._specs.values() if self._actions[one.id].isEnabled()]

    def refresh(self, section: str) -> None:
        """Another page is shown: what it does not offer is off."""
        page = self._page()
        for spec in self._specs.values():
            offered = not spec.offer or hasattr(page, spec.offer)
            self._actions[spec.id].setEnabled(offered and spec.applies(section))

    def _doer(self, spec: ActionSpec, handler: Callable[[], object] | None) -> Callable[[], None]:
        def act() -> None:
            offered = getattr(self._page(), spec.offer, None) if spec.offer else None
            doer = handler or offered
            if doer is not None:
                doer()

        return act


def sequences_of(spec: ActionSpec) -> list[QKeySequence]:
    """Every key sequence of an action, on both layouts; the first is the one to show."""
    return [one for keys in spec.keys for one in sequences(keys)]


def keys_text(spec: ActionSpec) -> str:
    """The keys as people read them: «Ctrl+↑», on a Mac «⌘↑»."""
    held = {keys.rpartition("+")[0] for keys in spec.keys}
    if len(held) == 1 and len(spec.keys) > 2:
        # Four arrows with one modifier are one habit: «Ctrl+← → ↑ ↓».
        names = [readable(keys.rpartition("+")[2]) for keys in spec.keys]
        return "+".join(one for one in (held.pop(), " ".join(names)) if one)
    return ", ".join(map(readable, spec.keys))


def section_specs(sections: Sequence[Section]) -> list[ActionSpec]:
    """What opens the sections, in their order; the first eight have Ctrl and a figure."""
    specs = []
    for place, section in enumerate(sections):
        keys = (f"Ctrl+{place + 1}",) if place < FIRST_SECTION_KEYS else ()
        specs.append(ActionSpec(f"go-{section.id}", GO, section.title, keys, section.icon))
    return specs


def table(keys: Mapping[str, str] = _NOTHING_CHANGED) -> Iterable[ActionSpec]:
    """Every action but those that open the sections; `keys` are other ones, by action id."""
    for spec in (*_program(), *_edit(), *_record(), *_go(), *_help()):
        # What somebody wrote into the file of settings by hand need not be keys.
        other = QKeySequence(keys.get(spec.id, "")).toString()
        yield replace(spec, keys=(other,)) if other else spec


def _program() -> Iterable[ActionSpec]:
    yield ActionSpec(
        "import", PROGRAM, lambda: pgettext("Shell", "Import…"), ("Ctrl+I",), "file-down"
    )
    yield ActionSpec(
        "past-imports", PROGRAM, lambda: pgettext("Shell", "Past imports"), icon="history"
    )
    yield ActionSpec(
        "export",
        PROGRAM,
        lambda: pgettext("Shell", "Export what I see…"),
        ("Ctrl+E",),
        "file-up",
        "export_current",
    )
    yield ActionSpec(
        "export-all",
        PROGRAM,
        lambda: pgettext("Shell", "Export everything…"),
        icon="file-up",
    )
    yield ActionSpec(
        "print",
        PROGRAM,
        lambda: pgettext("Shell", "Print what I see…"),
        ("Ctrl+P",),
        "printer",
        "print_current",
    )
    yield ActionSpec("bin", PROGRAM, lambda: pgettext("Shell", "Bin"), icon="trash-2")
    yield ActionSpec(
        "health", PROGRAM, lambda: pgettext("Shell", "Data health"), icon="circle-check"
    )
    yield ActionSpec("duplicates", PROGRAM, lambda: pgettext("Shell", "Duplicates"), icon="copy")
    yield ActionSpec(
        "settings",
        PROGRAM,
        lambda: pgettext("Shell", "Settings"),
        ("Ctrl+,",),
        "settings",
        role=QAction.MenuRole.PreferencesRole,
    )
    yield ActionSpec(
        "quit",
        PROGRAM,
        lambda: pgettext("Shell", "Quit"),
        ("Ctrl+Q",),
        "log-out",
        role=QAction.MenuRole.QuitRole,
    )


def _edit() -> Iterable[ActionSpec]:
    yield ActionSpec("undo", EDIT, lambda: pgettext("Shell", "Undo"), ("Ctrl+Z",), "undo-2")
    yield ActionSpec(
        "redo", EDIT, lambda: pgettext("Shell", "Do again"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"
    )
    yield ActionSpec(
        "find",
        EDIT,
        lambda: pgettext("Shell", "Filter here"),
        ("Ctrl+F",),
        "filter",
        "focus_search",
    )
    yield ActionSpec(
        "filter",
        EDIT,
        lambda: pgettext("Shell", "Choose what is shown…"),
        ("Ctrl+Shift+F",),
        "filter",
        "open_filter",
    )
    yield ActionSpec(
        "palette", EDIT, lambda: pgettext("Shell", "Find or do…"), ("Ctrl+K",), "search"
    )


def _record() -> Iterable[ActionSpec]:
    yield ActionSpec("new", RECORD, lambda: pgettext("Shell", "New here"), ("Ctrl+N",), "plus")
    yield ActionSpec(
        "quick-add",
        RECORD,
        lambda: pgettext("Shell", "Quick entry…"),
        ("Ctrl+Shift+N",),
        "sticky-note",
    )
    yield ActionSpec(
        "edit", RECORD, lambda: pgettext("Shell", "Edit"), ("F2",), "pencil", "edit_current"
    )
    yield ActionSpec(
        "delete", RECORD, lambda: pgettext("Shell", "Delete"), ("Del",), "trash-2", "delete_current"
    )
    yield ActionSpec(
        "change-many",
        RECORD,
        lambda: pgettext("Shell", "Change many at once…"),
        ("Ctrl+Shift+H",),
        "list",
        "change_many",
    )
    yield ActionSpec(
        "merge-marked",
        RECORD,
        lambda: pgettext("Merge", "Merge the marked ones…"),
        icon="copy",
        offer="merge_marked",
    )
    yield ActionSpec(
        "call-list",
        RECORD,
        lambda: pgettext("Calls", "Call list"),
        ("Ctrl+Shift+L",),
        "phone",
        "call_list",
    )
    yield ActionSpec(
        "previous",
        RECORD,
        lambda: pgettext("Shell", "Previous record"),
        ("Ctrl+Up",),
        "chevron-up",
        "previous_record",
    )
    yield ActionSpec(
        "next",
        RECORD,
        lambda: pgettext("Shell", "Next record"),
        ("Ctrl+Down",),
        "chevron-down",
        "next_record",
    )
    yield from _card()


def _card() -> Iterable[ActionSpec]:
    """What is done with the card of a client beside reading it."""
    acts: tuple[tuple[str, Callable[[], str], str, str], ...] = (
        ("open-whole", lambda: pgettext("Shell", "Whole card"), "Alt+Return", "panel-right"),
        ("add-contact", lambda: pgettext("Shell", "New contact…"), "Ctrl+Shift+C", "user"),
        ("add-relation", lambda: pgettext("Shell", "New relation…"), "", "link"),
        ("add-address", lambda: pgettext("Shell", "New address…"), "", "house"),
        ("add-account", lambda: pgettext("Shell", "New bank account…"), "", "banknote"),
        ("add-date", lambda: pgettext("Shell", "New date to think of…"), "", "calendar"),
        ("add-field", lambda: pgettext("Fields", "Field of your own…"), "Ctrl+Shift+A", "list"),
    )
    for name, text, keys, picture in acts:
        offer = name.replace("-", "_")
        yield ActionSpec(name, RECORD, text, (keys,) if keys else (), picture, offer)


def _go() -> Iterable[ActionSpec]:
    yield ActionSpec("back", GO, lambda: pgettext("Shell", "Back"), ("Alt+Left",), "arrow-left")
    yield ActionSpec(
        "forward", GO, lambda: pgettext("Shell", "Forward"), ("Alt+Right",), "arrow-right"
    )
    yield ActionSpec("calls", GO, lambda: pgettext("Calls", "To the call list"), ("F9",), "phone")
    yield ActionSpec("area", GO, lambda: pgettext("Shell", "To the next part"), ("F6",))
    yield ActionSpec(
        "area-back", GO, lambda: pgettext("Shell", "To the part before"), ("Shift+F6",)
    )
    yield ActionSpec(
        "reminders",
        GO,
        lambda: pgettext("Shell", "To the reminders"),
        ("F4",),
        "bell",
    )
    yield ActionSpec(
        "rail",
        GO,
        lambda: pgettext("Shell", "Narrow or widen the list of sections"),
        ("Ctrl+B",),
        "panel-left",
    )


def _help() -> Iterable[ActionSpec]:
    yield ActionSpec(
        "help",
        HELP,
        lambda: pgettext("Shell", "Help on this screen"),
        ("F1",),
        "circle-help",
        role=_NO_ROLE,
    )
    yield ActionSpec(
        "about",
        HELP,
        lambda: pgettext("Shell", "About the program"),
        icon="info",
        role=QAction.MenuRole.AboutRole,
    )

"""The table of actions as the list of keys shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence

from crm_desktop.ui.runtime.keys import KeyedAction
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.ui.shell.actions import ActionSpec, keys_text, section_specs, table
from crm_desktop.ui.shell.local_keys import local_keys


def keyed(keys: Mapping[str, str], sections: Sequence[Section]) -> list[KeyedAction]:
    """Every action: those of the window may have other `keys`, the rest is what it is."""
    standard = {spec.id: _spelt(spec) for spec in table()}
    own = [_shown(spec, standard[spec.id]) for spec in table(keys)]
    fixed = [*section_specs(sections), *local_keys()]
    return [*own, *(_shown(spec) for spec in fixed)]


def _shown(spec: ActionSpec, standard: tuple[str, ...] | None = None) -> KeyedAction:
    return KeyedAction(
        spec.id,
        spec.text().removesuffix("…"),
        _spelt(spec),
        keys_text(spec),
        standard or (),
        changeable=standard is not None,
    )


def _spelt(spec: ActionSpec) -> tuple[str, ...]:
    return tuple(QKeySequence(keys).toString() for keys in spec.keys)

"""The entries of a story as a model: the words of each are made once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from crm_desktop.queries.timeline import Entry
from crm_desktop.ui.clients.story_words import Told, told

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole
TOLD = Qt.ItemDataRole.UserRole + 1


class StoryModel(QAbstractListModel):
    """Entries, the newest first; the words of each are made once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.entries: list[Entry] = []
        self.told: list[Told] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; the same ones again change nothing."""
        if list(entries) == self.entries:
            return
        known = {
            (one.kind, one.key): (one, words)
            for one, words in zip(self.entries, self.told, strict=True)
        }
        self.beginResetModel()
        self.entries = list(entries)
        self.told = []
        for entry in entries:
            same, words = known.get((entry.kind, entry.key), (None, None))
            self.told.append(words if words and same == entry else told(entry, self._language))
        self.endResetModel()

    def add(self, older: Sequence[Entry]) -> None:
        """Show older ones below."""
        first = len(self.entries)
        self.beginInsertRows(NO_INDEX, first, first + len(older) - 1)
        self.entries += older
        self.told += [told(entry, self._language) for entry in older]
        self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.entries):
            return None
        if role == ENTRY:
            return self.entries[index.row()]
        if role == TOLD:
            return self.told[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.told[index.row()].whole()
        return None

"""Words of the user's lists offered while one types; nothing but them is ever demanded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries import dictionaries
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

SEPARATOR = ", "


class Offer(QCompleter):
    """Offers what contains the typed letters; Alt+Down or the arrow in the line offers all.

    With `several` the line holds words divided by commas, and the last one is completed.
    """

    def __init__(self, line: QLineEdit, *, several: bool) -> None:
        super().__init__(line)
        self._line = line
        self._several = several
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setAccessibleName(pgettext("Kit", "Suggestions"))
        self.setPopup(popup)
        line.setCompleter(self)
        bind(line, "Alt+Down", self.offer_all)
        self.arrow = QAction(icon("chevron-down"), pgettext("Kit", "Show suggestions"), line)
        self.arrow.triggered.connect(self.offer_all)
        line.addAction(self.arrow, QLineEdit.ActionPosition.TrailingPosition)

    def words(self) -> list[str]:
        """What can be offered now."""
        return self._words.stringList()

    def offer_all(self) -> None:
        """Show the whole list, whatever is typed."""
        self.setCompletionPrefix("")
        self.complete()

    def splitPath(self, path: str) -> list[str]:
        """Only the word that is being typed is looked for."""
        return [path.rsplit(",", 1)[-1].strip() if self._several else path]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The line after a word was chosen: the words before it stay."""
        word = str(super().pathFromIndex(index))
        if not self._several:
            return word
        before = words_of(self._line.text().rpartition(",")[0])
        return SEPARATOR.join([*before, word])

    def offer(self, found: Sequence[str]) -> None:
        """Offer these words from now on."""
        self._words.setStringList(list(found))
        self.arrow.setVisible(bool(found))


class Suggestions(Offer):
    """Offers the words of a list, as fresh as the last commit."""

    def __init__(self, desk: Desk, line: QLineEdit, kind: DictionaryKind, *, several: bool) -> None:
        super().__init__(line, several=several)
        self._live = LiveQuery(
            line,
            desk.jobs,
            dictionaries.suggestions,
            ("dictionary_entry",),
            lambda: {"kind": kind},
            self.offer,
        )


def suggest(
    desk: Desk, line: QLineEdit, kind: DictionaryKind, *, several: bool = False
) -> Suggestions:
    """Let a line offer the words of a list."""
    return Suggestions(desk, line, kind, several=several)


def suggest_words(line: QLineEdit, words: Sequence[str], *, several: bool = False) -> Offer:
    """Let a line offer these words."""
    made = Offer(line, several=several)
    made.offer(words)
    return made


def words_of(text: str) -> tuple[str, ...]:
    """The words of a line that holds several, each once, in order."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))

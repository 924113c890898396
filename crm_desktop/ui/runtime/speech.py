"""The language that Qt itself speaks: its buttons, its dates in pickers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from crm_desktop import words
from crm_desktop.words import pgettext

_SPEECH = "speech of Qt"


def speak(app: QCoreApplication) -> None:
    """Let Qt's own dates and buttons speak the language that the words are in."""
    russian = words.language() == "ru"
    QLocale.setDefault(QLocale("ru_RU" if russian else "en_GB"))
    for before in app.findChildren(QTranslator, _SPEECH):
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_SPEECH)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if russian and translator.load("qtbase_ru", where):
        # The one installed last is asked first: ours is for what Qt's own has no word for.
        app.installTranslator(_Rest(app))
        app.installTranslator(translator)


class _Rest(QTranslator):
    """What Qt's own catalogue left out of its dialogs for files and printing."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName(_SPEECH)
        self._texts = {
            "&Look in:": pgettext("Qt", "&Look in:"),
            "Files of &type:": pgettext("Qt", "Files of &type:"),
            "Drive": pgettext("Qt", "Drive"),
            "File": pgettext("Qt", "File"),
            "File Folder": pgettext("Qt", "Folder"),
            "Folder": pgettext("Qt", "Folder"),
            "Page &order:": pgettext("Qt", "Page &order:"),
            "Pages &per sheet:": pgettext("Qt", "Pages &per sheet:"),
            "Page &Set:": pgettext("Qt", "Page &Set:"),
        }

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The text of ours; what nobody translated stays as it is."""
        return self._texts.get(source, source)

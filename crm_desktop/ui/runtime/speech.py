"""The language that Qt itself speaks: its buttons, its dates in pickers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from crm_desktop import words

_SPEECH = "speech of Qt"


def speak(app: QCoreApplication) -> None:
    """Let Qt's own dates and buttons speak the language that the words are in."""
    russian = words.language() == "ru"
    QLocale.setDefault(QLocale("ru_RU" if russian else "en_GB"))
    before = app.findChild(QTranslator, _SPEECH)
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_SPEECH)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if russian and translator.load("qtbase_ru", where):
        app.installTranslator(translator)

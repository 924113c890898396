"""The list of sections: what the settings room shows and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.text import fold
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.about import AboutSection
from crm_desktop.ui.settings.appearance import AppearanceSection
from crm_desktop.ui.settings.backups import BackupsSection
from crm_desktop.ui.settings.dictionaries import DictionariesSection
from crm_desktop.ui.settings.language import LanguageSection
from crm_desktop.ui.settings.numbering import NumberingSection
from crm_desktop.ui.settings.organisations import OrganisationsSection
from crm_desktop.ui.settings.pipelines import PipelinesSection
from crm_desktop.ui.settings.reminders import RemindersSection
from crm_desktop.ui.settings.shortcuts import ShortcutsSection
from crm_desktop.ui.settings.vat import VatSection
from crm_desktop.words import pgettext


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section: its address in the room, its name in words, its icon, its maker.

    `keywords` are other words somebody may look for it by; the section is a plain widget that
    stands in a scroll area under its title.
    """

    id: str
    title: Callable[[], str]
    icon: str
    keywords: Callable[[], str]
    make: Callable[[Desk], QWidget]

    def answers(self, text: str) -> bool:
        """Whether every word of the text is in the title or among the keywords."""
        whole = fold(f"{self.title()} {self.keywords()}")
        return all(word in whole for word in fold(text).split())


SECTIONS = (
    SectionSpec(
        "organisations",
        lambda: pgettext("Settings", "Your organisations"),
        "building-2",
        lambda: pgettext(
            "Settings", "firm company requisites bank account INN director logo stamp signature"
        ),
        OrganisationsSection,
    ),
    SectionSpec(
        "numbering",
        lambda: pgettext("Settings", "Numbering"),
        "list",
        lambda: pgettext("Settings", "number of papers invoice prefix digits year next number"),
        NumberingSection,
    ),
    SectionSpec(
        "vat",
        lambda: pgettext("Settings", "VAT and rounding"),
        "receipt",
        lambda: pgettext("Settings", "tax rate percent simplified system rounding kopeck"),
        VatSection,
    ),
    SectionSpec(
        "pipelines",
        lambda: pgettext("Settings", "Pipelines and stages"),
        "square-kanban",
        lambda: pgettext("Settings", "funnel board deals stage colour probability norm days"),
        PipelinesSection,
    ),
    SectionSpec(
        "dictionaries",
        lambda: pgettext("Settings", "Word lists"),
        "tag",
        lambda: pgettext(
            "Settings", "dictionaries sources statuses tags reasons for losing labels positions"
        ),
        DictionariesSection,
    ),
    SectionSpec(
        "appearance",
        lambda: pgettext("Settings", "Appearance"),
        "sun",
        lambda: pgettext("Settings", "theme dark light colours font size scale rail sections menu"),
        AppearanceSection,
    ),
    SectionSpec(
        "shortcuts",
        lambda: pgettext("Settings", "Shortcuts"),
        "keyboard",
        lambda: pgettext("Settings", "keys keyboard hot keys Ctrl change"),
        ShortcutsSection,
    ),
    SectionSpec(
        "reminders",
        lambda: pgettext("Settings", "Reminders"),
        "bell",
        lambda: pgettext("Settings", "tray close window start with Windows autostart"),
        RemindersSection,
    ),
    SectionSpec(
        "language",
        lambda: pgettext("Settings", "Language"),
        "languages",
        lambda: pgettext("Settings", "English Русский language of the program and of papers"),
        LanguageSection,
    ),
    SectionSpec(
        "backups",
        lambda: pgettext("Settings", "Copies"),
        "hard-drive",
        lambda: pgettext(
            "Settings", "backups restore second place stick portable check damaged safety"
        ),
        BackupsSection,
    ),
    SectionSpec(
        "about",
        lambda: pgettext("Settings", "About"),
        "info",
        lambda: pgettext("Settings", "version licences data folder what is written where offline"),
        AboutSection,
    ),
)

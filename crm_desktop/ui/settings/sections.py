"""How each section of the settings is made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.about import AboutSection
from crm_desktop.ui.settings.appearance import AppearanceSection
from crm_desktop.ui.settings.backups import BackupsSection
from crm_desktop.ui.settings.dictionaries import DictionariesSection
from crm_desktop.ui.settings.employees import EmployeesSection
from crm_desktop.ui.settings.fields import FieldsSection
from crm_desktop.ui.settings.language import LanguageSection
from crm_desktop.ui.settings.numbering import NumberingSection
from crm_desktop.ui.settings.organisations import OrganisationsSection
from crm_desktop.ui.settings.pipelines import PipelinesSection
from crm_desktop.ui.settings.reminders import RemindersSection
from crm_desktop.ui.settings.shortcuts import ShortcutsSection
from crm_desktop.ui.settings.vat import VatSection

MAKERS: dict[str, Callable[[Desk], QWidget]] = {
    "organisations": OrganisationsSection,
    "numbering": NumberingSection,
    "vat": VatSection,
    "pipelines": PipelinesSection,
    "fields": FieldsSection,
    "dictionaries": DictionariesSection,
    "employees": EmployeesSection,
    "appearance": AppearanceSection,
    "shortcuts": ShortcutsSection,
    "reminders": RemindersSection,
    "language": LanguageSection,
    "backups": BackupsSection,
    "about": AboutSection,
}
"""By the address of a section; each is a plain widget that stands in a scroll area."""

"""The contents of the settings: which sections there are and by which words they are found.

Apart from the sections themselves: whoever only names them need not load them.
"""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.words import pgettext


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section: its address in the room, its name in words, its icon.

    `keywords` are other words somebody may look for it by.
    """

    id: str
    title: Callable[[], str]
    icon: str
    keywords: Callable[[], str]

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
    ),
    SectionSpec(
        "numbering",
        lambda: pgettext("Settings", "Numbering"),
        "list",
        lambda: pgettext("Settings", "number of papers invoice prefix digits year next number"),
    ),
    SectionSpec(
        "vat",
        lambda: pgettext("Settings", "VAT and rounding"),
        "receipt",
        lambda: pgettext("Settings", "tax rate percent simplified system rounding kopeck"),
    ),
    SectionSpec(
        "pipelines",
        lambda: pgettext("Settings", "Pipelines and stages"),
        "square-kanban",
        lambda: pgettext("Settings", "funnel board deals stage colour probability norm days"),
    ),
    SectionSpec(
        "fields",
        lambda: pgettext("Settings", "Fields"),
        "table",
        lambda: pgettext(
            "Settings", "own custom fields columns of clients and deals kinds choices required"
        ),
    ),
    SectionSpec(
        "dictionaries",
        lambda: pgettext("Settings", "Word lists"),
        "tag",
        lambda: pgettext(
            "Settings", "dictionaries sources statuses tags reasons for losing labels positions"
        ),
    ),
    SectionSpec(
        "employees",
        lambda: pgettext("Settings", "Employees"),
        "users",
        lambda: pgettext("Settings", "people staff manager leaves departure hand over responsible"),
    ),
    SectionSpec(
        "appearance",
        lambda: pgettext("Settings", "Appearance"),
        "sun",
        lambda: pgettext("Settings", "theme dark light colours font size scale rail sections menu"),
    ),
    SectionSpec(
        "shortcuts",
        lambda: pgettext("Settings", "Shortcuts"),
        "keyboard",
        lambda: pgettext("Settings", "keys keyboard hot keys Ctrl change"),
    ),
    SectionSpec(
        "reminders",
        lambda: pgettext("Settings", "Reminders"),
        "bell",
        lambda: pgettext("Settings", "tray close window start with Windows autostart"),
    ),
    SectionSpec(
        "language",
        lambda: pgettext("Settings", "Language"),
        "languages",
        lambda: pgettext("Settings", "English Русский language of the program and of papers"),
    ),
    SectionSpec(
        "backups",
        lambda: pgettext("Settings", "Copies"),
        "hard-drive",
        lambda: pgettext(
            "Settings", "backups restore second place stick portable check damaged safety"
        ),
    ),
    SectionSpec(
        "about",
        lambda: pgettext("Settings", "About"),
        "info",
        lambda: pgettext("Settings", "version licences data folder what is written where offline"),
    ),
)

"""Files of clients in words: what was done with them, why one was not taken."""

from __future__ import annotations

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "attachment.too-large": lambda _: pgettext(
        "Files",
        "The file {name} was not added: it takes {megabytes} MB, at most {limit} MB go into the "
        "base. Keep it in a folder of its own and write down where.",
    ),
    "attachment.folder": lambda _: pgettext(
        "Files",
        "The folder {name} was not added: only files can be. Open it and add its files, or pack "
        "it as a zip first.",
    ),
    "attachment.unreadable": lambda _: pgettext(
        "Files",
        "The file {name} was not added: it cannot be read. It may have been moved, or another "
        "program holds it. Look whether it opens, and add it again.",
    ),
    "attachment.gone": lambda _: pgettext(
        "Files",
        "The content of the file {name} is no longer beside the base. Nothing was changed. Bring "
        "the folder “files” back from a copy of the base, or add the file again.",
    ),
    "attachment.not-the-same": lambda _: pgettext(
        "Files",
        "The content of the file {name} is no longer what was added: the disk or another program "
        "has changed it. It was not opened. Bring the folder “files” back from a copy of the "
        "base, or add the file again.",
    ),
}

OPERATIONS: dict[str, Wording] = {
    "attachment.add": lambda p: npgettext(
        "Operations",
        "{count} file of client “{title}” added",
        "{count} files of client “{title}” added",
        p.count,
    ),
    "attachment.rename": lambda _: pgettext("Operations", "File “{name}” of “{title}” renamed"),
    "attachment.delete": lambda _: pgettext("Operations", "File “{name}” of “{title}” removed"),
}

"""Wordings of what foreign files and their cells are refused or remarked for."""

from __future__ import annotations

from crm_desktop.words import pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "file.not-found": lambda _: pgettext(
        "Imports", "There is no file {name}. Nothing was loaded; check its name and place."
    ),
    "file.not-readable": lambda _: pgettext(
        "Imports",
        "The file {name} may not be read: another program holds it, or you have no right to it. "
        "Nothing was loaded; close it there and try again.",
    ),
    "file.empty": lambda _: pgettext(
        "Imports", "The file {name} is empty. Nothing was loaded; choose another file."
    ),
    "file.password": lambda p: (
        pgettext(
            "Imports",
            "The file {name} is protected by a password. Nothing was loaded. Give its password, or "
            "save a copy without it and load the copy.",
        )
        if p.has("opens")
        else pgettext(
            "Imports",
            "The file {name} is protected by a password. Nothing was loaded. Open it in Excel, "
            "save a copy without the password and load the copy.",
        )
    ),
    "file.wrong-password": lambda _: pgettext(
        "Imports",
        "The file {name} does not open with this password. Nothing was loaded, and the file is as "
        "it was. Try again: small and large letters and the keyboard layout count.",
    ),
    "file.too-big": lambda _: pgettext(
        "Imports",
        "The file {name} is too big to be opened safely. Nothing was loaded. Delete empty rows "
        "and columns, or divide the list into several files.",
    ),
    "file.damaged": lambda _: pgettext(
        "Imports",
        "The file {name} is damaged or written in an unusual way. Nothing was loaded. Open it in "
        "Excel, save it anew as xlsx and load that file.",
    ),
    "file.unknown-kind": lambda _: pgettext(
        "Imports",
        "The file {name} is not a list this program knows. Nothing was loaded. Save the list as "
        "xlsx or csv and load that file.",
    ),
    "file.too-old": lambda _: pgettext(
        "Imports",
        "The file {name} is of an Excel older than 1995. Nothing was loaded. Open it in a newer "
        "Excel or LibreOffice and save it as xlsx.",
    ),
    "file.numbers": lambda _: pgettext(
        "Imports",
        "The file {name} is of Apple Numbers. Nothing was loaded. In Numbers choose File, Export "
        "to, Excel, and load that file.",
    ),
    "file.pdf": lambda _: pgettext(
        "Imports",
        "The file {name} is a PDF, a picture of a list. Nothing was loaded. Ask for the list as "
        "an Excel file.",
    ),
    "file.doc": lambda _: pgettext(
        "Imports",
        "The file {name} is a Word document. Nothing was loaded. Copy its table into Excel, save "
        "it as xlsx and load that file.",
    ),
    "file.image": lambda _: pgettext(
        "Imports",
        "The file {name} is a picture. Nothing was loaded. Ask for the list as an Excel file, or "
        "type it into Excel and load that file.",
    ),
    "file.archive": lambda _: pgettext(
        "Imports",
        "The file {name} is an archive with files in it. Nothing was loaded. Unpack it and load "
        "the list from the folder.",
    ),
    "file.access": lambda _: pgettext(
        "Imports",
        "The file {name} is a Microsoft Access database. Nothing was loaded. Open the table of "
        "clients in Access, choose External Data, Export, Excel, and load that file.",
    ),
    "file.dbf": lambda _: pgettext(
        "Imports",
        "The file {name} is a dBase or FoxPro table. Nothing was loaded. Open it in LibreOffice "
        "Calc or Excel, save it as xlsx and load that file.",
    ),
    "file.1c": lambda _: pgettext(
        "Imports",
        "The file {name} is a 1C database. Nothing was loaded. Open the list of counterparties in "
        "1C, choose More, Output list, save it as xlsx and load that file.",
    ),
    "file.mail": lambda _: pgettext(
        "Imports",
        "The file {name} is an e-mail. Nothing was loaded. Open it in a mail program, save the "
        "attached list and load that file.",
    ),
    "file.html-as-xls": lambda _: pgettext(
        "Imports",
        "The file {name} is a web page saved with all its parts. Nothing was loaded. Open it in "
        "Excel, save it as xlsx and load that file.",
    ),
    "file.page-without-table": lambda _: pgettext(
        "Imports",
        "The file {name} is a web page without a table. Nothing was loaded. Save the list itself "
        "as xlsx or csv and load that file.",
    ),
    "file.too-many-rows": lambda _: pgettext(
        "Imports",
        "There are more than 200,000 rows in the file {name}. Nothing was loaded. Divide the list "
        "into several files.",
    ),
    "file.timeout": lambda _: pgettext(
        "Imports",
        "The file {name} could not be read within a minute. Nothing was loaded. Divide the list "
        "into several files.",
    ),
    "file.memory": lambda _: pgettext(
        "Imports",
        "The file {name} needs too much memory. Nothing was loaded. Delete empty rows and "
        "columns, or save the list as csv.",
    ),
    "import.empty-table": lambda _: pgettext(
        "Imports",
        "There is no table in the file {name}. Nothing was loaded. Check that the list is on a "
        "visible sheet.",
    ),
    "import.nothing-mapped": lambda _: pgettext(
        "Imports", "No column was given a meaning. Nothing was loaded; choose at least the name."
    ),
    "import.row-empty": lambda _: pgettext(
        "Imports", "The row holds neither a name nor a way of contact."
    ),
    "import.row-repeated": lambda _: pgettext(
        "Imports",
        "Left out, for it has no phone or e-mail, and the client “{text}” says all the rest "
        "already.",
    ),
    "import.row-known": lambda _: pgettext(
        "Imports", "The client “{text}” is there already, and the row brings nothing new."
    ),
    "import.row-unknown": lambda _: pgettext(
        "Imports", "There is no such client, and only those who are there are changed."
    ),
    "import.default-unreadable": lambda _: pgettext(
        "Imports",
        "The field “{field}” cannot hold “{text}”. Write it otherwise; nothing was loaded.",
    ),
    "import.row-not-taken": lambda _: pgettext(
        "Imports",
        "The client “{text}” is there already and was left as it is, though the row says "
        "something else.",
    ),
    "import.cell-not-taken": lambda _: pgettext(
        "Imports", "The client has another value here, so this one was not taken over: {text}"
    ),
    "import.row-no-record": lambda _: pgettext(
        "Imports", "The row is a section, a total or a header once more, and no client."
    ),
    "import.phone-unreadable": lambda _: pgettext(
        "Imports", "This phone could not be read and is kept as it is written: {text}"
    ),
    "import.email-unreadable": lambda _: pgettext(
        "Imports", "This is no e-mail address and is kept as it is written: {text}"
    ),
    "import.number-unreadable": lambda _: pgettext(
        "Imports", "This is no number and is kept in the comment: {text}"
    ),
    "import.flag-unreadable": lambda _: pgettext(
        "Imports", "This is neither yes nor no and is kept in the comment: {text}"
    ),
    "import.date-unreadable": lambda _: pgettext(
        "Imports", "This date could not be read and is kept in the comment: {text}"
    ),
    "import.rhythm-unreadable": lambda _: pgettext(
        "Imports", "This is no rhythm of contact and is kept in the comment: {text}"
    ),
    "import.money-unreadable": lambda _: pgettext(
        "Imports", "This amount could not be read and is kept in the comment: {text}"
    ),
    "import.inn-doubtful": lambda _: pgettext(
        "Imports", "Check this INN, its digits do not fit together: {text}"
    ),
}

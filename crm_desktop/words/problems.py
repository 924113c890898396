"""Wordings of problems: what happened and what to do; one line per registered code."""

from __future__ import annotations

from crm_desktop.words import (
    activities,
    attachments,
    backups,
    business,
    client_bulk,
    duplicates,
    employees,
    import_nouns,
    import_profiles,
    lists,
    merge,
    pgettext,
    round_trip,
)
from crm_desktop.words import bin as bin_words
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "filter.unknown-field": lambda _: pgettext(
        "Problems",
        "There is no field “{field}” to filter by: it may have been removed. Nothing was changed; "
        "take this condition out of the filter.",
    ),
    "filter.unfit-operator": lambda _: pgettext(
        "Problems",
        "A field of this kind cannot be asked “{operator}”. Nothing was changed; choose another "
        "comparison.",
    ),
    "filter.unfit-value": lambda _: pgettext(
        "Problems",
        "This field cannot be compared with “{value}”. Nothing was changed; dates are written as "
        "2026-11-25, numbers with digits.",
    ),
    "filter.unreadable": lambda _: pgettext(
        "Problems", "This is no filter that the program could read. Nothing was changed."
    ),
    "filter.newer": lambda _: pgettext(
        "Problems",
        "This filter was made by a newer version of the program. Nothing was changed; install "
        "that version, or build the filter anew.",
    ),
    "filter.not-a-condition": lambda _: pgettext(
        "Problems",
        "This is no condition: “{text}”. Write field, comparison and value, for example: debt more "
        "1000. Comparisons: {known}.",
    ),
    "view.unreadable": lambda _: pgettext(
        "Problems",
        "This is no view of this program, or it is damaged. Nothing was changed; ask for the file "
        "once more.",
    ),
    "view.newer": lambda _: pgettext(
        "Problems",
        "This view was made by a newer version of the program. Nothing was changed; install that "
        "version, or build the view anew.",
    ),
    "view.of-other-list": lambda _: pgettext(
        "Problems", "This view belongs to another list. Nothing was changed; open it there."
    ),
    "view.name-taken": lambda _: pgettext(
        "Problems",
        "There is a view “{name}” already. Nothing was changed; choose another name.",
    ),
    "view.name-too-long": lambda _: pgettext(
        "Problems", "A view may be called by {limit} letters at most. Please shorten the name."
    ),
    "view.unknown-sort": lambda _: pgettext(
        "Problems",
        "There is no field “{field}” that a list could be ordered by. Nothing was changed; choose "
        "another field.",
    ),
    "view.too-long-to-print": lambda _: pgettext(
        "Problems",
        "Rows in the list: {count}; at most {limit} go on paper. Filter the list, or export it to a"
        " file.",
    ),
    "record.not-found": lambda _: pgettext(
        "Problems", "This record is no longer there. Nothing was changed."
    ),
    "keys.unfit": lambda _: pgettext(
        "Problems",
        "These keys cannot be taken. Hold Ctrl or Alt with another key, or take one of F1 to F12.",
    ),
    "keys.taken": lambda _: pgettext(
        "Problems", "{keys} already means “{action}”. Take other keys, or change that one first."
    ),
    "field.required": lambda _: pgettext("Problems", "Please fill this in."),
    "field.too-long": lambda _: pgettext(
        "Problems", "Too long: at most {limit} characters fit here."
    ),
    "right.missing": lambda _: pgettext(
        "Problems", "You are not allowed to do this. Ask the owner of the base."
    ),
    "client.unknown-field": lambda _: pgettext(
        "Problems", "A client has no field “{field}”. Nothing was changed. Fields: {known}."
    ),
    "client.not-a-field": lambda _: pgettext(
        "Problems",
        "This is no field with a value: “{text}”. Nothing was changed; write FIELD=VALUE, for "
        "example city=Tula.",
    ),
    "client.not-a-day": lambda _: pgettext(
        "Problems", "This is no date: “{value}”. Nothing was changed; write it as 1980-05-17."
    ),
    "client.not-a-yearly-day": lambda _: pgettext(
        "Problems",
        "This is no day of the year: “{value}”. Write it as 1980-05-17, or --05-17 without a year.",
    ),
    "settings.days-out-of-range": lambda _: pgettext(
        "Problems", "Write a number of days from 0 to {most}."
    ),
    "client.not-a-rhythm": lambda _: pgettext(
        "Problems",
        "This is no rhythm: “{value}”. Write once a week, every two weeks, once a month, or a "
        "number of days up to 3650.",
    ),
    "client.not-a-kind": lambda _: pgettext(
        "Problems", "This is no kind of client: “{value}”. Nothing was changed. Kinds: {known}."
    ),
    "client.related-to-itself": lambda _: pgettext(
        "Problems", "This is the same client. Choose another one."
    ),
    "client.discount-out-of-range": lambda _: pgettext(
        "Problems", "A discount is between 0 and 100 %."
    ),
    "client.birthday-in-future": lambda _: pgettext(
        "Problems", "This birthday is still to come. Check the year."
    ),
    "base.already-there": lambda _: pgettext(
        "Problems", "There is a base in {path} already. It was not touched; choose an empty folder."
    ),
    "base.none-here": lambda _: pgettext(
        "Problems", "There is no base in {path}. Choose another folder or make a new base."
    ),
    "base.folder-missing": lambda _: pgettext(
        "Problems",
        "The folder {path} is not there: its disk may be unplugged, or the folder was moved or "
        "renamed. Nothing was changed. Connect the disk and try again, or show where the base "
        "is now.",
    ),
    "base.in-cloud": lambda _: pgettext(
        "Problems",
        "The folder {path} belongs to {service}, which copies the base while it is written: "
        "that damages it or loses records. Nothing was changed. Keep the base on this computer; "
        "copies of it may go to {service}.",
    ),
    "base.on-network": lambda _: pgettext(
        "Problems",
        "The folder {path} lies on another computer or a network drive: a base that is open "
        "there gets damaged. Nothing was changed. Keep the base on this computer; copies of it "
        "may go there.",
    ),
    "base.view-only": lambda _: pgettext(
        "Problems",
        "This is only a copy to look at: nothing can be changed in it, and nothing was.",
    ),
    "base.newer": lambda _: pgettext(
        "Problems",
        "This base was made by a newer version of the program and was not touched. Install "
        "that version.",
    ),
    "base.busy": lambda _: pgettext(
        "Problems",
        "The base is busy with another change. Nothing was changed; try again in a moment.",
    ),
    "base.disk-full": lambda p: (
        pgettext(
            "Problems",
            "There is no room left on the disk with {path}. The change was not saved, nothing you "
            "typed is lost, everything saved before is there. Free at least "
            "{megabytes} MB outside the program and save again.",
        )
        if p.has("megabytes")
        else pgettext(
            "Problems",
            "The disk is full. The change was not saved, everything saved before is there. Make "
            "room and try again.",
        )
    ),
    "base.away": lambda _: pgettext(
        "Problems",
        "The folder {path} is not there now: its disk may be unplugged. The change was not saved, "
        "nothing you typed is lost. Connect the disk again: the program waits for it "
        "and goes on by itself.",
    ),
    "base.other-in-place": lambda _: pgettext(
        "Problems",
        "In the folder {path} there is another base now, or an older state of this one. It was "
        "not touched. Put the right disk or folder back: the program waits for it.",
    ),
    "base.disk-error": lambda _: pgettext(
        "Problems",
        "The disk did not answer. The change was not saved, everything saved before is there. "
        "Check the disk and try again.",
    ),
    "base.read-only": lambda _: pgettext(
        "Problems",
        "The base can only be read: the folder or the disk is write-protected. Nothing was "
        "changed.",
    ),
    "base.damaged": lambda _: pgettext(
        "Problems",
        "The base is damaged. Nothing was changed in it; restore the newest verified copy.",
    ),
    "base.not-a-base": lambda _: pgettext(
        "Problems", "This file is not a base of the program. It was not touched."
    ),
    "base.cannot-open": lambda _: pgettext(
        "Problems",
        "The base cannot be opened. Check that the folder is there and you may read it; "
        "nothing was changed.",
    ),
    "base.in-use": lambda _: pgettext(
        "Problems", "The base is open in another window of the program. Close it and try again."
    ),
    "base.opening-stopped": lambda _: pgettext(
        "Problems",
        "The opening of the base was stopped. The base is as it was. Try again when there is time "
        "for it, or open another base.",
    ),
    "base.held": lambda _: pgettext(
        "Problems",
        "Another process of the program holds the base, but its window does not answer: it may "
        "still be at work. Nothing was changed. Wait a little and try again; if that does not "
        "help, restart the computer.",
    ),
    "base.migration-failed": lambda _: pgettext(
        "Problems",
        "The base could not be brought to this version. It is as it was; the copy with the "
        "failure is kept beside it.",
    ),
    "field.taken": lambda _: pgettext("Problems", "This value is taken by another record."),
    "undo.nothing": lambda _: pgettext("Problems", "There is nothing to undo."),
    "redo.nothing": lambda _: pgettext("Problems", "There is nothing to do again."),
    "undo.already": lambda _: pgettext("Problems", "This was taken back already."),
    "undo.no-such-operation": lambda _: pgettext(
        "Problems", "There is no such entry in the history. Nothing was changed."
    ),
    "undo.has-left-the-house": lambda _: pgettext(
        "Problems",
        "An issued document cannot be undone: it may be in the client’s hands. Cancel it and "
        "issue a new one.",
    ),
    "undo.not-reversible": lambda _: pgettext(
        "Problems", "The program did this by itself; it cannot be taken back. Nothing was changed."
    ),
    "document.no-organisation": lambda _: pgettext(
        "Problems", "Enter the requisites of your organisation first."
    ),
    "document.already-issued": lambda _: pgettext(
        "Problems",
        "This document is issued and can no longer be changed. Cancel it and issue a new one.",
    ),
    "document.no-lines": lambda _: pgettext("Problems", "Add at least one line."),
    "document.nothing-to-pay": lambda _: pgettext("Problems", "The total is zero: enter prices."),
    "document.negative": lambda _: pgettext("Problems", "This number cannot be negative."),
    "document.form-unknown": lambda _: pgettext(
        "Problems",
        "This document was drawn in a form that this version does not know. Install a newer "
        "version.",
    ),
    "file.exists": lambda _: pgettext(
        "Problems", "There is a file named {name} already. It was not touched; choose another name."
    ),
    "export.not-narrowed": lambda _: pgettext(
        "Problems",
        "Only clients can be exported in part. Leave this out: the whole list is saved, and its "
        "columns can be filtered in the spreadsheet.",
    ),
    "file.held": lambda _: pgettext(
        "Problems",
        "The file {path} is held by another program: a virus scanner, a search index or a "
        "synchronised folder. Nothing was lost. Try again in a moment; if it happens often, exempt "
        "the folder of the base from that program.",
    ),
    "file.locked": lambda _: pgettext(
        "Problems",
        "The file {name} is open in another program. Close it and try again, nothing is lost.",
    ),
    "file.a-folder": lambda _: pgettext(
        "Problems", "{name} is a folder. It was not touched; name a file."
    ),
    "file.folder-closed": lambda _: pgettext(
        "Problems",
        "Nothing may be written to the folder {name}. Nothing is lost; choose another folder.",
    ),
    "file.no-folder": lambda _: pgettext(
        "Problems", "There is no folder {name}. Choose another one."
    ),
    "file.no-space": lambda _: pgettext(
        "Problems",
        "There is no room on the disk for {name}. Make room and try again, nothing is lost.",
    ),
    "print.failed": lambda _: pgettext(
        "Problems",
        "The printer {name} did not take the pages. Check that it is switched on and try again.",
    ),
    "print.file-damaged": lambda _: pgettext(
        "Problems",
        "The file {name} cannot be shown: it is damaged. Save it anew from the document.",
    ),
    "base.not-named": lambda _: pgettext(
        "Problems",
        "Name the base to change: --base FOLDER, or the variable CRM_DESKTOP_BASE.",
    ),
    "base.none-opened-yet": lambda _: pgettext(
        "Problems",
        "No base was opened here yet. Name one: --base FOLDER, or the variable CRM_DESKTOP_BASE.",
    ),
    "base.cannot-make": lambda _: pgettext(
        "Problems",
        "A base cannot be made in {path}: the folder cannot be written. Choose another folder.",
    ),
    "demo.not-removed": lambda _: pgettext(
        "Problems",
        "The demo could not be removed whole: another program holds a file in {path}. "
        "Close it and remove the demo again. Your own base was not touched.",
    ),
    "base.not-sound": lambda _: pgettext(
        "Problems",
        "The base is damaged. Make a copy of its folder, then take the newest sound copy "
        "from its folder “backups”.",
    ),
    "record.ambiguous": lambda _: pgettext(
        "Problems", "Several records are called “{name}”: {ids}. Name one by its number."
    ),
    "phone.kept-as-typed": lambda _: pgettext(
        "Problems", "This phone could not be read and is kept as typed: {value}"
    ),
    "json.not-an-object": lambda _: pgettext(
        "Problems", "This is not a JSON object in UTF-8. Check quotes, commas and brackets."
    ),
    "json.wrong-kind": lambda _: pgettext(
        "Problems", "This value is of a wrong kind. See the example in the user guide."
    ),
    "json.not-decimal": lambda _: pgettext(
        "Problems",
        "Write a number with a point and at most {places} decimals, such as 1500.5.",
    ),
    "json.not-date": lambda _: pgettext("Problems", "Write a date as YYYY-MM-DD."),
    "json.not-time": lambda _: pgettext("Problems", "Write a moment as YYYY-MM-DDTHH:MM."),
    "json.not-currency": lambda _: pgettext(
        "Problems", "Write a currency as its three letters, such as RUB or EUR."
    ),
    "json.too-large": lambda _: pgettext(
        "Problems", "This amount is too large. Check the price and the quantity."
    ),
    "json.not-one-of": lambda _: pgettext("Problems", "Choose one of these: {values}."),
    **import_nouns.PROBLEMS,
    **import_profiles.PROBLEMS,
    "import.no-such-column": lambda _: pgettext(
        "Problems",
        "The list has no column “{column}”. Nothing was loaded; name a title or a number of a"
        " column, counted from 0.",
    ),
    "import.no-such-row": lambda _: pgettext(
        "Problems",
        "The list has no record in row “{row}”. Nothing was loaded; rows are counted from 0 in the"
        " file as it stands.",
    ),
    "import.no-such-sheet": lambda _: pgettext(
        "Problems",
        "The file has no sheet “{sheet}”. Nothing was loaded; its sheets are: {sheets}.",
    ),
    "import.of-one-file": lambda _: pgettext(
        "Problems",
        "This speaks of the rows of one file, but several were named. Nothing was loaded; bring"
        " that file in by itself.",
    ),
    "import.not-a-pair": lambda _: pgettext(
        "Problems", "Write a name, the sign = and a value. Nothing was loaded."
    ),
    "json.unknown-field": lambda _: pgettext(
        "Problems", "There is no such field; it was not read. Check its spelling."
    ),
    "file.not-there": lambda _: pgettext(
        "Problems", "The file “{name}” cannot be read. Check its name and place."
    ),
    "export.whole-base-ending": lambda _: pgettext(
        "Problems",
        "The whole base cannot be written to such a file: {ending}. Name one that ends in .xlsx, "
        "or in .zip to have the files of clients as well.",
    ),
    "export.unknown-ending": lambda _: pgettext(
        "Problems",
        "Files with this ending cannot be written: {ending}. Name one that ends in .xlsx, .csv or "
        ".pdf; clients can go to .vcf, too.",
    ),
    **lists.PROBLEMS,
    **business.PROBLEMS,
    **backups.PROBLEMS,
    **activities.PROBLEMS,
    **attachments.PROBLEMS,
    **bin_words.PROBLEMS,
    **client_bulk.PROBLEMS,
    **duplicates.PROBLEMS,
    **merge.PROBLEMS,
    **round_trip.PROBLEMS,
    **employees.PROBLEMS,
}

"""Wordings of what deals, tasks and requisites are refused or remarked for."""

from __future__ import annotations

from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.wording import Wording

PROBLEMS: dict[str, Wording] = {
    "deal.amount-needed": lambda _: pgettext(
        "Deals", "A won deal needs an amount. The deal stays where it was; enter the amount."
    ),
    "deal.field-needed": lambda _: pgettext(
        "Deals",
        "The stage “{stage}” needs the field “{name}”. The deal stays where it was; fill it in.",
    ),
    "deal.client-field-needed": lambda _: pgettext(
        "Deals",
        "The stage “{stage}” needs “{name}” of the client {client}. The deal stays where it was; "
        "fill it in on the client's card.",
    ),
    "stage.unknown-field": lambda _: pgettext(
        "Deals", "There is no field “{field}” that a stage could ask for. Nothing was changed."
    ),
    "deal.amount-negative": lambda _: pgettext("Deals", "An amount cannot be less than zero."),
    "deal.reason-needed": lambda _: pgettext(
        "Deals", "Why is the deal lost? It stays where it was until there is a reason."
    ),
    "stage.last-of-kind": lambda p: (
        pgettext("Deals", "The stage “{name}” is the last for open deals and stays.")
        if p["kind"] == "open"
        else pgettext("Deals", "The stage “{name}” is the last for won deals and stays.")
        if p["kind"] == "won"
        else pgettext("Deals", "The stage “{name}” is the last for lost deals and stays.")
    ),
    "stage.kind-has-deals": lambda _: pgettext(
        "Deals",
        "There are deals in the stage “{name}”. Move them to another stage first, then "
        "change what it "
        "stands for.",
    ),
    "stage.target-needed": lambda p: npgettext(
        "Deals",
        "There is {count} deal in the stage “{name}”. Choose the stage it goes to; nothing "
        "was removed.",
        "There are {count} deals in the stage “{name}”. Choose the stage they go to; "
        "nothing was removed.",
        p.count,
    ),
    "stage.wrong-target": lambda _: pgettext(
        "Deals",
        "Deals cannot be won or lost by the way: the stage “{name}” is not for them. "
        "Choose an open "
        "one.",
    ),
    "stage.bad-probability": lambda _: pgettext("Deals", "A probability is 0 to 100 percent."),
    "stage.bad-norm": lambda _: pgettext("Deals", "Days from 1 to {limit}, or nothing."),
    "pipeline.last": lambda _: pgettext(
        "Deals", "This is the only pipeline and stays: deals need one."
    ),
    "organisation.has-papers": lambda p: npgettext(
        "Settings",
        "The firm “{name}” has {count} paper, which is printed with its requisites. It was "
        "not deleted; "
        "archive it, and it is offered for no new paper.",
        "The firm “{name}” has {count} papers, which are printed with its requisites. It "
        "was not deleted; "
        "archive it, and it is offered for no new paper.",
        p.count,
    ),
    "organisation.bad-term": lambda _: pgettext("Settings", "Days from 0 to {limit}, or nothing."),
    "picture.not-png-or-jpeg": lambda _: pgettext(
        "Settings",
        "This is no PNG or JPEG picture. Nothing was changed; save the picture as PNG and choose "
        "it again.",
    ),
    "picture.too-heavy": lambda _: pgettext(
        "Settings",
        "The file is larger than {megabytes} MB. Nothing was changed; save the picture smaller "
        "and choose it again.",
    ),
    "picture.too-large": lambda _: pgettext(
        "Settings",
        "The picture is {width} × {height} points, more than {megapixels} million. Nothing was "
        "changed; save it smaller and choose it again.",
    ),
    "picture.too-small": lambda _: pgettext(
        "Settings",
        "There are too few points in this picture to print it. Nothing was changed; choose a "
        "larger one.",
    ),
    "picture.broken": lambda _: pgettext(
        "Settings",
        "The picture is damaged or not complete. Nothing was changed; save it anew and choose it "
        "again.",
    ),
    "picture.unreadable": lambda _: pgettext(
        "Settings",
        "The file “{name}” cannot be read: it is open elsewhere or not yours. Nothing was changed.",
    ),
    "picture.blank": lambda _: pgettext(
        "Settings",
        "There is nothing in this picture but paper. Nothing was changed; choose one with ink "
        "on it.",
    ),
    "settings.unknown": lambda _: pgettext(
        "Settings", "This version knows no setting “{name}” of that kind. Nothing was changed."
    ),
    "numbering.used": lambda _: pgettext(
        "Settings",
        "Number {number} stands on a paper for {client} already. The next free one is {free}.",
    ),
    "numbering.not-positive": lambda _: pgettext(
        "Settings", "A number is 1 or more, with nine digits at most."
    ),
    "numbering.too-wide": lambda _: pgettext("Settings", "From 0 to {limit} digits."),
    "dictionary.already-there": lambda _: pgettext(
        "Settings",
        "The word “{name}” is in the list already. To make two words one, merge them.",
    ),
    "custom-field.name-taken": lambda _: pgettext(
        "Fields", "There is a field “{name}” already. Call this one something else."
    ),
    "custom-field.no-choices": lambda _: pgettext(
        "Fields", "There is nothing to choose from yet. Write the choices, one a line."
    ),
    "custom-field.choice-twice": lambda _: pgettext(
        "Fields", "The list holds “{name}” twice. Leave it there once."
    ),
    "custom-field.too-many": lambda _: pgettext(
        "Fields", "More than {limit} choices are too many for a list. Make it a field of text."
    ),
    "custom-field.kind-kept": lambda p: npgettext(
        "Fields",
        "The field “{name}” is filled in {count} record, so it stays of the kind it is. Nothing "
        "was changed; make a new field of the other kind.",
        "The field “{name}” is filled in {count} records, so it stays of the kind it is. Nothing "
        "was changed; make a new field of the other kind.",
        p.count,
    ),
    "custom-field.has-values": lambda p: npgettext(
        "Fields",
        "The field “{name}” is filled in {count} record. Nothing was deleted. Put the field into "
        "the archive, or delete it together with what stands in it.",
        "The field “{name}” is filled in {count} records. Nothing was deleted. Put the field into "
        "the archive, or delete it together with what stands in it.",
        p.count,
    ),
    "custom-field.not-a-number": lambda _: pgettext(
        "Fields", "The field “{name}” takes a number, not “{value}”. Write it like 1234.5."
    ),
    "custom-field.not-a-day": lambda _: pgettext(
        "Fields", "The field “{name}” takes a date, not “{value}”. Write it like 21.11.2026."
    ),
    "custom-field.not-a-choice": lambda _: pgettext(
        "Fields",
        "The list of the field “{name}” does not hold “{value}”. Choose one of: {known}. Or add it "
        "in Settings, Fields.",
    ),
    "custom-field.not-a-flag": lambda _: pgettext(
        "Fields", "The field “{name}” knows only yes and no, not “{value}”."
    ),
    "custom-field.unfit": lambda _: pgettext(
        "Fields", "This value does not fit the field “{name}”. Write it anew."
    ),
    "dictionary.no-such-colour": lambda _: pgettext(
        "Problems", "There is no such colour. Choose one of those that are offered."
    ),
    "dictionary.itself": lambda _: pgettext(
        "Settings", "A word cannot be merged into itself. Choose another one."
    ),
    "task.bad-time": lambda _: pgettext("Tasks", "This is no time. Write it as 09:30."),
    "task.time-without-day": lambda _: pgettext("Tasks", "There is a time but no day. Add it."),
    "requisites.inn-length": lambda _: pgettext(
        "Documents", "An INN has 10 digits for a firm and 12 for a person. It is kept as typed."
    ),
    "requisites.inn-checksum": lambda _: pgettext(
        "Documents", "The digits of this INN do not fit together. It is kept as typed; check it."
    ),
    "requisites.inn-region": lambda _: pgettext(
        "Documents", "No INN begins with 00. It is kept as typed; check it."
    ),
    "requisites.kpp-form": lambda _: pgettext(
        "Documents", "A KPP has nine characters. It is kept as typed; check it."
    ),
    "requisites.ogrn-length": lambda _: pgettext(
        "Documents", "An OGRN has 13 digits, an OGRNIP 15. It is kept as typed; check it."
    ),
    "requisites.ogrn-checksum": lambda _: pgettext(
        "Documents", "The digits of this OGRN do not fit together. It is kept as typed; check it."
    ),
    "requisites.okpo-length": lambda _: pgettext(
        "Documents", "An OKPO has 8 or 10 digits. It is kept as typed; check it."
    ),
    "requisites.okpo-checksum": lambda _: pgettext(
        "Documents", "The digits of this OKPO do not fit together. It is kept as typed; check it."
    ),
    "requisites.bik-form": lambda _: pgettext(
        "Documents", "A BIK has nine digits. It is kept as typed; check it."
    ),
    "requisites.account-length": lambda _: pgettext(
        "Documents", "An account has 20 digits. It is kept as typed; check it."
    ),
    "requisites.account-key": lambda _: pgettext(
        "Documents", "The account does not fit the BIK. Both are kept as typed; check them."
    ),
    "requisites.account-other-bank": lambda _: pgettext(
        "Documents",
        "The correspondent account is of another bank than the BIK. Both are kept as typed; "
        "check them.",
    ),
    "requisites.iban-checksum": lambda _: pgettext(
        "Documents",
        "The characters of this IBAN do not fit together. It is kept as typed; check it.",
    ),
    "requisites.name-in-genitive": lambda _: pgettext(
        "Documents", "The name stood as “{name}” and was put into its first form; check it."
    ),
    "requisites.look-alike": lambda _: pgettext(
        "Documents", "There are letters among the digits, such as О for 0. Type digits instead."
    ),
}

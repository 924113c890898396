"""Changes of many clients in words: what is asked, what would be done, what was done."""

from __future__ import annotations

from collections.abc import Iterator

from crm_desktop.domain.client_bulk import (
    BulkAction,
    BulkChange,
    Foreseen,
    stored_value,
    tidy_tags,
)
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.words import language, npgettext, pgettext
from crm_desktop.words.custom_fields import shown
from crm_desktop.words.enums import ENUMS
from crm_desktop.words.fields import field_text
from crm_desktop.words.formats import scaled
from crm_desktop.words.rhythm import rhythm_text
from crm_desktop.words.wording import Params, Wording, say

PROBLEMS: dict[str, Wording] = {
    "client.count-moved": lambda _: pgettext(
        "Problems",
        "Clients at the preview: {before}, now: {count}. Nothing was changed; look at the preview "
        "again and repeat.",
    ),
    "client.nobody-named": lambda _: pgettext(
        "Problems",
        "It is not said which clients are meant. Nothing was changed; name a filter, a search, "
        "ids, or everybody.",
    ),
    "employee.unknown": lambda _: pgettext(
        "Problems", "There is no employee “{name}”. Nothing was changed. There are: {known}."
    ),
    "client.not-in-bulk": lambda _: pgettext(
        "Problems",
        "The field “{field}” cannot be set for many clients. Nothing was changed. Fields: {known}.",
    ),
    "client.not-a-discount": lambda _: pgettext(
        "Problems",
        "This is no discount: “{value}”. Write percents from 0 to 100 with at most two decimals.",
    ),
    "client.has-people-inside": lambda p: npgettext(
        "Problems",
        "{count} has contact people inside and cannot be a private person",
        "{count} have contact people inside and cannot be private persons",
        p.count,
    ),
    "client.has-papers": lambda p: npgettext(
        "Problems",
        "{count} has issued papers: it stays in the archive when the bin is emptied",
        "{count} have issued papers: they stay in the archive when the bin is emptied",
        p.count,
    ),
    "client.has-open-deals": lambda p: npgettext(
        "Problems",
        "{count} has open deals; they stay as they are",
        "{count} have open deals; they stay as they are",
        p.count,
    ),
}


def _set(p: Params) -> str:
    if p.has("value"):
        text = npgettext(
            "Operations",
            "{what}: “{value}” for {count} client",
            "{what}: “{value}” for {count} clients",
            p.count,
        )
    else:
        text = npgettext(
            "Operations",
            "{what}: emptied for {count} client",
            "{what}: emptied for {count} clients",
            p.count,
        )
    name = field_text(str(p["field"]))
    return text.replace("{what}", name[:1].upper() + name[1:])


OPERATIONS: dict[str, Wording] = {
    "client.bulk-set": _set,
    "client.bulk-tag": lambda p: npgettext(
        "Operations",
        "Tags for {count} client: “{tags}”",
        "Tags for {count} clients: “{tags}”",
        p.count,
    ),
    "client.bulk-untag": lambda p: npgettext(
        "Operations",
        "Tags off {count} client: “{tags}”",
        "Tags off {count} clients: “{tags}”",
        p.count,
    ),
    "client.bulk-reassign": lambda p: npgettext(
        "Operations", "{count} client handed over", "{count} clients handed over", p.count
    ),
    "client.bulk-archive": lambda p: npgettext(
        "Operations",
        "{count} client put into the archive",
        "{count} clients put into the archive",
        p.count,
    ),
    "client.bulk-unarchive": lambda p: npgettext(
        "Operations",
        "{count} client taken out of the archive",
        "{count} clients taken out of the archive",
        p.count,
    ),
    "client.bulk-delete": lambda p: npgettext(
        "Operations", "{count} client put into the bin", "{count} clients put into the bin", p.count
    ),
    "client.bulk-restore": lambda p: npgettext(
        "Operations",
        "{count} client taken out of the bin",
        "{count} clients taken out of the bin",
        p.count,
    ),
}
_DO: dict[BulkAction, Wording] = {
    BulkAction.SET: lambda p: npgettext(
        "Clients", "Change {count} client", "Change {count} clients", p.count
    ),
    BulkAction.TAG: lambda p: npgettext(
        "Clients", "Tag {count} client", "Tag {count} clients", p.count
    ),
    BulkAction.UNTAG: lambda p: npgettext(
        "Clients", "Take tags off {count} client", "Take tags off {count} clients", p.count
    ),
    BulkAction.REASSIGN: lambda p: npgettext(
        "Clients", "Hand over {count} client", "Hand over {count} clients", p.count
    ),
    BulkAction.ARCHIVE: lambda p: npgettext(
        "Clients", "Archive {count} client", "Archive {count} clients", p.count
    ),
    BulkAction.UNARCHIVE: lambda p: npgettext(
        "Clients", "Take {count} client out", "Take {count} clients out", p.count
    ),
    BulkAction.DELETE: lambda p: npgettext(
        "Clients", "Put {count} client into the bin", "Put {count} clients into the bin", p.count
    ),
    BulkAction.RESTORE: lambda p: npgettext(
        "Clients", "Bring back {count} client", "Bring back {count} clients", p.count
    ),
}


def verb(action: BulkAction, count: int) -> str:
    """What the button does: «Изменить у 1 240 клиентов»."""
    return say(_DO[action], {"count": count})


def foreseen(found: Foreseen) -> Iterator[str]:
    """What a preview tells, a line each: how many change, how many do not and why, what else."""
    for count, wording in ((found.changed, _would), (found.already, _already), (found.kept, _kept)):
        if count or wording is _would:
            yield say(wording, {"count": count})
    for code, count in (*found.cannot, *found.remarks):
        yield say(PROBLEMS[code], {"count": count})


def _would(p: Params) -> str:
    return npgettext(
        "Clients", "{count} client will change", "{count} clients will change", p.count
    )


def _already(p: Params) -> str:
    return npgettext("Clients", "{count} has it already", "{count} have it already", p.count)


def _kept(p: Params) -> str:
    return npgettext(
        "Clients",
        "{count} is filled with something else and stays so",
        "{count} are filled with something else and stay so",
        p.count,
    )


def done_text(change: BulkChange, count: int, own: OwnField | None = None) -> str:
    """What was done, as history tells it; `own` is the field when it is one of the business's."""
    if own is not None:
        value = shown(own.kind, change.own, language())
    else:
        value = shown_value(change, str(stored_value(change))) if _says(change) else ""
    title = {
        "count": count,
        "field": change.field if own is None else own.name,
        "value": value,
        "tags": ", ".join(tidy_tags(change)),
    }
    return say(OPERATIONS[f"client.bulk-{change.action.value}"], title)


def _says(change: BulkChange) -> bool:
    return change.action is BulkAction.SET and change.value.strip() != ""


def shown_value(change: BulkChange, text: str) -> str:
    """A value of an example as people read it; a dash where nothing stands."""
    if change.action is BulkAction.SET and change.field == "kind":
        return say(ENUMS[f"ClientKind.{text}"], {})
    if change.action is BulkAction.SET and change.field == "discount":
        return percent(int(text)) if int(text or 0) else "—"
    if change.action is BulkAction.SET and change.field == "rhythm_days":
        return rhythm_text(int(text)) if text else "—"
    return text or "—"


def percent(hundredths: int) -> str:
    """A discount as it is written: «7,5 %»."""
    return f"{scaled(hundredths, 2, language(), least=0)}\u00a0%"

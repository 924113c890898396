"""What happened, in words: an entry of a client's story as a title, its words and its last line."""

from __future__ import annotations

from crm_desktop.domain.activities import Direction
from crm_desktop.domain.custom_fields import id_of
from crm_desktop.domain.documents import DocumentKind
from crm_desktop.domain.story import ChangeKind, StoryKind
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries.client_changes import FieldChange
from crm_desktop.queries.timeline import Entry
from crm_desktop.words import codes, formats, pgettext
from crm_desktop.words.client_values import value_text
from crm_desktop.words.fields import field_text
from crm_desktop.words.operations import VIAS

PLAIN = {
    "client.add", "client.edit", "client.set", "contact.save", "contact.remove",
    "client-address.save", "client-address.remove", "client-account.save", "client-account.remove",
    "relation.save", "relation.remove", "client-date.save", "client-date.remove",
}  # fmt: skip
"""Operations that say nothing that the change of a field does not say itself."""
LONG_TEXT = 1_200
"""Letters of a note that are shown in the list; Enter shows all of it."""

ICONS = {
    StoryKind.NOTE: "sticky-note",
    StoryKind.COMPLAINT: "triangle-alert",
    StoryKind.DEAL: "square-kanban",
    StoryKind.STAGE: "kanban",
    StoryKind.ISSUED: "receipt",
    StoryKind.CANCELLED: "x",
    StoryKind.TASK: "square",
    StoryKind.TASK_DONE: "square-check",
    StoryKind.FILE: "file-text",
    StoryKind.CHANGE: "pencil",
    StoryKind.MERGED: "users",
}


_WAYS = {"звонок": "phone", "call": "phone", "письмо": "mail", "letter": "mail"}


def way_icon(way: str) -> str:
    """The icon of a way of contact: the usual ones have their own."""
    return _WAYS.get(fold(way), "message-circle")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as people read it: `title` or `lines` may be empty, `last` says when and who."""

    title: str
    lines: str
    last: str

    def whole(self) -> str:
        """All of it in one line, for whoever hears it."""
        return ". ".join(part for part in (self.title, self.lines, self.last) if part)


def entry_icon(entry: Entry) -> str:
    """The icon of an entry."""
    if entry.pinned:
        return "star"
    return ICONS.get(entry.kind) or way_icon(entry.way)


def told(entry: Entry, language: str) -> Told:
    """An entry in words."""
    title, lines = _said(entry, language)
    when = formats.date_time(entry.at, language)
    more = [entry.actor]
    if entry.kind is StoryKind.CHANGE and entry.fields:
        first = entry.fields[0]
        if first.via in VIAS or first.name not in PLAIN:
            more.append(codes.operation_text(first.name, first.title, first.via))
    if entry.kind is StoryKind.MERGED:
        more.append(pgettext("Merge", "R takes it back"))
    if entry.edited:
        more.append(pgettext("Activities", "edited"))
    if entry.pinned:
        more.append(pgettext("Activities", "pinned"))
    if len(lines) > LONG_TEXT:
        lines = f"{lines[:LONG_TEXT]}…"
    return Told(title, lines, " · ".join(part for part in (when, *more) if part))


def _said(entry: Entry, language: str) -> tuple[str, str]:
    """Title and words."""
    match entry.kind:
        case StoryKind.CONTACT:
            way = entry.way
            if entry.direction == Direction.IN.value:
                way = pgettext("Activities", "{way}, incoming").format(way=way)
            return (f"{way}: {entry.outcome}" if entry.outcome else way), entry.text
        case StoryKind.CHANGE:
            return "", "\n".join(change_text(one, language) for one in entry.fields)
        case StoryKind.MERGED:
            title = pgettext("Merge", "Merged with the card “{name}”").format(name=entry.text)
            return title, _in_the_card(entry, language)
        case StoryKind.NOTE | StoryKind.COMPLAINT:
            return "", entry.text
        case _:
            return _done(entry, language), ""


def _in_the_card(entry: Entry, language: str) -> str:
    """What the merged card said otherwise."""
    if not entry.fields:
        return ""
    text = pgettext("Merge", "{field}: {value}")
    lines = (
        text.format(field=field_name(one), value=_value(one, one.old, language))
        for one in entry.fields
    )
    return "\n".join((pgettext("Merge", "That card said:"), *lines))


def _done(entry: Entry, language: str) -> str:
    """What was done, as one line."""
    name, old, new = entry.text, entry.old, entry.new
    match entry.kind:
        case StoryKind.DEAL:
            text = pgettext("Activities", "Deal “{title}”: begun, {stage}")
            return text.format(title=name, stage=new)
        case StoryKind.STAGE:
            text = pgettext("Activities", "Deal “{title}”: {old} → {new}")
            return text.format(title=name, old=old, new=new)
        case StoryKind.TASK:
            if not new:
                return pgettext("Activities", "Task: {title}").format(title=name)
            text = pgettext("Activities", "Task due {day}: {title}")
            return text.format(day=formats.short_date(new, language), title=name)
        case StoryKind.TASK_DONE:
            return pgettext("Activities", "Task done: {title}").format(title=name)
        case StoryKind.FILE:
            return pgettext("Activities", "File {name}").format(name=name)
        case _:
            return _paper(entry, language)


def _paper(entry: Entry, language: str) -> str:
    text = (
        pgettext("Activities", "{kind} {number} cancelled, {amount}")
        if entry.kind is StoryKind.CANCELLED
        else pgettext("Activities", "{kind} {number} issued, {amount}")
    )
    amount = formats.money(entry.amount or 0, entry.currency, language)
    kind = codes.label(DocumentKind(entry.paper))
    return text.format(kind=kind, number=entry.text, amount=amount)


def change_text(change: FieldChange, language: str) -> str:
    """A change in words: «телефон: 8 916… → 8 926…»."""
    if change.kind is ChangeKind.MADE:
        return codes.label(ChangeKind.MADE)
    if change.field == "deleted_at":
        if change.new:
            return pgettext("Clients", "Put into the bin")
        return pgettext("Clients", "Taken out of the bin")
    if change.field == "archived_at":
        if change.new:
            return pgettext("Clients", "Put into the archive")
        return pgettext("Clients", "Taken out of the archive")
    field = field_name(change)
    old, new = (_value(change, text, language) for text in (change.old, change.new))
    match change.kind:
        case ChangeKind.ADDED:
            return pgettext("Clients", "{field}: {value} added").format(field=field, value=new)
        case ChangeKind.REMOVED:
            return pgettext("Clients", "{field}: {value} removed").format(field=field, value=old)
        case _:
            text = pgettext("Clients", "{field}: {old} → {new}")
            empty = pgettext("Clients", "empty")
            return text.format(field=field, old=old or empty, new=new or empty)


def field_name(change: FieldChange) -> str:
    """How the field is called."""
    if change.part:
        text = pgettext("Clients", "{field} ({of})")
        return text.format(field=field_text(change.field), of=change.part)
    if id_of(change.field) is None:
        return field_text(change.field)
    return change.own.name if change.own else pgettext("Fields", "a field that is gone")


def _value(change: FieldChange, text: str, language: str) -> str:
    return value_text(change.field, text, change.own, language)


def settable(change: FieldChange) -> bool:
    """Whether what stood there before can be brought back."""
    # What is the main one is said by the order of all of them.
    if change.field in {"archived_at", "deleted_at"} or change.field.startswith("main."):
        return False
    return id_of(change.field) is None or change.own is not None

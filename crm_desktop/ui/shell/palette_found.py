"""What the palette says of records: their group, why they were found, how words were read."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.domain.documents import DocumentKind
from crm_desktop.domain.finding import marked
from crm_desktop.domain.text import as_written
from crm_desktop.queries.search import Hit
from crm_desktop.words import codes, formats, pgettext
from crm_desktop.words.fields import field_text
from crm_desktop.words.finding import amounts_compared, read_otherwise

ICONS = {
    "client": "user",
    "deal": "square-kanban",
    "task": "square-check",
    "document": "file-text",
}
BEFORE = 24
"""Letters that are shown before the words found in a long text."""


def group_title(kind: str) -> str:
    """What stands above the records of a noun."""
    return {
        "client": pgettext("Shell", "Clients"),
        "deal": pgettext("Shell", "Deals"),
        "task": pgettext("Shell", "Tasks"),
        "document": pgettext("Shell", "Papers"),
    }[kind]


def title_of(hit: Hit) -> str:
    """A record by its name; a paper by what it is and its number."""
    if hit.kind != "document":
        return hit.title
    paper = codes.label(DocumentKind(hit.variety))
    if not hit.title:
        return pgettext("Shell", "{paper}, a draft").format(paper=paper)
    return pgettext("Shell", "{paper} No. {number}").format(paper=paper, number=hit.title)


def note_of(hit: Hit, language: str) -> str:
    """Why it was found, or what else tells it from others."""
    said = [hit.client, hit.detail]
    if hit.kind in {"task", "document"} and hit.detail:
        said = [hit.client, formats.short_date(hit.detail, language)]
    why = [one for one in hit.why if one.field not in {"name", "title", "city"}]
    if why and hit.why[0].field != "name":
        text = _around(why[0].text, hit.words)
        said = [f"{_field(why[0].field)}: {text}", *said]
    if hit.archived:
        said.insert(0, pgettext("Shell", "in the archive"))
    return " · ".join(one for one in said if one)


def remark(text: str, hits: Sequence[Hit], language: str) -> str:
    """What amounts are held against; that words were read another way, where none is so called."""
    hows = {hit.how for hit in hits}
    said = amounts_compared(text, language)
    if not hits or "plain" in hows:
        return said
    how = next(one for one in ("layout", "translit", "spelling") if one in hows)
    meant = read_otherwise(how, text, as_written(hits[0].words, hits[0].title))
    return f"{meant} {said}".strip()


def _field(name: str) -> str:
    return pgettext("Shell", "note") if name == "note" else field_text(name)


def _around(text: str, words: Sequence[str]) -> str:
    """A long text from where the words stand; one line."""
    line = " ".join(text.split())
    spots = marked(line, words)
    if not spots or spots[0][0] <= BEFORE:
        return line
    begin = line.rfind(" ", 0, spots[0][0] - BEFORE // 2) + 1
    return f"…{line[begin:]}"

"""One line for a client, a deal and a task: «Иванов 8 916 123-45-67 три окна 45 000 до пятницы»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from crm_desktop.domain.clients import (
    ClientDraft,
    ClientKind,
    ContactDraft,
    PointDraft,
    PointKind,
)
from crm_desktop.domain.importing.kinds import kind_of_name
from crm_desktop.domain.problems import REQUIRED, Problem
from crm_desktop.domain.quick_amount import take_amount
from crm_desktop.domain.quick_runs import Run, Sentence, joined
from crm_desktop.domain.quick_values import (
    Line,
    Mark,
    Part,
    take_address,
    take_points,
    take_requisites,
)
from crm_desktop.domain.quick_when import Hidden, assign, hide_said
from crm_desktop.domain.quick_who import Who, find_who
from crm_desktop.domain.quick_words import deed_at, is_act, is_goods, is_remark, remark_words
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass

LONGEST = 1_000
"""Signs of a line that are looked at; what is beyond them is kept as a note."""


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a text says; "" and None for what it does not say. `amount` in minor units.

    `contact` is a person inside of the client, `closes_on` the day up to which the deal is
    expected, `note` what was not understood.
    """

    name: str = ""
    kind: ClientKind | None = None
    points: tuple[PointDraft, ...] = ()
    contact: str = ""
    position: str = ""
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    address: str = ""
    deal: str = ""
    amount: int | None = None
    closes_on: date | None = None
    task: str = ""
    due_on: date | None = None
    due_time: str = ""
    note: str = ""

    def values(self, *kinds: PointKind) -> tuple[str, ...]:
        """The phones, or the e-mails, or the others, as they were typed."""
        return tuple(one.value for one in self.points if one.kind in kinds)

    @property
    def client_said(self) -> bool:
        """Whether the text says who it is about."""
        return bool(self.name or self.points or self.inn)

    @property
    def deal_said(self) -> bool:
        """Whether there is something to sell in it."""
        return bool(self.deal) or self.amount is not None or self.closes_on is not None

    @property
    def task_said(self) -> bool:
        """Whether there is something to do in it."""
        return bool(self.task or self.due_time) or self.due_on is not None

    @property
    def kind_said(self) -> ClientKind:
        """What the client is: as chosen, else as its name tells."""
        return self.kind or kind_of_name(self.name)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, and which of its words became what; marks stand in order."""

    entry: QuickEntry
    marks: tuple[Mark, ...] = ()


def check(entry: QuickEntry) -> Iterator[Problem]:
    """A text must say something; what is not merely to be done is somebody's."""
    said = (entry.note, entry.contact, entry.position, entry.kpp, entry.ogrn, entry.address)
    somebodys = entry.deal_said or any(said)
    if not (entry.client_said or somebodys or entry.task):
        yield Problem("text", REQUIRED)
    elif somebodys and not entry.client_said:
        yield Problem("client_id", REQUIRED)


def client_draft(entry: QuickEntry) -> ClientDraft:
    """The client that a text is about, as it would be made anew."""
    contacts = (ContactDraft(entry.contact, entry.position),) if entry.contact else ()
    return ClientDraft(
        name=entry.name,
        kind=entry.kind_said,
        inn=entry.inn,
        kpp=entry.kpp,
        ogrn=entry.ogrn,
        address=entry.address,
        points=entry.points,
        contacts=contacts,
    )


def parse(
    text: str, now: datetime, *, language: str = "ru", currency: str = "RUB", region: str = "RU"
) -> QuickEntry:
    """Read a line; whatever is not understood stays in its note."""
    return read(text, now, language=language, currency=currency, region=region).entry


def read(
    text: str, now: datetime, *, language: str = "ru", currency: str = "RUB", region: str = "RU"
) -> Reading:
    """Read a line and tell which words became what: every word is in exactly one part."""
    line = Line(even(text[:LONGEST]))
    found = understand(line, now, language=language, currency=currency, region=region)
    beyond = clean_text(text[LONGEST:]).strip()
    if not beyond:
        return found
    note = f"{found.entry.note} {beyond}".strip()
    marks = (*found.marks, Mark(LONGEST, len(text), Part.NOTE))
    return Reading(replace(found.entry, note=note), marks)


def understand(
    line: Line,
    now: datetime,
    *,
    language: str,
    currency: str,
    region: str,
    who: Callable[[Sentence], Who] = find_who,
    selling: bool = True,
) -> Reading:
    """Read what of a text is not covered yet; `who` finds out who it is about.

    Without `selling` there is nobody who orders anything in it: what is not the person's own is
    a note.
    """
    points = take_points(line, region)
    numbers = take_requisites(line)
    address = take_address(line)
    hidden = hide_said(line, now, language) if selling else []
    amount = take_amount(line, currency) if selling else None
    sentence = Sentence(line)
    about = who(sentence)
    task = _take_task(sentence, hidden) if selling else []
    deal = _take_deal(sentence, priced=amount is not None) if selling else []
    priced = bool(deal) or amount is not None
    when = assign(hidden, sentence, task=task, priced=priced, now=now)
    named = bool(about.name or points or numbers.get(Part.INN))
    rest = [*sentence.left(), *when.released]
    if rest and (task or when.due_on) and not named and not priced:
        # There is nobody to whom a note could belong: all of it is what there is to do.
        task, rest = [*task, *rest], []
    marks = [*line.marks, *about.marks, *when.marks]
    for part, runs in ((Part.DEAL, deal), (Part.TASK, task), (Part.NOTE, rest)):
        marks += [Mark(one.start, one.end, part) for one in runs]
    entry = QuickEntry(
        name=about.name,
        points=points,
        contact=about.contact,
        position=about.position,
        inn=numbers.get(Part.INN, ""),
        kpp=numbers.get(Part.KPP, ""),
        ogrn=numbers.get(Part.OGRN, ""),
        address=address,
        deal=joined(deal),
        amount=amount,
        closes_on=when.closes_on,
        task=joined(task),
        due_on=when.due_on,
        due_time=when.due_time,
        note=joined(rest),
    )
    return Reading(entry, tuple(sorted(marks, key=lambda one: one.start)))


def even(text: str) -> str:
    """The text with one kind of space, as long as before: places stay what they are."""
    spaced = "".join("\n" if one == "\r" else " " if _is_space(one) else one for one in text)
    return clean_text(spaced)


def _is_space(sign: str) -> bool:
    if sign in "\t\n":
        return False
    return sign.isspace() or sign < " " or sign == "\x7f"


def _take_task(sentence: Sentence, hidden: Sequence[Hidden]) -> list[Run]:
    """What there is to do: from a word of doing to the end of what is said with it.

    A second thing to do joins the first, unless it has a day of its own.
    """
    task: list[Run] = []
    of_clause = -1
    for run in sentence.left():
        if run.aside:
            continue
        dated = any(one.clause == run.clause for one in hidden)
        at = deed_at(run.words(), dated=dated)
        if at is not None and not any(map(is_act, run.words()[at:])):
            # «монтаж 45 000» is sold; «45 000 звонок завтра» is to be done.
            sold = sentence.next_part(run) is Part.AMOUNT
            behind = sentence.last_part(run) is Part.AMOUNT
            at = None if sold or (behind and not dated) else at
        if at is None:
            if run.clause == of_clause and not sentence.beside(run, Part.AMOUNT):
                sentence.use(run)
                task.append(run)
            continue
        days = any(one.clause == run.clause and one.said.day for one in hidden)
        if task and days and run.clause != of_clause:
            continue
        of_clause = run.clause
        deed = sentence.split(run, at)[1] if at > 0 else run
        sentence.use(deed)
        task.append(deed)
    return task


def _take_deal(sentence: Sentence, *, priced: bool) -> list[Run]:
    """What is sold: the words beside the amount and those before them; else what is counted."""
    for run in sentence.left():
        if 0 < (length := remark_words(run.words())) < len(run.tokens):
            sentence.split(run, length)
    runs = [one for one in sentence.left() if not one.aside and not is_remark(one.words())]
    core = _core(sentence, runs, priced=priced)
    if core is None:
        return []
    deal = [
        run
        for run in runs
        if run.start <= core.start or run.clause == core.clause or is_goods(run.words())
    ]
    for run in deal:
        sentence.use(run)
    return deal


def _core(sentence: Sentence, runs: Sequence[Run], *, priced: bool) -> Run | None:
    before = [one for one in runs if priced and sentence.leads_to(one, Part.AMOUNT)]
    behind = [one for one in runs if priced and sentence.last_part(one) is Part.AMOUNT]
    counted = [one for one in runs if is_goods(one.words())]
    return next(iter([*before, *behind, *counted, *runs]), None)

"""Rows of the day in words: what it is, about whom, why it is on the list."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain.documents import DocumentKind
from crm_desktop.domain.phones import shown_phones
from crm_desktop.domain.today import Reason
from crm_desktop.domain.yearly import is_round
from crm_desktop.queries.today import DayRow
from crm_desktop.ui.today.day_list import Said
from crm_desktop.words import codes, formats, npgettext, pgettext
from crm_desktop.words.rhythm import rhythm_text


def said(row: DayRow, today: date, language: str) -> Said:
    """A row as it is shown."""
    about = [row.client if row.title != row.client else "", shown_phones(row.phone)]
    if row.amount is not None:
        about.append(formats.short_money(row.amount, row.currency, language))
    return Said(title(row), " · ".join(one for one in about if one), why(row, today))


def title(row: DayRow) -> str:
    """What it is called; a paper by its kind and number."""
    if row.kind != "document":
        return row.title
    text = pgettext("Today", "{paper} No. {number}")
    return text.format(paper=codes.label(DocumentKind(row.variety)), number=row.title)


def why(row: DayRow, today: date) -> str:
    """Why it is on the list."""
    if row.reason is Reason.DATE:
        return _yearly(row, today)
    days = (today - date.fromisoformat((row.day or today.isoformat())[:10])).days
    if row.reason is Reason.DUE:
        return row.time or pgettext("Today", "today")
    if row.reason is Reason.OVERDUE:
        text = npgettext("Today", "{n} day late", "{n} days late", days)
    elif row.reason is Reason.UNPAID:
        text = npgettext("Today", "due {n} day ago", "due {n} days ago", days)
    elif row.reason is Reason.NO_STEP:
        if days == 0:
            return pgettext("Today", "no next step, new today")
        text = npgettext(
            "Today",
            "no next step, {n} day in its stage",
            "no next step, {n} days in its stage",
            days,
        )
    elif row.usual is not None:
        return _buys_no_more(row.usual, days)
    elif row.rhythm is not None:
        text = npgettext(
            "Today", "{rhythm}, silent for {n} day", "{rhythm}, silent for {n} days", days
        ).replace("{rhythm}", rhythm_text(row.rhythm))
    else:
        text = npgettext("Today", "silent for {n} day", "silent for {n} days", days)
    return text.format(n=days)


def _yearly(row: DayRow, today: date) -> str:
    """«через 2 дня день рождения, исполнится 50»."""
    ahead = (date.fromisoformat(row.day or today.isoformat()) - today).days
    what = row.note or pgettext("Today", "birthday")
    if ahead == 0:
        text = pgettext("Today", "{what} today")
    elif ahead == 1:
        text = pgettext("Today", "{what} tomorrow")
    else:
        text = npgettext("Today", "{what} in {n} day", "{what} in {n} days", ahead)
    said = text.format(n=ahead, what=what)
    if not is_round(row.years):
        return said
    return f"{said}, " + npgettext("Today", "{n} year", "{n} years", row.years or 0).format(
        n=row.years
    )


def greeting(row: DayRow) -> str:
    """What is written down when somebody was greeted."""
    what = row.note or pgettext("Today", "birthday")
    return f"{row.title}: {what}" if row.title != row.client else what


def _buys_no_more(usual: int, days: int) -> str:
    every = npgettext(
        "Today", "usually buys every {n} day", "usually buys every {n} days", usual
    ).format(n=usual)
    last = npgettext("Today", "last {n} day ago", "last {n} days ago", days).format(n=days)
    return f"{every}, {last}"


def step_title(row: DayRow) -> str:
    """How the next step is called that is planned for a paper, a deal or a client."""
    if row.kind == "document":
        return pgettext("Today", "Ask about payment: {paper}").format(paper=title(row))
    if row.kind == "deal":
        return pgettext("Today", "Next step: {deal}").format(deal=row.title)
    if row.occasion:
        return pgettext("Today", "Congratulate: {who}").format(who=row.title)
    return pgettext("Today", "Get in touch: {client}").format(client=row.client)

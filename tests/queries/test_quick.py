"""Whom a quick entry is about: known for sure, one of several, only alike, or nobody yet."""

from __future__ import annotations

from datetime import datetime

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.quick_entry import parse
from crm_desktop.queries.quick import Known, KnownBy, look
from tests.fixtures import a_client

NOW = datetime.fromisoformat("2026-11-25T12:00")


def known(crm: Crm, text: str) -> Known:
    return crm.ask(look, parse(text, NOW))


def told(found: Known) -> tuple[str, list[str], KnownBy | None]:
    return found.sure.name if found.sure else "", [one.name for one in found.alike], found.by


def test_whom_a_line_is_about(crm: Crm) -> None:
    crm.do(clients.add, a_client("Иванов Пётр", "+7 (916) 123-45-67"))
    crm.do(clients.add, a_client("Иванова Анна", "8 495 765-43-21"))
    crm.do(clients.add, a_client("Семёнова Наталья"))
    mail = PointDraft(PointKind.EMAIL, "zakaz@romashka.ru")
    crm.do(clients.add, ClientDraft(name="ООО «Ромашка»", inn="7707083893", points=(mail,)))
    crm.do(clients.add, a_client("Жена Иванова", "8 495 765-43-21"))
    cases = {
        "Пётр 8 (916) 123 45 67 окна 45к": ("Иванов Пётр", [], KnownBy.PHONE),
        "zakaz@romashka.ru двери": ("ООО «Ромашка»", [], KnownBy.EMAIL),
        "ИНН 7707083893 двери 10 000": ("ООО «Ромашка»", [], KnownBy.INN),
        "пётр иванов окна 45к": ("Иванов Пётр", [], KnownBy.NAME),
        "8 495 765-43-21 окна": ("", ["Иванова Анна", "Жена Иванова"], KnownBy.PHONE),
        "Иванов Пётр 8 926 000-00-01 окна": ("", ["Иванов Пётр"], None),
        "Семенова Наталия окна 45к": ("", ["Семёнова Наталья"], None),
        "Петров окна 45к": ("", [], None),
    }
    assert {text: told(known(crm, text)) for text in cases} == cases


def test_nobody_of_the_bin_is_known(crm: Crm) -> None:
    gone = crm.do(clients.add, a_client("Иванов Пётр", "+7 (916) 123-45-67")).value
    crm.do(clients.delete, gone)
    assert told(known(crm, "Иванов Пётр 8 916 123-45-67")) == ("", [], None)

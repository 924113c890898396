"""Looks at the health of the data: every gap at once, and all well."""

from __future__ import annotations

from datetime import date

from crm_desktop.commands import clients
from crm_desktop.domain.client_parts import Terms
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from tests.screens.bases import EMPTY, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

PHONE = PointDraft(PointKind.PHONE, "8 916 765-43-21")


def _gaps(stage: Stage, look: Look) -> None:
    for draft in (
        ClientDraft("ООО «Ромашка»", ClientKind.COMPANY, inn="7701000002", points=(PHONE,)),
        ClientDraft("Ромашка, ООО", ClientKind.COMPANY, points=(PHONE,)),
        ClientDraft("Мария", points=(PointDraft(PointKind.PHONE, "звонить жене"),)),
        ClientDraft("Лев", points=(PointDraft(PointKind.EMAIL, "нет почты"),)),
        ClientDraft("Анна", birthday=date(1890, 5, 17)),
    ):
        stage.crm.do(clients.add, draft)
    stage.program.desk.jobs.look()
    page = stage.go("health")
    wait_until(lambda: page.counted.text() != "")
    settle()
    look(stage.window)


def _well(stage: Stage, look: Look) -> None:
    mail = PointDraft(PointKind.EMAIL, "anna@yolki.ru")
    terms = Terms(consent_on=date(2026, 1, 2))
    whole = ClientDraft("Анна", city="Тула", source="Сайт", points=(PHONE, mail), terms=terms)
    stage.crm.do(clients.add, whole)
    stage.program.desk.jobs.look()
    page = stage.go("health")
    wait_until(lambda: page.counted.text() != "")
    settle()
    look(stage.window)


SCENES = [
    Scene("health-gaps", _gaps, kinds=(SEVEN,)),
    Scene("health-well", _well, kinds=(EMPTY,)),
]

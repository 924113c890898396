"""Looks at duplicates: groups found, cards side by side, the way back, nothing alike."""

from __future__ import annotations

from crm_desktop.commands import activities, clients, deals, merge, tasks
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.story import Shown, StoryKind
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.ui.runtime.jobs import Job
from tests.screens.bases import EMPTY, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

_SHOP = PointDraft(PointKind.PHONE, "8 (916) 765-43-21")
_ANNA = PointDraft(PointKind.PHONE, "+7 912 345-67-89")


def _twins(stage: Stage) -> list[int]:
    """Five cards of a firm, two of a woman."""
    drafts = (
        ClientDraft(
            "ООО «Ромашка»", ClientKind.COMPANY, inn="7701000001", city="Москва", points=(_SHOP,),
            address="ул. Мясницкая, д. 1, оф. 12", tags=("опт",), source="Сайт",
        ),
        ClientDraft(
            "Ромашка, ООО", ClientKind.COMPANY, inn="7701000001", kpp="770101001", points=(_SHOP,),
            comment="Просят звонить после обеда, бухгалтерия до пяти", source="Выставка",
        ),
        ClientDraft(
            "ROMASHKA LLC", ClientKind.COMPANY, city="Moscow",
            points=(_SHOP, PointDraft(PointKind.EMAIL, "office@romashka.ru")), tags=("vip",),
        ),
        ClientDraft("Семёнова Наталья", city="Тула", points=(_ANNA,)),
        ClientDraft("Семенова Наталия", city="Орёл", points=(_ANNA,), source="Рекомендация"),
    )  # fmt: skip
    ids = [stage.crm.do(clients.add, draft).value for draft in drafts]
    stage.crm.do(deals.add, DealDraft(title="Окна", client_id=ids[1]))
    stage.crm.do(tasks.add, TaskDraft(title="Позвонить", client_id=ids[2]))
    stage.crm.do(activities.add_note, ids[2], "Ждут счёт")
    stage.program.desk.jobs.look()
    return ids


def _found(stage: Stage, look: Look) -> None:
    _twins(stage)
    page = stage.go("duplicates")
    wait_until(lambda: bool(page.side.sheet.cards))
    settle()
    look(stage.window)


def _by_number(stage: Stage, look: Look) -> None:
    ids = _twins(stage)
    page = stage.go("duplicates", "-".join(map(str, ids[:3])))
    wait_until(lambda: len(page.side.sheet.cards) == 3)
    settle()
    look(stage.window)


def _told(stage: Stage, look: Look) -> None:
    ids = _twins(stage)
    stage.crm.do(merge.clients, ids[0], ids[1:3])
    stage.program.desk.jobs.look()
    page = stage.go("client", ids[0])
    page.open_whole()
    timeline = page.panel.timeline
    timeline.shown.setCurrentIndex(timeline.shown.findData(Shown.CHANGES))
    wait_until(lambda: StoryKind.MERGED in {one.kind for one in timeline.entries()})
    settle()
    look(stage.window)


def _back(stage: Stage, look: Look) -> None:
    ids = _twins(stage)
    stage.crm.do(merge.clients, ids[0], ids[1:3])
    stage.crm.do(activities.add_note, ids[0], "Договорились на вторник")
    stage.program.desk.jobs.look()
    page = stage.go("client", ids[0])
    timeline = page.panel.timeline
    wait_until(lambda: bool(timeline.entries()))
    timeline.taker.begin(ids[0])
    wait_until(lambda: timeline.taker.dialog is not None)
    settle()
    look(timeline.taker.dialog)
    timeline.taker.dialog.reject()


def _all(stage: Stage, look: Look) -> None:
    _twins(stage)
    page = stage.go("duplicates")
    wait_until(lambda: bool(page.side.sheet.cards))
    stage.while_asked(page.merge_sure, look)


def _scan(stage: Stage, look: Look) -> None:
    """Under way in a big base, then stopped."""
    page = stage.go("duplicates")
    page.rows, job = [], Job("", False)
    job.done, job.total = 43_000, 100_000
    page._job = job
    page.scanning.watch(job)
    page.rooms.setCurrentWidget(page.scanning)
    page._tell()
    page.scanning.stop.setFocus()
    settle()
    look(stage.window)
    page.scanning.stop.click()
    settle()
    look(stage.window)


def _none(stage: Stage, look: Look) -> None:
    page = stage.go("duplicates")
    wait_until(lambda: page.rooms.currentWidget() is page.nothing)
    settle()
    look(stage.window)


SCENES = [
    Scene("duplicates-found", _found, kinds=(SEVEN,)),
    Scene("duplicates-merge", _by_number, kinds=(SEVEN,)),
    Scene("duplicates-taken-back", _back, ("window:ui.parts.taking_apart.TakingApart",), (SEVEN,)),
    Scene("duplicates-told", _told, kinds=(SEVEN,)),
    Scene("duplicates-all", _all, ("asks:ui.duplicates.page._ask_for_all",), (SEVEN,)),
    Scene("duplicates-scan", _scan, kinds=(EMPTY,)),
    Scene("duplicates-none", _none, kinds=(EMPTY,)),
]

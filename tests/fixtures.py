"""Bases for tests: a template made once a session, copied for each test that wants one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.commands import organisations, settings
from crm_desktop.commands.work import COMMANDS, CommandInfo, Kind, Work
from crm_desktop.crm import Crm
from crm_desktop.db.database import Database
from crm_desktop.domain.clients import ClientDraft, ClientKind, PointDraft, PointKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.domain.rights import Right
from crm_desktop.domain.settings import business_of

ORGANISATION = OrganisationDraft(
    name="ООО «Ромашка»",
    kind=ClientKind.COMPANY,
    inn="7701000001",
    kpp="770101001",
    address="101000, г. Москва, ул. Мясницкая, д. 1",
    phone="+7 (495) 123-45-67",
    bank_name="ПАО Сбербанк",
    bik="044525225",
    account="40702810200000000001",
    corr_account="30101810400000000225",
    director_title="Директор",
    director="Иванов И. И.",
    vat_mode=VatMode.INCLUDED,
    vat_rate="standard",
)
"""A firm whose requisites all pass their checks (synthetic, from the domain's vectors)."""


def a_client(name: str = "Семёнова Наталья", *phones: str, city: str = "") -> ClientDraft:
    """A client draft with phones."""
    points = tuple(PointDraft(PointKind.PHONE, phone) for phone in phones)
    return ClientDraft(name=name, points=points, city=city)


def make_base(folder: Path, language: str = "ru") -> Path:
    """A furnished empty base in `folder`."""
    Database.create(folder).close()
    crm = Crm(folder)
    crm.do(settings.create_base, business_of("ru", language, "Ромашка"), "Хозяйка")
    crm.close()
    return folder


def age(crm: Crm, days: int) -> None:
    """Let everything in the bin have been put there so many days earlier."""
    info = CommandInfo("test.age", Right.EDIT, Kind.USER, _age, undoable=True, copy_first=False)
    COMMANDS[info.name] = info
    try:
        crm.do(_age, days)
    finally:
        del COMMANDS[info.name]


def _age(work: Work, days: int) -> None:
    for table in ("client", "deal", "task", "document"):
        work.connection.exec_driver_sql(
            f"UPDATE {table} SET deleted_at = strftime('%Y-%m-%dT%H:%M:%SZ', deleted_at, ?) "
            "WHERE deleted_at IS NOT NULL",
            (f"-{days} days",),
        )


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished base that nobody changes."""
    return make_base(tmp_path_factory.mktemp("template") / "base")


@pytest.fixture
def base(template: Path, tmp_path: Path) -> Path:
    """A furnished base of this test's own."""
    folder = tmp_path / "base"
    shutil.copytree(template, folder)
    return folder


@pytest.fixture
def crm(base: Path) -> Iterator[Crm]:
    """The test's base, opened."""
    opened = Crm(base)
    yield opened
    opened.close()


@pytest.fixture
def organisation(crm: Crm) -> int:
    """An own firm that may issue invoices with a payment code."""
    return crm.do(organisations.save, ORGANISATION).value

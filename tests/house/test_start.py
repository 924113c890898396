"""What a start may cost: what is not needed for the first page is imported when it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crm_desktop.commands.every import info_named, lasting
from crm_desktop.ui.shell.actions import table
from crm_desktop.ui.shell.pages import PAGES, PageSpec

HEAVY = (
    "PIL",
    "PySide6.QtPrintSupport",
    "alembic",
    "crm_desktop.commands.demo",
    "crm_desktop.commands.imports",
    "crm_desktop.domain.demo",
    "crm_desktop.ui.clients",
    "crm_desktop.ui.deals",
    "crm_desktop.ui.documents",
    "crm_desktop.ui.imports",
    "crm_desktop.ui.settings",
    "openpyxl",
    "phonenumbers",
    "pypdfium2",
    "python_calamine",
    "reportlab",
    "segno",
    "xlsxwriter",
)


def test_a_start_imports_no_room_and_no_library_that_it_does_not_show(root: Path) -> None:
    script = "import sys; import crm_desktop.ui.shell.start; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    found = done.stdout.split()
    assert "crm_desktop.ui.shell.window" in found
    assert [one for one in found if one in HEAVY] == []


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.id)
def test_the_table_of_pages_says_what_each_page_offers(spec: PageSpec) -> None:
    made = spec.make.__code__.co_names
    module = next(name for name in made if name.startswith("crm_desktop."))
    page = getattr(__import__(module, fromlist=[made[-1]]), made[-1])
    wanted = {one.offer for one in table() if one.offer}
    assert set(spec.offers) == {one for one in wanted if hasattr(page, one)}
    inside = [spec.inside] if spec.inside else []
    methods = [*inside, *(method for _kind, method in spec.starts)]
    assert [one for one in methods if not hasattr(page, one)] == []


def test_commands_of_rooms_not_seen_yet_are_known_to_undo(root: Path) -> None:
    script = (
        "import crm_desktop.crm as crm; print(*sorted(crm.lasting()));"
        "print(crm.info_named('client.import').name, crm.info_named('no.such'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["document.issue", "client.import None"]
    assert lasting() == {"document.issue"}
    assert info_named("demo.fill") is not None


def test_no_library_can_bring_ciphers_for_a_network(root: Path) -> None:
    script = (
        "import sys; from crm_desktop import main; main.run(['self-test']);"
        "import asyncio.streams; print('asyncio.events' in sys.modules, 'ssl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "True False"


def test_what_is_imported_before_qt_knows_nothing_of_it(root: Path) -> None:
    script = (
        "import sys; from crm_desktop import main; main.import_without_qt();"
        "before = set(sys.modules); import crm_desktop.ui.shell.start;"
        "print(*[one for one in before if one.startswith('PySide6')]);"
        "late = [one for one in sys.modules if one not in before];"
        "print(*[one for one in late if one.startswith(('sqlalchemy', 'crm_desktop.db'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["", ""]


def test_a_window_loads_none_of_the_other_commands(root: Path) -> None:
    script = (
        "import sys; from crm_desktop import main;"
        "main.window_line().parse_args(['--language', 'ru', 'open', '--safe']);"
        "print(*[one for one in sys.modules if one.startswith('crm_desktop.cli.')]);"
        "print(*[main._opens(one.split()) for one in ("
        "'', '--base open', 'open a.xlsx', '--base x open', 'clients list', '--help', '--base')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    loaded, opens = done.stdout.splitlines()
    assert set(loaded.split()) == {"crm_desktop.cli.parser", "crm_desktop.cli.usage"}
    assert opens == "True True True True False False False"


UNASKED = (
    "_hashlib",
    "_sysconfigdata",
    "asyncio.events",
    "email",
    "importlib.metadata._meta",
    "sqlalchemy.connectors.asyncio",
    "ssl",
)


def test_what_libraries_bring_unasked_comes_when_it_is_asked_for(root: Path) -> None:
    script = (
        "import importlib, sys; from crm_desktop import main;"
        "shown = lambda settings, request: print(*sorted(sys.modules)) or 0;"
        "before, named = main.import_without_qt, 'crm_desktop.ui.shell.start';"
        "main.import_without_qt = lambda: ("
        "before(), setattr(importlib.import_module(named), 'run', shown));"
        "main.run(['open']);"
        "import asyncio, hashlib, hmac, sqlalchemy.util.concurrency as concurrency;"
        "made = asyncio.sleep(0); print(concurrency.iscoroutine(made), made.close());"
        "print(concurrency.asyncio.CancelledError is asyncio.CancelledError, asyncio.__file__);"
        "print(len(importlib.metadata.version('sqlalchemy').split('.')));"
        "print(hashlib.sha256(b'').hexdigest()[:8], hmac.new(b'', b'', 'sha256').hexdigest()[:8])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    modules, coroutine, asyncio, metadata, digests = done.stdout.splitlines()
    assert "sqlalchemy.orm" in modules.split()
    assert [one for one in modules.split() if one.startswith(UNASKED)] == []
    assert coroutine == "True None"
    assert asyncio.startswith("True ")
    assert metadata == "3"
    assert digests == "e3b0c442 b613679a"

"""The walls of the house stand, and each falls over the import that is forbidden by it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

FLOORS = (
    "__main__",
    "main",
    "demo",
    "opening",
    "crm",
    "held_files",
    "late",
    "lean",
    "licences",
    "machine",
    "paths",
    "cli/__init__",
    "cli/clients",
    "ui/__init__",
    "commands/__init__",
    "commands/clients",
    "commands/deals",
    "exports/__init__",
    "queries/__init__",
    "db/__init__",
    "files/__init__",
    "words/__init__",
    "domain/__init__",
    "domain/text",
)
ROOMS = (
    "bin",
    "health",
    "duplicates",
    "shell",
    "today",
    "clients",
    "deals",
    "tasks",
    "documents",
    "imports",
    "settings",
    "parts",
    "kit",
    "runtime",
)

BREACHES = [
    ("Floors: imports only go down", "domain/text", "import crm_desktop.queries"),
    ("Floors: imports only go down", "cli/clients", "import crm_desktop.ui"),
    ("Floors: imports only go down", "paths", "import crm_desktop.machine"),
    ("Floors: imports only go down", "helpers", ""),
    ("Rooms of the ui", "ui/deals/__init__", "import crm_desktop.ui.clients"),
    ("Rooms of the ui", "ui/kit/__init__", "import crm_desktop.ui.parts"),
    ("Rooms of the ui", "ui/extra/__init__", ""),
    (
        "The ui never touches storage or file formats",
        "ui/deals/__init__",
        "import crm_desktop.db",
    ),
    ("The ui never touches storage or file formats", "ui/kit/__init__", "import sqlalchemy"),
    ("Below the ui there is no Qt", "commands/deals", "from PySide6.QtCore import QObject"),
    ("The domain knows no framework", "domain/text", "import sqlalchemy"),
    ("Offline, and children are plain subprocesses", "crm", "from urllib.request import urlopen"),
    ("Offline, and children are plain subprocesses", "main", "import multiprocessing.pool"),
    ("Offline, and children are plain subprocesses", "files/__init__", "import socket"),
]


def lint(folder: Path, cache: Path) -> str:
    """What import-linter says of the package in a folder."""
    program = "import sys; from importlinter.cli import lint_imports_command as c; c()"
    arguments = ["--no-logo", "--config", "pyproject.toml", "--cache-dir", str(cache)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "COLUMNS": "99"},
    )
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"


@pytest.fixture
def toy(root: Path, tmp_path: Path) -> Path:
    """An empty house of the same plan, under the same contracts."""
    text = (root / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    for name in ("__init__", *FLOORS, *(f"ui/{room}/__init__" for room in ROOMS)):
        write(tmp_path, name, "")
    # import-linter knows foreign packages only when somebody imports them.
    write(tmp_path, "db/__init__", "import sqlalchemy\n")
    return tmp_path


def write(folder: Path, module: str, text: str) -> None:
    file = folder / "crm_desktop" / f"{module}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{text}\n", "utf-8")


def test_the_walls_stand(root: Path, tmp_path: Path) -> None:
    answer = lint(root, tmp_path / "cache")
    assert answer.startswith("exit 0"), answer


def test_the_toy_house_stands(toy: Path) -> None:
    answer = lint(toy, toy / "cache")
    assert answer.startswith("exit 0"), answer


@pytest.mark.parametrize(("contract", "module", "text"), BREACHES)
def test_a_breach_is_caught(toy: Path, contract: str, module: str, text: str) -> None:
    write(toy, module, text)
    answer = lint(toy, toy / "cache")
    assert answer.startswith("exit 1"), answer
    assert f"{contract} BROKEN" in answer, answer


def test_a_circle_between_neighbours_is_caught(toy: Path) -> None:
    write(toy, "commands/clients", "import crm_desktop.commands.deals")
    write(toy, "commands/deals", "import crm_desktop.commands.clients")
    answer = lint(toy, toy / "cache")
    assert "No circles between neighbours BROKEN" in answer, answer


def test_every_contract_has_a_breach(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    names = {one["name"] for one in settings["tool"]["importlinter"]["contracts"]}
    assert names == {contract for contract, _, _ in BREACHES} | {"No circles between neighbours"}


@pytest.mark.parametrize(
    ("path", "text", "caught"),
    [
        ("crm_desktop/ui/shell/a.py", "from PySide6.QtNetwork import QTcpSocket", True),
        ("crm_desktop/ui/shell/a.py", "from PySide6 import QtNetwork", True),
        ("crm_desktop/ui/runtime/instance.py", "from PySide6.QtNetwork import QLocalSocket", True),
        ("crm_desktop/ui/runtime/instance.py", "from PySide6.QtCore import QTimer", False),
    ],
)
def test_qt_network_is_banned(root: Path, path: str, text: str, caught: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename", path, "-"],
        input=f'"""A module."""\n\n{text}\n',
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("TID251" in done.stdout) is caught, done.stdout + done.stderr


def test_nothing_is_exempt_in_place(root: Path) -> None:
    marks = ("no" + "qa", "type: " + "ignore", "pragma: no" + " cover", "fmt: " + "off")
    found = [
        f"{file.relative_to(root)}:{number}"
        for folder in ("crm_desktop", "installer", "tests")
        for file in (root / folder).rglob("*.py")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert found == []

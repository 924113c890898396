"""The strictness of every test can fail: each leftover is caught in a small suite of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CAUGHT = {
    "thread": (
        (
            "import threading\n"
            "def test_x():\n"
            "    threading.Thread(target=threading.Event().wait, args=(9,), daemon=True).start()\n"
        ),
        "left behind: thread",
    ),
    "timer": (
        (
            "from PySide6.QtCore import QTimer\n"
            "KEPT = []\n"
            "def test_x(qtbot):\n"
            "    timer = QTimer(); timer.start(10_000); KEPT.append(timer)\n"
        ),
        "left behind: timer",
    ),
    "widget": (
        (
            "from PySide6.QtWidgets import QWidget\n"
            "KEPT = []\n"
            "def test_x(qtbot):\n"
            "    KEPT.append(QWidget())\n"
        ),
        "left behind: widget QWidget",
    ),
    "log": (
        "import logging\ndef test_x():\n    logging.getLogger('crm_desktop.db').warning('odd')\n",
        "unexpected in the log:",
    ),
    "warning": (
        "import warnings\ndef test_x():\n    warnings.warn('old')\n",
        "UserWarning: old",
    ),
    "qt": (
        "from PySide6.QtCore import qWarning\ndef test_x(qtbot):\n    qWarning('odd')\n",
        "Qt messages with level WARNING or above emitted",
    ),
    "marker": (
        "import pytest\n@pytest.mark.unknown\ndef test_x(): pass\n",
        "'unknown' not found in `markers`",
    ),
    "xfail": (
        "import pytest\n@pytest.mark.xfail\ndef test_x(): pass\n",
        "XPASS(strict)",
    ),
}
PASSES = {
    "expected log": (
        "import logging, pytest\n"
        "@pytest.mark.logs('odd')\n"
        "def test_x():\n"
        "    logging.getLogger('crm_desktop.db').warning('odd')\n"
    ),
    "tidy": (
        "import threading\n"
        "from PySide6.QtWidgets import QMenu, QWidget\n"
        "def test_x(qtbot):\n"
        "    widget = QWidget(); qtbot.addWidget(widget); QMenu(widget); widget.show()\n"
        "    one = threading.Thread(target=threading.Event().wait, args=(0.1,)); one.start()\n"
    ),
    "own folders": (
        "from crm_desktop import machine, paths\n"
        "def test_x(tmp_path):\n"
        "    assert machine.file().is_relative_to(tmp_path)\n"
        "    assert paths.data_folder().is_relative_to(tmp_path)\n"
    ),
}


def suite(root: Path, folder: Path, text: str) -> str:
    """Run one test under the project's settings and conftest, in a project of its own."""
    for name in ("pyproject.toml", "tests/conftest.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text((root / name).read_text("utf-8"), "utf-8")
    (folder / "tests" / "test_x.py").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("case", CAUGHT)
def test_it_is_caught(case: str, root: Path, tmp_path: Path) -> None:
    text, complaint = CAUGHT[case]
    answer = suite(root, tmp_path, text)
    assert not answer.startswith("exit 0"), answer
    assert complaint in answer, answer


@pytest.mark.parametrize("case", PASSES)
def test_it_passes(case: str, root: Path, tmp_path: Path) -> None:
    answer = suite(root, tmp_path, PASSES[case])
    assert answer.startswith("exit 0"), answer

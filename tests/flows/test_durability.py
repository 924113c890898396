"""What was acknowledged is there: after kill −9 at any moment, and seen from the kernel's side."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crm_desktop.commands import clients as changes
from crm_desktop.commands import organisations
from crm_desktop.crm import Crm
from crm_desktop.queries import clients, documents
from tests.fixtures import ORGANISATION, a_client

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = int(os.environ.get("CRM_KILL_MOMENTS", "8"))
"""How often to kill; `CRM_KILL_MOMENTS=200` for the long run of a release."""


def command(base: Path, *arguments: str) -> list[str]:
    """The command line on a base, in this interpreter."""
    return [sys.executable, "-m", "crm_desktop", "--base", str(base), *arguments]


def lines(first: int, count: int) -> bytes:
    """Clients as JSON lines, told apart by their outside id."""
    made = (
        {"external_id": f"k{n}", "name": f"Клиент {n}", "phones": [f"8916{n:07}"]}
        for n in range(first, first + count)
    )
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made).encode()


def stored(base: Path) -> set[str]:
    """Outside ids of all clients in the base."""
    crm = Crm(base)
    try:
        assert crm.database.check() == []
        return {card.external_id for card in crm.ask(clients.dump)}
    finally:
        crm.close()


def test_kill_9_loses_nothing_acknowledged(base: Path) -> None:
    rng = random.Random(9)
    acknowledged: set[str] = set()
    first = 0
    for _moment in range(MOMENTS):
        process = subprocess.Popen(
            command(base, "clients", "add", "--from", "-", "--json"),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines(first, 400))
        process.stdin.flush()
        first += 400
        answer = process.stdout.readline()
        time.sleep(rng.uniform(0, 0.25))
        process.kill()
        rest = process.stdout.read()
        process.wait()
        process.stdin.close()
        process.stdout.close()
        for line in (answer + rest).splitlines():
            try:
                acknowledged.add(json.loads(line)["external_id"])
            except (ValueError, KeyError):
                continue  # the line the kill cut short
    found = stored(base)
    assert len(acknowledged) >= MOMENTS
    assert acknowledged <= found


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_disk_is_told_before_the_acknowledgement(base: Path, tmp_path: Path) -> None:
    log = tmp_path / "trace.txt"
    subprocess.run(
        [
            *("strace", "-f", "-qq", "-e", "trace=fdatasync,fsync,write", "-s", "60"),
            *("-o", str(log)),
            *command(base, "clients", "add", "--from", "-", "--json"),
        ],
        cwd=ROOT,
        input=lines(0, 3),
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    story = [
        "sync" if "sync(" in line else "answer"
        for line in log.read_text(errors="replace").splitlines()
        if re.search(r"f(data)?sync\(", line) or re.search(r'write\(1, "\{\\"line', line)
    ]
    assert story.count("answer") == 3
    # Before each answer, and after the one before it, the log was flushed to the disk.
    since = "".join("s" if s == "sync" else "A" for s in story)
    assert re.fullmatch(r"(s+A){3}s*", since), since


def test_two_processes_issue_without_hole_or_double(base: Path, tmp_path: Path) -> None:
    count = int(os.environ.get("CRM_ISSUES_EACH", "4"))
    crm = Crm(base)
    crm.do(organisations.save, ORGANISATION)
    client = crm.do(changes.add, a_client("Покупатель")).value
    crm.close()
    paper = tmp_path / "paper.json"
    paper.write_text(
        json.dumps(
            {
                "type": "invoice",
                "client": client,
                "date": "2026-11-21",
                "vat_mode": "none",
                "lines": [{"name": "Окно", "quantity": "1", "unit": "шт", "price": "100.00"}],
            },
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    one = command(base, "documents", "create", "--from", str(paper), "--issue", "--json")
    loop = (
        "import subprocess, sys\n"
        f"for _ in range({count}): subprocess.run({one!r}, check=True, cwd={str(ROOT)!r})"
    )
    both = [subprocess.Popen([sys.executable, "-c", loop], stdout=subprocess.PIPE) for _ in "ab"]
    for process in both:
        process.communicate()
        assert process.returncode == 0
    crm = Crm(base)
    numbers = sorted(int(row.number or 0) for row in crm.ask(documents.listing))
    crm.close()
    assert numbers == list(range(1, 2 * count + 1))

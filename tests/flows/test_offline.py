"""The whole main job where there is no network, watched call by call: only sockets of this computer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NO_NETWORK = ["unshare", "--net", "--"]
CALLS = "socket,socketpair,connect,bind,sendto,sendmsg"
_SOCKET = re.compile(r"\bsocket(?:pair)?\((?P<family>[A-Z0-9_]+)")
_ADDRESS = re.compile(r"sa_family=(?P<family>[A-Z0-9_]+)")


@pytest.fixture
def watched(tmp_path: Path) -> list[str]:
    """What stands before a command that is watched without a network; its log is `calls`."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("needs root on Linux")
    tools = [tool for tool in ("unshare", "strace") if shutil.which(tool) is None]
    if tools:
        pytest.skip(f"needs {', '.join(tools)}")
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={CALLS}"]
    prefix = [*NO_NETWORK, *strace, "-o", str(tmp_path / "calls")]
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs leave to make a network namespace and to trace")
    return prefix


def families(calls: Path) -> set[str]:
    """Families of all sockets made and of all addresses used."""
    text = calls.read_text("utf-8", "replace")
    return {found["family"] for kind in (_SOCKET, _ADDRESS) for found in kind.finditer(text)}


def test_the_watch_sees_a_call_outside(watched: list[str], tmp_path: Path) -> None:
    call = "import socket; socket.socket(socket.AF_INET).connect_ex(('192.0.2.1', 443))"
    subprocess.run([*watched, sys.executable, "-c", call], check=True)
    assert families(tmp_path / "calls") == {"AF_INET"}


def test_the_main_job_opens_no_connection(watched: list[str], tmp_path: Path, root: Path) -> None:
    story = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [*watched, *story, "tests/flows/test_main_job.py"],
        cwd=root,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
    assert families(tmp_path / "calls") <= {"AF_UNIX"}

"""Starts CRM Desktop from its source, and runs the developers' commands; Python's own library only.

python3 run.py [arguments]     open the program (or give it a command: python3 run.py search …)
python3 run.py test [pytest …] run the tests
python3 run.py lint            format, lint, types, walls, catalogues
python3 run.py screens         pictures of every screen into screens/
python3 run.py bench           the table of measures
python3 run.py build           the installable program
python3 run.py catalogues      collect texts, update and check the catalogues
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = "crm-desktop.stamp"
OLDEST = (3, 11)

# What Qt loads: the library, and the package that brings it on Debian and Ubuntu.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
"""Names since Debian 13 and Ubuntu 24.04."""


class Stop(Exception):
    """The way is blocked; the text says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Do what was asked and return the exit code."""
    verb, rest = split(arguments)
    try:
        check_python(sys.version_info[:2], sys.maxsize)
        offscreen = verb is not None or os.environ.get("QT_QPA_PLATFORM") == "offscreen"
        window = not offscreen and is_window(rest)
        check_screen(sys.platform, os.environ, window=window)
        check_system(window=window)
        python = environment("requirements.txt" if verb is None else "requirements-dev.txt")
        compile_catalogues(python)
        return VERBS[verb](python, rest) if verb else start(python, rest)
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def split(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """A developers' command and its arguments; without one, everything goes to the program."""
    if arguments and arguments[0] in VERBS:
        return arguments[0], list(arguments[1:])
    return None, list(arguments)


def is_window(arguments: Sequence[str]) -> bool:
    """Whether the program will open a window: no command, or `open`."""
    if {"-h", "--help", "--version"} & set(arguments):
        return False
    commands = [one for one in arguments if not one.startswith("-")]
    return not arguments or "open" in commands or not commands


# -- what must be there ---------------------------------------------------------------------


def check_python(version: tuple[int, int], largest: int) -> None:
    """Stop unless this is a 64-bit Python that is new enough, with all its parts."""
    wanted = ".".join(map(str, OLDEST))
    if version < OLDEST:
        have = ".".join(map(str, version))
        raise Stop(f"Python {wanted} or newer is needed; this is {have} ({sys.executable}).")
    if largest <= 2**32:
        raise Stop(f"A 64-bit Python {wanted} or newer is needed; this one has 32 bits.")


def check_system(*, window: bool) -> None:
    """Stop, or install as root on Debian and Ubuntu, what Python or Qt lack on this Linux."""
    if not sys.platform.startswith("linux"):
        return
    release = os_release()
    wanted = dict(LIBRARIES) | (WINDOW_LIBRARIES if window else {})
    packages = renamed(missing_packages(wanted, loads), release)
    needs_venv = not python_of(VENV).exists() and not has_venv() and uv() is None
    if needs_venv:
        packages.insert(0, "python3-venv")
    if not packages:
        return
    line = "apt-get install -y " + " ".join(packages)
    if is_debian(release) and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Missing system packages, installing them now:\n  {line}", flush=True)
        install(packages)
        return
    what = "Python's venv" if needs_venv else "Some libraries of the system that Qt needs"
    many = "is" if needs_venv else "are"
    raise Stop(
        f"{what} {many} missing. On Debian and Ubuntu this brings them:\n\n  sudo {line}\n\n"
        "Then start again. Nothing was changed."
    )


def check_screen(platform: str, env: Mapping[str, str], *, window: bool) -> None:
    """Stop on a Linux without a screen: Qt would abort without a word."""
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if window and platform.startswith("linux") and not any(env.get(one) for one in places):
        raise Stop(
            "There is no screen here to open a window on. Start it in a desktop session, or use "
            "the command line: python3 run.py --help"
        )


def missing_packages(wanted: Mapping[str, str], works: Callable[[str], bool]) -> list[str]:
    """The packages of those libraries that do not load, in order."""
    return [package for library, package in wanted.items() if not works(library)]


def loads(library: str) -> bool:
    """Whether the system's loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """Whether this Python can make environments: Debian splits ensurepip off."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def os_release(text: str | None = None) -> dict[str, str]:
    """The distribution's own description of itself."""
    if text is None:
        file = Path("/etc/os-release")
        text = file.read_text("utf-8") if file.exists() else ""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {key: value.strip("\"'") for key, _, value in pairs}


def is_debian(release: Mapping[str, str]) -> bool:
    """Debian, Ubuntu, and what is made from them."""
    family = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    return bool(family & {"debian", "ubuntu"})


def renamed(packages: Iterable[str], release: Mapping[str, str]) -> list[str]:
    """The packages' names on this release."""
    try:
        version = float(release.get("VERSION_ID", "0"))
    except ValueError:
        version = 0.0
    new = version >= (24.04 if release.get("ID") == "ubuntu" else 13.0)
    return [RENAMED.get(one, one) if new else one for one in packages]


def install(packages: Sequence[str]) -> None:
    """Install packages as root."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        if subprocess.run(command, env=quiet, check=False).returncode:
            raise Stop(f"This failed: {' '.join(command)}\nIs the computer connected?")
    importlib.invalidate_caches()


# -- the environment --------------------------------------------------------------------------


def environment(lock: str) -> Path:
    """The environment's Python, made or renewed when the lock or this Python is another one."""
    python, stamp = python_of(VENV), VENV / STAMP
    want = fingerprint(ROOT / lock, sys.version_info[:2])
    have = stamp.read_text("utf-8").split() if stamp.exists() else []
    if python.exists() and want in have:
        return python
    began = time.monotonic()
    print(f"Setting up the environment from {lock} (once, about a minute) …", flush=True)
    # The stamp goes with the old environment, so an interrupted set-up is done again.
    for command in set_up(lock, uv()):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Stop(
                "The environment could not be set up (see above). The libraries are fetched once "
                "from the Python package index: check the connection and start again."
            )
    marks = [want]
    if lock == "requirements-dev.txt":
        # The developers' environment opens the program as well.
        marks.append(fingerprint(ROOT / "requirements.txt", sys.version_info[:2]))
    stamp.write_text("\n".join(marks) + "\n", "utf-8")
    print(f"Done in {time.monotonic() - began:.0f} s.", flush=True)
    return python


def set_up(lock: str, tool: str | None) -> list[list[str]]:
    """The commands that make the environment: with uv where there is one, else with pip."""
    python = str(python_of(VENV))
    flags = ["--require-hashes", "--only-binary=:all:", "-r", str(ROOT / lock)]
    if tool:
        make = [tool, "venv", "--quiet", "--clear", "--no-python-downloads"]
        make += ["--python", sys.executable, str(VENV)]
        fill = [tool, "pip", "install", "--quiet", "--python", python, *flags]
    else:
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        fill = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *flags]
    return [make, fill]


def fingerprint(lock: Path, version: tuple[int, int]) -> str:
    """What an environment was made from: the lock's content and Python's version."""
    digest = hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(".".join(map(str, version)).encode())
    return digest.hexdigest()


def python_of(folder: Path) -> Path:
    """Where an environment keeps its Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def uv() -> str | None:
    """The quicker installer, if it is here."""
    return shutil.which("uv")


def compile_catalogues(python: Path) -> None:
    """Compile catalogues of texts that are newer than what was compiled."""
    stale = [
        po
        for po in (ROOT / "resources" / "i18n").glob("*/LC_MESSAGES/*.po")
        if is_newer(po, po.with_suffix(".mo"))
    ]
    if stale:
        call([python, "-m", "installer.build", "compile"])


def is_newer(source: Path, made: Path) -> bool:
    """Whether `made` is missing or older than its source."""
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


# -- the commands -----------------------------------------------------------------------------


def start(python: Path, rest: Sequence[str]) -> int:
    """Open the program, or hand it its command."""
    command = [str(python), "-m", "crm_desktop", *rest]
    # The caller's folder stays the current one, for arguments that name files in it; but no
    # module is ever taken from there.
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    env = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    if os.name != "nt":
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env, check=False).returncode


def test(python: Path, rest: Sequence[str]) -> int:
    """Run the tests: all of them on two cores, or what the arguments say."""
    return call([python, "-m", "pytest", *(rest or ["-q", "-n", "2"])], offscreen=True)


def lint(python: Path, _rest: Sequence[str]) -> int:
    """Every check that does not run the program; all of them, even if one fails."""
    tools = Path(python).parent
    suffix = ".exe" if os.name == "nt" else ""
    checks: dict[str, list[str | Path]] = {
        "format": [tools / f"ruff{suffix}", "format", "--check", "--quiet", "."],
        "lint": [tools / f"ruff{suffix}", "check", "--quiet", "."],
        "types": [python, "-m", "mypy"],
        "walls": [tools / f"lint-imports{suffix}", "--no-logo"],
        "catalogues": [python, "-m", "installer.build", "check"],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if call(command):
            failed.append(name)
    print(f"lint: {'failed: ' + ', '.join(failed) if failed else 'all clean'}", flush=True)
    return 1 if failed else 0


def screens(python: Path, rest: Sequence[str]) -> int:
    """Pictures of every screen, to be looked at."""
    return call([python, "-m", "tests.screens", *rest], offscreen=True)


def bench(python: Path, rest: Sequence[str]) -> int:
    """Measure; never part of the tests."""
    return call([python, "-m", "tests.bench", *rest], offscreen=True)


def build(python: Path, rest: Sequence[str]) -> int:
    """Make the installable program."""
    return call([python, "-m", "installer.build", "build", *rest])


def catalogues(python: Path, _rest: Sequence[str]) -> int:
    """Collect the texts, update the catalogues, compile and check them."""
    codes = [
        call([python, "-m", "installer.build", verb]) for verb in ("extract", "compile", "check")
    ]
    return max(codes)


def call(command: Sequence[str | Path], *, offscreen: bool = False) -> int:
    """Run a command in the project's folder and return its exit code."""
    env = dict(os.environ)
    if offscreen:
        env["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run([str(one) for one in command], cwd=ROOT, env=env, check=False).returncode


VERBS: dict[str, Callable[[Path, Sequence[str]], int]] = {
    "test": test,
    "lint": lint,
    "screens": screens,
    "bench": bench,
    "build": build,
    "catalogues": catalogues,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

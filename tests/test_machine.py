"""Settings of the machine: remembered, forgiving, never half-written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop import machine


def test_defaults_without_a_file() -> None:
    assert machine.load() == machine.Machine()


def test_a_save_is_loaded_again() -> None:
    kept = machine.Machine(language="ru", theme="dark", font_scale=120)
    kept.folders["lists"] = "C:\\Мои файлы"
    kept.windows["main"] = "AdnQywADAAA="
    kept.widths["clients"] = [120, 80]
    kept.opened(Path("магазин"))
    machine.save(kept)
    assert machine.load() == kept
    assert [one.name for one in machine.file().parent.iterdir()] == [machine.FILE]


def test_it_lies_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(machine.FOLDER_VARIABLE, str(tmp_path / "stick"))
    machine.save(machine.Machine())
    assert (tmp_path / "stick" / machine.FILE).is_file()


def test_keys_of_another_version_are_kept() -> None:
    write('language = "ru"\nshiny = 3\n\n[new]\na = [1, 2]\n')
    kept = machine.load()
    kept.theme = "light"
    machine.save(kept)
    again = machine.load()
    assert again.unknown == {"shiny": 3, "new": {"a": [1, 2]}}
    assert (again.language, again.theme) == ("ru", "light")


@pytest.mark.parametrize("text", ["language = ", "\x00\x00\x00", "[[[", "a = 1\na = 2"])
def test_a_damaged_file_is_set_aside(text: str) -> None:
    write(text)
    assert machine.load() == machine.Machine()
    assert not machine.file().exists()
    assert machine.file().with_suffix(".damaged.toml").read_text("utf-8") == text


def test_values_of_a_wrong_kind_are_defaults() -> None:
    write(
        'language = 5\ntheme = "neon"\nfont_scale = 1000\nrecent = [1, "a"]\n'
        'windows = {a = 1, b = "x"}\nwidths = {a = ["x"], b = [1]}\nsecond_place = true\nfolders = {a = 1, b = "/x"}\n'
    )
    kept = machine.load()
    assert (kept.language, kept.theme, kept.font_scale, kept.second_place) == (
        "",
        "system",
        150,
        "",
    )
    assert (kept.recent, kept.windows, kept.widths) == (["a"], {"b": "x"}, {"b": [1]})
    assert kept.folders == {"b": "/x"}


def test_a_failed_save_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    machine.save(machine.Machine(language="ru"))

    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        machine.save(machine.Machine(language="en"))
    assert machine.load().language == "ru"
    assert [one.name for one in machine.file().parent.iterdir()] == [machine.FILE]


def test_recent_bases_newest_first(tmp_path: Path) -> None:
    kept = machine.Machine()
    for number in range(12):
        kept.opened(tmp_path / str(number))
    kept.opened(tmp_path / "5")
    assert kept.recent[0] == str(tmp_path / "5")
    assert len(kept.recent) == machine.RECENT_LIMIT == len(set(kept.recent))
    assert kept.last_base() is None
    (tmp_path / "5").mkdir()
    assert kept.last_base() == tmp_path / "5"


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_survives(text: str) -> None:
    machine.save(machine.Machine(folders={"lists": text}))
    assert machine.load().folders == {"lists": text}


def write(text: str) -> None:
    machine.file().parent.mkdir(parents=True, exist_ok=True)
    machine.file().write_text(text, "utf-8")

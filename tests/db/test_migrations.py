"""Older bases come up to date whole: the same schema as a new one, nothing lost, undo still true."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from crm_desktop.commands import dictionaries, organisations, pipelines
from crm_desktop.crm import Crm
from crm_desktop.db import migrations
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.tables import Base
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients, deals, documents, history
from crm_desktop.queries import organisations as organisation_queries
from tests.tables import derived, dump

RELEASED = [f"base-v000{version}.db.gz" for version in (1, 2, 3, 4, 5, 6, 7)]
"""A populated base of every version there was."""


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "Магазин"
    folder.mkdir()
    packed = gzip.decompress((data / request.param).read_bytes())
    (folder / "base.db").write_bytes(packed)
    return folder


def schema(path: Path) -> dict[str, object]:
    """Every table's columns, keys, unique and other indexes, whatever the order they came in."""
    engine = make_engine(path, EngineRole.TOOL)
    found: dict[str, object] = {}
    try:
        with engine.connect() as connection:

            def ask(sql: str) -> list[tuple[object, ...]]:
                return [tuple(row) for row in connection.exec_driver_sql(sql)]

            for (name,) in ask(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' "
                "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'alembic%'"
            ):
                columns = ask(f'SELECT * FROM pragma_table_info("{name}")')
                keys = ask(f'SELECT * FROM pragma_foreign_key_list("{name}")')
                indexes = ask(
                    'SELECT l."unique", l.partial, (SELECT group_concat(i.name) '
                    f'FROM pragma_index_info(l.name) i) FROM pragma_index_list("{name}") l'
                )
                found[str(name)] = (
                    sorted(str(column[1:]) for column in columns),
                    sorted(str(key[2:]) for key in keys),
                    sorted(map(str, indexes)),
                )
    finally:
        engine.dispose()
    return found


def test_the_models_say_what_the_migrations_made(base: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "models.db"
    fresh.touch()
    engine = make_engine(fresh, EngineRole.TOOL)
    try:
        Base.metadata.create_all(engine)
    finally:
        engine.dispose()
    assert schema(fresh) == schema(base / "base.db")
    assert len(schema(fresh)) > 20


def test_a_migrated_base_is_made_like_a_new_one(old: Path, base: Path) -> None:
    Crm(old).close()
    assert migrations.version_of(old / "base.db") == migrations.SCHEMA_VERSION
    assert schema(old / "base.db") == schema(base / "base.db")


def test_nothing_is_lost_and_nothing_was_found_wrong(old: Path) -> None:
    version = migrations.header_version(old / "base.db")
    crm = Crm(old)
    try:
        assert crm.database.check() == []
        assert {c.name for c in crm.ask(clients.dump)} == {"ООО «Ёлки»", "Петрова Мария Ивановна"}
        assert [d.number for d in crm.ask(documents.listing) if d.number] == ["118", "117"]
        assert [len(c) for c in crm.ask(deals.board).cards.values()].count(1) == 2
        firms = crm.ask(organisation_queries.listing)
        assert [(firm.name, firm.papers) for firm in firms] == [
            ("ООО «Ромашка»", 3),
            ("ИП Ёжиков", 0),
        ]
        figures = derived(crm)
    finally:
        crm.close()
    again = Crm(old)
    try:
        assert derived(again) == figures
    finally:
        again.close()
    copies = list((old / "backups").glob("*.db"))
    assert [migrations.header_version(one) for one in copies] == [version]


def test_what_was_done_before_can_be_taken_back_after(old: Path) -> None:
    crm = Crm(old)
    try:
        log = [
            one
            for one in crm.ask(history.operations_log)
            if one.via == "do" and not one.undone and one.kind == "user"
        ]
        taken = 0
        for operation in log:
            if operation.name != "document.issue":
                crm.undo(operation.id)
                taken += 1
        assert taken > 10
        assert crm.database.check() == []
        left = dump(crm)
        assert [len(left[name]) for name in ("task", "activity", "deal")] == [0, 0, 1]
    finally:
        crm.close()


def test_deleting_a_stage_and_a_firm_of_the_old_base_comes_back(old: Path) -> None:
    crm = Crm(old)
    try:
        before = dump(crm)
        stages = crm.ask(deals.stages)
        spare = crm.ask(organisation_queries.listing)[1]
        crm.do(pipelines.delete_stage, stages[0].id, stages[1].id)
        crm.do(organisations.delete, spare.id)
        assert crm.do(dictionaries.rename, DictionaryKind.SOURCE, "Сайт", "Наш сайт").value == 2
        for _ in range(3):
            crm.undo()
        assert dump(crm) == before
    finally:
        crm.close()


@pytest.mark.parametrize(("name", "brought"), [(RELEASED[1], 5), (RELEASED[6], 30)])
def test_an_import_taken_back_in_an_older_version_can_be_done_again(
    data: Path, tmp_path: Path, name: str, brought: int
) -> None:
    (tmp_path / "base.db").write_bytes(gzip.decompress((data / name).read_bytes()))
    crm = Crm(tmp_path)
    try:
        before = len(crm.ask(clients.dump))
        crm.undo()  # the taking back itself
        assert len(crm.ask(clients.dump)) == before + brought
        assert crm.database.check() == []
        crm.undo()
        assert len(crm.ask(clients.dump)) == before
    finally:
        crm.close()


def test_a_base_of_a_later_version_is_refused_untouched(old: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    shutil.copytree(old, later)
    path = later / "base.db"
    raw = bytearray(path.read_bytes())
    raw[60:64] = (migrations.SCHEMA_VERSION + 1).to_bytes(4, "big")
    path.write_bytes(bytes(raw))
    with pytest.raises(Refused) as refused:
        Crm(later)
    assert [p.code for p in refused.value.problems] == [migrations.NEWER]
    assert path.read_bytes() == bytes(raw)

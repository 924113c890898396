"""Web pages under the name of a book: their tables as Excel shows them."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.domain.importing import Cell, Merge
from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage

HEAD = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><title>A</title><style>td{}</style>"
PAGE = (
    HEAD
    + """<meta http-equiv=Content-Type content="text/html; charset={charset}"></head><body>
<!-- <table><tr><td>no</table> --><![if !supportMisalignedColumns]><h1>Заказы&nbsp;за день</h1>
<table><tr><td colspan=3>Магазин <b>«Ёлка»</b></td></tr></table>
<TABLE border=1><tr><th rowspan=2>№<th colspan=2>Клиент</tr><tr><th>ФИО</th><th>Телефон</th></tr>
<tr><td>1</td><td>Семёнов&nbsp;Пётр</td><td x:num="89161112233">8,9161E+10</td></tr>
<tr><td>2<td>ООО &laquo;Ромашка&raquo;<td>8&nbsp;(926)&nbsp;555-44-33<br>8 495 123-45-67
<tr><td>3<td>Ким &lt;Оля&gt;<script>if (a<b && "</td>") {}</script><td>&nbsp;<td><p>a</p><p>b</p></tr>
</table></body></html>"""
)
CELLS: list[tuple[int, list[Cell]]] = [
    (0, ["Заказы за день"]),
    (1, ["Магазин «Ёлка»"]),
    (3, ["№", "Клиент"]),
    (4, [None, "ФИО", "Телефон"]),
    (5, ["1", "Семёнов Пётр", 89161112233]),
    (6, ["2", "ООО «Ромашка»", "8 (926) 555-44-33\n8 495 123-45-67"]),
    (7, ["3", "Ким <Оля>", None, "a\nb"]),
]


def read(path: Path, content: bytes) -> tuple[list[tuple[int, list[Cell]]], list[Merge], str]:
    path.write_bytes(content)
    with open_staged(stage(path, path.parent)) as staged:
        return list(staged.rows(0)), list(staged.merged(0)), staged.encoding


def test_a_page_is_its_tables_under_one_another(tmp_path: Path) -> None:
    for told, written in (
        ("windows-1251", "cp1251"),
        ("utf-8", "utf-8"),
        ("windows-1251", "utf-8"),
        ("nothing-known", "cp1251"),
        ("utf-16", "utf-16"),
    ):
        text = PAGE.replace("{charset}", told)
        rows, merged, encoding = read(tmp_path / f"{told}.xls", text.encode(written))
        assert rows == CELLS, (told, written)
        assert merged == [(1, 0, 1, 2), (3, 0, 4, 0), (3, 1, 3, 2)]
        assert encoding.startswith(written)


def test_tables_inside_tables_stand_one_below_the_other(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>Меню<td><table><tr><td rowspan=2>a<td>b<tr><td>c</table><td>d</table>"
        "<table><tr><td rowspan=3>1<td>2<tr><td>3</table>"
    )
    rows, _merged, _encoding = read(tmp_path / "a.xls", page.encode())
    assert [cells for _number, cells in rows] == [
        ["Меню"], ["a", "b"], [None, "c"], ["d"], ["1", "2"], [None, "3"],
    ]  # fmt: skip

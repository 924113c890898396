"""Books of Excel 2003 as one XML text."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.files.staged import open_staged
from crm_desktop.files.staging import stage

BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="@"/></Style></Styles>
<Worksheet ss:Name="Клиенты &amp; Ко"><Table ss:ExpandedColumnCount="4"><Column ss:Width="80"/>
<Row ss:Height="20"><Cell ss:MergeAcross="1" ss:StyleID="s1"><Data ss:Type="String">ФИО</Data></Cell>
<Cell><Data ss:Type="String">Дата &lt;1&gt;</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">Анна<B>!</B></Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">1985-06-05T00:00:00.000</Data></Cell>
<Cell ss:StyleID="s1"/><Cell><Data ss:Type="Number">89161112233</Data><Comment>нет</Comment></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Number">много</Data></Cell></Row>
<Row/><Row><Cell ss:MergeDown="1"><Data ss:Type="String">Олег</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="Пусто"><Table></Table></Worksheet></Workbook>"""


def test_a_book_of_2003_is_read_with_its_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_bytes(BOOK.encode(encoding))
        with open_staged(stage(path, tmp_path)) as staged:
            assert [sheet.name for sheet in staged.sheets] == ["Клиенты & Ко", "Пусто"]
            assert list(staged.rows(0)) == [
                (0, ["ФИО", None, "Дата <1>"]),
                (3, ["Анна!", None, {"d": "1985-06-05"}, None, 89161112233, True, "много"]),
                (5, ["Олег"]),
            ]
            assert staged.merged(0) == [(0, 0, 0, 1), (5, 0, 6, 0)]
            assert list(staged.rows(1)) == []

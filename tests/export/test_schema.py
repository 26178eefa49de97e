"""The tables are described in full, and the description that people read is the one that holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.export.describe import markdown
from communique.export.schema import TABLES, TYPES, Table
from communique.records import CodedDocument

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def test_the_page_in_the_documentation_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == markdown(), "run python -m communique.export.describe > docs/tables.md"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described_once(table: Table) -> None:
    assert len(set(table.header)) == len(table.header)
    assert table.header[0] == "document_id"
    assert set(table.key) <= set(table.header)
    for column in table.columns:
        assert column.type in TYPES
        assert column.what.endswith(".")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_fit_the_columns(table: Table, coded: CodedDocument) -> None:
    kinds: dict[str, type | tuple[type, ...]] = {"integer": int, "number": (int, float), "boolean": bool}
    rows = list(table.rows(coded))
    assert rows
    for row in rows:
        for value, column in zip(row, table.columns, strict=True):
            assert value is None or isinstance(value, kinds.get(column.type, str)), column.name

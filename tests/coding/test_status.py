"""What happened is told from what is planned, supposed, past or denied."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.analysis import analyse
from communique.coding.dates import find_dates, when_of
from communique.coding.reading import Reading
from communique.coding.status import status_of
from communique.records import Document

CASES = tomllib.loads((Path(__file__).parent / "status.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['word']}: {c['text']}" for c in CASES])
def test_status(case: dict[str, Any]) -> None:
    document = Document(text=case["text"], published=case.get("published"))
    reading = Reading(document, analyse(document))
    token = reading.words.index(case["word"])
    when = when_of(reading, token, find_dates(reading))
    assert status_of(reading, token, when) == case["status"]

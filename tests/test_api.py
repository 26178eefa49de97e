"""What `import communique` offers."""

from __future__ import annotations

import subprocess
import sys

import pytest

import communique
from communique import pipeline, records


def test_every_name_is_there() -> None:
    for name in communique.__all__:
        assert getattr(communique, name) is not None
    assert communique.code is pipeline.code
    assert communique.Event is records.Event
    assert set(communique.__all__) <= set(dir(communique))


def test_every_record_is_offered() -> None:
    assert {name for name in records.__all__ if name[0].isupper() and name != "ROOT"} <= set(
        communique.__all__
    )


def test_an_unknown_name_answers_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"no 'cod'; it has .*code_all"):
        communique.cod  # type: ignore[attr-defined]  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    heavy = (
        "'numpy', 'onnxruntime', 'trafilatura', 'lxml', 'duckdb', 'communique.records', 'charset_normalizer'"
    )
    script = f"import communique, sys; print([name for name in ({heavy}) if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_reading_plain_text_loads_no_web_page_reader() -> None:
    script = (
        "import sys, communique.pipeline\n"
        "print([name for name in ('numpy', 'trafilatura', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

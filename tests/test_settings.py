"""Settings from the environment."""

from __future__ import annotations

import pytest

from communique import settings
from communique.errors import UsageError
from communique.settings import Settings


def test_nothing_set_gives_the_defaults() -> None:
    assert settings.current({}) == Settings()


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert settings.current({"COMMUNIQUE_WORKERS": " "}) == Settings()


def test_every_setting_is_read() -> None:
    given = {"COMMUNIQUE_MAX_BYTES": "1000", "COMMUNIQUE_HTML_SECONDS": "0.5", "COMMUNIQUE_WORKERS": "3"}
    assert settings.current(given) == Settings(max_bytes=1000, html_seconds=0.5, workers=3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMMUNIQUE_MAX_BYTES", "20 MB"),
        ("COMMUNIQUE_MAX_BYTES", "0"),
        ("COMMUNIQUE_WORKERS", "-1"),
        ("COMMUNIQUE_WORKERS", "1.5"),
        ("COMMUNIQUE_HTML_SECONDS", "nan"),
        ("COMMUNIQUE_HTML_SECONDS", "inf"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"{name}='{value}'"):
        settings.current({name: value})


def test_there_is_at_least_one_processor() -> None:
    assert settings.processors() >= 1

"""Dates as files give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.moments import read_moment
from communique.records import Document


@pytest.mark.parametrize(
    ("given_as", "moment"),
    [
        ("2024-05-15", "2024-05-15"),
        (" 2024-05-15 ", "2024-05-15"),
        ("20240515", "2024-05-15"),
        ("2024/05/15", "2024-05-15"),
        ("2024.5.5", "2024-05-05"),
        ("2024-05-15T10:00:00Z", "2024-05-15T10:00:00+00:00"),
        ("2024-05-15T10:00:00+0200", "2024-05-15T10:00:00+02:00"),
        ("2024-05-15 10:00:00.123+02:00", "2024-05-15T10:00:00.123000+02:00"),
        ("20240515T100000Z", "2024-05-15T10:00:00+00:00"),
        ("2024-05-15T10:00:00", "2024-05-15"),  # no zone: the day only
        ("Wed, 15 May 2024 10:00:00 GMT", "2024-05-15T10:00:00+00:00"),
        ("Wed, 15 May 2024 10:00:00 -0400", "2024-05-15T10:00:00-04:00"),
        ("15 May 2024", "2024-05-15"),
        ("May 15, 2024", "2024-05-15"),
        ("Wednesday, May 15, 2024", "2024-05-15"),
        ("Wed 15th May 2024", "2024-05-15"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_clear_date_is_read(given_as: str, moment: str) -> None:
    assert read_moment(given_as) == moment
    assert Document("x", published=moment).published_day is not None


@pytest.mark.parametrize(
    "given_as",
    [
        "",
        "05/06/2024",
        "15.05.2024",
        "1715763600",
        "2024",
        "2024-05",
        "May 2024",
        "2024-13-01",
        "29 February 2023",
        "yesterday",
        "15 Mai 2024",
        "2024-05-15T25:00:00Z",
        "15 May 24",
        "2024-W20-3",
    ],
)
def test_a_date_that_can_be_read_two_ways_or_not_at_all_is_none(given_as: str) -> None:
    assert read_moment(given_as) is None


@given(st.text(max_size=40))
def test_any_string_is_a_moment_a_document_takes_or_none(given_as: str) -> None:
    Document("x", published=read_moment(given_as))


@given(st.datetimes(timezones=st.timezones()))
def test_every_iso_moment_is_kept(moment: object) -> None:
    assert read_moment(str(moment)) is not None

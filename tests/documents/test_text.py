"""Plain text: encodings, line ends, headers."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.read import Read
from communique.documents.text import read_text

ACCENTS = "Le ministre a déclaré à Genève que l’accord était « historique ». Les pourparlers continuent."


def read(raw: bytes) -> Read:
    (found,) = read_text(io.BytesIO(raw), "a.txt")
    return found


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_and_named_where_it_was_not_certain(encoding: str, named: str | None) -> None:
    found = read(ACCENTS.encode(encoding))
    assert found.document.text == ACCENTS
    assert [named in problem.why for problem in found.problems if named] == ([True] if named else [])
    assert not found.fatal


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café in Malmö was closed. Officials in Bogotá said the talks would go on.", "latin-1"),
        ("Der Außenminister sprach in München über die Lage. Präsident Müller fährt weiter.", "latin-1"),
        ("Minister powiedział, że rozmowy będą trwały w Łodzi. Źródła w rządzie potwierdzają.", "cp1250"),
        ("Министр иностранных дел заявил, что переговоры продолжатся в столице во вторник.", "cp1251"),
        ("Ο υπουργός Εξωτερικών δήλωσε ότι οι συνομιλίες θα συνεχιστούν την Τρίτη.", "cp1253"),
        ("قال وزير الخارجية إن المحادثات ستستمر في العاصمة يوم الثلاثاء.", "cp1256"),
        ("外交部发言人表示，双方将于周二在北京举行会谈。", "gb18030"),
        ("외교부 장관은 화요일 서울에서 회담을 가질 것이라고 밝혔다.", "cp949"),
    ],
)
def test_text_in_older_encodings_comes_out_right(text: str, encoding: str) -> None:
    found = read(text.encode(encoding))
    assert found.document.text == text
    assert [problem.fatal for problem in found.problems] == [False]


def test_a_stray_byte_in_utf8_costs_one_character() -> None:
    found = read("“Talks” – ".encode() + b"caf\xe9" + " in Málaga".encode())
    assert found.document.text == "“Talks” – caf\ufffd in Málaga"
    assert "in the text: 1" in found.problems[0].why


def test_line_ends_become_plain_and_nothing_else_changes() -> None:
    assert read(b"One.\r\nTwo.\rThree.\n\n  Four. \n").document.text == "One.\nTwo.\nThree.\n\n  Four. \n"


@pytest.mark.parametrize(
    ("raw", "text", "title", "published"),
    [
        ("Title: Talks\nDate: 2024-05-15\n\nThey met.", "They met.", "Talks", "2024-05-15"),
        ("TITLE : Talks\r\n\r\nThey met.", "They met.", "Talks", None),
        ("\ufeffTitle: Talks\nThey met.", "They met.", "Talks", None),
        ("Title: Talks\n\n\nThey met.", "\nThey met.", "Talks", None),
        ("Title:\nDate: 15 May 2024\nThey met.", "They met.", None, "2024-05-15"),
        (
            "Author: A. Writer\nTitle: Talks\n\nThey met.",
            "Author: A. Writer\nTitle: Talks\n\nThey met.",
            None,
            None,
        ),
        ("\nTitle: Talks\n\nThey met.", "\nTitle: Talks\n\nThey met.", None, None),
        ("Titles: Talks\nThey met.", "Titles: Talks\nThey met.", None, None),
        ("They met.\nDate: 2024-05-15", "They met.\nDate: 2024-05-15", None, None),
    ],
)
def test_headers_are_read_only_at_the_top(
    raw: str, text: str, title: str | None, published: str | None
) -> None:
    document = read(raw.encode()).document
    assert (document.text, document.title, document.published) == (text, title, published)


def test_every_header_reaches_the_document() -> None:
    raw = (
        "Title: Talks\nSource: The Harbour Post\nDate: 2024-05-15T10:00:00Z\nURL: https://example.org/a\n"
        "Language: en\nLicence: CC0-1.0\n\nThey met."
    )
    document = read(raw.encode()).document
    assert document.source == "The Harbour Post"
    assert document.published == "2024-05-15T10:00:00+00:00"
    assert document.url == "https://example.org/a"
    assert (document.language, document.licence) == ("en", "CC0-1.0")


def test_a_second_header_of_a_kind_is_set_aside_and_said() -> None:
    found = read(b"Title: One\nTitle: Two\n\nThey met.")
    assert found.document.title == "One"
    assert "'Two'" in found.problems[0].why


def test_headers_with_nothing_below_are_no_report() -> None:
    assert read(b"Title: Talks\nDate: 2024-05-15\n").fatal


@given(st.binary(max_size=300))
def test_any_bytes_end_as_a_document_or_a_reason(raw: bytes) -> None:
    found = read(raw)
    assert found.fatal == (found.document.text == "")
    found.document.text.encode()
    assert "\r" not in found.document.text
    assert "\0" not in found.document.text


@given(st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=("Cc", "Cs")), min_size=1))
def test_any_text_in_utf8_comes_out_as_it_went_in(text: str) -> None:
    found = read(b"\xef\xbb\xbf" + ("Said.\n" + text).encode())
    assert found.document.text == "Said.\n" + text

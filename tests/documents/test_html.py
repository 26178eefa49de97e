"""Web pages: the article, what the page says of itself, and pages that would hold the run."""

from __future__ import annotations

import io
import os

import pytest

from communique.documents import html
from communique.documents.read import Read

PARAGRAPH = (
    "<p>The foreign ministers of Norland and Estia met in Port Amal on Tuesday and agreed to reopen the "
    "northern crossing, which has been closed since the spring.</p>"
)
ARTICLE = f"<article><h1>Ministers meet</h1>{PARAGRAPH}<p>Both sides called the talks useful.</p></article>"


def read(page: str | bytes) -> Read:
    raw = page.encode() if isinstance(page, str) else page
    (found,) = html.read_html(io.BytesIO(raw), "a.html")
    return found


def page(head: str = "", body: str = ARTICLE, attributes: str = "") -> str:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def test_the_article_is_taken_and_the_rest_of_the_page_left() -> None:
    body = (
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<main>{ARTICLE}</main><footer><p>Copyright The Harbour Post</p></footer><script>var x = 1</script>"
    )
    text = read(page(body=body)).document.text
    assert "agreed to reopen the northern crossing" in text
    assert "Both sides called the talks useful." in text
    assert "Sport" not in text
    assert "Copyright" not in text
    assert "var x" not in text


def test_what_the_page_says_of_itself_reaches_the_document() -> None:
    head = (
        "<title>Ministers meet | The Harbour Post</title>"
        '<meta property="og:title" content="Ministers meet in Port Amal">'
        '<meta property="og:site_name" content="The Harbour Post">'
        '<link rel="canonical" href="https://example.org/2024/05/ministers">'
    )
    document = read(page(head, attributes='lang="en-GB"')).document
    assert document.title == "Ministers meet in Port Amal"
    assert document.source == "The Harbour Post"
    assert document.url == "https://example.org/2024/05/ministers"
    assert document.language == "en-GB"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-05-15T08:30:00+02:00">',
            "2024-05-15T08:30:00+02:00",
        ),
        ('<meta itemprop="datePublished" content="2024-05-15">', "2024-05-15"),
        (
            '<script type="application/ld+json">{"datePublished": "2024-05-15T06:30:00Z"}</script>'
            '<meta property="article:published_time" content="2024-05-20">',
            "2024-05-15T06:30:00+00:00",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, '
            '{"@type": "NewsArticle", "datePublished": "2024-05-15"}]}</script>',
            "2024-05-15",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2024-</script>'
            '<meta property="article:published_time" content="2024-05-15">',
            "2024-05-15",
        ),
        # Stamped in universal time after midnight; the address keeps the day of the paper's own readers.
        (
            '<link rel="canonical" href="https://example.org/2024/05/14/talks">'
            '<meta property="article:published_time" content="2024-05-15T02:30:00Z">',
            "2024-05-14",
        ),
        ('<link rel="canonical" href="https://example.org/2024/05/15/talks">', "2024-05-15"),
        ("", None),
    ],
)
def test_the_date_is_the_one_the_page_states(head: str, published: str | None) -> None:
    assert read(page(head)).document.published == published


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/relative", "data:text/html,x", ""])
def test_an_address_that_is_none_is_left_out(address: str) -> None:
    assert read(page(f'<link rel="canonical" href="{address}">')).document.url is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"<html><body><p>One minister met the other", "One minister met the other"),
        (b"<html><body><div><p>Two <b>ministers <i>met</p></div></table></body>", "Two ministers met"),
        (b"<p>Three ministers met.", "Three ministers met."),
        (b"Four ministers met.", "Four ministers met."),
    ],
)
def test_a_broken_page_gives_what_it_holds(raw: bytes, text: str) -> None:
    found = read(raw)
    assert found.document.text.strip() == text
    assert not found.fatal


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>var text = 'met'</script>", "<!-- They met. -->"])
def test_a_page_without_text_is_a_fatal_problem(body: str) -> None:
    found = read(page(body=body))
    assert found.fatal
    assert "no text" in found.problems[0].why


@pytest.mark.parametrize(
    ("declaration", "encoding", "text"),
    [
        ("<meta charset='windows-1251'>", "cp1251", "Министр иностранных дел заявил о переговорах."),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
            "cp1252",
            "“Málaga”, he said.",
        ),
        ("<meta charset=gb2312>", "gb18030", "外交部发言人表示，双方将于周二举行会谈。"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp", "外務大臣は火曜日に会談すると述べた。"),
        ("<meta charset='iso-8859-1'>", "utf-8", "“Málaga”, he said."),  # declared wrongly, as many are
        ("<meta charset='no-such'>", "utf-8", "“Málaga”, he said."),
        ("<meta charset='unicode_escape'>", "utf-8", "C:\\new and “Málaga”."),
    ],
)
def test_the_declared_encoding_is_used_where_the_page_is_not_utf8(
    declaration: str, encoding: str, text: str
) -> None:
    found = read(page(declaration, f"<p>{text}</p>").encode(encoding))
    assert found.document.text.strip() == text
    assert found.problems == ()


def test_thirty_thousand_attributes_are_refused_at_once() -> None:
    attributes = " ".join(f"a{n}='x'" for n in range(30_000))
    found = read(page(body=f"<div {attributes}>{ARTICLE}</div>"))
    assert found.fatal
    assert "attributes" in found.problems[0].why


def test_tags_nested_as_deep_as_on_bad_real_pages_do_not_lose_the_text() -> None:
    found = read(page(body="<div>" * 1000 + ARTICLE + "</div>" * 1000))
    assert "agreed to reopen" in found.document.text


def test_tags_nested_without_end_are_said_to_be() -> None:
    before = "<p>The ministers of both states met on Tuesday.</p>"
    found = read(page(body=before + "<div>" * 10_000 + ARTICLE + "</div>" * 10_000))
    assert "nested too deep" in found.problems[0].why


def test_a_page_over_its_time_is_killed_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_HTML_SECONDS", "0.05")
    slow = read(page(body=ARTICLE + PARAGRAPH.replace("met", "met <b>again</b>") * 20_000))
    assert slow.fatal
    assert "COMMUNIQUE_HTML_SECONDS" in slow.problems[0].why
    monkeypatch.delenv("COMMUNIQUE_HTML_SECONDS")
    assert not read(page()).fatal


def test_a_crash_of_the_parser_costs_one_page() -> None:
    assert not read(page()).fatal
    process = html._pages._process
    assert process is not None
    os.kill(process.pid, 11)
    process.wait()
    assert "signal 11" in read(page()).problems[0].why
    assert not read(page()).fatal


def test_pages_are_read_by_one_process_after_another() -> None:
    read(page())
    first = html._pages._process
    read(page())
    assert html._pages._process is first

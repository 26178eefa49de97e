"""Time expressions come out as intervals with precision and basis, and date the predicate they belong to."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parses import reading as parsed

from communique.coding.dates import DateExpression, find_dates, when_of
from communique.coding.reading import Reading
from communique.records import ROOT, Analysis, Document

WEDNESDAY = "2024-05-15"


def plain(text: str, published: str | None = WEDNESDAY, pattern: str = r"\w+|[^\w\s]") -> Reading:
    """Tokens and nothing else: one sentence, no parse."""
    cut = [match.span() for match in re.finditer(pattern, text)]
    starts, ends = tuple(start for start, _ in cut), tuple(end for _, end in cut)
    n = len(cut)
    empty = ("",) * n
    columns = (empty, ("X",) * n, empty, empty, (ROOT,) * n, ("dep",) * n)
    document = Document(text=text, published=published)
    return Reading(document, Analysis(document.id, ((0, n),) if n else (), starts, ends, *columns, ()))


def published(reading: Reading, day: str | None) -> Reading:
    return Reading(replace(reading.document, published=day), reading.analysis)


def only(text: str, day: str | None = WEDNESDAY) -> DateExpression:
    found = find_dates(plain(text, day))
    assert len(found) == 1, [d.when for d in found]
    return found[0]


# the sentence, the words of the expression, EDTF, precision, basis; published on Wednesday 15 May 2024
STATED = [
    ("They met on 14 May 2024.", "14 May 2024", "2024-05-14", "day"),
    ("They met on May 14, 2024, in Rome.", "May 14, 2024", "2024-05-14", "day"),
    ("They met on Tuesday, May 14, 2024.", "Tuesday, May 14, 2024", "2024-05-14", "day"),
    ("They met on the 14th of May, 2024.", "the 14th of May, 2024", "2024-05-14", "day"),
    ("They met on 2024-05-14.", "2024-05-14", "2024-05-14", "day"),
    ("They met on 14/05/2024.", "14/05/2024", "2024-05-14", "day"),
    ("They met on 5/5/2024.", "5/5/2024", "2024-05-05", "day"),
    ("They met in May 2024.", "May 2024", "2024-05", "month"),
    ("They met in May of 2024.", "May of 2024", "2024-05", "month"),
    ("They met in 2019.", "2019", "2019", "year"),
    ("The 2024 budget was passed.", "2024", "2024", "year"),
    ("Prices rose in the 1990s.", "the 1990s", "1990-01-01/1999-12-31", "decade"),
    ("Prices rose in the early 2000s.", "the early 2000s", "2000-01-01/2003-12-31", "interval"),
    ("They met in early 2023.", "early 2023", "2023-01-01/2023-04-30", "interval"),
    ("They met in spring 2022.", "spring 2022", "2022-03-01/2022-05-31", "season"),
    ("They met in the winter of 2022.", "the winter of 2022", "2022-12-01/2023-02-28", "season"),
    (
        "Output fell in the third quarter of 2023.",
        "the third quarter of 2023",
        "2023-07-01/2023-09-30",
        "season",
    ),
    ("Output fell in the first half of 2023.", "the first half of 2023", "2023-01-01/2023-06-30", "interval"),
    ("They met on 3-5 June 2023.", "3-5 June 2023", "2023-06-03/2023-06-05", "interval"),
    ("They met from June 3 to 5, 2023.", "June 3 to 5, 2023", "2023-06-03/2023-06-05", "interval"),
    ("He ruled from 2011 to 2014.", "2011 to 2014", "2011-01-01/2014-12-31", "interval"),
    ("In the 2011-14 war they fled.", "2011-14", "2011-01-01/2014-12-31", "interval"),
    ("He has ruled since 2014.", "since 2014", "2014-01-01/2024-05-15", "interval"),
    ("They left before 2019.", "before 2019", "../2018-12-31", "interval"),
    ("The town burned in the 19th century.", "the 19th century", "1801-01-01/1900-12-31", "interval"),
]
RELATIVE = [
    ("They met today.", "today", "2024-05-15", "day"),
    ("They met yesterday.", "yesterday", "2024-05-14", "day"),
    ("They will meet tomorrow morning.", "tomorrow morning", "2024-05-16", "day"),
    ("They fled last night.", "last night", "2024-05-14", "day"),
    ("They met on Tuesday.", "Tuesday", "2024-05-14", "day"),
    ("They met on Wednesday.", "Wednesday", "2024-05-15", "day"),
    ("They met on Thursday.", "Thursday", "2024-05-09", "day"),
    ("They met on Saturday.", "Saturday", "2024-05-11", "day"),
    ("They will meet on Tuesday.", "Tuesday", "2024-05-21", "day"),
    ("They met last Tuesday.", "last Tuesday", "2024-05-14", "day"),
    ("They will meet next Tuesday.", "next Tuesday", "2024-05-21", "day"),
    ("They met Tuesday morning.", "Tuesday morning", "2024-05-14", "day"),
    ("They met on Tuesday last week.", "Tuesday last week", "2024-05-07", "day"),
    ("They met late on Tuesday.", "late on Tuesday", "2024-05-14", "day"),
    ("They met last week.", "last week", "2024-05-06/2024-05-12", "week"),
    ("They met last month.", "last month", "2024-04", "month"),
    ("They met last year.", "last year", "2023", "year"),
    ("They met late last year.", "late last year", "2023-09-01/2023-12-31", "interval"),
    ("They met this week.", "this week", "2024-05-13/2024-05-19", "week"),
    ("They will meet next month.", "next month", "2024-06", "month"),
    ("They met earlier this month.", "earlier this month", "2024-05-01/2024-05-15", "interval"),
    ("They will meet later this month.", "later this month", "2024-05-15/2024-05-31", "interval"),
    ("They met three days ago.", "three days ago", "2024-05-12", "day"),
    ("They met two weeks ago.", "two weeks ago", "2024-04-29/2024-05-05", "week"),
    ("They met ten years ago.", "ten years ago", "2014", "year"),
    ("They met more than two years ago.", "more than two years ago", "../2022-05-15", "unknown"),
    ("They met decades ago.", "Decades ago", "../2014-05-15", "unknown"),
    ("They met over the past two weeks.", "the past two weeks", "2024-05-01/2024-05-15", "interval"),
    ("They met in recent days.", "recent days", "../2024-05-15", "unknown"),
    ("They will meet in the coming weeks.", "the coming weeks", "2024-05-15/..", "unknown"),
    ("They met often in the past.", "the past", "../2024-05-15", "unknown"),
    ("They will meet in the near future.", "the near future", "2024-05-15/..", "unknown"),
    ("They met over the weekend.", "the weekend", "2024-05-11/2024-05-12", "interval"),
    ("They met the day before yesterday.", "the day before yesterday", "2024-05-13", "day"),
    ("They met the week before last.", "the week before last", "2024-04-29/2024-05-05", "week"),
    ("They met on May 14th.", "May 14th", "2024-05-14", "day"),
    ("They met on 20 December.", "20 December", "2023-12-20", "day"),
    ("They will meet on 3 June.", "3 June", "2024-06-03", "day"),
    ("They will meet on 3 February.", "3 February", "2025-02-03", "day"),
    ("They will meet between 3 and 5 June.", "3 and 5 June", "2024-06-03/2024-06-05", "interval"),
    ("They met in September.", "September", "2023-09", "month"),
    ("They met in May.", "May", "2024-05", "month"),
    ("They met in mid-March.", "mid-March", "2024-03-11/2024-03-20", "interval"),
    ("They have met since March.", "since March", "2024-03-01/2024-05-15", "interval"),
    ("They will stay until June.", "until June", "2024-05-15/2024-06-30", "interval"),
    ("They will leave by Friday.", "by Friday", "2024-05-15/2024-05-17", "interval"),
    (
        "They will leave by the end of the year.",
        "by the end of the year",
        "2024-05-15/2024-12-31",
        "interval",
    ),
    ("They met on 14 May last year.", "14 May last year", "2023-05-14", "day"),
    ("They met two days after 3 May.", "two days after 3 May", "2024-05-05", "day"),
    ("Fighting grew from Monday to Wednesday.", "Monday to Wednesday", "2024-05-13/2024-05-15", "interval"),
    ("They met last summer.", "last summer", "2023-06-01/2023-08-31", "season"),
    ("The January 20 deadline is near.", "January 20", "2024-01-20", "day"),
    ("The July 20 deadline was not kept.", "July 20", "2024-07-20", "day"),
]


@pytest.mark.parametrize(("text", "words", "edtf", "precision"), STATED)
def test_a_date_given_in_full_is_stated(text: str, words: str, edtf: str, precision: str) -> None:
    when = only(text).when
    assert when.span is not None
    assert (when.span.cut(text), when.edtf, when.precision, when.basis) == (words, edtf, precision, "stated")
    if not words.startswith("since"):
        assert only(text, None).when == when


@pytest.mark.parametrize(("text", "words", "edtf", "precision"), RELATIVE)
def test_other_dates_are_relative_to_publication(text: str, words: str, edtf: str, precision: str) -> None:
    when = only(text).when
    assert when.span is not None
    assert when.span.cut(text).lower() == words.lower()
    assert (when.edtf, when.precision, when.basis) == (edtf, precision, "relative")


@pytest.mark.parametrize(("text", "words", "edtf", "precision"), RELATIVE)
def test_without_a_publication_date_relative_dates_stay_open(
    text: str, words: str, edtf: str, precision: str
) -> None:
    when = only(text, None).when
    assert (when.earliest, when.latest, when.basis) == (None, None, "relative")
    assert when.note == "no publication date"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("They met on 04/05/2024.", "day and month could be either way round"),
        ("They met on 31 June.", "there is no such day"),
        ("They met on 30 February 2024.", "there is no such day"),
        ("They meet every Tuesday.", "recurring"),
        ("They meet on Fridays.", "recurring"),
        ("He spoke on the second day of his visit.", "counted from something the text does not date"),
        ("He spoke two days after the vote.", "counted from something the text does not date"),
        ("He spoke the following day.", "relative to another date that the text does not give"),
        ("He spoke a few days later.", "relative to another date that the text does not give"),
        ("He lived 9000 years ago.", "outside the calendar"),
    ],
)
def test_what_comes_to_no_date_says_why(text: str, note: str) -> None:
    when = only(text).when
    assert (when.edtf, when.precision, when.note) == ("", "unknown", note)


@pytest.mark.parametrize(
    "text",
    [
        "May said she may go.",
        "Theresa May spoke.",
        "They may march on the capital.",
        "The second man marched on.",
        "The Sun reported losses.",
        "Some 1,990 people fled.",
        "They counted 2000 soldiers.",
        "It recalled UN resolution 1701.",
        "Vision 2030 is a plan.",
        "The team won 3-2.",
        "SM/PA",
        "He wrote in the Sunday Times.",
        "It was called Bloody Sunday.",
        "The fall of the government came.",
        "The two-week visit ended.",
        "The 23-year-old was held.",
        "The talks will last three days.",
        "It costs $2019.",
        "They fought for three days.",
        "Version 12.05.24 is out.",
        "April Jones spoke.",
        "He cited the March 8 alliance.",
        "The plane left at 1500 GMT.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(plain(text)) == ()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("On 3 May they left. The same day others came.", ["2024-05-03", "2024-05-03"]),
        ("On 3 May they left and the following day others came.", ["2024-05-03", "2024-05-04"]),
        ("On 3 May they left, having come two weeks earlier.", ["2024-05-03", "2024-04-15/2024-04-21"]),
        ("They left in May 2019 and came back a year later.", ["2019-05", "2020-05"]),
        ("In 2019 they left and the following day others came.", ["2019", ""]),
        ("They left in March 2019 and came back later that year.", ["2019-03", "2019"]),
    ],
)
def test_the_date_before_anchors_the_next(text: str, edtf: list[str]) -> None:
    assert [d.when.edtf for d in find_dates(plain(text))] == edtf


@pytest.mark.parametrize("pattern", [r"\w+|[^\w\s]", r"[\w-]+|[^\w\s]", r"\S+"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in mid-March they met", "mid-March"),
        ("on 3-5 June they met", "3-5 June"),
        ("in the 1990s they met", "the 1990s"),
    ],
)
def test_tokenisation_does_not_matter(text: str, words: str, pattern: str) -> None:
    reading = plain(text, pattern=pattern)
    (found,) = find_dates(reading)
    assert found.when.span is not None
    assert found.when.span.cut(text) == words
    assert reading.span(found.first, found.last).covers(found.when.span)


WORDS = """
    May March 14 2024 the of last next Tuesday week year early mid - / ' s 1990 ago three days before after
    since until from to between and Christmas 0 31 02/03/04 9999 century first half end fiscal every Sept .
    , ’ ß İ weekend this that same day quarter summer more than few couple later earlier in on by now
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25), st.sampled_from([WEDNESDAY, "0001-01-01", "9999-12-31", None]))
def test_no_text_breaks_it_and_spans_lie_inside(pieces: list[str], day: str | None) -> None:
    reading = plain(" ".join(pieces), day)
    ends = [0]
    for found in find_dates(reading):
        assert found.when.span is not None
        assert found.when.span.start >= ends[-1]
        assert reading.span(found.first, found.last).covers(found.when.span)
        ends.append(found.when.span.end)
    assert ends[-1] <= len(reading.text)


@given(st.text(max_size=60))
def test_any_characters_are_read(text: str) -> None:
    find_dates(plain(text))


SAID_THAT = """
    Officials/official NOUN.NNS 2 nsubj
    said/say VERB.VBD 0 root Tense=Past|VerbForm=Fin
    on ADP 4 case
    Sunday PROPN.NNP 2 obl
    that SCONJ 7 mark
    troops/troop NOUN.NNS 7 nsubj
    crossed/cross VERB.VBD 2 ccomp Tense=Past|VerbForm=Fin
    on ADP 9 case
    Friday PROPN.NNP 7 obl
    . PUNCT 2 punct
"""
SAID_UNDATED = """
    Officials/official NOUN.NNS 2 nsubj
    said/say VERB.VBD 0 root Tense=Past|VerbForm=Fin
    on ADP 4 case
    Sunday PROPN.NNP 2 obl
    that SCONJ 7 mark
    troops/troop NOUN.NNS 7 nsubj
    crossed/cross VERB.VBD 2 ccomp Tense=Past|VerbForm=Fin
    . PUNCT 2 punct
"""
WILL_VISIT = """
    He PRON.PRP 2 nsubj
    said/say VERB.VBD 0 root Tense=Past|VerbForm=Fin
    Lau PROPN.NNP 5 nsubj
    would/would AUX.MD 5 aux VerbForm=Fin
    visit VERB.VB 2 ccomp VerbForm=Inf
    Oslo PROPN.NNP 5 obj
    on ADP 8 case
    Friday PROPN.NNP 5 obl
    . PUNCT 2 punct
"""
HELD_TALKS = """
    They PRON.PRP 2 nsubj
    held/hold VERB.VBD 0 root Tense=Past|VerbForm=Fin
    talks/talk NOUN.NNS 2 obj
    on ADP 5 case
    Tuesday PROPN.NNP 2 obl
    . PUNCT 2 punct
"""
CONDEMNED = """
    They PRON.PRP 2 nsubj
    condemned/condemn VERB.VBD 0 root Tense=Past|VerbForm=Fin
    Monday PROPN.NNP 5 nmod:poss
    's PART.POS 3 case
    attack NOUN.NN 2 obj
    . PUNCT 2 punct
"""
FRONTED = """
    On ADP 2 case
    Tuesday PROPN.NNP 4 obl
    they PRON.PRP 4 nsubj
    met/meet VERB.VBD 0 root Tense=Past|VerbForm=Fin
    and CCONJ 6 cc
    signed/sign VERB.VBD 4 conj Tense=Past|VerbForm=Fin
    on ADP 8 case
    paper NOUN.NN 6 obl
    . PUNCT 4 punct
"""
OTHER_CONJUNCT = """
    They PRON.PRP 2 nsubj
    met/meet VERB.VBD 0 root Tense=Past|VerbForm=Fin
    on ADP 4 case
    Monday PROPN.NNP 2 obl
    and CCONJ 6 cc
    signed/sign VERB.VBD 2 conj Tense=Past|VerbForm=Fin
    on ADP 8 case
    Tuesday PROPN.NNP 6 obl
    . PUNCT 2 punct
"""
KILLING = """
    Troops/troop NOUN.NNS 2 nsubj
    fired/fire VERB.VBD 0 root Tense=Past|VerbForm=Fin
    Monday PROPN.NNP 2 obl:unmarked
    , PUNCT 5 punct
    killing/kill VERB.VBG 2 advcl VerbForm=Ger
    two NUM.CD 5 obj
    . PUNCT 2 punct
"""
PLANS = """
    They PRON.PRP 2 nsubj
    planned/plan VERB.VBD 0 root Tense=Past|VerbForm=Fin
    to PART.TO 4 mark
    meet VERB.VB 2 xcomp VerbForm=Inf
    on ADP 6 case
    Friday PROPN.NNP 4 obl
    . PUNCT 2 punct
"""
POSTPONED = """
    They PRON.PRP 2 nsubj
    postponed/postpone VERB.VBD 0 root Tense=Past|VerbForm=Fin
    it PRON.PRP 2 obj
    until ADP 5 case
    Friday PROPN.NNP 2 obl
    . PUNCT 2 punct
"""
REJECTED = """
    They PRON.PRP 2 nsubj
    rejected/reject VERB.VBD 0 root Tense=Past|VerbForm=Fin
    the DET.DT 5 det
    2015 NUM.CD 5 nummod
    accord NOUN.NN 2 obj
    . PUNCT 2 punct
"""


def text_of(rows: str) -> str:
    return " ".join(line.split()[0].partition("/")[0] for line in rows.split("\n") if line.strip())


@pytest.mark.parametrize(
    ("rows", "token", "edtf", "basis"),
    [
        (SAID_THAT, 1, "2024-05-12", "relative"),
        (SAID_THAT, 6, "2024-05-10", "relative"),
        (SAID_UNDATED, 6, "../2024-05-15", "publication"),
        (WILL_VISIT, 4, "2024-05-17", "relative"),
        (WILL_VISIT, 1, "../2024-05-15", "publication"),
        (HELD_TALKS, 1, "2024-05-14", "relative"),
        (HELD_TALKS, 2, "2024-05-14", "relative"),
        (CONDEMNED, 1, "../2024-05-15", "publication"),
        (CONDEMNED, 4, "2024-05-13", "relative"),
        (FRONTED, 3, "2024-05-14", "relative"),
        (FRONTED, 5, "2024-05-14", "relative"),
        (OTHER_CONJUNCT, 1, "2024-05-13", "relative"),
        (OTHER_CONJUNCT, 5, "2024-05-14", "relative"),
        (KILLING, 4, "2024-05-13", "relative"),
        (PLANS, 3, "2024-05-17", "relative"),
        (PLANS, 1, "../2024-05-15", "publication"),
        (POSTPONED, 1, "2024-05-15/2024-05-17", "relative"),
        (REJECTED, 1, "../2024-05-15", "publication"),
        (REJECTED, 4, "2015", "stated"),
    ],
)
def test_a_predicate_has_the_date_of_its_own_clause(rows: str, token: int, edtf: str, basis: str) -> None:
    reading = published(parsed(text_of(rows), rows), WEDNESDAY)
    when = when_of(reading, token, find_dates(reading))
    assert (when.edtf, when.basis) == (edtf, basis)


@pytest.mark.parametrize(
    ("status", "day", "edtf", "basis"),
    [
        (None, WEDNESDAY, "../2024-05-15", "publication"),
        ("historical", WEDNESDAY, "../2024-05-15", "publication"),
        ("future", WEDNESDAY, "2024-05-15/..", "publication"),
        ("future", None, "", "unknown"),
        (None, None, "", "unknown"),
    ],
)
def test_without_a_stated_date_publication_is_the_bound(
    status: str | None, day: str | None, edtf: str, basis: str
) -> None:
    reading = published(parsed(text_of(SAID_UNDATED), SAID_UNDATED), day)
    when = when_of(reading, 6, find_dates(reading), status=status)
    assert (when.edtf, when.precision, when.basis) == (edtf, "unknown", basis)


def test_without_a_parse_no_date_is_attached() -> None:
    reading = plain("They met on Tuesday.")
    assert when_of(reading, 1, find_dates(reading)).basis == "publication"


def test_a_long_line_of_date_words_is_read_through() -> None:
    reading = plain("early mid late the end of " * 4000)
    assert find_dates(reading) == ()

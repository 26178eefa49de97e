"""Reading with the shipped weights: small texts, every kind of odd text, and one that must be right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.analysis import analyse, parse
from communique.analysis.conllu import read_conllu, to_conllu
from communique.analysis.lemmas import lemma_of
from communique.analysis.reader import Reader
from communique.analysis.trees import is_tree
from communique.errors import UnreadableError
from communique.records import ROOT, Analysis, Document

TEXT = """Okoro rejects talks

Interior Minister Amina Okoro of Mali met Kurdish rebels in Bamako on Monday. “We won’t sign,” she said."""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(Document(TEXT))


def words(analysis: Analysis, text: str) -> list[str]:
    return [text[start:end] for start, end in zip(analysis.starts, analysis.ends, strict=True)]


def check(analysis: Analysis, text: str) -> None:
    """What holds of every analysis."""
    assert all(word.strip() == word != "" for word in words(analysis, text))
    assert [first for first, _ in analysis.sentences] == [0, *(last for _, last in analysis.sentences)][:-1]
    for first, last in analysis.sentences:
        heads = [0 if head == ROOT else head - first + 1 for head in analysis.heads[first:last]]
        assert is_tree(np.array([0, *heads]))
        roots = [token for token in range(first, last) if analysis.heads[token] == ROOT]
        assert [token for token in range(first, last) if analysis.deprels[token] == "root"] == roots
    ends = [mention.last for mention in analysis.mentions]
    assert all(mention.first >= end for mention, end in zip(analysis.mentions, [0, *ends], strict=False))


def test_the_columns_hold_together(analysis: Analysis) -> None:
    check(analysis, TEXT)
    assert len(analysis.sentences) == 3


def test_subject_object_and_time_are_found(analysis: Analysis) -> None:
    met = words(analysis, TEXT).index("met")
    children = {
        analysis.deprels[t]: words(analysis, TEXT)[t] for t, h in enumerate(analysis.heads) if h == met
    }
    assert analysis.lemmas[met] == "meet"
    assert (analysis.upos[met], analysis.xpos[met]) == ("VERB", "VBD")
    assert "Tense=Past" in analysis.feats[met]
    assert children["obj"] == "rebels"


def test_names_are_found_without_their_titles(analysis: Analysis) -> None:
    found = words(analysis, TEXT)
    mentions = {(" ".join(found[m.first : m.last]), m.type) for m in analysis.mentions}
    assert {
        ("Mali", "COUNTRY"),
        ("Kurdish", "PEOPLE"),
        ("Monday", "DATE"),
    } <= mentions


def test_a_name_between_office_and_country_is_found(analysis: Analysis) -> None:
    found = words(analysis, TEXT)
    mentions = {(" ".join(found[m.first : m.last]), m.type) for m in analysis.mentions}
    assert ("Amina Okoro", "PERSON") in mentions


def test_the_same_text_is_read_the_same(analysis: Analysis) -> None:
    assert analyse(Document(TEXT)) == analysis


def test_many_texts_are_read_as_each_by_itself(analysis: Analysis) -> None:
    documents = [Document("Talks failed."), Document(TEXT), Document("")]
    several = Reader().read_many(documents)
    assert [one.document for one in several] == [document.id for document in documents]
    assert several[1].heads == analysis.heads
    assert several[1].upos == analysis.upos


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "\x00",
        "\u200b",
        ".",
        "’s",
        "🕊️",
        "العراق يرفض المحادثات.",
        "\ud800 talks",
        "a\u00ad\u00adb " * 9,
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    check(analyse(Document(text)), text)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    check(analyse(Document(text)), text)


def test_a_text_without_words_gives_an_empty_analysis() -> None:
    empty = analyse(Document(""))
    assert (empty.sentences, empty.starts, empty.mentions) == ((), (), ())


def test_a_sentence_longer_than_the_encoder_reads_is_one_tree() -> None:
    long = ["Talks", "failed", ","] * 400
    (parsed,) = parse([long])
    assert len(parsed.heads) == len(long)
    assert parsed.heads.count(0) == 1
    assert max(parsed.heads) <= len(long)


@pytest.mark.parametrize(
    ("word", "edit", "upos", "lemma"),
    [
        ("Talks", "l-1+", "NOUN", "talk"),
        ("Okoro", "k-0+", "PROPN", "Okoro"),
        ("countries", "l-3+y", "NOUN", "country"),
        ("was", "l-3+be", "AUX", "be"),
        ("of", "l-2+", "ADP", "of"),
        ("fired", "l-2+", "VERB", "fire"),
        ("met", "l-0+", "VERB", "meet"),
        ("fired", "l-2+", "ADJ", "fir"),
    ],
)
def test_a_lemma_is_an_edit_of_its_word_mended_for_verbs(word: str, edit: str, upos: str, lemma: str) -> None:
    assert lemma_of(word, edit, upos) == lemma


def test_conllu_can_be_read_back(analysis: Analysis) -> None:
    text = to_conllu(Document(TEXT), analysis)
    found = words(analysis, TEXT)
    assert read_conllu(text)[0] == [found[first:last] for first, last in analysis.sentences]
    assert "NER=B-DATE" in text
    assert text.count("SpaceAfter=No") == 6
    assert all(len(line.split("\t")) == 10 for line in text.splitlines() if line and line[0] != "#")


def test_conllu_keeps_words_and_leaves_out_ranges() -> None:
    rows = [
        "# newdoc",
        "# text = don't",
        "1-2\tdon't" + "\t_" * 8,
        "1\tdo" + "\t_" * 8,
        "2\tn't" + "\t_" * 8,
        "2.1\tx" + "\t_" * 8,
    ]
    assert read_conllu("\n".join(rows) + "\n\n") == ([["do", "n't"]], [0])


def test_conllu_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableError, match="line 2"):
        read_conllu("# a\n1\tTalks\n")


def test_a_megabyte_without_a_space_is_read() -> None:
    text = "x" * 1_000_000
    check(analyse(Document(text)), text)


def test_a_name_in_short_and_a_pronoun_go_back_to_the_name() -> None:
    text = "President Amina Okoro arrived in Bamako on Monday. Okoro said she would meet the rebels."
    analysis = analyse(Document(text))
    found = words(analysis, text)
    links = {(found[link.token], link.antecedent) for link in analysis.links}
    assert ("Okoro", found.index("Okoro")) in links
    assert any(word == "she" for word, _ in links)


def test_links_go_back_and_have_scores(analysis: Analysis) -> None:
    assert all(0 <= link.antecedent < link.token for link in analysis.links)
    assert all(0 < link.score <= 1 for link in analysis.links)


def test_sentences_that_are_given_are_kept() -> None:
    sentences = [["Talks", "failed"], ["Envoys", "left", "."], ["No", "stop", "Here", "either"]] * 40
    parsed = parse(sentences, fresh=[0, 5])
    assert [len(one.heads) for one in parsed] == [len(words) for words in sentences]
    assert all(is_tree(np.array([0, *one.heads])) for one in parsed)

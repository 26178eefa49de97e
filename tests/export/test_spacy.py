"""spaCy's Docs: the same text to the character, and the analysis as it was on the way back."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parses import reading

from communique.errors import RecordError, UsageError
from communique.export import spacy as adapter
from communique.records import ROOT, Analysis, Document, TextMention

TEXT = " Peking  responded.\n\nNobody\tmet Ana\u00a0 Roth, she   said. \n"
ROWS = """
Peking            PROPN.NNP  2  nsubj      Number=Sing
responded/respond VERB.VBD   0  root       Mood=Ind|Tense=Past|VerbForm=Fin
.                 PUNCT..    2  punct

Nobody            PRON.NN    2  nsubj
met/meet          VERB.VBD   7  ccomp      Mood=Ind|Tense=Past
Ana               PROPN.NNP  2  obj        Number=Sing
Roth              PROPN.NNP  3  flat       Number=Sing
,                 PUNCT.,    2  punct
she               PRON.PRP   7  nsubj      Case=Nom|PronType=Prs
said/say          VERB.VBD   0  root       Mood=Ind|Tense=Past
.                 PUNCT..    7  punct
"""
MENTIONS = [(0, 1, "PLACE"), (5, 7, "PERSON")]


@pytest.fixture
def spacy() -> Any:
    return pytest.importorskip("spacy")


def report() -> Analysis:
    return reading(TEXT, ROWS, MENTIONS).analysis


def doc(spacy: Any, words: list[str], heads: list[int], **columns: Any) -> Any:
    """A Doc as another pipeline might have made it."""
    deps = ["ROOT" if head == place else "dep" for place, head in enumerate(heads)]
    columns = {"deps": deps, "pos": ["NOUN"] * len(words), **columns}
    return spacy.tokens.Doc(spacy.blank("en").vocab, words=words, heads=heads, **columns)


def test_a_doc_has_the_text_to_the_character(spacy: Any) -> None:
    made = adapter.to_spacy(report(), TEXT)
    assert made.text == TEXT
    words = [token for token in made if token.pos_ != "SPACE"]
    assert [token.idx for token in words] == list(report().starts)
    assert [str(token) for token in words][:4] == ["Peking", "responded", ".", "Nobody"]


def test_a_doc_has_tags_tree_names_and_sentences(spacy: Any) -> None:
    made = adapter.to_spacy(report(), TEXT)
    said = next(token for token in made if token.lemma_ == "say")
    assert (said.dep_, said.pos_, said.tag_, said.head) == ("ROOT", "VERB", "VBD", said)
    met = next(token for token in made if token.lemma_ == "meet")
    assert met.head == said
    assert met.morph.get("Tense") == ["Past"]
    assert [child.text for child in met.lefts] == ["Nobody"]
    assert [sentence.root.lemma_ for sentence in made.sents] == ["respond", "say"]
    assert [(span.text, span.label_) for span in made.ents] == [
        ("Peking", "PLACE"),
        ("Ana\u00a0 Roth", "PERSON"),
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "a", " a", "a b", "a  b", "a \n b\n", "a\n\n\tb  ", "a\u3000b", "\r\na\r\nb "]
)
def test_white_space_is_cut_as_by_spacy_itself(spacy: Any, text: str) -> None:
    made = adapter.to_spacy(flat(text), text)
    expected = spacy.blank("en")(text)
    assert [(t.text, t.whitespace_) for t in made] == [(t.text, t.whitespace_) for t in expected]
    assert [t.is_space for t in made] == [t.pos_ == "SPACE" for t in made]


def test_there_and_back_nothing_is_lost(spacy: Any) -> None:
    document, analysis = adapter.from_spacy(adapter.to_spacy(report(), TEXT))
    assert document.text == TEXT
    assert analysis == report()


def test_control_signs_are_left_out_again(spacy: Any) -> None:
    text = "\ufeffPeking \u200bresponded\x07. "
    made = adapter.to_spacy(reading(text, ROWS.split("\n\n")[0]).analysis, text)
    assert made.text == text
    _, analysis = adapter.from_spacy(made)
    assert [text[a:b] for a, b in zip(analysis.starts, analysis.ends, strict=True)] == [
        "Peking",
        "responded",
        ".",
    ]


def test_crossing_arcs_keep_their_sentences(spacy: Any) -> None:
    rows = "A NOUN 3 nmod\nb NOUN 4 obj\nc NOUN 4 nsubj\nd VERB 0 root\ne ADV 2 advmod\n\nF VERB 0 root\n"
    given = reading("A b c d e F", rows).analysis
    assert adapter.from_spacy(adapter.to_spacy(given, "A b c d e F"))[1] == given


words = st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=5), max_size=8)
blanks = st.text(st.sampled_from(" \n\t\r\u00a0\u2003\u2028\u200b\x00"), max_size=3)


@given(st.data())
def test_any_text_comes_back(data: st.DataObject) -> None:
    pytest.importorskip("spacy")
    text = data.draw(blanks) + "".join(word + data.draw(blanks) + " " for word in data.draw(words))
    given = flat(text)
    made = adapter.to_spacy(given, text)
    assert made.text == text
    assert adapter.from_spacy(made) == (Document(text), given)


def flat(text: str) -> Analysis:
    """Words between signs of space; the first is the root of one sentence, all others hang on it."""
    gaps = " \n\t\r\u00a0\u2003\u2028\u200b\x00\u3000"
    starts = [i for i, c in enumerate(text) if c not in gaps and (i == 0 or text[i - 1] in gaps)]
    ends = [
        i + 1 for i, c in enumerate(text) if c not in gaps and (i + 1 == len(text) or text[i + 1] in gaps)
    ]
    rest = max(len(starts) - 1, 0)
    same = {name: ("x",) * len(starts) for name in ("lemmas", "xpos")}
    return Analysis(
        document=Document(text).id,
        sentences=((0, len(starts)),) if starts else (),
        starts=tuple(starts),
        ends=tuple(ends),
        upos=("NOUN",) * len(starts),
        feats=("Number=Sing",) * len(starts),
        heads=(ROOT, *(0,) * rest) if starts else (),
        deprels=("root", *("dep",) * rest) if starts else (),
        mentions=(),
        **same,
    )


def test_what_hung_on_white_space_hangs_on_its_head(spacy: Any) -> None:
    made = doc(spacy, ["\n", "big", " ", "house"], heads=[0, 2, 3, 0])
    _, analysis = adapter.from_spacy(made)
    assert (analysis.heads, analysis.deprels) == ((1, ROOT), ("dep", "root"))


def test_a_sentence_has_one_root_also_where_white_space_was_it(spacy: Any) -> None:
    made = doc(spacy, ["one", "\n", "two"], heads=[1, 1, 1])
    _, analysis = adapter.from_spacy(made)
    assert (analysis.heads, analysis.deprels) == ((ROOT, 0), ("root", "parataxis"))
    assert analysis.sentences == ((0, 2),)


def test_a_sentence_of_white_space_is_none(spacy: Any) -> None:
    made = doc(spacy, ["one", "\n\n", "two"], heads=[0, 1, 2])
    assert adapter.from_spacy(made)[1].sentences == ((0, 1), (1, 2))


ENTITIES = [
    ("Peking", "GPE", "PLACE"),
    ("Iraq", "GPE", "COUNTRY"),
    ("Iraq", "PLACE", "PLACE"),
    ("Roth", "PER", "PERSON"),
    ("Kurds", "NORP", "PEOPLE"),
    ("Ramadan", "EVENT", "EVENT"),
    ("seven", "CARDINAL", None),
]


@pytest.mark.parametrize(("name", "theirs", "ours"), ENTITIES)
def test_types_of_other_schemes_become_ours_or_are_left_out(
    spacy: Any, name: str, theirs: str, ours: str | None
) -> None:
    made = doc(spacy, [name], heads=[0], ents=[f"B-{theirs}"])
    assert [mention.type for mention in adapter.from_spacy(made)[1].mentions] == ([ours] if ours else [])


LEMMAS = [
    ("signed", "VERB", "sign"),
    ("met", "VERB", "meet"),
    ("Talks", "NOUN", "talk"),
    ("Roth", "PROPN", "Roth"),
]


@pytest.mark.parametrize(("form", "upos", "lemma"), LEMMAS)
def test_a_lemma_that_the_pipeline_does_not_give_is_worked_out(
    spacy: Any, form: str, upos: str, lemma: str
) -> None:
    assert adapter.from_spacy(doc(spacy, [form], heads=[0], pos=[upos]))[1].lemmas == (lemma,)


def test_a_word_without_tags(spacy: Any) -> None:
    _, analysis = adapter.from_spacy(doc(spacy, ["Houses"], heads=[0], pos=[""]))
    assert (analysis.lemmas, analysis.upos, analysis.feats) == (("houses",), ("X",), ("",))


def test_of_overlapping_mentions_the_longest_stays(spacy: Any) -> None:
    mentions = (TextMention(5, 6, "PLACE", 1.0), TextMention(5, 7, "PERSON", 1.0))
    made = adapter.to_spacy(replace(report(), mentions=mentions), TEXT)
    assert [span.label_ for span in made.ents] == ["PERSON"]


def test_a_doc_of_one_s_own_pipeline(spacy: Any) -> None:
    nlp = spacy.blank("en")
    assert adapter.to_spacy(report(), TEXT, vocab=nlp.vocab).vocab is nlp.vocab


def test_a_document_keeps_its_date(spacy: Any) -> None:
    document = Document(TEXT, published="2024-05-02")
    found, analysis = adapter.from_spacy(adapter.to_spacy(report(), TEXT), document)
    assert found is document
    assert analysis.document == document.id


def test_a_document_of_another_text_is_refused(spacy: Any) -> None:
    with pytest.raises(RecordError, match="another text than the Doc's"):
        adapter.from_spacy(adapter.to_spacy(report(), TEXT), Document("Nobody met."))


def test_a_doc_without_a_tree_is_refused(spacy: Any) -> None:
    with pytest.raises(UsageError, match="no dependency tree"):
        adapter.from_spacy(spacy.blank("en")("They met."))


def test_relations_of_another_scheme_are_named(spacy: Any) -> None:
    made = doc(spacy, ["met", "them"], heads=[0, 0], deps=["ROOT", "dobj"])
    with pytest.raises(UsageError, match="relations dobj are not those of Universal Dependencies"):
        adapter.from_spacy(made)


def test_an_analysis_of_another_text_is_refused(spacy: Any) -> None:
    with pytest.raises(RecordError, match="reaches to character 54, the text has 6"):
        adapter.to_spacy(report(), "Peking")


def test_half_a_surrogate_pair_is_refused(spacy: Any) -> None:
    with pytest.raises(RecordError, match="character 2 is half"):
        adapter.to_spacy(flat("a \ud83d"), "a \ud83d")


def test_without_spacy_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(UsageError, match=r'pip install "communique\[spacy\]"'):
        adapter.to_spacy(report(), TEXT)


def test_the_relations_are_the_37_of_ud() -> None:
    assert len(adapter.UD_RELATIONS) == 37

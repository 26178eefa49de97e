"""Analyses as spaCy's Docs and back, for those who use both: `pip install "communique[spacy]"`.

    doc = to_spacy(communique.read(document), document.text)  # words, tags, lemmas, tree, names, sentences
    document, analysis = from_spacy(nlp(text))                # nlp: any pipeline with Universal Dependencies

A Doc holds every character of its text in a token; white space beyond the one blank after a word, and control signs,
become tokens of their own with the part of speech SPACE, as spaCy's tokenizer makes them. They are left out again
on the way back. A Doc has no place for the scores of mentions, those that come back are 1, nor for links between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from communique.codebook import country_named
from communique.errors import RecordError, UsageError
from communique.records import ROOT, Analysis, Document, TextMention
from communique.records.analysis import MENTION_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token
    from spacy.vocab import Vocab

SPACE, SPACE_TAG, UNSAID = (
    "SPACE",
    "_SP",
    "dep",
)  # how spaCy tags white space; UD's relation for what is not told
# https://universaldependencies.org/u/dep/ (UD 2)
_RELATIONS = """
acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat
goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp
"""
UD_RELATIONS = frozenset(_RELATIONS.split())
# Types of OntoNotes and CoNLL 2003, the ones other pipelines mostly use, as ours; what is not here is left out.
# A place whose name the codebook knows as a country's becomes a COUNTRY.
OTHER_TYPES = {
    "PER": "PERSON",
    "NORP": "PEOPLE",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "FACILITY",
    "LAW": "DOCUMENT",
    "TIME": "DATE",
}


@dataclass(frozen=True)
class _Piece:
    """One token of a Doc: its characters, whether a blank follows, and its number in the analysis, if it is there."""

    text: str
    blank: bool
    token: int | None


def to_spacy(analysis: Analysis, text: str, *, vocab: Vocab | None = None) -> Doc:
    """The analysis of `text` as a Doc, whose `text` is the same to the character.

    `vocab` is that of the pipeline that is to work on it; by default that of spaCy's blank English. Of mentions that
    overlap the longest is kept. Raises UsageError where spaCy is not installed, RecordError where the analysis is of
    another text or the text holds half of a surrogate pair, which spaCy cannot store.
    """
    tokens = _spacy_tokens()
    _check(analysis, text)
    pieces = list(_pieces(analysis, text))
    places = [place for place, piece in enumerate(pieces) if piece.token is not None]
    doc: Doc = tokens.Doc(
        vocab or _english(),
        words=[piece.text for piece in pieces],
        spaces=[piece.blank for piece in pieces],
        **_columns(analysis, pieces, places),
    )
    spans = [
        tokens.Span(doc, places[mention.first], places[mention.last - 1] + 1, label=mention.type)
        for mention in analysis.mentions
    ]
    doc.ents = tuple(_without_overlaps(spans))
    return doc


def from_spacy(doc: Doc, document: Document | None = None) -> tuple[Document, Analysis]:
    """The Doc's text as a document and its annotation as an analysis; any pipeline with UD's labels will do.

    Give `document` where the report's date or source is known; its text must be the Doc's. Entity types of other
    schemes become ours (OTHER_TYPES), those we have no type for are left out. Where the pipeline gives no lemma, it is
    worked out from the form and our lists of words. Features come in UD's order, by name. Raises UsageError where the
    Doc has no tree or one whose relations are not UD's, RecordError where `document` is another text.
    """
    document = document or Document(doc.text)
    if document.text != doc.text:
        raise RecordError(
            f"document {document.id} is another text than the Doc's; make the Doc of document.text"
        )
    words = [token for token in doc if not _is_space(token)]
    _check_relations(doc, words)
    number = {token.i: place for place, token in enumerate(words)}
    ranges = list(_sentences(doc, number))
    heads, deprels = _tree(words, number, ranges)
    return document, Analysis(
        document=document.id,
        sentences=tuple(ranges),
        starts=tuple(token.idx for token in words),
        ends=tuple(token.idx + len(token) for token in words),
        lemmas=tuple(token.lemma_ or _lemma(token) for token in words),
        upos=tuple(token.pos_ or "X" for token in words),
        xpos=tuple(token.tag_ for token in words),
        feats=tuple(str(token.morph) for token in words),
        heads=tuple(heads),
        deprels=tuple(deprels),
        mentions=tuple(_mentions(doc, number)),
    )


def _spacy_tokens() -> Any:
    try:
        import spacy.tokens
    except ImportError as error:
        raise UsageError(f'spaCy cannot be loaded ({error}); pip install "communique[spacy]"') from error
    return spacy.tokens


@cache
def _english() -> Vocab:
    import spacy

    return spacy.blank("en").vocab


def _without_overlaps(spans: list[Any]) -> list[Any]:
    from spacy.util import filter_spans

    return list(filter_spans(spans))


def _check(analysis: Analysis, text: str) -> None:
    if analysis.ends and analysis.ends[-1] > len(text):
        raise RecordError(f"the analysis reaches to character {analysis.ends[-1]}, the text has {len(text)}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RecordError(
            f"character {error.start} is half of a surrogate pair; spaCy cannot store it"
        ) from error


def _pieces(analysis: Analysis, text: str) -> Iterator[_Piece]:
    """Every character of the text in one token or in the blank after one."""
    starts = (*analysis.starts, len(text))
    if starts[0]:
        yield _Piece(text[: starts[0]], False, None)
    for token, end in enumerate(analysis.ends):
        between = text[end : starts[token + 1]]
        yield _Piece(text[analysis.starts[token] : end], between.startswith(" "), token)
        rest = between.removeprefix(" ")
        if rest:
            yield _Piece(rest, False, None)


def _columns(analysis: Analysis, pieces: list[_Piece], places: list[int]) -> dict[str, list[Any]]:
    """Tags, features, lemmas and tree; white space hangs on the word before it, or on the first of all."""
    columns: dict[str, list[Any]] = {n: [] for n in ("tags", "pos", "morphs", "lemmas", "heads", "deps")}
    before = places[0] if places else 0
    for place, piece in enumerate(pieces):
        if piece.token is None:
            row = (SPACE_TAG, SPACE, "", piece.text, before, UNSAID)
        else:
            before, token = place, piece.token
            head = analysis.heads[token]
            row = (
                analysis.xpos[token],
                analysis.upos[token],
                analysis.feats[token],
                analysis.lemmas[token],
                place if head == ROOT else places[head],
                "ROOT" if head == ROOT else analysis.deprels[token],
            )
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
    return columns


def _is_space(token: Token) -> bool:
    return bool(token.is_space or token.pos_ == SPACE)


def _lemma(token: Token) -> str:
    """Names keep their capitals; verbs and nouns are looked up in the reader's lists."""
    from communique.analysis.lemmas import lemma_of

    return lemma_of(token.text, "k-0+" if token.pos_ == "PROPN" else "l-0+", token.pos_)


def _check_relations(doc: Doc, words: list[Token]) -> None:
    if words and not doc.has_annotation("DEP"):
        raise UsageError("the Doc has no dependency tree; use a pipeline with a parser")
    others = {token.dep_ for token in words if _relation(token).partition(":")[0] not in UD_RELATIONS}
    if others:
        raise UsageError(
            f"the Doc's relations {', '.join(sorted(others))} are not those of Universal Dependencies; "
            "use a pipeline trained on a UD treebank"
        )


def _relation(token: Token) -> str:
    return "root" if token.dep_ == "ROOT" else token.dep_ or UNSAID


def _sentences(doc: Doc, number: dict[int, int]) -> Iterator[tuple[int, int]]:
    for sentence in doc.sents if number else ():
        inside = [number[token.i] for token in sentence if token.i in number]
        if inside:
            yield inside[0], inside[-1] + 1


def _tree(
    words: list[Token], number: dict[int, int], ranges: list[tuple[int, int]]
) -> tuple[list[int], list[str]]:
    """Heads and relations without the white space: what hung on it hangs on its head; one root a sentence."""
    heads, deprels = [], []
    for first, last in ranges:
        root = None
        for place in range(first, last):
            head, relation = _head(words[place], number, range(first, last)), _relation(words[place])
            if head == ROOT and root is not None:
                head, relation = root, "parataxis"
            elif head == ROOT:
                root, relation = place, "root"
            heads.append(head)
            deprels.append(relation)
    return heads, deprels


def _head(token: Token, number: dict[int, int], sentence: range) -> int:
    """The nearest word above a token in its sentence, ROOT where there is none."""
    while token.head.i != token.i:
        token = token.head
        if number.get(token.i, ROOT) in sentence:
            return number[token.i]
    return ROOT


def _mentions(doc: Doc, number: dict[int, int]) -> Iterator[TextMention]:
    for span in doc.ents:
        kind = _type(span)
        inside = [number[token.i] for token in span if token.i in number]
        if inside and kind in MENTION_TYPES:
            yield TextMention(inside[0], inside[-1] + 1, kind, 1.0)


def _type(span: Span) -> str:
    kind = OTHER_TYPES.get(span.label_, span.label_)
    return "COUNTRY" if kind != span.label_ and kind == "PLACE" and country_named(span.text) else kind

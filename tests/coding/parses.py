"""Parses built by hand, so that coders are tested without a reading model.

    reading("Hatami said so.", '''
        Hatami     PROPN  2  nsubj
        said/say   VERB   0  root
        so         ADV    2  advmod
        .          PUNCT  2  punct
    ''')

One token a line: form, or form/lemma where the lemma is not the form in lower case (of proper nouns: the
form); tag, UPOS or UPOS.XPOS; head, counted from 1 in its sentence, 0 for the root; relation; features if
any. An empty line parts sentences. The forms are looked up in the text in order.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.coding.reading import Reading
from communique.records import ROOT, Analysis, Document, TextMention


def reading(text: str, rows: str, mentions: Sequence[tuple[int, int, str]] = ()) -> Reading:
    """The reading of `text` with the parse in `rows`; mentions as (first token, past the last, type)."""
    document = Document(text=text)
    columns: dict[str, list] = {
        name: [] for name in ("starts", "ends", "lemmas", "upos", "xpos", "feats", "heads", "deprels")
    }
    sentences, place = [], 0
    for block in _blocks(rows):
        offset = len(columns["starts"])
        for line in block:
            form, tag, head, deprel, *feats = line.split()
            form, lemma = _lemma(form, tag)
            place = text.index(form, place)
            columns["starts"].append(place)
            columns["ends"].append(place := place + len(form))
            columns["lemmas"].append(lemma)
            columns["upos"].append(tag.partition(".")[0])
            columns["xpos"].append(tag.partition(".")[2])
            columns["feats"].append(feats[0] if feats else "")
            columns["heads"].append(offset + int(head) - 1 if int(head) else ROOT)
            columns["deprels"].append(deprel)
        sentences.append((offset, offset + len(block)))
    found = tuple(TextMention(first, last, kind, 1.0) for first, last, kind in mentions)
    parts = {name: tuple(column) for name, column in columns.items()}
    return Reading(document, Analysis(document.id, tuple(sentences), **parts, mentions=found))


def _blocks(rows: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in rows.strip("\n").split("\n"):
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _lemma(form: str, tag: str) -> tuple[str, str]:
    if "/" in form and len(form) > 1:
        form, _, lemma = form.partition("/")
        return form, lemma
    return form, form if tag.startswith("PROPN") else form.lower()

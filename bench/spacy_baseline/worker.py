"""The part that runs in spaCy's own environment: `python -m bench.spacy_baseline.worker binary|serve …`.

Needs spaCy and the standard library only, so that spaCy's environment needs nothing of communique's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from bench.serving import Documents, Tree, serve

# On EWT and GUM dev docs of one, ten or all sentences, 16 to 1000 at once, were equally fast: 9,000 words a CPU second,
# a tenth more or less. 1000 took 1000 MB, 64 took 535.
DOCS_AT_ONCE = 64


def main() -> None:
    """`binary IN.jsonl OUT.spacy` converts; `serve MODEL` answers requests (bench/serving.py)."""
    command, source, *rest = sys.argv[1:]
    if command == "binary":
        _binary(Path(source), Path(rest[0]))
    else:
        nlp = spacy.load(source)
        serve(
            lambda documents: _parsed(nlp, documents),
            lambda docs: [tree for doc in docs for tree in _trees(doc)],
        )


def _binary(source: Path, target: Path) -> None:
    """A line of `source` is a document: the columns of its sentences, which become one Doc."""
    vocab = spacy.blank("en").vocab
    store = DocBin(store_user_data=False)
    for line in source.read_text("utf-8").splitlines():
        columns: dict[str, list[Any]] = json.loads(line)
        store.add(Doc(vocab, **columns))
    store.to_disk(target)


def _parsed(nlp: Language, documents: Documents) -> list[Doc]:
    """One Doc a document, its sentence starts set, so that the parser keeps to the sentences given."""
    docs = (_doc(nlp, sentences) for sentences in documents)
    return list(nlp.pipe(docs, batch_size=DOCS_AT_ONCE))


def _doc(nlp: Language, sentences: list[list[str]]) -> Doc:
    words = [word for sentence in sentences for word in sentence]
    starts = [place == 0 for sentence in sentences for place in range(len(sentence))]
    return Doc(nlp.vocab, words=words, sent_starts=starts)


def _trees(doc: Doc) -> Iterator[Tree]:
    for sentence in doc.sents:
        first, last = sentence.start, sentence.end
        yield Tree(
            upos=[token.pos_ for token in sentence],
            heads=[0 if token.head.i == token.i else token.head.i - first + 1 for token in sentence],
            deprels=["root" if token.head.i == token.i else token.dep_ for token in sentence],
            mentions=[
                (e.start - first, e.end - first, e.label_) for e in doc.ents if first <= e.start < last
            ],
        )


if __name__ == "__main__":
    main()

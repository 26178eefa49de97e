"""Analysis: from a document's text to sentences, tokens, tags, dependencies and mentions."""

from __future__ import annotations

from communique.analysis.conllu import parsed_to_conllu, read_conllu, to_conllu
from communique.analysis.reader import Reader, analyse, parse

__all__ = ["Reader", "analyse", "parse", "parsed_to_conllu", "read_conllu", "to_conllu"]

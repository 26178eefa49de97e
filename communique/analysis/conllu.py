"""CoNLL-U out and in."""

from __future__ import annotations

from communique.analysis.reader import Parsed
from communique.errors import UnreadableError
from communique.records import ROOT, Analysis, Document


def to_conllu(document: Document, analysis: Analysis) -> str:
    """The analysis in CoNLL-U; MISC holds SpaceAfter and the offsets into the document's text."""
    blocks = []
    for number, (first, last) in enumerate(analysis.sentences, 1):
        start, end = analysis.starts[first], analysis.ends[last - 1]
        text = " ".join(document.text[start:end].split())
        lines = [f"# sent_id = {document.id}-{number}", f"# text = {text}"]
        lines.extend(_row(document, analysis, token, first) for token in range(first, last))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) + ("\n" if blocks else "")


def _row(document: Document, analysis: Analysis, token: int, first: int) -> str:
    start, end = analysis.starts[token], analysis.ends[token]
    head = analysis.heads[token]
    misc = [f"start_char={start}", f"end_char={end}"]
    if token + 1 < len(analysis) and analysis.starts[token + 1] == end:
        misc.insert(0, "SpaceAfter=No")
    columns = (
        str(token - first + 1),
        document.text[start:end],
        analysis.lemmas[token],
        analysis.upos[token],
        analysis.xpos[token],
        analysis.feats[token] or "_",
        "0" if head == ROOT else str(head - first + 1),
        analysis.deprels[token],
        "_",
        "|".join(misc),
    )
    return "\t".join(columns)


def read_conllu(text: str) -> list[list[str]]:
    """The words of every sentence of a CoNLL-U file; multiword ranges and empty nodes left out.

    Raises UnreadableError naming the line that has not ten columns.
    """
    sentences: list[list[str]] = []
    words: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            if words:
                sentences.append(words)
            words = []
            continue
        columns = line.split("\t")
        if len(columns) != 10:
            raise UnreadableError(f"line {number}: CoNLL-U has 10 columns, this line {len(columns)}")
        if columns[0].isdigit():
            words.append(columns[1])
    return sentences


def parsed_to_conllu(sentences: list[list[str]], parsed: list[Parsed]) -> str:
    """CoNLL-U of sentences whose words were given."""
    blocks = []
    for number, (words, one) in enumerate(zip(sentences, parsed, strict=True), 1):
        rows = [f"# sent_id = {number}"]
        columns = zip(words, one.lemmas, one.upos, one.xpos, one.feats, one.heads, one.deprels, strict=True)
        for token, (word, lemma, upos, xpos, feats, head, deprel) in enumerate(columns, 1):
            rows.append(f"{token}\t{word}\t{lemma}\t{upos}\t{xpos}\t{feats or '_'}\t{head}\t{deprel}\t_\t_")
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks) + ("\n" if blocks else "")

"""CoNLL-U out and in."""

from __future__ import annotations

from collections.abc import Iterable

from communique.analysis.reader import Parsed
from communique.errors import UnreadableError
from communique.records import ROOT, Analysis, Document


def to_conllu(document: Document, analysis: Analysis) -> str:
    """The analysis in CoNLL-U; MISC holds SpaceAfter, offsets into the document's text, and mentions (NER)."""
    blocks = []
    names = _labels((m.first, m.last, m.type) for m in analysis.mentions)
    for number, (first, last) in enumerate(analysis.sentences, 1):
        start, end = analysis.starts[first], analysis.ends[last - 1]
        text = " ".join(document.text[start:end].split())
        lines = [f"# sent_id = {document.id}-{number}", f"# text = {text}"]
        lines.extend(_row(document, analysis, token, first, names) for token in range(first, last))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) + ("\n" if blocks else "")


def _labels(mentions: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    """B- and I- labels of the tokens in mentions."""
    return {
        t: f"{'B' if t == first else 'I'}-{kind}"
        for first, last, kind in mentions
        for t in range(first, last)
    }


def _row(document: Document, analysis: Analysis, token: int, first: int, names: dict[int, str]) -> str:
    start, end = analysis.starts[token], analysis.ends[token]
    head = analysis.heads[token]
    misc = [f"start_char={start}", f"end_char={end}"]
    if token in names:
        misc.append(f"NER={names[token]}")
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


def read_conllu(text: str) -> tuple[list[list[str]], list[int]]:
    """The words of every sentence of a CoNLL-U file, and the numbers of sentences that begin a document.

    Multiword ranges and empty nodes are left out.

    Raises UnreadableError naming the line that has not ten columns.
    """
    sentences: list[list[str]] = []
    words: list[str] = []
    fresh: list[int] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                fresh.append(len(sentences))
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
    return sentences, fresh


def parsed_to_conllu(sentences: list[list[str]], parsed: list[Parsed]) -> str:
    """CoNLL-U of sentences whose words were given."""
    blocks = []
    for number, (words, one) in enumerate(zip(sentences, parsed, strict=True), 1):
        rows = [f"# sent_id = {number}"]
        names = _labels((first, last, kind) for first, last, kind, _ in one.mentions)
        columns = zip(words, one.lemmas, one.upos, one.xpos, one.feats, one.heads, one.deprels, strict=True)
        for token, (word, lemma, upos, xpos, feats, head, deprel) in enumerate(columns, 1):
            misc = f"NER={names[token - 1]}" if token - 1 in names else "_"
            rows.append(
                f"{token}\t{word}\t{lemma}\t{upos}\t{xpos}\t{feats or '_'}\t{head}\t{deprel}\t_\t{misc}"
            )
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks) + ("\n" if blocks else "")

"""Sentence ends, from the tokens: full stops that end one, closing quotes that still belong to it, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from communique.analysis.tokens import ENDINGS, MONTHS, TITLES

LONGEST = 80  # tokens; the encoder reads 512 pieces, and a token has at most six
STOPS = frozenset({".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।"})
CLOSERS = frozenset({"”", "’", '"', "'", "»", ")", "]", "''"})
OPENERS = frozenset({"“", "‘", '"', "'", "«", "(", "[", "„", "–", "—", "-", "•", "*"})
# After an abbreviation that may end a sentence (U.S., Inc., p.m.), these capitalised words open the next.
STARTERS = frozenset(
    "the a an in on at he she it they we i this that these those but and however meanwhile earlier later after "
    "before since while when as for from with according some many officials talks asked speaking both its his "
    "her their there under during by to if although despite last two three no not none most more".split()
)
SAYING = frozenset("said says asked added told replied wrote insisted noted warned continued".split())


def sentence_ends(text: str, tokens: Sequence[tuple[int, int]]) -> list[int]:
    """Token numbers at which a sentence ends (last not included), the last being the number of tokens."""
    ends: list[int] = []
    start = 0
    for token in range(len(tokens)):
        last = token + 1
        if last == len(tokens) or _ends_after(text, tokens, token):
            ends.extend(_cut_long(text, tokens, start, last))
            start = last
    return ends


def _ends_after(text: str, tokens: Sequence[tuple[int, int]], token: int) -> bool:
    gap = text[tokens[token][1] : tokens[token + 1][0]]
    if gap.count("\n") > 1 and gap.replace("\r", "").replace(" ", "").replace("\t", "").count("\n\n"):
        return True
    following = text[slice(*tokens[token + 1])]
    if following in CLOSERS and not gap:
        return False
    stop = _stop_before(text, tokens, token)
    if stop is None:
        return False
    return _opens(text, tokens, token + 1, gap, quoted=stop < token) and not _is_abbreviation(
        text, tokens, stop, following
    )


def _stop_before(text: str, tokens: Sequence[tuple[int, int]], token: int) -> int | None:
    """The stop that `token` is, or closes with quotes and brackets; None where there is none."""
    while token >= 0 and text[slice(*tokens[token])] in CLOSERS:
        token -= 1
    if token < 0:
        return None
    word = text[slice(*tokens[token])]
    return token if word in STOPS or (word.endswith(".") and len(word) > 1) else None


def _opens(text: str, tokens: Sequence[tuple[int, int]], token: int, gap: str, *, quoted: bool) -> bool:
    """Whether the word at `token` can open a sentence."""
    place = token
    while place < len(tokens) - 1 and text[slice(*tokens[place])] in OPENERS:
        place += 1
    first = text[tokens[place][0]]
    if first.islower():
        return False
    if not gap and text[slice(*tokens[token])] not in OPENERS:
        return False
    return not (quoted and _is_tag(text, tokens, token))


def _is_tag(text: str, tokens: Sequence[tuple[int, int]], token: int) -> bool:
    """`“Why?” Okoro asked.`: a name and a verb of saying right after a question or exclamation in quotes."""
    before = _stop_before(text, tokens, token - 1)
    if before is None or text[slice(*tokens[before])] not in ("?", "!", "？", "！"):
        return False
    words = [text[slice(*place)].lower() for place in tokens[token : token + 4]]
    return bool(SAYING.intersection(words))


def _is_abbreviation(text: str, tokens: Sequence[tuple[int, int]], token: int, following: str) -> bool:
    """Whether the full stop at the end of `token` is the word's own and the sentence goes on."""
    word = text[slice(*tokens[token])]
    if not word.endswith(".") or len(word) == 1 or set(word) == {"."}:
        return False
    stem = word[:-1].lower()
    if stem in TITLES or len(stem) == 1:
        return True
    if stem in MONTHS:
        return following[0].isdigit()
    dotted = "." in stem or stem in ENDINGS
    return dotted and following.lower() not in STARTERS and following not in OPENERS


def _cut_long(text: str, tokens: Sequence[tuple[int, int]], start: int, last: int) -> list[int]:
    """One end, or several where a sentence is longer than the encoder reads: at a semicolon, colon or comma."""
    ends = []
    while last - start > LONGEST:
        limit = start + LONGEST
        cut = next(
            (t + 1 for t in range(limit - 1, start + LONGEST // 2, -1) if text[slice(*tokens[t])] in ";:,–—"),
            limit,
        )
        ends.append(cut)
        start = cut
    return [*ends, last]

"""Sentence ends, from the tokens: full stops that end one, quotes that still belong to it, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.analysis.datelines import dateline_end
from communique.analysis.tokens import words_of

LONGEST = 150  # tokens; what is longer is a list or table, and the encoder reads 512 pieces
CLOSERS = frozenset({"”", "’", '"', "'", "»", ")", "]", "''"})
OPENERS = frozenset({"“", "‘", '"', "'", "«", "(", "[", "„", "–", "—", "-", "•", "*"})
MOST_CLOSERS = 4  # quotes and brackets after a stop
NEVER_LAST = words_of("before_name") | words_of("before_number") | words_of("within")
AT_END, CALENDAR = words_of("at_end"), words_of("calendar")
FIRST_WORDS, SAYING = words_of("openers"), words_of("saying")
_STOP = re.compile(r"[.!?…。！？؟۔।]+")
_ASKING = re.compile(r".*[!?！？؟]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r|[\u2029\f]")
Ranges = Sequence[tuple[int, int]]


Ends = Sequence[tuple[int, bool]]


def sentence_ends(text: str, tokens: Ranges) -> list[tuple[int, bool]]:
    """Token numbers at which a sentence ends (last not included), the last being the number of tokens.

    Each with whether that is sure: it is at the end of a paragraph, of a dateline and of what is too long to read.
    """
    ends: list[tuple[int, bool]] = []
    start = 0
    words = [text[first:last] for first, last in tokens]
    head = _dateline_end(text, tokens, words, start)
    for token in range(len(tokens)):
        last = token + 1
        if (
            last == head
            or last == len(tokens)
            or _ends_after(words, token, text[tokens[token][1] : tokens[last][0]])
        ):
            cuts = _cut_long(words, start, last)
            sure = last in (head, len(tokens)) or bool(
                _PARAGRAPH.search(text[tokens[token][1] : tokens[last][0]])
            )
            ends.extend((cut, sure or cut < last) for cut in cuts)
            start = last
            head = _dateline_end(text, tokens, words, start)
    return ends


def _dateline_end(text: str, tokens: Ranges, words: Sequence[str], start: int) -> int | None:
    """Where a dateline that opens a paragraph at `start` ends; its dash has space around it."""
    if start and "\n" not in text[tokens[start - 1][1] : tokens[start][0] if start < len(tokens) else None]:
        return None
    end = dateline_end(words, start)
    if end is None:
        return None
    dash = tokens[end - 1]
    return end if text[dash[0] - 1].isspace() and text[dash[1]].isspace() else None


def _ends_after(words: Sequence[str], token: int, gap: str) -> bool:
    """Whether a sentence ends with `token`; `gap` is the white space that follows it."""
    if gap and _PARAGRAPH.search(gap):
        return True
    following = words[token + 1]
    if following in CLOSERS and not gap:
        return False
    stop = _stop_before(words, token)
    if stop is None:
        return False
    if not gap:
        return _runs_on(words, token)
    return _opens(words, token + 1, quoted=stop < token) and not _is_abbreviation(words[stop], following)


def _stop_before(words: Sequence[str], token: int) -> int | None:
    """The stop that `token` is, or closes with quotes and brackets; None where there is none."""
    lowest = max(token - MOST_CLOSERS, 0)
    while token > lowest and words[token] in CLOSERS:
        token -= 1
    word = words[token]
    return token if _STOP.fullmatch(word) or (word.endswith(".") and len(word) > 1) else None


def _runs_on(words: Sequence[str], token: int) -> bool:
    """A full stop without a space after it: `the talks failed.Okoro left`, but not `example.Com`."""
    if not _STOP.fullmatch(words[token]):
        return words[token] in CLOSERS and words[token + 1] in OPENERS - CLOSERS
    before, after = words[token - 1] if token else "", words[token + 1]
    return before.islower() and before.isalpha() and after.istitle() and after.isalpha() and len(after) > 1


def _opens(words: Sequence[str], token: int, *, quoted: bool) -> bool:
    """Whether the word at `token` can open a sentence."""
    place = token
    while place < len(words) - 1 and place < token + MOST_CLOSERS and words[place] in OPENERS:
        place += 1
    return not words[place][0].islower() and not (quoted and _is_tag(words, token))


def _is_tag(words: Sequence[str], token: int) -> bool:
    """`“Why?” Okoro asked.`: a name and a verb of saying right after a question or exclamation in quotes."""
    before = _stop_before(words, token - 1)
    if before is None or not _ASKING.match(words[before]):
        return False
    return any(word.lower() in SAYING for word in words[token : token + 4])


def _is_abbreviation(word: str, following: str) -> bool:
    """Whether the full stop at the end of `word` is the word's own and the sentence goes on."""
    if _STOP.fullmatch(word):
        return False
    stem = word[:-1].lower()
    if stem in NEVER_LAST or len(stem) == 1:
        return True
    if stem in CALENDAR:
        return following[0].isdigit()
    dotted = "." in stem or stem in AT_END
    return dotted and following.lower() not in FIRST_WORDS and following not in OPENERS


def _cut_long(words: Sequence[str], start: int, last: int) -> list[int]:
    """One end, or several where a sentence is too long to read: at a semicolon, colon or comma."""
    ends = []
    while last - start > LONGEST:
        limit = start + LONGEST
        places = range(limit - 1, start + LONGEST // 2, -1)
        start = next((t + 1 for t in places if words[t] in (";", ":", ",", "–", "—")), limit)
        ends.append(start)
    return [*ends, last]

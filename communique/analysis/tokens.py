"""Tokens with offsets, after the Universal Dependencies English guidelines (EWT and GUM).

Clitics are cut off (do|n't, Iran|'s), hyphenated words split except after bound prefixes (non-aligned),
amounts parted from their signs. Every pattern is bounded or cannot fail late, so that no text takes more than
linear time.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_LISTS: dict[str, str] = tomllib.loads(
    (files("communique") / "analysis" / "abbreviations.toml").read_text("utf-8")
)


def words_of(name: str) -> frozenset[str]:
    """One list of abbreviations.toml."""
    return frozenset(_LISTS[name].split())


# What may stand inside a word beside letters and digits: soft hyphen, joiners, combining marks.
_MARKS = (
    "\u00ad\u200c\u200d\u2060\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u20d0-\u20f0\ufe00-\ufe0f"
    "\ufe20-\ufe2f"
)
# Signs without form: control characters, zero-width space, direction marks, byte order mark.
_INVISIBLE = "\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2061-\u2069\ufeff\ud800-\udfff"
_LETTER = rf"[\w{_MARKS}]"
_APOSTROPHE = "['’]"
_CLITIC = "s|re|ve|ll|d|m"
_AUXILIARIES = "do|does|did|is|are|was|were|have|has|had|wo|ca|could|would|should|ai"
_AFTER_ITS = "an?|the|not|been|so|very|too|just|always|all|my|really|also|still|only|like|going|pretty|called"
_UNITS = "km|mm|cm|kg|mg|mw|mph|lbs?|ft|am|pm|k|bn|hrs?|min|yrs?"


def _either(words: frozenset[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_titles = words_of("before_name") | words_of("calendar")
_capital = frozenset(f for word in _titles for f in (word.capitalize(), word.upper()))
_TOKEN = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]{{1,500}}[^\s<>"“”.,;:!?)\]'’]          # addresses
    | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,4}}
    | (?:[a-z0-9-]{{1,40}}\.){{1,4}}(?:com|org|net|gov|edu|int|info|co\.[a-z]{{2}})\b(?:/[\w./-]{{0,99}}\w)?
    | [\w-]{{1,64}}\.(?:docx?|pdf|xlsx?|html?|jpe?g|gif|png|pptx?|txt|zip|csv)(?!{_LETTER})   # files
    | [:;][-']?[()DPp](?!{_LETTER})                                          # :-)
    | (?:[^\W\d_]\.){{2,8}}(?!{_LETTER})                                   # U.S.
    | \bU\.S(?!{_LETTER})
    | (?-i:\b(?:{_either(_capital)})\.(?!{_LETTER}))                        # Gen.
    | \b(?:{_either(words_of("within") | words_of("at_end"))})\.(?!{_LETTER})
    | \b(?:{_either(words_of("before_number"))})\.(?=\s?\d)               # No. 5
    | (?-i:\b[A-Z]\.(?=\s?[A-Z]))                                         # J. Okoro
    | \b\d{{3}}-\d{{3}}-\d{{4}}\b
    | \d{{1,40}}(?:[.,:/]\d{{1,40}}){{0,12}}(?=(?:{_UNITS})(?!{_LETTER}))       # 35|mm
    | \d{{1,40}}(?:[.,:/]\d{{1,40}}){{0,12}}(?:st|nd|rd|th|[a-z]{{0,3}})(?!{_LETTER})
    | \b(?:{_either(words_of("prefixes"))})-{_LETTER}+
    | \b[A-Z]{{1,3}}&[A-Z]{{1,3}}\b                                        # AT&T
    | {_LETTER}+?(?=n{_APOSTROPHE}t\b)                                     # did|n't
    | \b(?:{_AUXILIARIES})(?=nt\b) | (?<=[a-z])nt\b                         # did|nt
    | \bit(?=s\s(?:{_AFTER_ITS})\b) | (?<=\bit)s(?=\s(?:{_AFTER_ITS})\b)    # it|s the best
    | n{_APOSTROPHE}t\b | {_APOSTROPHE}(?:{_CLITIC})\b
    | {_LETTER}+(?:{_APOSTROPHE}(?!(?:{_CLITIC}|t)\b){_LETTER}+)*
    | \#(?=[^\W\d_]){_LETTER}+
    | \.{{2,}} | -{{2,}} | ={{2,}} | \*{{2,}} | _{{2,}} | [.]?[!?]{{2,}} | \.\? | << | >> | '' | ’’ | ‘‘ | `` | \${{2,}}
    | [^\s{_INVISIBLE}][{_MARKS}]*                                          # a sign, an emoji with its marks
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWO_WORDS = {
    "cannot": 3,
    "gonna": 3,
    "wanna": 3,
    "gotta": 3,
    "alot": 1,
    "outta": 3,
    "thats": 4,
    "im": 1,
    "ive": 1,
}
_ALSO_NAMES = frozenset(("Im", "Ive"))


def tokenize(text: str) -> list[tuple[int, int]]:
    """Half-open character offsets of the tokens, in order. White space and control signs are in none."""
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = text[start:end] if end - start < 8 else ""
        cut = _TWO_WORDS.get(word.lower())
        if cut and word not in _ALSO_NAMES:
            found.extend(((start, start + cut), (start + cut, end)))
        else:
            found.append((start, end))
    return found

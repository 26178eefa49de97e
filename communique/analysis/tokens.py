"""Tokens with offsets, after the Universal Dependencies English guidelines (EWT and GUM).

Clitics are cut off (do|n't, Iran|'s), hyphenated words split except after bound prefixes (non-aligned), amounts
parted from their signs. Every pattern is bounded, so that no text takes more than linear time.
"""

from __future__ import annotations

import re

# Letters, digits, and what may stand inside a word: soft hyphen, joiners, combining marks of several scripts.
_MARKS = "\u00ad\u200c\u200d\u2060\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
_LETTER = rf"[\w{_MARKS}]"
_APOSTROPHE = "['’]"
# With a full stop that belongs to the word. TITLES are followed by a name, so never end a sentence.
TITLES = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cpl sgt adm cmdr brig sen rep gov pres rev hon st messrs amb fr hrh "
    "no nos vs art fig vol pp ed eds approx cf al e.g i.e ft mt sec supt insp det pvt spc cdr ens mgr".split()
)
ENDINGS = frozenset("inc co corp ltd jr sr etc dept univ assn bros plc llc dist est esq".split())
MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split())
_DOTTED = sorted(TITLES | ENDINGS | MONTHS, key=len, reverse=True)
_PREFIXES = "non|co|anti|pro|re|ex|post|counter|pan|pre|mid|sub|semi|un|vice|multi|ultra|intra|inter|de|trans|quasi"
_TOKEN = re.compile(
    rf"""
      (?P<url>(?:https?://|www\.)[^\s<>"“”]{{1,500}}[^\s<>"“”.,;:!?)\]'’])
    | (?P<mail>[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,4}})
    | (?P<initials>(?:[^\W\d_]\.){{2,8}}(?!{_LETTER}))
    | (?P<dotted>\b(?:{"|".join(map(re.escape, _DOTTED))})\.(?!{_LETTER}))
    | (?P<initial>\b[A-Z]\.(?=\s?[A-Z]))
    | (?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|am|pm|[A-Za-z]{{0,3}})?(?!{_LETTER}))
    | (?P<prefixed>\b(?:{_PREFIXES})-{_LETTER}+)
    | (?P<nt>{_LETTER}+?(?=n{_APOSTROPHE}t\b))
    | (?P<clitic>n{_APOSTROPHE}t\b|{_APOSTROPHE}(?:s|re|ve|ll|d|m)\b)
    | (?P<word>{_LETTER}+(?:{_APOSTROPHE}(?!(?:s|re|ve|ll|d|m|t)\b){_LETTER}+)*)
    | (?P<dots>\.{{2,}}|…|-{{2,}})
    | (?P<sign>[^\s\x00-\x1f\x7f])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWO_WORDS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def tokenize(text: str) -> list[tuple[int, int]]:
    """Half-open character offsets of the tokens of `text`, in order. White space and control signs are in none."""
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        cut = _TWO_WORDS.get(text[start:end].lower()) if end - start < 8 else None
        if cut:
            found.extend(((start, start + cut), (start + cut, end)))
        else:
            found.append((start, end))
    return found

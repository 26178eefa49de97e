"""Which time expression dates which predicate, from the parse.

The day of saying is not the day of what was said, and the date inside an embedded clause or another
conjunct is that clause's own. What has no date of its own shares one only where grammar says so: the
object of an occurrence verb ("held talks on Tuesday"), a participle ("crossed the border, killing two"), a
conjunct after a date that stands before both ("On Tuesday they met and signed").
"""

from __future__ import annotations

from communique.coding.date_tense import is_parsed, predicate_direction, top
from communique.coding.date_words import word_list
from communique.coding.reading import Reading
from communique.records import ROOT, When

DatedRange = tuple[int, int, When]  # first token, last token (not included), and the days
_NOMINAL_LINKS = ("nmod", "nummod", "compound", "amod", "appos", "dep", "flat", "obl", "advmod", "acl")
_VERBAL_LINKS = ("obl", "advmod", "nmod", "obj", "dep", "nummod", "appos", "compound", "discourse", "xcomp")
_DAY_CASES = frozenset(("on", "this", ""))


def attached(reading: Reading, token: int, dates: tuple[DatedRange, ...]) -> When | None:
    """The days of the predicate `token`, or None where the text attaches none to it."""
    if not is_parsed(reading, token):
        return None
    near = _in_sentence(reading, token, dates)
    seen: set[int] = set()
    current: int | None = token
    while current is not None and current not in seen:
        seen.add(current)
        own = _own(reading, current, near)
        fronted = current == token or _nominal(reading, token) or not _is_conjunct(reading, token)
        usable = [d for d in own if fronted or d[0] < current]
        if usable:
            return min(usable, key=lambda d: _rank(reading, current or 0, d))[2]
        current = _shared_with(reading, current)
    return None


def direction_of(reading: Reading, token: int) -> str | None:
    """`past` or `future` for a predicate: its own verb group's, else that of the verb above it."""
    if not is_parsed(reading, token):
        return None
    for current in (token, *reading.ancestors(token)):
        found = predicate_direction(reading, current)
        if found:
            return found
    return None


def _in_sentence(reading: Reading, token: int, dates: tuple[DatedRange, ...]) -> list[DatedRange]:
    first, last = reading.sentences[reading.sentence_of(token)]
    return [d for d in dates if first <= d[0] < last and not d[0] <= token < d[1]]


def _rank(reading: Reading, token: int, dated: DatedRange) -> tuple[bool, bool, int, int]:
    """Resolved before unresolved, precise before vague, then by distance."""
    when = dated[2]
    unresolved = when.earliest is None and when.latest is None
    return unresolved, when.precision == "unknown", abs(top(reading, dated[0], dated[1]) - token), dated[0]


def _own(reading: Reading, token: int, dates: list[DatedRange]) -> list[DatedRange]:
    """The expressions that hang on the predicate itself, or on a noun of its clause for its day."""
    direct = [d for d in dates if _hangs_on(reading, token, d)]
    if direct or _nominal(reading, token):
        return direct
    return [d for d in dates if _through_noun(reading, token, d)]


def _hangs_on(reading: Reading, token: int, dated: DatedRange) -> bool:
    head = top(reading, dated[0], dated[1])
    links = _NOMINAL_LINKS if _nominal(reading, token) else _VERBAL_LINKS
    if reading.heads[head] == token:
        return reading.base(head) in links
    # "early on Tuesday", "at noon on Tuesday": by way of another word of time
    above = reading.heads[head]
    of_time = above != ROOT and reading.lower[above] in _time_words()
    return of_time and reading.heads[above] == token and reading.base(above) in links


def _time_words() -> frozenset[str]:
    return word_list("parts_of_day") | {"early", "late", "later", "earlier", "m.", "p.m.", "a.m."}


def _through_noun(reading: Reading, token: int, dated: DatedRange) -> bool:
    """ "Held talks on Tuesday" where the parse gives the day to "talks": the day of both."""
    head = top(reading, dated[0], dated[1])
    noun = reading.heads[head]
    if noun == ROOT or reading.heads[noun] != token or reading.base(noun) not in ("obj", "nsubj", "obl"):
        return False
    cases = {reading.lower[c] for c in reading.children(head, "case")} or {""}
    linked = reading.base(head) in ("nmod", "obl") and reading.deprels[head] != "nmod:poss"
    return linked and dated[2].precision == "day" and dated[0] > noun and cases <= _DAY_CASES


def _shared_with(reading: Reading, token: int) -> int | None:
    """The predicate above whose date is also that of `token`, or None."""
    head = reading.heads[token]
    if head == ROOT:
        return None
    relation = reading.base(token)
    occurring = reading.lemmas[head].lower() in word_list("tense", "occurring")
    saying = reading.lemmas[head].lower() in word_list("tense", "saying")
    if relation == "conj":
        return head if _nominal(reading, token) == _nominal(reading, head) else None
    if relation in ("obj", "nsubj", "obl", "xcomp"):
        return head if occurring and reading.upos[head] == "VERB" else None
    participle = reading.xpos[token] == "VBG" and not reading.children(token, "mark")
    return head if relation == "advcl" and participle and not saying else None


def _is_conjunct(reading: Reading, token: int) -> bool:
    return reading.base(token) == "conj"


def _nominal(reading: Reading, token: int) -> bool:
    return reading.upos[token] in ("NOUN", "PROPN")

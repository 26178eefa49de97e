"""Whether what a predicate says happened: actual, historical, future, hypothetical or negated.

These are PLOVER's auxiliary modes (manual, section "Auxiliary modes"); `actual` is none of them. The words
that decide are in rules/status.toml. The nearest deciding word wins, from the predicate outwards: its own
negation, its own auxiliaries, then the words that govern it ("plan to", "denied that", "if …").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from communique.codebook.loading import load
from communique.coding.clauses import cases
from communique.coding.reading import Reading
from communique.records import When

HISTORICAL_AFTER_DAYS = 365  # an act that ended a year before the report is background to it


@dataclass(frozen=True)
class StatusWords:
    """The words of rules/status.toml, as sets of lemmas."""

    negators: frozenset[str]
    negating_governors: frozenset[str]
    future_auxiliaries: frozenset[str]
    future_governors: frozenset[str]
    future_modifiers: frozenset[str]
    hypothetical_auxiliaries: frozenset[str]
    hypothetical_governors: frozenset[str]
    hypothetical_nouns: frozenset[str]
    conditional_marks: frozenset[str]
    historical_modifiers: frozenset[str]
    historical_phrases: frozenset[str]
    background_cases: frozenset[str]
    background_nouns: frozenset[str]
    transparent_governors: frozenset[str]


@cache
def status_words() -> StatusWords:
    """The deciding words, read once."""
    table = load(files("communique") / "coding" / "rules" / "status.toml")
    return StatusWords(**{key: frozenset(table[key]) for key in StatusWords.__dataclass_fields__})


def status_of(reading: Reading, token: int, when: When | None = None) -> str:
    """The status of the predicate at `token`, given when it is dated to."""
    found = _own_status(reading, token) or _governed_status(reading, token)
    if found:
        return found
    return "historical" if _is_background(reading, token, when) else "actual"


def _own_status(reading: Reading, token: int) -> str | None:
    words = status_words()
    if _is_negated(reading, token, words):
        return "negated"
    if _under_condition(reading, token, words):
        return "hypothetical"
    auxiliaries = {reading.lemmas[t].lower() for t in reading.children(token, "aux")}
    written = {reading.lower[t] for t in reading.children(token, "aux")}
    if (auxiliaries | written) & words.hypothetical_auxiliaries:
        return "hypothetical"
    if (auxiliaries | written) & words.future_auxiliaries or _is_to_be(reading, token):
        return "future"
    modifiers = {reading.lemmas[t].lower() for t in reading.children(token, "amod", "compound", "advmod")}
    if modifiers & words.future_modifiers:
        return "future"
    return "historical" if modifiers & words.historical_modifiers else None


def _is_negated(reading: Reading, token: int, words: StatusWords) -> bool:
    for child in reading.children(token, "advmod", "det", "cc:preconj", "mark", "case"):
        if reading.lower[child] in words.negators or reading.lemmas[child].lower() in words.negators:
            return not _only_scopes_over_reason(reading, token, child)
    subjects = reading.children(token, "nsubj", "obj")
    return any(reading.lower[d] in ("no", "nobody", "none") for s in subjects for d in _with_det(reading, s))


def _only_scopes_over_reason(reading: Reading, token: int, negator: int) -> bool:
    """`not only met …` affirms the meeting."""
    following = reading.lower[negator + 1] if negator + 1 < len(reading) else ""
    del token
    return following in ("only", "just", "merely")


def _with_det(reading: Reading, token: int) -> tuple[int, ...]:
    return (token, *reading.children(token, "det"))


def _under_condition(reading: Reading, token: int, words: StatusWords) -> bool:
    """Inside an if-clause, or in the main clause of one in the conditional mood ("if …, it would strike")."""
    for mark in reading.children(token, "mark"):
        if reading.lower[mark] in words.conditional_marks:
            return True
    conditional = any(
        reading.lower[mark] in words.conditional_marks
        for clause in reading.children(token, "advcl")
        for mark in reading.children(clause, "mark")
    )
    return conditional


def _is_to_be(reading: Reading, token: int) -> bool:
    """`is to visit`, `are to be signed`: a form of be governing a bare to-infinitive."""
    marks = [t for t in reading.children(token, "mark") if reading.lower[t] == "to"]
    if not marks:
        return False
    before = marks[0] - 1
    finite_be = before >= 0 and reading.lower[before] in ("is", "are", "was", "were", "am")
    return finite_be and reading.sentence_of(before) == reading.sentence_of(token)


def _governed_status(reading: Reading, token: int) -> str | None:
    """The status that the words above the predicate give it, the nearest first."""
    words = status_words()
    current = token
    for governor in reading.ancestors(token):
        relation = reading.base(current)
        found = _status_from(reading, governor, current, relation, words)
        if found:
            return found
        if not _passes_up(reading, governor, current, relation, words):
            return None
        current = governor
    return None


def _status_from(
    reading: Reading, governor: int, current: int, relation: str, words: StatusWords
) -> str | None:
    lemma = reading.lemmas[governor].lower()
    if relation == "conj":
        return _own_status(reading, governor) if _shares_auxiliary(reading, governor, current) else None
    if relation not in ("xcomp", "ccomp", "obj", "acl", "nmod", "obl", "advcl", "csubj", "nsubj"):
        return None
    if relation == "nsubj" and reading.deprels[current] != "nsubj:pass":
        return None
    if relation in ("obl", "nmod") and not _is_governed_phrase(reading, current):
        return None
    if relation == "advcl" and not reading.children(current, "mark"):
        return None
    if relation == "acl" and reading.deprels[current] == "acl:relcl":
        return None
    if relation == "advcl":
        return _own_purpose(reading, current)
    return _lexical_status(reading, governor, lemma, words)


def _own_purpose(reading: Reading, clause: int) -> str | None:
    """An infinitive of purpose ("came to discuss") is aimed at, not reported as done."""
    marks = {reading.lower[t] for t in reading.children(clause, "mark")}
    return "hypothetical" if "to" in marks and "having" not in marks else None


def _lexical_status(reading: Reading, governor: int, lemma: str, words: StatusWords) -> str | None:
    negated = _is_negated(reading, governor, words)
    if lemma == "have" and any(reading.lower[t] == "yet" for t in reading.children(governor, "advmod")):
        return "negated"  # "have yet to ratify it"
    if lemma in words.negating_governors:
        return "actual" if negated else "negated"
    if lemma in words.future_governors:
        return "negated" if negated else "future"
    if lemma in words.hypothetical_governors or lemma in words.hypothetical_nouns:
        return "hypothetical"
    if lemma in words.transparent_governors:
        return "negated" if negated else _own_status(reading, governor)
    return None


def _shares_auxiliary(reading: Reading, governor: int, current: int) -> bool:
    """Coordinated verbs share auxiliaries and negation unless the second has its own, or is finite itself."""
    if reading.children(current, "aux", "nsubj"):
        return False
    return reading.xpos[current] == reading.xpos[governor]


def _is_governed_phrase(reading: Reading, token: int) -> bool:
    """Whether a prepositional phrase is what its governor is about ("plans for talks", "calls for a boycott")."""
    return bool({"for", "of", "to", "against", "from", "on"} & set(cases(reading, token)))


def _passes_up(reading: Reading, governor: int, current: int, relation: str, words: StatusWords) -> bool:
    """Whether the words above the governor still speak about the predicate."""
    if relation in ("xcomp", "conj"):
        return True
    if reading.lemmas[governor].lower() in words.transparent_governors:
        return relation in ("obj", "nsubj", "obl", "ccomp")
    del current
    return relation == "nmod" and reading.upos[governor] == "NOUN"


def _is_background(reading: Reading, token: int, when: When | None) -> bool:
    words = status_words()
    if when is not None and _long_before(reading, when):
        return True
    if any(phrase in _clause_text(reading, token) for phrase in words.historical_phrases):
        return True
    return _in_background_phrase(reading, token, words)


def _long_before(reading: Reading, when: When) -> bool:
    published = reading.document.published_day
    if published is None or when.latest is None or when.basis == "publication":
        return _year_passed_without_date(when) if published is None else False
    return (published - date.fromisoformat(when.latest)).days > HISTORICAL_AFTER_DAYS


def _year_passed_without_date(when: When) -> bool:
    """A report without a date that dates an act to a bare year or decade speaks of background."""
    return when.precision in ("year", "decade") and when.basis == "stated"


def _clause_text(reading: Reading, token: int) -> str:
    """The words of the predicate's own clause, without the clauses below it, in lower case."""
    words = []
    stack = [token]
    while stack:
        current = stack.pop()
        words.append(current)
        for child in reading.children(current):
            if reading.base(child) not in ("ccomp", "advcl", "parataxis", "conj", "acl"):
                stack.append(child)
    return " " + " ".join(reading.lower[t] for t in sorted(words)) + " "


def _in_background_phrase(reading: Reading, token: int, words: StatusWords) -> bool:
    """A war or upheaval under `after`, `since` or `during` in somebody else's clause ("after the 1991 war")."""
    if reading.lemmas[token].lower() not in words.background_nouns:
        return False
    return bool(set(cases(reading, token)) & words.background_cases)

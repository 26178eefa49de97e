"""Which way a clause looks, past or future: from the parse where there is one, else from the words."""

from __future__ import annotations

from communique.coding.date_words import word_list
from communique.coding.reading import Reading
from communique.records import ROOT

_CLAUSAL = ("ccomp", "advcl", "acl", "parataxis", "conj", "csubj", "root")
_REACH = 40  # tokens either side that the word heuristic looks at


def is_parsed(reading: Reading, token: int) -> bool:
    """Whether the sentence of `token` has dependency heads."""
    first, last = reading.sentences[reading.sentence_of(token)]
    return any(reading.heads[t] != ROOT for t in range(first, last))


def top(reading: Reading, first: int, last: int) -> int:
    """The token of a range whose head lies outside it; the first such."""
    for token in range(first, last):
        if not first <= reading.heads[token] < last:
            return token
    return first


def direction_at(reading: Reading, first: int, last: int, *, parsed: bool) -> tuple[str | None, bool]:
    """`past`, `future` or None for the clause that the tokens `first` to `last` stand in, and how firmly.

    Firm is what the predicate says that the date itself hangs on, with no noun between.
    """
    if not parsed:
        return _by_words(reading, first, last), False
    head = top(reading, first, last)
    if _moved_to(reading, head):
        return "future", True
    for steps, token in enumerate((head, *reading.ancestors(head))):
        found = _ahead_of(reading, token) or predicate_direction(reading, token)
        if found:
            return found, steps <= 1
    return None, False


def _moved_to(reading: Reading, head: int) -> bool:
    """ "Postponed until Tuesday", "set for Tuesday": the verb is past, the date is not."""
    verb = reading.heads[head]
    if verb == ROOT or reading.lemmas[verb].lower() not in word_list("tense", "moving"):
        return False
    return any(
        reading.lower[c] in ("until", "till", "for", "to", "by") for c in reading.children(head, "case")
    )


def _ahead_of(reading: Reading, token: int) -> str | None:
    """ "Ahead of talks on Tuesday" looks ahead whatever the verb."""
    cases = [reading.lower[c] for c in reading.children(token, "case")]
    return "future" if "ahead" in cases else None


def predicate_direction(reading: Reading, token: int) -> str | None:
    """`past` or `future` as the verb group of a predicate says; None where `token` is no predicate."""
    auxiliaries = reading.children(token, "aux", "cop")
    if any(reading.lower[a] in word_list("tense", "modals_ahead") for a in auxiliaries):
        perfect = any(reading.lower[a] in ("have", "'ve") for a in auxiliaries)
        return "past" if perfect and not _will(reading, auxiliaries) else "future"
    if reading.upos[token] not in ("VERB", "AUX") and not reading.children(token, "cop"):
        return None
    if _infinitive(reading, token):
        return _infinitive_direction(reading, token)
    return _finite(reading, token, auxiliaries)


def _will(reading: Reading, auxiliaries: tuple[int, ...]) -> bool:
    return any(reading.lower[a] in ("will", "'ll", "shall", "wo") for a in auxiliaries)


def _infinitive(reading: Reading, token: int) -> bool:
    return any(reading.lower[m] == "to" for m in reading.children(token, "mark", "aux"))


def _infinitive_direction(reading: Reading, token: int) -> str | None:
    head = reading.heads[token]
    if head == ROOT:
        return "future"  # a headline: "Ministers to meet on Tuesday"
    if reading.lemmas[head].lower() in word_list("tense", "ahead") or reading.upos[head] == "NOUN":
        return "future"
    if reading.lemmas[head].lower() == "be" or reading.lemmas[head].lower() == "go":
        return "future" if _tense(reading, head) != "Past" else "past"
    return "future" if reading.base(token) == "advcl" else None


def _finite(reading: Reading, token: int, auxiliaries: tuple[int, ...]) -> str | None:
    lemma = reading.lemmas[token].lower()
    group = [token, *auxiliaries, *reading.children(token, "aux:pass")]
    past = any(_tense(reading, t) == "Past" and reading.feat(t, "VerbForm") != "Part" for t in group)
    participle = reading.feat(token, "VerbForm") == "Part"
    if participle and _tense(reading, token) == "Past" and lemma in word_list("tense", "ahead"):
        return "future"  # "scheduled for Tuesday"
    if past:
        return "past"
    if any(reading.lemmas[a].lower() == "have" for a in auxiliaries):
        return "past"
    if _tense(reading, token) == "Past":
        return "past" if participle and not _present_passive(reading, group) else None
    if reading.feat(token, "VerbForm") in ("Ger", "Part") and not auxiliaries:
        return None
    if lemma in word_list("tense", "saying"):
        return "past"
    present = any(_tense(reading, t) == "Pres" for t in group)
    return "future" if present or reading.feat(token, "Mood") == "Imp" else None


def _present_passive(reading: Reading, group: list[int]) -> bool:
    return any(reading.lower[t] in ("is", "are", "'s", "'re") for t in group[1:])


def _tense(reading: Reading, token: int) -> str | None:
    tense = reading.feat(token, "Tense")
    if tense:
        return tense
    return {"VBD": "Past", "VBN": "Past", "VBP": "Pres", "VBZ": "Pres"}.get(reading.xpos[token])


def _by_words(reading: Reading, first: int, last: int) -> str | None:
    """The nearest word that shows tense, those before the expression first among equals."""
    start, end = reading.sentences[reading.sentence_of(first)]
    for distance in range(1, _REACH):
        for token in (first - distance, last - 1 + distance):
            if start <= token < end:
                found = _word_direction(reading, token, start)
                if found:
                    return found
    return None


def _word_direction(reading: Reading, token: int, start: int) -> str | None:
    word = reading.lower[token]
    if word in ("will", "'ll", "shall", "wo"):
        return "future"
    if word in ("would", "may", "could", "should", "can", "must", "might") and reading.words[token] == word:
        return "future"
    before = reading.lower[token - 1] if token > start else ""
    if word in ("scheduled", "expected", "due", "slated", "planned", "upcoming", "postponed", "extended"):
        return "future"
    if before == "to" and word.isalpha() and token - 1 > start and _looks_ahead(reading.lower[token - 2]):
        return "future"
    if word in word_list("tense", "irregular_pasts"):
        return "past"
    return "past" if len(word) > 4 and word.endswith("ed") and reading.words[token].islower() else None


def _looks_ahead(word: str) -> bool:
    for ending in ("", "s", "d", "ed", "ing"):
        stem = word.removesuffix(ending) if ending else word
        if stem in word_list("tense", "ahead") or f"{stem}e" in word_list("tense", "ahead"):
            return True
    return word in ("are", "is", "planned", "planning")

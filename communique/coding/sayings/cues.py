"""The words of saying as data: rules/statements.toml, read once and checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from communique.codebook.loading import fail, load
from communique.coding.reading import Reading
from communique.coding.sayings.forms import noun_forms, verb_forms
from communique.records import codes

FRAMES = frozenset({"quote", "clause", "to", "object", "about", "charge", "as", "saying", "doing"})
POS = {
    "VERB": ("VERB", "AUX"),
    "NOUN": ("NOUN",),
    "ADJ": ("ADJ", "VERB"),
    "ADP": ("ADP", "VERB", "SCONJ", "ADV"),
}


@dataclass(frozen=True)
class Example:
    """A sentence of ours and what a rule must find in it; an empty speaker means that nobody is named."""

    text: str
    speaker: str
    cue: str
    content: tuple[str, ...]
    directness: str = "indirect"
    stance: str = "asserts"
    relayed_by: str = ""


@dataclass(frozen=True)
class CueRule:
    """Words that give a claim to somebody; the keys are explained at the top of the data file."""

    name: str
    version: str
    words: tuple[str, ...]
    frames: tuple[str, ...]
    pos: str = "VERB"
    prepositions: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    stance: str = "asserts"
    continues: bool = False
    score: float = 1.0
    match: tuple[Example, ...] = ()
    miss: tuple[str, ...] = ()

    def takes_object(self, word: str) -> bool:
        """Whether the rule allows an object with this head, given as written."""
        if word in _nouns(self.not_objects):
            return False
        return not self.objects or word in _nouns(self.objects)


@cache
def cue_rules() -> tuple[CueRule, ...]:
    """All rules in the order of the file. Raises CodebookError where an entry is wrong."""
    return read_cue_rules(files("communique") / "coding" / "rules" / "statements.toml")


def read_cue_rules(path: Traversable) -> tuple[CueRule, ...]:
    """The rules of one file, checked. Raises CodebookError naming the file and the rule."""
    table = load(path)
    return tuple(_rule(path, entry, str(table["version"])) for entry in table["rule"])


def rules_at(reading: Reading, token: int) -> tuple[CueRule, ...]:
    """The rules whose word stands at `token`; those that ask for a particle first."""
    return tuple(
        rule
        for rule, particle in _by_form().get(reading.lower[token], ())
        if reading.upos[token] in POS[rule.pos] and (not particle or _has_particle(reading, token, particle))
    )


def particle_of(reading: Reading, token: int, rule: CueRule) -> int | None:
    """The token of the second word of a rule's cue ("out" in "pointed out"), or None."""
    for found, particle in _by_form().get(reading.lower[token], ()):
        if particle and found is rule:
            place = _particle_place(reading, token, particle)
            if place is not None:
                return place
    return None


def is_form_of(reading: Reading, token: int, *verbs: str) -> bool:
    """Whether the token is one of the verbs in any of its forms."""
    return any(reading.lower[token] in _verb(verb) for verb in verbs)


@cache
def _by_form() -> dict[str, tuple[tuple[CueRule, str], ...]]:
    """Word as written → the rules it may start and the particle each asks for, those with particles first."""
    table: dict[str, list[tuple[CueRule, str]]] = {}
    for rule in cue_rules():
        for word in rule.words:
            lemma, _, particle = word.partition(" ")
            forms = _verb(lemma) if rule.pos == "VERB" else noun_forms(lemma)
            for form in sorted(set(forms)):
                table.setdefault(form, []).append((rule, particle))
    return {form: tuple(sorted(found, key=lambda pair: not pair[1])) for form, found in table.items()}


@cache
def _verb(lemma: str) -> tuple[str, ...]:
    return verb_forms(lemma)


@cache
def _nouns(lemmas: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in noun_forms(lemma))


def _has_particle(reading: Reading, token: int, particle: str) -> bool:
    return _particle_place(reading, token, particle) is not None


def _particle_place(reading: Reading, token: int, particle: str) -> int | None:
    """Up to two words may stand between a verb and its particle ("ruled it out", "warned again of")."""
    end = reading.sentences[reading.sentence_of(token)][1]
    for place in range(token + 1, min(token + 4, end)):
        if reading.lower[place] == particle:
            return place
        if reading.upos[place] in ("PUNCT", "VERB"):
            return None
    return None


def _rule(path: Traversable, entry: dict[str, Any], version: str) -> CueRule:
    name = str(entry.get("name", ""))
    known = {field.name for field in fields(CueRule)} - {"version"}
    for key in entry:
        if key not in known:
            fail(path, name, f"unknown key {key!r} in rule {name!r}; known: {', '.join(sorted(known))}")
    examples = tuple(Example(**{**one, "content": tuple(one["content"])}) for one in entry.get("match", ()))
    plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    plain |= {"version": version, "match": examples}
    rule = CueRule(**plain)
    _check(path, rule)
    return rule


def _check(path: Traversable, rule: CueRule) -> None:
    if rule.pos not in POS:
        fail(path, rule.name, f"pos is one of {', '.join(sorted(POS))}, not {rule.pos!r}")
    for frame in rule.frames:
        if frame not in FRAMES:
            fail(path, rule.name, f"unknown frame {frame!r}; known: {', '.join(sorted(FRAMES))}")
    if rule.stance not in codes.STANCES:
        fail(path, rule.name, f"unknown stance {rule.stance!r}; known: {', '.join(codes.STANCES)}")
    if not rule.match or not rule.miss:
        fail(path, rule.name, "a rule needs sentences it must match and sentences it must not")

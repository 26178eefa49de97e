"""Names in the text: those the codebook knows, and those the reading model saw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique import codebook
from communique.coding.dealings import meeting_form_words
from communique.coding.reading import Reading
from communique.coding.rules import event_rules

LONGEST_NAME = 8  # tokens; the longest name of the codebook has seven
HONORIFICS = frozenset(
    {
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof.",
        "professor",
    }
    | {"rev.", "hon.", "the", "haji", "hajji", "sayyid", "comrade"}
)
MODEL_KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GOVERNMENT": "government",
    "MILITARY": "military",
    "ARMED_GROUP": "armed_group",
    "PARTY": "party",
    "PEOPLE": "people",
}


@dataclass(frozen=True)
class NamedSpan:
    """A name: token range (last not included), kind of actor, and what the codebook says of it."""

    first: int
    last: int
    kind: str
    key: str | None
    country: str | None
    sectors: tuple[str, ...]
    form: str = "name"


def find_names(reading: Reading) -> tuple[NamedSpan, ...]:
    """Names in text order, none inside another. Codebook names win over the model's where they are as long."""
    known = _codebook_names(reading)
    seen = [name for name in _model_names(reading) if not _is_made_of(name, known)]
    kept: list[NamedSpan] = []
    covered: set[int] = set()
    for name in sorted(known + seen, key=_preference):
        tokens = range(name.first, name.last)
        if not covered.intersection(tokens):
            covered.update(tokens)
            kept.append(name)
    return tuple(sorted(kept, key=lambda n: n.first))


def _is_made_of(name: NamedSpan, known: list[NamedSpan]) -> bool:
    """Two names side by side that the model took for one ("Daesh Iraq")."""
    inside = [k for k in known if name.first <= k.first and k.last <= name.last and k.form == "name"]
    return len(inside) > 1 and sum(k.last - k.first for k in inside) == name.last - name.first


def _preference(name: NamedSpan) -> tuple[int, int, int]:
    """Longest first; of two as long, the one with an entry."""
    return (name.first - name.last, 0 if name.key else 1, name.first)


def _model_names(reading: Reading) -> list[NamedSpan]:
    found = []
    for mention in reading.analysis.mentions:
        kind = MODEL_KINDS.get(mention.type)
        if kind is None:
            continue
        first = _after_title(reading, mention.first, mention.last) if kind == "person" else mention.first
        if first < mention.last and _is_name(reading, first, mention.last):
            found.append(NamedSpan(first, mention.last, kind, None, None, ()))
    return found


def _after_title(reading: Reading, first: int, last: int) -> int:
    """The first token of a person's name without the nationality, office, rank or honorific before it."""
    while first < last:
        match = codebook.match_office(reading.lower[:last], first)
        if match is not None:
            first += match.length
        elif reading.lower[first] in HONORIFICS or codebook.country_word(reading.words[first]):
            first += 1
        else:
            break
    return last if first < last and reading.lower[first] == "of" else first


def _is_name(reading: Reading, first: int, last: int) -> bool:
    """Capitalised, with a noun in it, and longer than initials under a report ("SM/PA")."""
    tokens = range(first, last)
    capital = any(reading.words[t][:1].isupper() for t in tokens)
    noun = any(reading.upos[t] in ("PROPN", "NOUN", "ADJ", "X") for t in tokens)
    return capital and noun and sum(len(reading.words[t]) for t in tokens) > 2


def _codebook_names(reading: Reading) -> list[NamedSpan]:
    found = []
    token = 0
    while token < len(reading):
        name = _longest_at(reading, token)
        token = name.last if name else token + 1
        if name:
            found.append(name)
    return found


def _longest_at(reading: Reading, first: int) -> NamedSpan | None:
    if not reading.words[first][:1].isupper():
        return None
    limit = min(reading.sentences[reading.sentence_of(first)][1], first + LONGEST_NAME)
    for last in range(limit, first, -1):
        entry = codebook.named(_surface(reading, first, last)) or _metonym(reading, first, last)
        if entry is not None:
            return NamedSpan(
                first,
                last,
                entry.kind,
                entry.key,
                entry.country,
                entry.sectors,
                form_of(reading, first, last, entry),
            )
    return None


def form_of(reading: Reading, first: int, last: int, entry: codebook.Named) -> str:
    """`metonym` for a capital that stands for its state, `description` for a nationality, else `name`."""
    if entry.demonym:
        return "description"
    capital = codebook.country_of_capital(_surface(reading, first, last)) is not None
    return "metonym" if capital and entry.kind == "state" else "name"


def _metonym(reading: Reading, first: int, last: int) -> codebook.Named | None:
    """The state whose capital acts, or is party to something ("Tehran said", "between Tehran and Baghdad")."""
    country = codebook.country_of_capital(_surface(reading, first, last))
    if country is None or not (reading.is_party(last - 1) or _stands_for_state(reading, last - 1)):
        return None
    return codebook.named(codebook.countries()[country].name)


def _stands_for_state(reading: Reading, token: int) -> bool:
    relation, head = reading.deprels[token], reading.heads[token]
    marks = {reading.lower[mark] for mark in reading.children(token, "case")}
    if head >= 0 and meeting_form_words().get(reading.lemmas[head].lower()) == "visit":
        return relation == "obj" or bool(marks & {"to", "in"})
    if relation == "conj":
        return _stands_for_state(reading, head)
    if relation in ("nsubj", "obl:agent"):
        return reading.upos[head] in ("VERB", "ADJ", "ADV")
    if relation in ("obj", "iobj"):
        return _is_addressed(reading.lemmas[head].lower())
    if relation == "nmod:poss":
        return True
    return bool(marks & {"between", "with", "against", "toward", "towards"})


@cache
def _addressing() -> frozenset[str]:
    """Verbs whose object is somebody: praise, accuse, urge, warn, arm."""
    types = ("SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "AID")
    return frozenset(
        lemma
        for rule in event_rules()
        if rule.type in types and "object" in rule.recipients
        for lemma in rule.lemmas
    )


def _is_addressed(lemma: str) -> bool:
    return lemma in _addressing()


def _surface(reading: Reading, first: int, last: int) -> str:
    """The words of a range joined as written, with runs of white space made one space."""
    span = reading.span(first, last)
    return " ".join(span.cut(reading.text).split())

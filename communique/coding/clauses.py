"""Who fills which role of a predicate: questions to the parse, answered with tokens.

Roles are logical, not surface: `subject` is who does it and `object` whom it is done to, in active and
passive, with participles, infinitives, relative clauses and coordination resolved. Relations follow
Universal Dependencies 2.
"""

from __future__ import annotations

from communique.coding.reading import Reading
from communique.records import ROOT

VERBAL = ("VERB", "AUX")
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# With these verbs the subject, not the object, is who does what the infinitive says.
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "offer", "use", "join"})


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether the verb stands in the passive, reduced relative clauses included ("forces sent to …")."""
    if reading.children(verb, "aux:pass", "obl:agent"):
        return True
    if reading.xpos[verb] in ("VBD", "VBZ", "VBP"):
        return False  # a finite form without an auxiliary is active, whatever the subject was taken for
    if reading.children(verb, "nsubj:pass", "csubj:pass"):
        return True
    if reading.feat(verb, "Voice") == "Pass":
        return True
    return reading.deprels[verb] == "acl" and reading.xpos[verb] == "VBN"


def logical_subject(reading: Reading, verb: int) -> tuple[int, ...]:
    """Heads of the phrases that say who does it; empty where the sentence does not say."""
    if is_passive(reading, verb):
        return oblique(reading, verb, "by")
    return _surface_subject(reading, verb)


def logical_object(reading: Reading, verb: int) -> tuple[int, ...]:
    """Heads of the phrases that say to whom or what it is done."""
    if is_passive(reading, verb):
        return _surface_subject(reading, verb)
    direct = reading.children(verb, "obj", "iobj")
    if direct:
        return _with_conjuncts(reading, tuple(_resolve_relative(reading, verb, token) for token in direct))
    if reading.base(verb) == "acl" and reading.deprels[verb] == "acl:relcl":
        antecedent = _antecedent(reading, verb)
        return (antecedent,) if antecedent is not None and reading.children(verb, "nsubj") else ()
    return ()


def complement_subject(reading: Reading, verb: int) -> tuple[int, ...]:
    """Who is to do what the clause below the verb says: "demanded that *the government* publish"."""
    clauses = reading.children(verb, "ccomp")
    return tuple(token for clause in clauses for token in _surface_subject(reading, clause))


def oblique(reading: Reading, token: int, *prepositions: str) -> tuple[int, ...]:
    """Heads of the phrases under `token` that one of the prepositions introduces, as obl or nmod."""
    found = []
    for child in reading.children(token, "obl", "nmod"):
        if set(cases(reading, child)) & set(prepositions):
            found.append(child)
    return _with_conjuncts(reading, tuple(found))


def cases(reading: Reading, token: int) -> tuple[str, ...]:
    """The prepositions (or possessive marks) on a phrase: each word, and the whole where it is several."""
    marks = reading.children(token, "case")
    words = [reading.lower[mark] for mark in marks]
    for mark in marks:
        fixed = reading.children(mark, "fixed")
        if fixed:
            words.append(" ".join(reading.lower[part] for part in (mark, *fixed)))
    return tuple(words)


def possessors(reading: Reading, noun: int) -> tuple[int, ...]:
    """Heads of the phrases that own a noun ("Iran's support", "his visit")."""
    owners = tuple(
        child
        for child in reading.children(noun, "nmod:poss", "det:poss", "nmod")
        if reading.deprels[child] != "nmod" or "'s" in cases(reading, child)
    )
    return _with_conjuncts(reading, owners)


def has_subject(reading: Reading, verb: int) -> bool:
    """Whether the verb has a subject of its own."""
    return bool(reading.children(verb, "nsubj", "csubj"))


def _surface_subject(reading: Reading, verb: int) -> tuple[int, ...]:
    own = reading.children(verb, "nsubj")
    if own:
        resolved = tuple(_resolve_relative(reading, verb, token) for token in own)
        return _with_conjuncts(reading, resolved)
    if reading.heads[verb] == ROOT:
        return ()
    return _inherited_subject(reading, verb)


def _inherited_subject(reading: Reading, verb: int) -> tuple[int, ...]:
    head, relation = reading.heads[verb], reading.base(verb)
    if relation == "acl":
        antecedent = _antecedent(reading, verb)
        return () if antecedent is None else _with_conjuncts(reading, (antecedent,))
    if relation == "xcomp":
        return _controller(reading, head)
    if relation in ("conj", "advcl", "parataxis") and reading.upos[head] in VERBAL:
        return _surface_subject(reading, head)
    if relation in ("conj", "advcl") and has_subject(reading, head):
        return _surface_subject(reading, head)
    return ()


def _controller(reading: Reading, governor: int) -> tuple[int, ...]:
    objects = reading.children(governor, "obj", "iobj")
    if objects and reading.lemmas[governor].lower() not in SUBJECT_CONTROL:
        return _with_conjuncts(reading, objects)
    return _surface_subject(reading, governor)


def _antecedent(reading: Reading, verb: int) -> int | None:
    """The noun a relative clause or participle hangs on; None where the verb is an infinitive of purpose."""
    head = reading.heads[verb]
    if head == ROOT or reading.children(verb, "mark"):
        return None
    return head


def _resolve_relative(reading: Reading, verb: int, subject: int) -> int:
    """The noun a relative pronoun stands for, or the subject itself."""
    relative = reading.lower[subject] in RELATIVE
    if relative and reading.deprels[verb] == "acl:relcl" and reading.heads[verb] != ROOT:
        return reading.heads[verb]
    if relative and reading.base(verb) == "conj" and reading.heads[verb] != ROOT:
        return _resolve_relative(reading, reading.heads[verb], subject)
    return subject


def antecedent(reading: Reading, token: int) -> int:
    """The noun that a relative pronoun anywhere in its clause stands for; any other word itself."""
    if reading.lower[token] not in RELATIVE or reading.upos[token] != "PRON":
        return token
    for above in (token, *reading.ancestors(token)):
        if reading.deprels[above] == "acl:relcl" and reading.heads[above] != ROOT:
            return reading.heads[above]
    return token


def _with_conjuncts(reading: Reading, tokens: tuple[int, ...]) -> tuple[int, ...]:
    found: list[int] = []
    for token in tokens:
        found.extend(t for t in reading.conjuncts(token) if t not in found)
    return tuple(found)

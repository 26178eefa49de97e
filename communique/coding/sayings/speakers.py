"""Who says it: the source of a word of saying, asked of the parse, and whether anything was said at all."""

from __future__ import annotations

from collections.abc import Collection

from communique.coding.clauses import is_passive, oblique
from communique.coding.reading import DASHES, Reading
from communique.coding.sayings.cues import is_form_of, rules_at
from communique.coding.sayings.insertions import inserted
from communique.records import ROOT, Span

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X")
FINITE = ("VBD", "VBZ", "VBP")
# Relations of the parts of a name or phrase to its head.
INSIDE_NAME = ("flat", "compound", "nmod", "appos", "amod")
RELATIVE = ("who", "which", "that", "whom")
UNREAL = ("would", "could", "might", "may", "should", "must", "can", "will", "'ll", "'d", "shall")
NEGATIONS = ("not", "n't", "never", "neither", "nor")
# "went on to say" and "was reported to have said" are sayings; "declined to say" and "plans to say" are not.
SAYING_GOVERNORS = ("go", "continue", "begin", "start", "proceed", "hasten", "report", "quote", "hear", "use")
ASPECT = ("go", "continue", "begin", "start", "proceed", "keep", "hasten")
# Left out of a source's span: what is told about it, not who it is; of its head, what makes it a predicate.
NOT_NAMING_AT_HEAD = ("case", "cc", "cop", "aux", "nsubj", "mark", "expl")
NOT_NAMING = ("acl:relcl", "parataxis", "advcl", "ccomp", "dep", "discourse")


def sources(reading: Reading, cue: int) -> tuple[int, ...]:
    """Heads of the phrases that name who says it; empty where the sentence names nobody."""
    if reading.upos[cue] == "NOUN":
        return _noun_sources(reading, cue)
    if is_passive(reading, cue):
        return oblique(reading, cue, "by")
    return _subject(reading, cue)


def quoted_person(reading: Reading, cue: int) -> tuple[int, ...]:
    """Heads of the phrases that name who is quoted ("Reuters quoted him as saying", "he was quoted")."""
    own = reading.children(cue, "nsubj" if is_passive(reading, cue) else "obj")
    if own and is_passive(reading, cue):
        return _resolved(reading, cue, own[0])
    return reading.conjuncts(own[0]) if own else ()


def quoting_outlet(reading: Reading, cue: int) -> tuple[int, ...]:
    """Heads of the phrases that name who quotes."""
    return oblique(reading, cue, "by", "in") if is_passive(reading, cue) else _subject(reading, cue)


def is_said(reading: Reading, cue: int) -> bool:
    """Whether the report has somebody say it: not denied, asked for, refused or only possible."""
    below = reading.children(cue, "advmod", "aux", "cc")
    words = {reading.lower[token] for token in below}
    if words & set(NEGATIONS) or words & set(UNREAL):
        return False
    if reading.upos[cue] != "VERB":
        return True
    relation, head = reading.base(cue), reading.heads[cue]
    infinitive = any(reading.lower[token] == "to" for token in reading.children(cue, "mark"))
    if infinitive and relation in ("xcomp", "ccomp", "acl", "csubj"):
        return head != ROOT and is_form_of(reading, head, *SAYING_GOVERNORS) and is_said(reading, head)
    if relation == "conj" and head != ROOT and not reading.children(cue, "nsubj", "aux"):
        return is_said(reading, head) if reading.upos[head] == "VERB" else True
    if any(reading.lower[token] in ("if", "whether", "unless") for token in reading.children(cue, "mark")):
        return False
    bare = reading.xpos[cue] == "VB" or reading.feat(cue, "VerbForm") == "Inf"
    return not (bare and not infinitive and not reading.children(cue, "nsubj", "aux"))


def source_span(reading: Reading, heads: tuple[int, ...], avoid: Collection[int] = ()) -> Span | None:
    """The characters that name the source, relative clauses left out; None where it has no words."""
    if not heads:
        return None
    head = heads[0]
    if reading.heads[head] in heads:
        head = reading.heads[head]
    tokens = set(_naming(reading, head, set(avoid)))
    first = last = head
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    first = _behind_dateline(reading, first, head)
    for mention in reading.analysis.mentions:
        if mention.first <= head < mention.last and not set(range(mention.first, mention.last)) & set(avoid):
            first, last = min(first, mention.first), max(last, mention.last - 1)
    while first < last and (reading.upos[first] in ("PUNCT", "ADP") or _is_possessive(reading, first)):
        first += 1
    while last > first and (reading.upos[last] == "PUNCT" or _is_possessive(reading, last)):
        last -= 1
    return reading.span(first, _closing(reading, first, last) + 1)


def nearest_name(reading: Reading, cue: int, first: int, last: int) -> tuple[int, ...]:
    """The head of the phrase beside a cue, for where the parse gives it no subject ("…,” said Mauer")."""
    for place in (*range(cue - 1, first - 1, -1), *range(cue + 1, last)):
        nominal = reading.upos[place] in ("PROPN", "NOUN", "PRON") and reading.base(place) != "compound"
        if nominal and reading.base(place) not in ("obl", "nmod", "appos", "flat"):
            return (place,)
    return ()


def _naming(reading: Reading, head: int, avoid: set[int]) -> list[int]:
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        for child in reading.children(token):
            left_out = reading.deprels[child] in NOT_NAMING or child in avoid
            if not left_out and not (token == head and reading.base(child) in NOT_NAMING_AT_HEAD):
                stack.append(child)
    return found


def _is_possessive(reading: Reading, token: int) -> bool:
    return reading.lower[token] in ("'s", "'") and reading.upos[token] == "PART"


def _noun_sources(reading: Reading, noun: int) -> tuple[int, ...]:
    """The owner of a claim ("Mali's claim", "a claim by Mali"), or who makes it ("Mali made the claim")."""
    owners = reading.children(noun, "nmod:poss", "det:poss")
    if owners:
        return reading.conjuncts(owners[0])
    named = oblique(reading, noun, "by", "from", "of")
    if named:
        return named
    verb = reading.heads[noun]
    if verb != ROOT and reading.upos[verb] == "VERB" and reading.base(noun) == "obj":
        return sources(reading, verb)
    return ()


def _subject(reading: Reading, cue: int) -> tuple[int, ...]:
    own = tuple(c for c in reading.children(cue, "nsubj") if not _is_dateline(reading, c))
    if own:
        # The nearest: the farther of two stands in the quotation (“Prices rose,” said Mauer).
        return _resolved(reading, cue, min(own, key=lambda token: abs(token - cue)))
    near = _subject_by_place(reading, cue) if reading.xpos[cue] in FINITE else ()
    head, relation = reading.heads[cue], reading.base(cue)
    if near or head == ROOT:
        return near
    if relation == "acl":
        return reading.conjuncts(head) if not reading.children(cue, "mark") else ()
    if relation in ("conj", "advcl", "xcomp", "parataxis", "dep", "ccomp"):
        return _governor_source(reading, cue, head, relation)
    return ()


def _subject_by_place(reading: Reading, cue: int) -> tuple[int, ...]:
    """The name right before a finite verb, for where the parse takes it for something else."""
    insertion = inserted(reading, cue)
    start = insertion[0] if insertion else reading.sentences[reading.sentence_of(cue)][0]
    place = cue - 1
    while place > start and reading.upos[place] in ("ADV", "AUX", "PART"):
        place -= 1
    if reading.lower[place] == ")":
        place = max(next((t for t in range(place, start, -1) if reading.lower[t] == "("), start) - 1, start)
    strayed = [t for t in range(start, cue) if reading.base(t) == "nsubj" and reading.heads[t] > cue]
    strayed = [t for t in strayed if not _is_dateline(reading, t)]
    if strayed and reading.upos[place] != "CCONJ":
        return reading.conjuncts(strayed[-1])
    if place < start or reading.upos[place] not in ("PROPN", "NOUN", "PRON"):
        return ()
    while start <= reading.heads[place] < cue and reading.base(place) in INSIDE_NAME:
        place = reading.heads[place]
    return (place,) if reading.upos[place] in NOMINAL else ()


def _is_dateline(reading: Reading, token: int) -> bool:
    """Whether the word is the place of writing at the head of a report ("GENEVA — The envoy said …")."""
    first = reading.sentences[reading.sentence_of(token)][0]
    return _behind_dateline(reading, first, token + 3) > token and token - first < 4


def _behind_dateline(reading: Reading, first: int, head: int) -> int:
    """Behind "GENEVA —", where a source's span begins with the place of writing."""
    for place in range(first + 1, min(first + 5, head)):
        if (
            reading.words[place] in DASHES
            and reading.words[first].isupper()
            and len(reading.words[first]) > 2
        ):
            return place + 1
    return first


def _closing(reading: Reading, first: int, last: int) -> int:
    """The bracket that closes one opened in the span, where it stands near."""
    words = reading.words[first : last + 1]
    if words.count("(") > words.count(")"):
        return next(
            (t for t in range(last + 1, min(last + 5, len(reading))) if reading.words[t] == ")"), last
        )
    return last


def _governor_source(reading: Reading, cue: int, head: int, relation: str) -> tuple[int, ...]:
    """A participle, infinitive or second verb shares the speaker or the subject of the verb above it."""
    if relation == "ccomp" and reading.xpos[cue] != "VBG":
        return ()
    if relation == "xcomp" and not is_passive(reading, head):
        objects = reading.children(head, "obj")
        if objects and not is_form_of(reading, head, *ASPECT):
            return reading.conjuncts(objects[0])
    if is_passive(reading, head):
        own = reading.children(head, "nsubj:pass", "nsubj")
        named = _resolved(reading, head, own[0]) if own else ()
        spoken = not is_form_of(reading, head, "quote", "cite") and bool(rules_at(reading, head))
        return (oblique(reading, head, "by") or named) if spoken and relation != "xcomp" else named
    if reading.upos[head] not in ("VERB", "AUX") and not reading.children(head, "nsubj"):
        return () if relation != "advcl" else _subject(reading, head)
    return _subject(reading, head)


def _resolved(reading: Reading, verb: int, subject: int) -> tuple[int, ...]:
    """The subject and what is joined to it; for a relative pronoun the noun it stands for."""
    if reading.lower[subject] in RELATIVE and reading.heads[verb] != ROOT:
        clause = verb
        while reading.base(clause) == "conj" and reading.heads[clause] != ROOT:
            clause = reading.heads[clause]
        if reading.base(clause) == "acl" and reading.heads[clause] != ROOT:
            return (reading.heads[clause],)
    return reading.conjuncts(subject)

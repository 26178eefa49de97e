"""Where what is said stands beside a word of saying: one function a frame, listed in FRAMES.

Each takes the reading, the cue token and its rule, and gives the tokens of what is said (in text order,
possibly in two parts), or an empty tuple where the sentence does not fill the frame.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.coding.clauses import is_passive, oblique
from communique.coding.reading import Reading
from communique.coding.sayings.cues import CueRule, is_form_of, particle_of, rules_at
from communique.coding.sayings.insertions import around
from communique.coding.sayings.parts import Tokens, has_subject, has_to, is_gerund, is_relative, marks, merge
from communique.records import ROOT

AS_WORDS = ("as",)
SAYING_REACH = 14  # words from "quoted" to "as saying", with the outlet's name between them
OPENING_MARKS = ("“", '"', "«", "``", "''", "‘", "'")
# Prepositions by which a phrase under the verb completes its object.
COMPLETING = frozenset({"for", "of", "to", "about", "over", "between", "against", "in"})
MEANS = frozenset(
    {"interview", "statement", "speech", "letter", "remarks", "tweet", "report", "address", "message", "post"}
)


def content_of(reading: Reading, cue: int, rule: CueRule) -> tuple[str, Tokens]:
    """The first frame of the rule that is filled, and the tokens of what is said."""
    for frame in rule.frames:
        fill = FRAMES.get(frame)
        found = fill(reading, cue, rule) if fill is not None else ()
        if found:
            return frame, found
    return "", ()


def clause(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """A clause below the cue, or the clause into which the cue is put ("the bridge, he said, was safe")."""
    if rule.pos == "NOUN":
        return _noun_clause(reading, cue)
    if rule.pos == "ADJ" and not _is_predicate(reading, cue):
        return ()
    put_in = around(reading, cue) if rule.pos == "VERB" and "quote" in rule.frames else ()
    if put_in:
        return put_in
    below = reading.children(cue, "ccomp")
    if is_passive(reading, cue):
        below = tuple(c for c in below if not has_to(reading, c))  # "is said to be in hiding"
    if not below and is_passive(reading, cue):
        below = reading.children(cue, "csubj")
    if not below and rule.pos == "VERB":
        below = tuple(c for c in reading.children(cue, "parataxis") if c > cue and has_subject(reading, c))
    if below:
        return unbroken(reading, cue, merge(*(said_clause(reading, head) for head in below)))
    return _around(reading, cue) if rule.pos == "VERB" else ()


def said_clause(reading: Reading, head: int) -> Tokens:
    """The clause under `head` without "that", and without what only goes on after it (", adding that …")."""
    marks = [c for c in reading.children(head, "mark") if reading.lower[c] == "that"]
    left_out = set(marks)
    for token in (*going_on(reading, head), *_said_next(reading, head)):
        left_out.update(reading.subtree(token))
    return tuple(token for token in reading.subtree(head) if token not in left_out)


def _said_next(reading: Reading, head: int) -> Tokens:
    """A second clause of saying that the parse has joined to what the first says ("…, but he said that")."""
    return tuple(
        token
        for token in reading.children(head, "conj")
        if rules_at(reading, token) and reading.children(token, "nsubj") and reading.children(token, "ccomp")
        if not any(reading.lower[mark] == "that" for mark in reading.children(token, "mark"))
    )


def unbroken(reading: Reading, cue: int, tokens: Tokens) -> Tokens:
    """The tokens of a clause behind its cue in one stretch, from behind "that" on.

    What the parse puts before the cue as well ("During the visit he said …"), or leaves out in the middle, is
    a slip of the parse: a cue put between commas into its clause is found by insertions.py.
    """
    behind = [token for token in tokens if token > cue]
    if not behind:
        return tokens
    first = _behind_that(reading, cue, behind)
    going = [
        *going_on(reading, cue),
        *(t for head in reading.children(cue, "ccomp") for t in _said_next(reading, head)),
    ]
    gone_on = {token for head in going for token in reading.subtree(head)}
    filled = (token for token in range(first, behind[-1] + 1) if token in behind or token not in gone_on)
    return tuple(filled)


def _behind_that(reading: Reading, cue: int, behind: list[int]) -> int:
    """Where the clause begins: a "that" soon behind the cue parts it from whom it is told to."""
    for place in range(cue + 1, min(cue + 8, behind[-1])):
        if reading.upos[place] in ("VERB", "AUX"):
            break
        mark = reading.lower[place] == "that" and reading.base(place) == "mark"
        if mark and reading.heads[place] in behind:
            return place + 1
    return behind[0]


def going_on(reading: Reading, head: int) -> Tokens:
    """Participles of saying below `head` with which the outer speaker goes on."""
    return tuple(
        token
        for token in reading.subtree(head)
        if token != head
        and reading.base(token) in ("advcl", "conj", "acl", "parataxis")
        and is_gerund(reading, token)
        and any(rule.continues for rule in rules_at(reading, token))
        and reading.children(token, "ccomp", "obj", "parataxis")
    )


def infinitive(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """An infinitive, with the one who is to do it where it is somebody else ("urged Iran to stop")."""
    verbs = [c for c in reading.children(cue, "xcomp", "advcl", "ccomp", "acl") if has_to(reading, c)]
    verbs = [c for c in verbs if c > cue]
    if not verbs:
        return ()
    if rule.prepositions:
        asked: Tokens = oblique(reading, cue, *rule.prepositions)
        if not asked:
            return ()
        place = min(reading.children(asked[0], "case"), default=asked[0])
        return tuple(t for t in merge(reading.subtree(asked[0]), reading.subtree(verbs[0])) if t != place)
    if is_passive(reading, cue):
        asked = reading.children(cue, "nsubj:pass")
    else:
        asked = tuple(c for c in reading.children(cue, "obj", "iobj") if c < verbs[0])
    return merge(*(reading.subtree(token) for token in (*asked, *verbs)))


def object_phrase(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """The object; where it is a claim with its clause ("the claim that …") that clause alone."""
    objects = reading.children(cue, "nsubj:pass" if is_passive(reading, cue) else "obj")
    if not objects or reading.children(cue, "iobj"):
        return ()
    head = objects[0]
    if not rule.takes_object(reading.lower[head]) or reading.upos[head] == "PRON":
        return ()
    if rule.stance != "asserts":
        claims = _noun_clause(reading, head)
        if claims:
            return _before_verdict(reading, claims)
    left_out = {token for token in reading.subtree(head) if is_relative(reading, token, head)}
    tokens = tuple(token for token in reading.subtree(head) if token not in left_out)
    return merge(tokens, *(reading.subtree(child) for child in _completions(reading, cue, tokens[-1])))


def _completions(reading: Reading, cue: int, last: int) -> Tokens:
    """Phrases under the cue that complete its object ("claimed responsibility for the blast")."""
    found = []
    for child in reading.children(cue, "obl", "advcl", "xcomp"):
        words = {reading.lower[mark] for mark in reading.children(child, "case", "mark")}
        adjoins = reading.subtree(child)[0] == last + 1 and reading.deprels[child] != "obl:agent"
        if adjoins and words & COMPLETING and not (words == {"in"} and _is_setting(reading, child)):
            found.append(child)
            last = reading.subtree(child)[-1]
    return tuple(found)


def _is_setting(reading: Reading, head: int) -> bool:
    """Whether a phrase with "in" tells when or by what means something was said."""
    dated = any(m.first <= head < m.last and m.type == "DATE" for m in reading.analysis.mentions)
    return dated or reading.upos[head] == "NUM" or reading.lower[head] in MEANS


def _before_verdict(reading: Reading, claim: Tokens) -> Tokens:
    """The claim without what it is rejected as ("rejected the claim that … as “rumours”")."""
    for number, token in enumerate(claim[1:-1], start=1):
        if reading.lower[token] == "as" and reading.upos[token] in ("ADP", "SCONJ", "ADV"):
            follows = claim[number + 1]
            if reading.upos[follows] == "ADJ" or reading.words[follows] in OPENING_MARKS:
                return claim[:number]
    return claim


def about(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """What stands after the preposition that the cue asks for ("called for an end to the siege")."""
    particle = particle_of(reading, cue, rule)
    for child in reading.children(cue, "obl", "advcl", "nmod", "obj"):
        marks = reading.children(child, "case", "mark")
        if particle in marks:
            return tuple(token for token in reading.subtree(child) if token not in marks)
    return ()


def charge(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """The one accused and of what."""
    accused = reading.children(cue, "nsubj:pass" if is_passive(reading, cue) else "obj")
    if not accused:
        return ()
    deeds = [
        child
        for child in (*reading.children(cue, "obl", "advcl"), *reading.children(accused[0], "nmod", "acl"))
        if {reading.lower[mark] for mark in reading.children(child, "case", "mark")} & set(rule.prepositions)
    ]
    return merge(*(reading.subtree(token) for token in (accused[0], *deeds))) if deeds else ()


def called(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """The object and what it is called ("called the vote a farce", "described the vote as a farce")."""
    objects = reading.children(cue, "nsubj:pass" if is_passive(reading, cue) else "obj")
    names = [
        child
        for child in reading.children(cue, "xcomp", "obl", "advcl")
        if child > cue and (reading.base(child) == "xcomp" or "as" in marks(reading, child))
    ]
    names.extend(objects[1:])
    if not objects or not names:
        return ()
    return merge(*(reading.subtree(token) for token in (*objects, *names)))


def as_saying(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """The clause below "quoted as saying"."""
    voice = saying(reading, cue)
    return () if voice is None else clause(reading, voice, rule)


def doing(reading: Reading, cue: int, rule: CueRule) -> Tokens:
    """A gerund ("denied having met him")."""
    if is_passive(reading, cue):
        return ()
    deeds = [c for c in reading.children(cue, "xcomp", "ccomp") if c > cue and is_gerund(reading, c)]
    return merge(*(reading.subtree(token) for token in deeds))


def saying(reading: Reading, cue: int) -> int | None:
    """The "saying" of "quoted as saying", or None."""
    end = reading.sentences[reading.sentence_of(cue)][1]
    for token in range(cue + 2, min(cue + SAYING_REACH, end)):
        if reading.lower[token - 1] == "as" and is_gerund(reading, token):
            return token
    return None


FRAMES: dict[str, Callable[[Reading, int, CueRule], Tokens]] = {
    "clause": clause,
    "to": infinitive,
    "object": object_phrase,
    "about": about,
    "charge": charge,
    "as": called,
    "saying": as_saying,
    "doing": doing,
}


def _around(reading: Reading, cue: int) -> Tokens:
    """The clause into which the cue is put: "Prices, he said, rose"; "as he said, prices rose"."""
    head = reading.heads[cue]
    relation = reading.base(cue)
    as_clause = relation == "advcl" and bool(marks(reading, cue) & set(AS_WORDS))
    if head == ROOT or not (relation == "parataxis" or as_clause):
        return ()
    if reading.children(cue, "obj", "xcomp") or not has_subject(reading, cue):
        return ()
    own = set(reading.subtree(cue))
    return tuple(token for token in said_clause(reading, head) if token not in own)


def _noun_clause(reading: Reading, noun: int) -> Tokens:
    """What a claim says: "the claim that the port was sold"."""
    for child in reading.children(noun, "acl", "ccomp"):
        that = any(reading.lower[mark] == "that" for mark in reading.children(child, "mark"))
        if that and child > noun:
            return said_clause(reading, child)
    return ()


def _is_predicate(reading: Reading, adjective: int) -> bool:
    """Whether somebody is or becomes it ("was sure that"), which "made sure that" does not say."""
    head = reading.heads[adjective]
    become = head != ROOT and is_form_of(reading, head, "become", "remain", "seem", "feel", "sound", "get")
    return bool(reading.children(adjective, "cop")) or (reading.base(adjective) == "xcomp" and become)

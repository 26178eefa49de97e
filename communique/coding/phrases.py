"""Phrases that name or describe an actor: where they are, what they say of kind, country, sector, office.

Four sources, the surest first: names the codebook knows (states, organisations, groups), names the reading
model saw, nouns of office, body or people ("the minister", "the army", "protesters"), and pronouns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique import codebook
from communique.coding import clauses
from communique.coding.names import NamedSpan, find_names
from communique.coding.reading import Reading
from communique.records import Span

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = PERSONAL | NEUTER | PLURAL
OUTLET_WORDS = frozenset(
    {
        "news",
        "newspaper",
        "daily",
        "weekly",
        "radio",
        "television",
        "tv",
        "broadcaster",
        "times",
        "post",
        "herald",
    }
    | {"gazette", "tribune", "chronicle"}
)
MEDIA = codebook.BodyWord("media", "JRN")
BY_ARTICLE = frozenset({"neighbour", "neighbor", "side"})  # "the neighbours" are two without being counted
PHRASE_RELATIONS = ("compound", "flat", "fixed", "goeswith")


@dataclass(frozen=True)
class OfficeMention:
    """A title as written: token range, the codebook's role, and what it says of body and country."""

    first: int
    last: int
    role: str
    sector: str | None
    country: str | None
    organisation: str | None
    former: bool


@dataclass(frozen=True)
class Phrase:
    """One place in the text where an actor is spoken of.

    `first` to `last` (not included) is the token range of the name or description itself; `head` the token
    other words hang on; `label` the name in the words of the text. `key` is what phrases of one actor share
    without further thought (a codebook entry), None otherwise.
    """

    head: int
    first: int
    last: int
    form: str
    kind: str
    label: str
    key: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    offices: tuple[OfficeMention, ...] = ()
    plural: bool = False
    definite: bool = False
    pair: str | None = None  # the kind of those meant by "the two …", who were met before

    def span(self, reading: Reading) -> Span:
        """The characters of the phrase."""
        return reading.span(self.first, self.last)


def find_phrases(reading: Reading) -> tuple[Phrase, ...]:
    """All phrases that may speak of an actor, in text order."""
    names = find_names(reading)
    taken: set[int] = set()
    found: list[Phrase] = []
    for name in names:
        phrase = _named(reading, name)
        if phrase is not None:
            found.append(phrase)
            taken.update(range(name.first, name.last))
            for office in phrase.offices:
                taken.update(range(office.first, office.last))
    for token in range(len(reading)):
        if token not in taken:
            phrase = (
                _described(reading, token, taken) or _pronoun(reading, token) or _party(reading, token, taken)
            )
            if phrase is not None:
                found.append(phrase)
    return tuple(sorted(_without_nested(reading, found), key=lambda p: (p.first, -p.last)))


def _without_nested(reading: Reading, found: list[Phrase]) -> list[Phrase]:
    """Drop a nationality inside the phrase it describes: "Iraqi" in "the Iraqi army" is no mention of Iraq."""
    covered: set[tuple[int, int]] = set()
    for phrase in found:
        for first, last in ((phrase.first, phrase.last), *((o.first, o.last) for o in phrase.offices)):
            if phrase.form != "pronoun":
                covered.update((token, phrase.head) for token in range(first, last))
    heads = {phrase.head for phrase in found if not _is_nationality(phrase)}
    return [
        phrase
        for phrase in found
        if not _is_nationality(phrase)
        or not (reading.heads[phrase.head] in heads or any((phrase.first, h) in covered for h in heads))
    ]


def _is_nationality(phrase: Phrase) -> bool:
    return phrase.form == "description" and phrase.kind == "state"


def head_of(reading: Reading, first: int, last: int) -> int:
    """The token of a range that hangs on something outside it."""
    for token in range(first, last):
        if not first <= reading.heads[token] < last:
            return token
    return last - 1


def _named(reading: Reading, name: NamedSpan) -> Phrase | None:
    head = head_of(reading, name.first, name.last)
    label = reading.text[slice(*_offsets(reading, name.first, name.last))]
    base = Phrase(
        head, name.first, name.last, name.form, name.kind, label, name.key, name.country, name.sectors
    )
    if name.kind == "person":
        return _person(reading, base)
    if name.kind == "organisation" and name.key is None:
        return _unknown_body(reading, base)
    return base


def _offsets(reading: Reading, first: int, last: int) -> tuple[int, int]:
    span = reading.span(first, last)
    return span.start, span.end


def _person(reading: Reading, phrase: Phrase) -> Phrase:
    """A person with the offices written before the name, after it in apposition, or as its predicate."""
    offices = _offices_before(reading, phrase) + _offices_after(reading, phrase)
    top = _top(reading, phrase)
    country = next((o.country for o in offices if o.country), None) or _country_beside(reading, top, phrase)
    sectors = tuple(dict.fromkeys(o.sector for o in offices if o.sector))
    return replace(phrase, head=top, offices=offices, country=country, sectors=sectors)


def _top(reading: Reading, phrase: Phrase) -> int:
    """The head of the whole noun phrase: the title where the parse hangs the name on it."""
    head = phrase.head
    above = reading.heads[head]
    hangs = reading.base(head) in ("flat", "appos", "compound") and above >= 0
    close = hangs and reading.upos[above] in ("NOUN", "PROPN") and phrase.first - 12 <= above < phrase.first
    if not close or reading.base(above) in ("flat", "compound"):
        return head
    apart = "," in reading.words[above + 1 : phrase.first]
    return above if not apart or _titles_around(reading, above) else head


def _titles_around(reading: Reading, noun: int) -> bool:
    """Whether the noun a name is set beside is an office ("the water minister, Selma Nghidimbwa")."""
    start = reading.subtree(noun)[0]
    return bool(_offices_in(reading, min(start, noun), noun + 1, only=noun))


def _offices_before(reading: Reading, phrase: Phrase) -> tuple[OfficeMention, ...]:
    top = _top(reading, phrase)
    if top < phrase.first and "," in reading.words[top : phrase.first]:
        return _offices_in(reading, _description_start(reading, top, set()), phrase.first, only=top)
    return _offices_in(reading, _phrase_start(reading, phrase), phrase.first)


def _phrase_start(reading: Reading, phrase: Phrase) -> int:
    """The first token of the words before a name that belong to its noun phrase."""
    start = phrase.first
    bottom = reading.sentences[reading.sentence_of(phrase.first)][0]
    others = {
        token
        for mention in reading.analysis.mentions
        if mention.type == "PERSON" and mention.last <= phrase.first
        for token in range(mention.first, mention.last)
    }
    if start > bottom and reading.lower[start - 1] == "and":
        return start
    while start > bottom and start - 1 not in others and _belongs_before(reading, start - 1):
        start -= 1
    return start


def _belongs_before(reading: Reading, token: int) -> bool:
    word = reading.lower[token]
    if reading.upos[token] in ("ADJ", "NOUN", "PROPN", "NUM"):
        return True
    return word in ("of", "'s", "'", "the", "and", "-")


def _offices_after(reading: Reading, phrase: Phrase) -> tuple[OfficeMention, ...]:
    """Offices in apposition ("Ali Tamar, the secretary of …") or predicated ("Tamar, who is mayor of …")."""
    top = _top(reading, phrase)
    found: list[OfficeMention] = []
    for token in dict.fromkeys((phrase.head, top)):
        for child in reading.children(token, "appos", "parataxis"):
            if child >= phrase.last and reading.upos[child] in ("NOUN", "PROPN"):
                subtree = reading.subtree(child)
                found.extend(_offices_in(reading, max(phrase.last, subtree[0]), subtree[-1] + 1, only=child))
    if reading.children(phrase.head, "cop"):
        return tuple(found)
    above = reading.heads[top]
    if reading.base(top) == "nsubj" and above >= 0 and reading.children(above, "cop"):
        last = reading.subtree(above)[-1] + 1
        if not any(reading.lower[c] in ("not", "n't") for c in reading.children(above, "advmod")):
            found.extend(_offices_in(reading, phrase.last, last, only=above))
    return tuple(found)


def _offices_in(
    reading: Reading, first: int, last: int, only: int | None = None
) -> tuple[OfficeMention, ...]:
    """The titles in a token range; with `only`, just the one whose words hold that token."""
    found = []
    token = first
    while token < last:
        match = codebook.match_office(reading.lower[:last], token)
        if match is None:
            token += 1
            continue
        mention = _office(reading, token, match, first, last)
        if only is None or mention.first <= only < mention.last:
            found.append(mention)
        token = mention.last
    return tuple(found)


def _office(
    reading: Reading, start: int, match: codebook.OfficeMatch, first: int, last: int
) -> OfficeMention:
    end = start + match.length
    country = country_of(reading, start, end, first, last)
    body = _organisation_of(reading, end, last)
    former = any(
        reading.lower[t] in ("former", "ex", "then", "late", "outgoing") for t in range(first, start)
    )
    return OfficeMention(start, end, match.role, match.sector, country, body, former)


def _organisation_of(reading: Reading, start: int, last: int) -> str | None:
    """What stands after `of`, up to the next comma: "Iran's Supreme National Security Council"."""
    if start >= last or reading.lower[start] not in ("of", "at", "for"):
        return None
    end = start + 1
    while end < last and reading.words[end] not in (",", ";", "(", ")"):
        end += 1
    if end == start + 1:
        return None
    span = reading.span(start + 1, end)
    return span.cut(reading.text)


def country_of(reading: Reading, first: int, last: int, low: int, high: int) -> str | None:
    """The country that the words around a title give it: before it, inside it, or after `of`.

    None for "Iranian and Iraqi officials", who are of two.
    """
    before = {codebook.country_word(reading.words[t]) for t in range(low, first)} - {None}
    if len(before) > 1 and "and" in reading.lower[low:first]:
        return None
    for token in (*range(first - 1, low - 1, -1), *range(first, last)):
        found = codebook.country_word(reading.words[token])
        if found:
            return found
    if last < high and reading.lower[last] in ("of", "to", "in"):
        for token in range(last, high):
            if reading.words[token] in (",", ";"):
                break
            found = codebook.country_word(reading.words[token])
            if found:
                return found
    return None


def _country_beside(reading: Reading, top: int, phrase: Phrase) -> str | None:
    """A nationality right before a name without a title ("Iraqi Ahmed Zaki")."""
    if phrase.first > 0 and reading.heads[phrase.first - 1] in (top, phrase.head):
        return codebook.country_word(reading.words[phrase.first - 1])
    return None


def _unknown_body(reading: Reading, phrase: Phrase) -> Phrase:
    """A named body the codebook has no entry for: kind and sector from its words, country from beside it."""
    word = _body_word(reading, phrase)
    country = _modifier_country(reading, phrase.head, phrase.first, phrase.last)
    if word is None:
        return replace(phrase, country=country)
    return replace(phrase, kind=word.kind, sectors=(word.sector,) if word.sector else (), country=country)


def _body_word(reading: Reading, phrase: Phrase) -> codebook.BodyWord | None:
    if _is_outlet(reading, phrase.head, phrase.first, phrase.last):
        return MEDIA
    order = (phrase.head, *range(phrase.last - 1, phrase.first - 1, -1))
    for token in order:
        word = codebook.body_word(reading.lemmas[token].lower()) or codebook.body_word(reading.lower[token])
        if word is not None:
            return word
    return None


def _is_outlet(reading: Reading, head: int, first: int, last: int) -> bool:
    """Whether a name or common noun is that of a medium: "the Petra news agency", "the daily El Sur"."""
    around = [*range(first, last), *reading.children(head, "compound", "appos", "nmod:desc")]
    above = reading.heads[head]
    if above >= 0 and reading.base(head) in ("appos", "flat", "compound"):
        around.append(above)
        around.extend(reading.children(above, "compound"))
    return any(reading.lower[token] in OUTLET_WORDS for token in around)


def _modifier_country(reading: Reading, head: int, first: int, last: int) -> str | None:
    inside = (codebook.country_word(reading.words[t]) for t in range(first, last))
    found = next((country for country in inside if country), None)
    if found:
        return found
    for child in reading.children(head, "nmod:poss", "amod", "compound", "nmod"):
        if reading.deprels[child] == "nmod" and not {"of", "in", "from"} & set(clauses.cases(reading, child)):
            continue
        country = _country_at(reading, child)
        if country:
            return country
    return None


def _country_at(reading: Reading, token: int) -> str | None:
    """The country a phrase's head names, also one of several words ("the United States")."""
    subtree = [token, *reading.children(token, "compound", "amod", "flat")]
    first, last = min(subtree), max(subtree) + 1
    name = reading.text[slice(*_offsets(reading, first, last))]
    return codebook.country_word(name) or codebook.country_word(reading.words[token])


def _described(reading: Reading, token: int, taken: set[int]) -> Phrase | None:
    if not _can_head(reading, token):
        return None
    first = _description_start(reading, token, taken)
    office = _office_description(reading, token, first)
    group = _group_description(reading, token, first)
    if office is not None and group is not None and group.kind == "unknown":
        return replace(office, pair=group.pair)
    return group if group and (office is None or group.plural) else office


def _can_head(reading: Reading, token: int) -> bool:
    """A noun that heads its phrase, or a body's name before a thing of its ("militia base"); also "the general"."""
    relation, upos = reading.base(token), reading.upos[token]
    if upos == "ADJ":
        return relation in ("nsubj", "obj", "obl") and bool(reading.children(token, "det"))
    if upos not in ("NOUN", "PROPN"):
        return False
    if relation == "compound":
        return _is_owner(reading, token)
    return relation not in PHRASE_RELATIONS


def _is_owner(reading: Reading, token: int) -> bool:
    head = reading.lemmas[reading.heads[token]].lower()
    if codebook.body_word(head) or codebook.people_word(head) or codebook.match_office([head], 0):
        return False
    return codebook.body_word(reading.lemmas[token].lower()) is not None


def _description_start(reading: Reading, token: int, taken: set[int]) -> int:
    """The first token of a description: determiners, adjectives and nouns before its head."""
    first = token
    for child in reading.children(token, "det", "amod", "compound", "nmod:poss", "nummod"):
        low = reading.subtree(child)[0]
        if child < token and low < first:
            first = low
    del taken
    return first


def _office_description(reading: Reading, token: int, first: int) -> Phrase | None:
    """`the Iraqi defence minister`, `the general`, `an expert on …`."""
    start = next(
        (t for t in range(first, token + 1) if _office_ends_at(reading, t, token)),
        None,
    )
    if start is None:
        return None
    match = codebook.match_office(reading.lower, start)
    assert match is not None
    limit = reading.subtree(token)[-1] + 1
    office = _office(reading, start, match, first, max(limit, start + match.length))
    plural = reading.feat(token, "Number") == "Plur" or reading.xpos[token] in ("NNS", "NNPS")
    return Phrase(
        token,
        first,
        start + match.length,
        "description",
        "person",
        reading.text[slice(*_offsets(reading, first, start + match.length))],
        country=office.country,
        sectors=(office.sector,) if office.sector else (),
        offices=(office,),
        plural=plural,
        definite=_is_definite(reading, token, first),
    )


def _office_ends_at(reading: Reading, start: int, token: int) -> bool:
    match = codebook.match_office(reading.lower, start)
    return match is not None and start <= token < start + match.length


def _is_definite(reading: Reading, token: int, first: int) -> bool:
    determiners = {reading.lower[c] for c in reading.children(token, "det")}
    if determiners & {"the", "this", "that", "these", "those", "both"}:
        return True
    return bool(reading.children(token, "nmod:poss")) and not determiners and first < token


def _group_description(reading: Reading, token: int, first: int) -> Phrase | None:
    """`Iraqi forces`, `the army`, `protesters`: bodies and people by their common names."""
    lemma = reading.lemmas[token].lower()
    outlet = lemma in ("agency", "service", "outlet") and _is_outlet(reading, token, first, token + 1)
    word = MEDIA if outlet else codebook.body_word(lemma) or codebook.people_word(lemma)
    pair = _pair(reading, token, first)
    if _is_named_inside(reading, token) or (word is None and pair is None):
        return None
    if word is None:
        word = codebook.BodyWord("unknown", None)
    country = _modifier_country(reading, token, first, token + 1)
    return Phrase(
        token,
        first,
        token + 1,
        "description",
        word.kind,
        reading.text[slice(*_offsets(reading, first, token + 1))],
        country=country,
        sectors=(word.sector,) if word.sector else (),
        plural=reading.xpos[token] in ("NNS", "NNPS"),
        definite=_is_definite(reading, token, first),
        pair=pair,
    )


def _is_named_inside(reading: Reading, token: int) -> bool:
    """Whether an organisation's name stands in the phrase: "the Daesh terrorist group" is named by it."""
    return any(codebook.organisations().get(reading.words[c]) for c in reading.children(token, "compound"))


def _pair(reading: Reading, token: int, first: int) -> str | None:
    """The kind of actors that "the two countries", "both sides", "the neighbours" mean among those met before."""
    words = {reading.lower[t] for t in range(first, token)}
    lemma = reading.lemmas[token].lower()
    counted = bool(words & {"two", "both", "three"}) or (lemma in BY_ARTICLE and "the" in words)
    return codebook.pair_word(lemma) if counted and _is_plural(reading, token) else None


def _is_plural(reading: Reading, token: int) -> bool:
    return reading.feat(token, "Number") == "Plur" or reading.xpos[token] in ("NNS", "NNPS")


def _party(reading: Reading, token: int, taken: set[int]) -> Phrase | None:
    """A noun that nothing but its part in an event shows to be an actor ("growers", "a ship of the charity")."""
    if not reading.is_party(token) or reading.upos[token] not in ("NOUN", "PROPN"):
        return None
    if reading.base(token) in PHRASE_RELATIONS or _is_named_inside(reading, token):
        return None
    first = _description_start(reading, token, taken)
    return Phrase(
        token,
        first,
        token + 1,
        "description",
        "unknown",
        reading.text[slice(*_offsets(reading, first, token + 1))],
        country=_modifier_country(reading, token, first, token + 1),
        plural=_is_plural(reading, token),
        definite=_is_definite(reading, token, first),
    )


def _pronoun(reading: Reading, token: int) -> Phrase | None:
    word = reading.lower[token]
    if reading.upos[token] != "PRON" or word not in PRONOUNS:
        return None
    if word in NEUTER and reading.base(token) == "expl":
        return None
    kind = "person" if word in PERSONAL else "unknown"
    return Phrase(token, token, token + 1, "pronoun", kind, word, plural=word in PLURAL)

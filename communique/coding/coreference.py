"""Which phrases of one report mean the same actor: names and short forms, descriptions, pronouns.

Works through the phrases in text order and puts each with an actor met before, or opens a new one. The rules are
those a careful reader uses with official names: a later name is made of words of the fuller one; a description
fits by office and country; a pronoun goes to the nearest actor that can be meant, subjects first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.coding.phrases import NEUTER, PERSONAL, OfficeMention, Phrase
from communique.coding.reading import Reading

PRONOUN_REACH = 2  # sentences a pronoun may look back
LINK_WEIGHT = 20  # what a sure link of the reader's takes from a pronoun's cost; a sentence's distance is 8
SURE_LINK = 0.6  # from which a link joins a description that no rule joins
FEMININE = frozenset({"she", "her", "hers", "herself"})
COLLECTIVE_KINDS = frozenset(
    {
        "state",
        "government",
        "military",
        "armed_group",
        "party",
        "international",
        "organisation",
        "company",
        "media",
    }
)
# "The group" is the latest one spoken of, of whatever kind.
GENERIC = frozenset({"group", "movement", "organisation", "organization", "faction", "bloc"})
GENERIC_KINDS = frozenset({"armed_group", "party", "organisation", "international"})
# "Both sides" are states where two are spoken of, else whoever fights or governs.
PAIR_KINDS = {"government": ("state", "government", "armed_group", "person")}
# Words by which two roles of one office are not told apart ("the general" for a major general).
ROLE_FILLERS = frozenset({"of", "the", "and", "for", "major", "lieutenant", "brigadier", "deputy", "senior"})


@dataclass
class Group:
    """The phrases of one actor while they are being gathered."""

    phrases: list[Phrase]
    gender: str | None = None
    names: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of the first phrase that tells one."""
        return next((p.kind for p in self.phrases if p.form != "pronoun"), "unknown")

    @property
    def country(self) -> str | None:
        """The first country a phrase gives."""
        return next((p.country for p in self.phrases if p.country), None)

    @property
    def offices(self) -> tuple[OfficeMention, ...]:
        """All titles, in text order."""
        return tuple(office for phrase in self.phrases for office in phrase.offices)

    @property
    def is_plural(self) -> bool:
        """Whether it is several people under one description."""
        return self.phrases[0].plural


@dataclass(frozen=True)
class Coreference:
    """The groups, and for every phrase those it means: one, or several for "the two ministers"."""

    groups: tuple[Group, ...]
    meaning: dict[Phrase, tuple[int, ...]]


def join_phrases(reading: Reading, phrases: Iterable[Phrase]) -> Coreference:
    """Every phrase with the actors it means; pronouns that fit nobody mean nobody."""
    return _Joiner(reading).join(tuple(phrases))


class _Joiner:
    """The state of one pass over a document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.groups: list[Group] = []
        self.meaning: dict[Phrase, tuple[int, ...]] = {}
        self.seen: list[tuple[Phrase, int]] = []  # resolved phrases with their group, in text order
        self.latest: dict[int, int] = {}  # of each group, the place of its last phrase among them
        self.links = {link.token: (link.antecedent, link.score) for link in reading.analysis.links}

    def join(self, phrases: tuple[Phrase, ...]) -> Coreference:
        self.later = phrases
        for phrase in phrases:
            self._meet(phrase)
        return Coreference(tuple(self.groups), self.meaning)

    def _meet(self, phrase: Phrase) -> tuple[int, ...]:
        """Whom the phrase means, settled once."""
        if phrase not in self.meaning:
            means = self._resolve(phrase)
            if not means:
                return ()
            self.meaning[phrase] = means
            if len(means) == 1:
                self.latest[means[0]] = len(self.seen)
                self.seen.append((phrase, means[0]))
        return self.meaning[phrase]

    def _resolve(self, phrase: Phrase) -> tuple[int, ...]:
        if phrase.form == "pronoun":
            return self._pronoun(phrase)
        found = self._by_key(phrase)
        if found is None and phrase.form == "name":
            found = self._by_name(phrase)
        if found is None and phrase.form == "description":
            several = self._pair(phrase) if phrase.pair else self._several(phrase)
            if several or (phrase.pair and phrase.kind == "unknown"):
                return several
            found = self._by_description(phrase)
            if found is None:
                found = self._by_link(phrase)
        return (self._add(phrase, found),)

    def _add(self, phrase: Phrase, number: int | None) -> int:
        if number is None:
            self.groups.append(Group([]))
            number = len(self.groups) - 1
        group = self.groups[number]
        group.phrases.append(phrase)
        if phrase.form == "name":
            group.names.append(_name_words(phrase.label))
        return number

    def _by_key(self, phrase: Phrase) -> int | None:
        if phrase.key is None:
            return None
        return next(
            (n for n, group in enumerate(self.groups) if any(p.key == phrase.key for p in group.phrases)),
            None,
        )

    def _by_name(self, phrase: Phrase) -> int | None:
        words = _name_words(phrase.label)
        for number in self._latest_first():
            group = self.groups[number]
            if not _kinds_agree(group.kind, phrase.kind):
                continue
            if any(_same_name(words, name, phrase.kind) for name in group.names):
                return number
        return self._unnamed_holder(phrase) if phrase.offices else None

    def _unnamed_holder(self, phrase: Phrase) -> int | None:
        """An office-holder described before he is named ("the Iraqi minister … Iraqi Minister Zaki")."""
        for number in self._latest_first():
            group = self.groups[number]
            unnamed = group.kind == "person" and not group.names and not group.is_plural
            definite = any(p.definite for p in group.phrases)
            if unnamed and definite and group.country == phrase.country and _roles_agree(phrase, group):
                return number
        return None

    def _by_description(self, phrase: Phrase) -> int | None:
        for number in self._latest_first():
            group = self.groups[number]
            if not _countries_agree(phrase.country, group.country) or group.is_plural != phrase.plural:
                continue
            if phrase.kind == "person" and phrase.offices:
                fits = (
                    (phrase.definite or phrase.country)
                    and group.kind == "person"
                    and _roles_agree(phrase, group)
                )
            else:
                generic = self.reading.lemmas[phrase.head].lower() in GENERIC and group.kind in GENERIC_KINDS
                fits = (generic or group.kind == phrase.kind) and self._same_noun(phrase, group)
            if fits:
                return number
        return None

    def _by_link(self, phrase: Phrase) -> int | None:
        """The actor that the reader's link from a definite description goes back to, where kind and country agree."""
        if not phrase.definite or phrase.plural:
            return None
        for candidate, number in reversed(self.seen):
            group = self.groups[number]
            agree = group.kind == phrase.kind and _countries_agree(phrase.country, group.country)
            if agree and not group.is_plural and self._linked(phrase, candidate) > SURE_LINK:
                return number
        return None

    def _linked(self, phrase: Phrase, candidate: Phrase) -> float:
        """The score of the reader's link from a phrase to an earlier one, 0 where there is none."""
        antecedent, score = self.links.get(phrase.head, (-1, 0.0))
        return score if candidate.first <= antecedent < candidate.last else 0.0

    def _same_noun(self, phrase: Phrase, group: Group) -> bool:
        """`the army` after `the Iraqi army`; `Iraqi forces` and `Iraqi forces`; not two unnamed crowds."""
        if not (phrase.definite or phrase.country):
            return False
        lemma = self.reading.lemmas[phrase.head].lower()
        if lemma in GENERIC and phrase.definite:
            return True
        return any(self.reading.lemmas[p.head].lower() == lemma for p in group.phrases if p.form != "pronoun")

    def _several(self, phrase: Phrase) -> tuple[int, ...]:
        """The persons that a plural description with an office means ("the two defence ministers")."""
        if not (phrase.plural and phrase.definite and phrase.offices):
            return ()
        found = [
            number
            for number in self._latest_first()
            if self.groups[number].kind == "person"
            and not self.groups[number].is_plural
            and _countries_agree(phrase.country, self.groups[number].country)
            and _roles_agree(phrase, self.groups[number])
        ]
        wanted = 2 if self._counts_two(phrase) else len(found)
        return tuple(sorted(found[:wanted])) if len(found) >= 2 else ()

    def _pair(self, phrase: Phrase) -> tuple[int, ...]:
        """The two (or three) latest actors of a kind that "the two countries", "both sides" can mean."""
        words = {self.reading.lower[t] for t in range(phrase.first, phrase.last)}
        wanted = 3 if "three" in words else 2
        kinds = PAIR_KINDS.get(phrase.pair or "", (phrase.pair or "",))
        for kind in kinds:
            found = [
                n
                for n in self._latest_first()
                if self.groups[n].kind == kind and not self.groups[n].is_plural
            ]
            if len(found) >= wanted:
                return tuple(sorted(found[:wanted]))
        return ()

    def _counts_two(self, phrase: Phrase) -> bool:
        words = {self.reading.lower[t] for t in range(phrase.first, phrase.last)}
        return bool(words & {"two", "both"})

    def _latest_first(self) -> list[int]:
        return sorted(range(len(self.groups)), key=lambda n: -self.latest.get(n, -1))

    def _pronoun(self, phrase: Phrase) -> tuple[int, ...]:
        ahead = self._ahead(phrase)
        if ahead:
            return ahead
        best: tuple[int, int] | None = None
        for candidate, number in reversed(self.seen):
            if self._sentences_back(phrase, candidate) > PRONOUN_REACH:
                break
            cost = self._cost(phrase, candidate, number)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, number)
        if best is None:
            return ()
        number = best[1]
        if phrase.label in PERSONAL:
            self.groups[number].gender = "f" if phrase.label in FEMININE else "m"
        self._add(phrase, number)
        return (number,)

    def _sentences_back(self, phrase: Phrase, candidate: Phrase) -> int:
        return self.reading.sentence_of(phrase.first) - self.reading.sentence_of(candidate.head)

    def _cost(self, phrase: Phrase, candidate: Phrase, number: int) -> int | None:
        """How far a pronoun is from an earlier phrase it could stand for; None where it cannot."""
        reading, group = self.reading, self.groups[number]
        if not _can_mean(phrase, group):
            return None
        if self._same_clause_arguments(phrase.head, candidate.head):
            return None
        subject = reading.base(candidate.head) == "nsubj"
        weight = 0 if subject else 6
        if candidate.form == "pronoun":
            weight -= 1
        return (
            self._sentences_back(phrase, candidate) * 8
            + weight
            - round(LINK_WEIGHT * self._linked(phrase, candidate))
        )

    def _same_clause_arguments(self, pronoun: int, candidate: int) -> bool:
        """`He met him`: two arguments of one predicate are not the same person."""
        reading = self.reading
        arguments = ("nsubj", "obj", "iobj", "obl")
        return (
            reading.heads[pronoun] == reading.heads[candidate]
            and reading.base(pronoun) in arguments
            and reading.base(candidate) in arguments
        )

    def _ahead(self, phrase: Phrase) -> tuple[int, ...]:
        """`During his visit to Iran, the Iraqi minister …`: a fronted pronoun means the subject to come."""
        reading = self.reading
        if reading.deprels[phrase.head] != "nmod:poss":
            return ()
        for above in reading.ancestors(phrase.head):
            for subject in reading.children(above, "nsubj"):
                if subject > phrase.head and self._is_fronted(phrase.head, above):
                    return self._resolve_ahead(phrase, subject)
        return ()

    def _is_fronted(self, token: int, clause: int) -> bool:
        """Whether the token lies in a phrase of the clause that stands before its subject."""
        path = [token, *self.reading.ancestors(token)]
        inside = path[path.index(clause) - 1]
        return self.reading.base(inside) in ("obl", "advcl")

    def _resolve_ahead(self, phrase: Phrase, subject: int) -> tuple[int, ...]:
        target = next((p for p in self.later if p.head == subject and p.form != "pronoun"), None)
        if target is None or not _phrase_can_be(phrase, target):
            return ()
        means = self._meet(target)
        if len(means) != 1 or not _can_mean(phrase, self.groups[means[0]]):
            return ()
        self._add(phrase, means[0])
        return means


def _name_words(label: str) -> tuple[str, ...]:
    words = label.lower().replace(".", "").replace("’", "'").split()
    return tuple(word for word in words if word not in ("the", "'s"))


def _same_name(later: tuple[str, ...], earlier: tuple[str, ...], kind: str) -> bool:
    if later == earlier:
        return True
    if kind == "person":
        short, full = sorted((later, earlier), key=len)
        return bool(short) and _is_run(short, full) and (len(short) > 1 or short[0] in (full[-1], full[0]))
    initials = "".join(word[0] for word in earlier if word not in ("of", "for", "and"))
    return len(later) == 1 and len(initials) > 1 and later[0] == initials


def _is_run(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `full` in the same order."""
    remaining = iter(full)
    return all(word in remaining for word in short)


def _kinds_agree(first: str, second: str) -> bool:
    return first == second or {first, second} <= COLLECTIVE_KINDS - {"state"}


def _countries_agree(first: str | None, second: str | None) -> bool:
    return first is None or first == second


def _roles_agree(phrase: Phrase, group: Group) -> bool:
    """Whether an office in the phrase can be one that the group holds: the shorter title's words are in the longer."""
    for wanted in phrase.offices:
        for held in group.offices:
            if _role_fits(wanted.role, held.role):
                return True
    return False


def _role_fits(first: str, second: str) -> bool:
    one, other = (set(role.lower().split()) - ROLE_FILLERS for role in (first, second))
    return bool(one and other) and (one <= other or other <= one)


def _can_mean(phrase: Phrase, group: Group) -> bool:
    if phrase.label in PERSONAL:
        gender = "f" if phrase.label in FEMININE else "m"
        return group.kind == "person" and not group.is_plural and group.gender in (None, gender)
    if phrase.label in NEUTER:
        return group.kind in COLLECTIVE_KINDS and not group.is_plural
    return group.is_plural or group.kind in ("people", "armed_group", "party", "organisation")


def _phrase_can_be(phrase: Phrase, target: Phrase) -> bool:
    return _can_mean(phrase, Group([target]))

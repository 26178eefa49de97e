"""What the reading model saw in one document, as columns."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import RecordError

ROOT = -1
MENTION_TYPES = (
    "PERSON",
    "TITLE",
    "ORG",
    "GOVERNMENT",
    "MILITARY",
    "ARMED_GROUP",
    "PARTY",
    "COUNTRY",
    "PLACE",
    "FACILITY",
    "PEOPLE",
    "EVENT",
    "DOCUMENT",
    "WEAPON",
    "DATE",
)
BODIES = frozenset(("ORG", "GOVERNMENT", "MILITARY", "ARMED_GROUP", "PARTY"))  # organisations of every kind
LOCATIONS = frozenset(("COUNTRY", "PLACE", "FACILITY"))


@dataclass(frozen=True)
class TextMention:
    """A name or date in the token columns: token range (last not included), type, score (0 to 1)."""

    first: int
    last: int
    type: str
    score: float


@dataclass(frozen=True)
class Link:
    """The word at `token` heads a mention that means what the one headed at `antecedent` means; score 0 to 1."""

    token: int
    antecedent: int
    score: float


@dataclass(frozen=True)
class Analysis:
    """Sentences, tokens, lemmas, tags, heads, relations, mentions and links between mentions of one document.

    All token columns have one entry a token, over the whole document. `sentences` are token ranges, last not
    included. `starts` and `ends` are character offsets into the document's text. `heads` are indices
    into the same columns, ROOT (-1) for a sentence's root. `upos`, `feats` and `deprels` follow Universal
    Dependencies 2 (feats as "Mood=Ind|Tense=Past", empty where there are none), `xpos` the Penn tags.
    """

    document: str
    sentences: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    mentions: tuple[TextMention, ...]
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        columns = (self.ends, self.lemmas, self.upos, self.xpos, self.feats, self.heads, self.deprels)
        if any(len(column) != len(self.starts) for column in columns):
            raise RecordError("the token columns of an analysis must be of one length")
        if self.sentences and self.sentences[-1][1] != len(self.starts):
            raise RecordError("the sentences of an analysis must cover its tokens")

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.starts)

"""Who said what: the speaker, the words, how direct they are, through whom we have them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from parses import reading

from communique.coding.reading import Reading
from communique.coding.sayings.attributions import Attribution
from communique.coding.sayings.cues import CueRule, Example, cue_rules
from communique.coding.statements import find_attributions, find_statements, statement_of
from communique.records import Span, Statement


@dataclass
class Actors:
    """Actors by the words that name them: word → (id, kind)."""

    read: Reading
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def at(self, token: int) -> str | None:
        found = self.known.get(self.read.words[token])
        return found[0] if found else None

    def mention_span(self, token: int) -> Span | None:
        return self.read.span(token) if self.at(token) else None

    def kind(self, actor_id: str) -> str:
        return next(kind for identity, kind in self.known.values() if identity == actor_id)

    def label(self, actor_id: str) -> str:
        return actor_id


PEOPLE = {
    "Okoye": ("okoye", "person"),
    "general": ("okoye", "person"),
    "He": ("okoye", "person"),
    "he": ("okoye", "person"),
    "Duarte": ("duarte", "person"),
    "Lanka": ("lanka", "media"),
    "Herald": ("herald", "media"),
    "reporters": ("reporters", "people"),
}


@dataclass(frozen=True)
class Case:
    """A parse and the statements in it: speaker, cue, content, directness, stance, relayed by."""

    name: str
    text: str
    rows: str
    expected: tuple[tuple[str | None, str | None, tuple[str, ...], str, str, str | None], ...]


CASES = [
    Case(
        "a clause without that",
        "Okoye said talks resumed.",
        """
        Okoye        PROPN     2 nsubj
        said/say     VERB.VBD  0 root
        talks/talk   NOUN      4 nsubj
        resumed/resume VERB.VBD 2 ccomp VerbForm=Fin
        .            PUNCT     2 punct
        """,
        (("okoye", "said", ("talks resumed",), "indirect", "asserts", None),),
    ),
    Case(
        "a participle goes on with the same speaker, though the parse hangs it on the clause",
        "Okoye said talks resumed, adding that Duarte left.",
        """
        Okoye          PROPN    2 nsubj
        said/say       VERB.VBD 0 root
        talks/talk     NOUN     4 nsubj
        resumed/resume VERB.VBD 2 ccomp VerbForm=Fin
        ,              PUNCT    6 punct
        adding/add     VERB.VBG 4 advcl VerbForm=Part
        that           SCONJ    9 mark
        Duarte         PROPN    9 nsubj
        left/leave     VERB.VBD 6 ccomp VerbForm=Fin
        .              PUNCT    2 punct
        """,
        (
            ("okoye", "said", ("talks resumed",), "indirect", "asserts", None),
            ("okoye", "adding", ("Duarte left",), "indirect", "asserts", None),
        ),
    ),
    Case(
        "told to an outlet",
        "Okoye told the Herald that talks resumed.",
        """
        Okoye          PROPN    2 nsubj
        told/tell      VERB.VBD 0 root
        the            DET      4 det
        Herald         PROPN    2 iobj
        that           SCONJ    7 mark
        talks/talk     NOUN     7 nsubj
        resumed/resume VERB.VBD 2 ccomp VerbForm=Fin
        .              PUNCT    2 punct
        """,
        (("okoye", "told", ("talks resumed",), "indirect", "asserts", "herald"),),
    ),
    Case(
        "told to people who are no outlet",
        "Okoye told reporters that talks resumed.",
        """
        Okoye          PROPN    2 nsubj
        told/tell      VERB.VBD 0 root
        reporters/reporter NOUN 2 iobj
        that           SCONJ    6 mark
        talks/talk     NOUN     6 nsubj
        resumed/resume VERB.VBD 2 ccomp VerbForm=Fin
        .              PUNCT    2 punct
        """,
        (("okoye", "told", ("talks resumed",), "indirect", "asserts", None),),
    ),
    Case(
        "an outlet's report of a statement relays it",
        "Lanka reported that Okoye denied the claim.",
        """
        Lanka           PROPN    2 nsubj
        reported/report VERB.VBD 0 root
        that            SCONJ    5 mark
        Okoye           PROPN    5 nsubj
        denied/deny     VERB.VBD 2 ccomp VerbForm=Fin
        the             DET      7 det
        claim           NOUN     5 obj
        .               PUNCT    2 punct
        """,
        (
            ("lanka", "reported", ("Okoye denied the claim",), "indirect", "asserts", None),
            ("okoye", "denied", ("the claim",), "indirect", "denies", "lanka"),
        ),
    ),
    Case(
        "quoted by an outlet as saying, behind the quotation",
        "“We agree,” Okoye was quoted by Lanka as saying on Monday.",
        """
        “            PUNCT    3 punct
        We           PRON     3 nsubj
        agree        VERB.VBP 8 ccomp VerbForm=Fin
        ,            PUNCT    3 punct
        ”            PUNCT    3 punct
        Okoye        PROPN    8 nsubj:pass
        was/be       AUX.VBD  8 aux:pass
        quoted/quote VERB.VBN 0 root
        by           ADP      10 case
        Lanka        PROPN    8 obl:agent
        as           SCONJ    12 mark
        saying/say   VERB.VBG 8 advcl VerbForm=Ger
        on           ADP      14 case
        Monday       PROPN    12 obl
        .            PUNCT    8 punct
        """,
        (("okoye", "was quoted", ("We agree,",), "direct", "asserts", "lanka"),),
    ),
    Case(
        "the speaker behind the word of saying",
        "“Talks resumed,” pointed out the general.",
        """
        “              PUNCT    3 punct
        Talks/talk     NOUN     3 nsubj
        resumed/resume VERB.VBD 6 ccomp VerbForm=Fin
        ,              PUNCT    3 punct
        ”              PUNCT    3 punct
        pointed/point  VERB.VBD 0 root
        out            ADP      6 compound:prt
        the            DET      9 det
        general        NOUN     6 nsubj
        .              PUNCT    6 punct
        """,
        (("okoye", "pointed out", ("Talks resumed,",), "direct", "asserts", None),),
    ),
    Case(
        "a quotation parted by its cue is one statement with two spans",
        "“Talks,” Okoye said, “resumed.”",
        """
        “              PUNCT    2 punct
        Talks/talk     NOUN     9 nsubj
        ,              PUNCT    2 punct
        ”              PUNCT    2 punct
        Okoye          PROPN    6 nsubj
        said/say       VERB.VBD 9 parataxis
        ,              PUNCT    6 punct
        “              PUNCT    9 punct
        resumed/resume VERB.VBD 0 root VerbForm=Fin
        .              PUNCT    9 punct
        ”              PUNCT    9 punct
        """,
        (("okoye", "said", ("Talks,", "resumed."), "direct", "asserts", None),),
    ),
    Case(
        "a quotation that nobody introduces goes on with the speaker before",
        "“We agree,” Okoye said. “They left.”",
        """
        “          PUNCT    3 punct
        We         PRON     3 nsubj
        agree      VERB.VBP 7 ccomp VerbForm=Fin
        ,          PUNCT    3 punct
        ”          PUNCT    3 punct
        Okoye      PROPN    7 nsubj
        said/say   VERB.VBD 0 root
        .          PUNCT    7 punct

        “          PUNCT    3 punct
        They       PRON     3 nsubj
        left/leave VERB.VBD 0 root VerbForm=Fin
        .          PUNCT    3 punct
        ”          PUNCT    3 punct
        """,
        (("okoye", "said", ("We agree,", "They left."), "direct", "asserts", None),),
    ),
    Case(
        "a new paragraph goes on with the speaker before, as a statement of its own",
        "“We agree,” Okoye said.\n\n“They left.”",
        """
        “          PUNCT    3 punct
        We         PRON     3 nsubj
        agree      VERB.VBP 7 ccomp VerbForm=Fin
        ,          PUNCT    3 punct
        ”          PUNCT    3 punct
        Okoye      PROPN    7 nsubj
        said/say   VERB.VBD 0 root
        .          PUNCT    7 punct

        “          PUNCT    3 punct
        They       PRON     3 nsubj
        left/leave VERB.VBD 0 root VerbForm=Fin
        .          PUNCT    3 punct
        ”          PUNCT    3 punct
        """,
        (
            ("okoye", "said", ("We agree,",), "direct", "asserts", None),
            ("okoye", None, ("They left.",), "direct", "asserts", None),
        ),
    ),
    Case(
        "scare quotes in a clause make it mixed and are no statements of their own",
        "Okoye said talks had “deep roots.”",
        """
        Okoye      PROPN    2 nsubj
        said/say   VERB.VBD 0 root
        talks/talk NOUN     4 nsubj
        had/have   VERB.VBD 2 ccomp VerbForm=Fin
        “          PUNCT    7 punct
        deep       ADJ      7 amod
        roots/root NOUN     4 obj
        .          PUNCT    2 punct
        ”          PUNCT    2 punct
        """,
        (("okoye", "said", ("talks had “deep roots.”",), "mixed", "asserts", None),),
    ),
    Case(
        "a claim rejected as so-called rumours",
        "Okoye rejected the claim that talks resumed as “gossip.”",
        """
        Okoye           PROPN    2 nsubj
        rejected/reject VERB.VBD 0 root
        the             DET      4 det
        claim           NOUN     2 obj
        that            SCONJ    7 mark
        talks/talk      NOUN     7 nsubj
        resumed/resume  VERB.VBD 4 acl VerbForm=Fin
        as              ADP      10 case
        “               PUNCT    10 punct
        gossip          NOUN     2 obl
        .               PUNCT    2 punct
        ”               PUNCT    2 punct
        """,
        (("okoye", "rejected", ("talks resumed",), "mixed", "denies", None),),
    ),
    Case(
        "according to, in the middle of the clause",
        "Talks, according to Okoye, resumed.",
        """
        Talks/talk     NOUN     7 nsubj
        ,              PUNCT    5 punct
        according      VERB.VBG 5 case
        to             ADP      3 fixed
        Okoye          PROPN    7 obl
        ,              PUNCT    5 punct
        resumed/resume VERB.VBD 0 root VerbForm=Fin
        .              PUNCT    7 punct
        """,
        (("okoye", "according to", ("Talks", "resumed"), "indirect", "asserts", None),),
    ),
    Case(
        "nobody says it",
        "It was reported that talks resumed.",
        """
        It              PRON     3 expl
        was/be          AUX.VBD  3 aux:pass
        reported/report VERB.VBN 0 root
        that            SCONJ    6 mark
        talks/talk      NOUN     6 nsubj
        resumed/resume  VERB.VBD 3 ccomp VerbForm=Fin
        .               PUNCT    3 punct
        """,
        ((None, "was reported", ("talks resumed",), "indirect", "asserts", None),),
    ),
    Case(
        "a second verb shares the speaker",
        "Okoye left and said talks resumed.",
        """
        Okoye          PROPN    2 nsubj
        left/leave     VERB.VBD 0 root VerbForm=Fin
        and            CCONJ    4 cc
        said/say       VERB.VBD 2 conj
        talks/talk     NOUN     6 nsubj
        resumed/resume VERB.VBD 4 ccomp VerbForm=Fin
        .              PUNCT    2 punct
        """,
        (("okoye", "said", ("talks resumed",), "indirect", "asserts", None),),
    ),
    Case(
        "not said",
        "Okoye did not say that talks resumed.",
        """
        Okoye          PROPN    4 nsubj
        did/do         AUX.VBD  4 aux
        not            PART     4 advmod
        say            VERB.VB  0 root VerbForm=Inf
        that           SCONJ    7 mark
        talks/talk     NOUN     7 nsubj
        resumed/resume VERB.VBD 4 ccomp VerbForm=Fin
        .              PUNCT    4 punct
        """,
        (),
    ),
    Case(
        "refused to say",
        "Okoye declined to say where talks resumed.",
        """
        Okoye            PROPN    2 nsubj
        declined/decline VERB.VBD 0 root
        to               PART     4 mark
        say              VERB.VB  2 xcomp VerbForm=Inf
        where            ADV      7 advmod
        talks/talk       NOUN     7 nsubj
        resumed/resume   VERB.VBD 4 ccomp VerbForm=Fin
        .                PUNCT    2 punct
        """,
        (),
    ),
    Case(
        "said to be",
        "Okoye is said to hide.",
        """
        Okoye    PROPN    3 nsubj:pass
        is/be    AUX.VBZ  3 aux:pass
        said/say VERB.VBN 0 root
        to       PART     5 mark
        hide     VERB.VB  3 xcomp VerbForm=Inf
        .        PUNCT    3 punct
        """,
        (),
    ),
    Case(
        "a cue put between commas, though the parse makes it a relative clause",
        "Talks, Duarte said on Monday, had resumed.",
        """
        Talks/talk     NOUN     9 nsubj
        ,              PUNCT    4 punct
        Duarte         PROPN    4 nsubj
        said/say       VERB.VBD 1 acl:relcl VerbForm=Fin
        on             ADP      6 case
        Monday         PROPN    4 obl
        ,              PUNCT    4 punct
        had/have       AUX.VBD  9 aux
        resumed/resume VERB.VBN 0 root VerbForm=Part
        .              PUNCT    9 punct
        """,
        (("duarte", "said", ("Talks", "had resumed"), "indirect", "asserts", None),),
    ),
    Case(
        "a speaker whom the parse hangs on what is said",
        "Duarte said he was sorry.",
        """
        Duarte   PROPN    5 nsubj
        said/say VERB.VBD 0 root VerbForm=Fin
        he       PRON     5 nsubj
        was/be   AUX.VBD  5 cop
        sorry    ADJ      2 ccomp
        .        PUNCT    2 punct
        """,
        (("duarte", "said", ("he was sorry",), "indirect", "asserts", None),),
    ),
    Case(
        "a second clause of saying joined to what the first says",
        "Duarte said talks resumed but Okoye said they failed.",
        """
        Duarte         PROPN    2 nsubj
        said/say       VERB.VBD 0 root VerbForm=Fin
        talks/talk     NOUN     4 nsubj
        resumed/resume VERB.VBD 2 ccomp VerbForm=Fin
        but            CCONJ    7 cc
        Okoye          PROPN    7 nsubj
        said/say       VERB.VBD 4 conj VerbForm=Fin
        they           PRON     9 nsubj
        failed/fail    VERB.VBD 7 ccomp VerbForm=Fin
        .              PUNCT    2 punct
        """,
        (
            ("duarte", "said", ("talks resumed",), "indirect", "asserts", None),
            ("okoye", "said", ("they failed",), "indirect", "asserts", None),
        ),
    ),
    Case(
        "wrong lemmas do not hide a word of saying",
        "Okoye urged Duarte to leave.",
        """
        Okoye     PROPN    2 nsubj
        urged/urg VERB.VBD 0 root VerbForm=Fin
        Duarte    PROPN    2 obj
        to        PART     5 mark
        leave     VERB.VB  2 xcomp VerbForm=Inf
        .         PUNCT    2 punct
        """,
        (("okoye", "urged", ("Duarte to leave",), "indirect", "asserts", None),),
    ),
    Case(
        "a long quotation over two paragraphs is one statement",
        "Okoye said: “They left.\n\n“They failed.”",
        """
        Okoye       PROPN    2 nsubj
        said/say    VERB.VBD 0 root VerbForm=Fin
        :           PUNCT    6 punct
        “           PUNCT    6 punct
        They        PRON     6 nsubj
        left/leave  VERB.VBD 2 ccomp VerbForm=Fin
        .           PUNCT    2 punct

        “           PUNCT    3 punct
        They        PRON     3 nsubj
        failed/fail VERB.VBD 0 root VerbForm=Fin
        .           PUNCT    3 punct
        ”           PUNCT    3 punct
        """,
        (("okoye", "said", ("They left.", "They failed."), "direct", "asserts", None),),
    ),
    Case(
        "accused of",
        "Okoye accused Duarte of fraud.",
        """
        Okoye          PROPN    2 nsubj
        accused/accuse VERB.VBD 0 root
        Duarte         PROPN    2 obj
        of             ADP      5 case
        fraud          NOUN     2 obl
        .              PUNCT    2 punct
        """,
        (("okoye", "accused", ("Duarte of fraud",), "indirect", "asserts", None),),
    ),
]


def shown(
    read: Reading, statement: Statement
) -> tuple[str | None, str | None, tuple[str, ...], str, str, str | None]:
    cue = statement.cue.cut(read.text) if statement.cue else None
    content = tuple(span.cut(read.text) for span in statement.content)
    return (statement.speaker, cue, content, statement.directness, statement.stance, statement.relayed_by)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_statements_are_found_with_speaker_and_words(case: Case) -> None:
    read = reading(case.text, case.rows)
    found = find_statements(read, Actors(read, PEOPLE))
    assert tuple(shown(read, statement) for statement in found) == case.expected


def by_name(name: str) -> tuple[Reading, tuple[Statement, ...]]:
    case = next(case for case in CASES if case.name == name)
    read = reading(case.text, case.rows)
    return read, find_statements(read, Actors(read, PEOPLE))


def test_what_is_denied_is_what_is_disputed() -> None:
    read, (statement,) = by_name("a claim rejected as so-called rumours")
    assert statement.disputes == statement.content
    assert [span.cut(read.text) for span in statement.evidence.spans] == [
        "Okoye",
        "rejected",
        "talks resumed",
    ]


def test_the_innermost_statement_holds_a_token() -> None:
    read, statements = by_name("an outlet's report of a statement relays it")
    speakers = [
        None if found is None else found.speaker
        for token in range(len(read))
        for found in [statement_of(read, statements, token)]
    ]
    assert speakers == [None, None, None, "lanka", "lanka", "okoye", "okoye", None]


def test_without_actors_the_words_of_the_source_are_kept() -> None:
    case = CASES[0]
    (found,) = find_attributions(reading(case.text, case.rows))
    assert found.source_span is not None
    assert found.source_span.cut(case.text) == "Okoye"


def test_a_headline_gives_its_claim_to_the_name_before_the_colon() -> None:
    text = "Okoye: Talks resumed\n\nAll left."
    rows = """
        Okoye          PROPN    4 dep
        :              PUNCT    1 punct
        Talks/talk     NOUN     4 nsubj
        resumed/resume VERB.VBD 0 root VerbForm=Fin

        All            PRON     2 nsubj
        left/leave     VERB.VBD 0 root VerbForm=Fin
        .              PUNCT    2 punct
    """
    read = reading(text, rows, mentions=[(0, 1, "PERSON")])
    (found,) = find_statements(read, Actors(read, PEOPLE))
    assert shown(read, found) == ("okoye", ":", ("Talks resumed",), "indirect", "asserts", None)


def test_a_signed_quotation_is_the_signers() -> None:
    text = "“They failed.” — Duarte\n\nAll left."
    rows = """
        “           PUNCT    3 punct
        They        PRON     3 nsubj
        failed/fail VERB.VBD 0 root VerbForm=Fin
        .           PUNCT    3 punct
        ”           PUNCT    3 punct
        —           PUNCT    7 punct
        Duarte      PROPN    3 parataxis

        All         PRON     2 nsubj
        left/leave  VERB.VBD 0 root VerbForm=Fin
        .           PUNCT    2 punct
    """
    read = reading(text, rows, mentions=[(6, 7, "PERSON")])
    (found,) = find_statements(read, Actors(read, PEOPLE))
    assert shown(read, found) == ("duarte", None, ("They failed.",), "direct", "asserts", None)


def test_a_report_without_words_has_no_statements() -> None:
    read = reading(".", ". PUNCT 0 root")
    assert find_statements(read, Actors(read)) == ()


EXAMPLES = [
    pytest.param(rule, one, id=f"{rule.name}: {one.text}") for rule in cue_rules() for one in rule.match
]
MISSES = [pytest.param(rule, text, id=f"{rule.name}: {text}") for rule in cue_rules() for text in rule.miss]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_rules_find_their_examples(rule: CueRule, example: Example, read_with_model) -> None:
    read = read_with_model(example.text)
    found = [told(read, a) for a in find_attributions(read)]
    expected = (
        f"rule:{rule.name}",
        example.speaker,
        example.cue,
        example.content,
        example.directness,
        example.stance,
    )
    assert expected in found


@pytest.mark.parametrize(("rule", "text"), MISSES)
def test_rules_pass_over_their_near_misses(rule: CueRule, text: str, read_with_model) -> None:
    read = read_with_model(text)
    assert [told(read, a) for a in find_attributions(read) if a.rule == f"rule:{rule.name}"] == []


def told(read: Reading, found: Attribution) -> tuple[str, str, str, tuple[str, ...], str, str]:
    source = found.source_span.cut(read.text) if found.source_span else ""
    cue = found.cue.cut(read.text) if found.cue else ""
    content = tuple(span.cut(read.text) for span in found.content)
    return (found.rule, source, cue, content, found.directness, found.stance)


@pytest.fixture(scope="session")
def read_with_model():
    """Reads a text with the shipped model; the tests that need it are skipped where it is not built."""
    analysis = pytest.importorskip("communique.analysis", reason="the reading stage is not installed")
    from communique.errors import ModelError
    from communique.records import Document

    try:
        analysis.analyse(Document(text="One word."))
    except ModelError as error:
        pytest.skip(f"the reading model is not built: {error}")
    return lambda text: Reading(document := Document(text=text), analysis.analyse(document))

"""The codebook holds all of PLOVER 2.0, converts to CAMEO and back, and says where an entry is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique import codebook
from communique.codebook.cameo import cameo_table, read_cameo
from communique.codebook.plover import FOLDER, read_contexts, read_event_type, read_sectors, read_statuses
from communique.errors import CodebookError, UsageError
from communique.records import codes

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
        "drone heavy-weapons crowd-control unconventional"
    ),
}
QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
# The manual's table of scores. It prints ACCUSE without its minus sign and has no vandalize.
SCORES = """
AGREE 2.5 | CONSULT 2.5 | CONSULT visit 4 | CONSULT third-party 1 | CONSULT multilateral 4 | CONSULT phone 1.5
SUPPORT 5 | CONCEDE 4.5 | COOPERATE 9.5 | AID 10 | RETREAT 6.5 | RETREAT withdraw 8 | RETREAT release 6.5
RETREAT disarm 10 | RETREAT ceasefire 7.5 | RETREAT access 6.5 | RETREAT resign 4.5 | REQUEST 0
REQUEST assist 0.5 | REQUEST change -1 | REQUEST yield -1 | REQUEST meet 0 | ACCUSE -3 | ACCUSE disapprove -2
ACCUSE investigate -3.5 | ACCUSE allege -3.5 | REJECT -2 | REJECT assist -1.5 | REJECT change -2
REJECT yield -2 | REJECT meet -2 | THREATEN -3.5 | THREATEN restrict -3 | THREATEN arrest -3.5
THREATEN relations -3.5 | THREATEN expel -3.5 | THREATEN territory -4 | THREATEN violence -3.5 | PROTEST -5
PROTEST demo -5 | PROTEST riot -7 | PROTEST strike -5 | PROTEST hunger -4.5 | PROTEST boycott -4.5
PROTEST obstruct -4.5 | PROTEST vandalize -5 | SANCTION -6 | SANCTION convict -6 | SANCTION expel -5.5
SANCTION withdraw -6 | SANCTION discontinue -6 | MOBILIZE -5.5 | MOBILIZE troops -6.5 | MOBILIZE weapons -6.5
MOBILIZE police -5.5 | MOBILIZE militia -6 | COERCE -7 | COERCE seize -7 | COERCE restrict -7
COERCE censor -6.5 | COERCE curfew -6.5 | COERCE martial-law -7.5 | COERCE arrest -7 | COERCE deport -7
COERCE withhold -7 | COERCE misinformation -6.5 | COERCE cyber -7 | ASSAULT -9 | ASSAULT abduct -8.5
ASSAULT beat -7.5 | ASSAULT torture -8.5 | ASSAULT sexual -8.5 | ASSAULT targeted -9.5 | ASSAULT destroy -8.5
ASSAULT primitive -8 | ASSAULT firearms -9 | ASSAULT explosives -9 | ASSAULT suicide-attack -9.5
ASSAULT aerial -9.5 | ASSAULT drone -9.5 | ASSAULT heavy-weapons -9.5 | ASSAULT crowd-control -7.5
ASSAULT unconventional -10
"""
CONTEXTS = """
military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
economic legal reparations human_rights rights_freedoms repression human_security gender lgbt
religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters
natural_resource environment technology terrorism cbrn cyber misinformation
crime corruption illegal_drugs trafficking
"""
SECTORS = """
COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
IGO UNO EUR NGO ISM IMG MNC
"""
EVERY_MODE = [(type, mode) for type, modes in MODES.items() for mode in (None, *modes.split())]


def test_every_type_has_the_modes_of_the_manual_in_its_order() -> None:
    found = {code: " ".join(entry.modes) for code, entry in codebook.event_types().items()}
    assert found == MODES
    assert len(found) == 16


@pytest.mark.parametrize(("quad", "types"), QUADS.items())
def test_quads_group_the_types(quad: int, types: str) -> None:
    assert [codebook.quad(type) for type in types.split()] == [quad] * len(types.split())


@pytest.mark.parametrize("row", SCORES.replace("\n", "|").strip("|").split("|"))
def test_scores_are_those_of_the_manual(row: str) -> None:
    type, *mode, score = row.split()
    assert codebook.score(type, mode[0] if mode else None) == float(score)


def test_every_type_and_mode_has_a_score_in_the_test_above() -> None:
    assert SCORES.replace("\n", "|").strip("|").count("|") + 1 == len(EVERY_MODE) == 83


def test_a_recipient_is_required_where_the_manual_says_so() -> None:
    required = {code for code, entry in codebook.event_types().items() if entry.requires_recipient}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_all_37_contexts_are_there() -> None:
    assert list(codebook.contexts()) == CONTEXTS.split()
    assert len(codebook.contexts()) == 37


def test_all_sectors_and_international_actors_are_there() -> None:
    assert list(codebook.sectors()) == SECTORS.split()


def test_statuses_are_the_four_auxiliary_modes_and_actual() -> None:
    marks = {name: status.mark for name, status in codebook.statuses().items()}
    assert tuple(marks) == codes.STATUSES
    assert list(marks.values()) == [None, "historical", "future", "hypothetical", "negation"]


def test_modes_that_add_a_context_name_it() -> None:
    added = {
        mode.name: mode.contexts for mode in codebook.event_type("COERCE").modes.values() if mode.contexts
    }
    assert added == {"misinformation": ("misinformation",), "cyber": ("cyber",)}


def test_records_and_codebook_know_the_same_codes() -> None:
    known = {code: frozenset(entry.modes) for code, entry in codebook.event_types().items()}
    assert codes.event_modes() == known
    assert codes.contexts() == frozenset(codebook.contexts())
    assert codes.sectors() == frozenset(codebook.sectors())


# CAMEO has no code of its own for these: the nearest one names another mode or none.
COARSER = {
    ("CONSULT", "multilateral"): None,
    ("ACCUSE", None): "disapprove",
    ("THREATEN", "arrest"): "restrict",
    ("PROTEST", "strike"): None,
    ("PROTEST", "boycott"): None,
    ("PROTEST", "vandalize"): "riot",
    ("SANCTION", "withdraw"): "expel",
    ("MOBILIZE", "weapons"): "troops",
    ("MOBILIZE", "militia"): "troops",
    ("COERCE", "censor"): "restrict",
    ("COERCE", "withhold"): None,
    ("COERCE", "misinformation"): None,
    ("ASSAULT", "primitive"): "beat",
    ("ASSAULT", "crowd-control"): None,
}


@pytest.mark.parametrize(("type", "mode"), EVERY_MODE)
def test_to_cameo_and_back_keeps_the_type(type: str, mode: str | None) -> None:
    back, back_mode, _ = codebook.from_cameo(codebook.to_cameo(type, mode))
    assert back == type
    assert back_mode == COARSER.get((type, mode), mode)


@pytest.mark.parametrize(("type", "mode"), EVERY_MODE)
def test_to_cameo_keeps_the_type_in_every_context(type: str, mode: str | None) -> None:
    for context in codebook.contexts():
        assert codebook.from_cameo(codebook.to_cameo(type, mode, (context,)))[0] == type


@pytest.mark.parametrize("code", sorted(cameo_table().codes))
def test_every_cameo_code_keeps_its_type_there_and_back(code: str) -> None:
    type, mode, contexts = codebook.from_cameo(code)
    assert codebook.from_cameo(codebook.to_cameo(type, mode, contexts))[0] == type


@pytest.mark.parametrize(
    ("code", "type", "mode", "contexts"),
    [
        ("042", "CONSULT", "visit", ()),
        ("04", "CONSULT", None, ()),
        ("0311", "AGREE", None, ("economic",)),
        ("0356", "CONCEDE", None, ("military",)),
        ("055", "CONCEDE", None, ("diplomatic",)),
        ("0831", "RETREAT", "resign", ("political_institutions",)),
        ("0874", "RETREAT", "withdraw", ("military",)),
        ("091", "ACCUSE", "investigate", ("corruption", "crime")),
        ("116", "SANCTION", "convict", ("legal",)),
        ("163", "SANCTION", "discontinue", ("economic",)),
        ("191", "COERCE", "restrict", ("military",)),
        ("1712", "ASSAULT", "destroy", ("human_security",)),
        ("175", "ASSAULT", None, ("repression",)),
        ("186", "ASSAULT", "targeted", ()),
        ("2042", "ASSAULT", "unconventional", ("cbrn",)),
    ],
)
def test_from_cameo(code: str, type: str, mode: str | None, contexts: tuple[str, ...]) -> None:
    assert codebook.from_cameo(code) == (type, mode, contexts)


@pytest.mark.parametrize(
    ("type", "mode", "contexts", "code"),
    [
        ("CONSULT", "visit", ("military",), "042"),
        ("AID", None, ("military",), "072"),
        ("AID", None, ("economic", "military"), "072"),
        ("AID", None, ("military", "economic"), "072"),
        ("AID", None, ("lgbt",), "070"),
        ("REQUEST", "yield", ("military",), "1056"),
        ("SANCTION", "discontinue", (), "163"),
        ("SANCTION", "discontinue", ("diplomatic",), "161"),
        ("ASSAULT", "drone", (), "1952"),
        ("ASSAULT", None, (), "190"),
    ],
)
def test_to_cameo(type: str, mode: str | None, contexts: tuple[str, ...], code: str) -> None:
    assert codebook.to_cameo(type, mode, contexts) == code


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: codebook.quad("AGRE"), "unknown event type 'AGRE'; did you mean 'AGREE'?"),
        (lambda: codebook.score("CONSULT", "vist"), "unknown mode of CONSULT 'vist'; did you mean 'visit'?"),
        (lambda: codebook.to_cameo("CONSULT", "riot"), "unknown mode of CONSULT 'riot'; known: multilateral"),
        (lambda: codebook.from_cameo("010"), "CAMEO 010 (statements and appeals) has no PLOVER type"),
        (lambda: codebook.from_cameo("049"), "unknown CAMEO code '049'; codes under 04: 040, 041"),
        (lambda: codebook.from_cameo("99"), "unknown CAMEO code '99'; codes run from 03 to 2042"),
        (
            lambda: codebook.page("asault"),
            "the codebook has no 'asault'; did you mean 'ASSAULT'? known: AGREE, CONSULT",
        ),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(call, says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError) as caught:
        call()
    assert str(caught.value).startswith(says)


CONSULT_FILE = (FOLDER / "events" / "CONSULT.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("quad = 1", "quad = 5", "quad = 5", "quad is 1 to 4, not 5"),
        ("quad = 1", "quads = 1", "quads = 1", "unknown key 'quads' in the file; did you mean 'quad'?"),
        ("score = 4.0", "score = 40", "score = 40", "a score lies between -10 and 10, not 40"),
        ("score = 2.5", 'score = "2"', 'score = "2"', "'score' in the file is to be a number, not '2'"),
        ('type = "CONSULT"', 'type = "MEET"', 'type = "MEET"', "belongs in a file MEET.toml"),
        ('cameo = "041"\ndefinition', 'cameo = "041"\nmeaning', "meaning", "unknown key 'meaning'"),
        (
            'cameo = "041"\ndefinition = ',
            'cameo = "041"\n# ',
            "[modes.phone]",
            "modes.phone has no 'definition'",
        ),
        ('cameo = "041"', 'contexts = ["cybr"]', "contexts", "unknown context 'cybr'; did you mean 'cyber'?"),
        ("requires_recipient = false", "requires_recipient = 0", "requires_recipient", "to be true or false"),
        ("quad = 1", "quad = ", "quad = ", "not valid TOML"),
    ],
)
def test_a_wrong_event_type_is_reported_with_file_and_line(
    tmp_path: Path, old: str, new: str, at: str, says: str
) -> None:
    path = tmp_path / "CONSULT.toml"
    text = CONSULT_FILE.replace(old, new, 1)
    assert text != CONSULT_FILE
    path.write_text(text, "utf-8")
    line = next(number for number, words in enumerate(text.splitlines(), 1) if words.startswith(at))
    with pytest.raises(CodebookError) as caught:
        read_event_type(path)
    assert str(caught.value).startswith(f"{path} line {line}: ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("read", "text", "line", "says"),
    [
        (read_contexts, '[contexts.trade]\nsection = "4"\n', 1, "contexts.trade has no 'definition'"),
        (read_contexts, '[contexts.trade]\nsection = "4"\ndefinition = " "\n', 3, "is empty"),
        (
            read_sectors,
            '[sectors.AB]\nname = "a"\nsection = "5"\ndefinition = "b"\ngroup = "frequnt"\n',
            5,
            "unknown group 'frequnt'; did you mean 'frequent'?",
        ),
        (read_statuses, '[statuses.past]\nsection = "2"\ndefinition = "b"\n', 1, "unknown status 'past'"),
        (
            read_cameo,
            '[codes]\n042 = { name = "a", type = "MEET" }\n[nearest]\n',
            2,
            "unknown event type 'MEET'",
        ),
        (
            read_cameo,
            '[codes]\n042 = { name = "a", type = "CONSULT", mode = "riot" }\n[nearest]\n',
            2,
            "CONSULT has no mode 'riot'",
        ),
        (
            read_cameo,
            '[codes]\n042 = { name = "a", type = "CONSULT" }\n\n[nearest.AID.none]\nmilitary = "042"\n',
            5,
            "CAMEO 042 is CONSULT in cameo.toml, not AID",
        ),
        (
            read_cameo,
            '[codes]\n042 = { name = "a", type = "CONSULT" }\n\n[nearest.CONSULT.none]\nmilitary = "047"\n',
            5,
            "there is no CAMEO code '047'",
        ),
    ],
)
def test_a_wrong_table_is_reported_with_file_and_line(  # type: ignore[no-untyped-def]
    tmp_path: Path, read, text: str, line: int, says: str
) -> None:
    path = tmp_path / "table.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CodebookError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path} line {line}: ")
    assert says in str(caught.value)


def test_definitions_are_single_paragraphs() -> None:
    entries = [*codebook.event_types().values(), *codebook.contexts().values(), *codebook.sectors().values()]
    modes = [mode for entry in codebook.event_types().values() for mode in entry.modes.values()]
    for entry in [*entries, *modes, *codebook.statuses().values()]:
        assert "\n" not in entry.definition
        assert entry.definition.endswith((".", ".)"))


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("SANCTION", ["SANCTION, sanction", "Modes", "How we decide", "To CAMEO", "From CAMEO"]),
        ("agree", ["AGREE, agree", "How we decide", "To CAMEO", "From CAMEO"]),
        ("contexts", ["Contexts"]),
        ("sectors", ["Sectors", "Sectors, less frequent", "International actors"]),
        ("statuses", ["Statuses"]),
        ("cameo", ["CAMEO to PLOVER"]),
        ("human-security", ["Context human_security"]),
        ("cyber", ["Context cyber", "Mode cyber"]),
        ("withdraw", ["Mode withdraw"]),
        ("gov", ["Sector GOV, government"]),
        ("negated", ["Status negated"]),
        ("042", ["CAMEO 042"]),
    ],
)
def test_page_shows_what_is_asked_for(name: str, titles: list[str]) -> None:
    assert [title for title, _ in codebook.page(name)] == titles


def test_page_without_a_name_lists_all_types_by_quad() -> None:
    *quads, _ = codebook.page()
    assert [[name for name, _ in rows] for _, rows in quads] == [types.split() for types in QUADS.values()]
    assert dict(quads[0][1])["AGREE"].startswith("+2.5 · Says it will cooperate")

"""Pairs of actors out of the corpus, and the exchange of their names."""

from __future__ import annotations

import random
from pathlib import Path

from training.coder.batches import Labels, targets
from training.coder.pairs import Pair, pairs, sentences
from training.coder.swaps import swapped
from training.coder.words import Word
from training.corpus.reports import part, read_file

HEADS = """=== {name}
plot: {name}
date: 2013-05-14
register: wire
region: africa
& mali | state | MLI | GOV
& niger | state | NER | GOV
& force | military | NER | MIL
& rebels | armed | - | REB
& sall | person | MLI | MIL | colonel

"""
SHELLED = """[Mali|COUNTRY mali] <shelled|e1> [Niger|COUNTRY niger]'s posts as [Col.|TITLE] [Sall|PERSON sall] slept.
@ e1 ASSAULT.heavy-weapons actual; by=mali; to=niger
"""
MET = """[Mali|COUNTRY mali] and [Niger|COUNTRY niger] <met|e1>.
@ e1 CONSULT actual; by=mali,niger
"""
CAPTURED = """\
[[Nigerien|PEOPLE] soldiers|NOM force] <took|e1> [men|NOM rebels] at [Gao|PLACE gao], [Niger|COUNTRY niger] said.
@ e1 COERCE.arrest actual; by=force; to=rebels
"""
ALONE = """[Mali|COUNTRY mali] <mobilised|e1>.
@ e1 MOBILIZE.troops actual; by=mali
"""


def written(tmp_path: Path, text: str) -> Path:
    """A folder with a report whose plot lies in the train part."""
    for number in range(50):
        file = tmp_path / "a.txt"
        file.write_text(HEADS.format(name=f"r{number}") + text, "utf-8")
        if part(next(read_file(file))) == "train":
            return tmp_path
    raise AssertionError("no plot of fifty is in the train part")


def found(tmp_path: Path, text: str) -> list[Pair]:
    return pairs(written(tmp_path, text))


def named(pair: Pair) -> tuple[str, str]:
    source, target = (
        " ".join(w.text for w in pair.words[slice(*span)]) for span in (pair.source, pair.target)
    )
    return source, target


def test_an_event_is_a_pair_of_its_parties_with_the_words_that_tell_it(tmp_path: Path) -> None:
    told = [pair for pair in found(tmp_path, SHELLED) if pair.types]
    (pair,) = told
    assert named(pair) == ("Mali", "Niger")
    assert (pair.types, pair.mode, pair.status) == (("ASSAULT",), "ASSAULT.heavy-weapons", "actual")
    assert [pair.words[token].text for token in pair.trigger] == ["shelled"]


def test_two_between_whom_nothing_is_told_are_a_pair_without_a_type(tmp_path: Path) -> None:
    nothing = [pair for pair in found(tmp_path, SHELLED) if not pair.types]
    assert len(nothing) == 1
    assert named(nothing[0]) != ("Mali", "Niger")


def test_an_act_of_several_without_a_target_goes_both_ways(tmp_path: Path) -> None:
    told = [pair for pair in found(tmp_path, MET) if pair.types]
    assert sorted(map(named, told)) == [("Mali", "Niger"), ("Niger", "Mali")]


def test_an_event_of_one_party_leaves_the_other_empty(tmp_path: Path) -> None:
    (pair,) = found(tmp_path, ALONE)
    assert (named(pair), pair.target) == (("Mali", ""), (0, 0))


def test_countries_are_exchanged_with_their_peoples_and_capitals() -> None:
    words = [Word("Malian", "PEOPLE"), Word("troops"), Word("left"), Word("Bamako", "PLACE"), Word("for", "")]
    words += [Word("Mali", "COUNTRY"), Word("'s"), Word("north")]
    people, _, _, capital, _, country, *rest = swapped(words, random.Random(1))
    assert (rest, {people, capital, country} & {"Malian", "Bamako", "Mali"}) == (["'s", "north"], set())
    from communique.codebook import country_named, country_of_capital, country_of_demonym

    assert country_named(country) == country_of_demonym(people) == country_of_capital(capital)


def test_a_person_keeps_one_new_name_in_a_sentence() -> None:
    words = [Word("Sall", "PERSON"), Word("said"), Word("Sall", "PERSON")]
    first, _, second = swapped(words, random.Random(2), persons=1.0)
    assert first == second != "Sall"


def test_words_know_whose_country_they_mean_and_which_they_tell(tmp_path: Path) -> None:
    (sentence,) = sentences(written(tmp_path, CAPTURED))
    known = {word.text: (word.home, word.tells) for word in sentence.words if word.home or word.tells}
    assert known == {
        "Nigerien": ("NER", "NER"),
        "soldiers": ("NER", ""),
        "men": ("-", ""),
        "Gao": ("", "MLI"),
        "Niger": ("NER", "NER"),
    }
    told = targets([sentence], len(sentence.words) + 1, Labels(("COERCE",), ("COERCE.arrest",)))
    at = {word.text: 1 + number for number, word in enumerate(sentence.words)}
    kin = told["kin"][0]
    assert kin[at["soldiers"], at["Nigerien"]] == 1
    assert kin[at["soldiers"], at["Gao"]] == kin[at["men"], at["Gao"]] == 0
    assert kin[at["Gao"], at["Niger"]] == kin[at["soldiers"], at["took"]] == -1

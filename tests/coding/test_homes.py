"""Where actors are at home: what is asked of countries, and what comes of it."""

from __future__ import annotations

import communique
from communique.analysis import analyse
from communique.coding.actors import Actors, find_actors
from communique.coding.homes import MOST_KIN, Clues, Feature, Hints, at_home
from communique.coding.places import find_places
from communique.coding.reading import Reading
from communique.records import Actor, Document


def told(text: str) -> tuple[Actors, Clues, Actors]:
    document = Document(text)
    reading = Reading(document, analyse(document))
    actors, places = find_actors(reading), find_places(reading)
    return actors, Clues(reading, actors, places), at_home(reading, actors, places)


def labelled(actors: Actors, label: str) -> Actor:
    return next(actor for actor in actors.records if actor.label == label)


def test_every_country_that_is_named_has_a_row() -> None:
    actors, clues, _ = told("The army shelled a village near Gao in Mali. Niger closed its border.")
    rows = clues.features(labelled(actors, "army"))
    assert {"MLI", "NER"} <= set(rows)
    assert rows["MLI"][Feature.SENTENCE_PLACE] == 1
    assert rows["NER"][Feature.SENTENCE_PLACE] == 0
    assert rows["MLI"][Feature.SHARE] > rows["NER"][Feature.SHARE]


def test_a_name_tells_the_country_of_its_body() -> None:
    _, _, homed = told("The University of Limpopo expelled forty students.")
    body = next(actor for actor in homed.records if "Limpopo" in actor.label)
    assert (body.country, body.country_basis) == ("ZAF", "place")


def test_the_nearest_word_of_a_country_is_asked_for() -> None:
    actors, clues, _ = told("Chad said rebels from Libya had crossed the border.")
    rows = clues.features(labelled(actors, "rebels"))
    assert rows["TCD"][Feature.BEFORE] == 1
    assert rows["LBY"][Feature.AFTER] == 1
    assert rows["LBY"][Feature.DESCRIBED] == 1


def test_a_dateline_is_told_from_the_sentence_behind_it() -> None:
    text = (
        "LAGOS, May 3 (NAN) — Ghana's police freed two traders on Friday. A court in Togo had asked for it."
    )
    actors, clues, _ = told(text)
    rows = clues.features(labelled(actors, "two traders"))
    assert rows["NGA"][Feature.DATELINE] == 1
    assert rows["NGA"][Feature.OPENING] == 0
    assert rows["GHA"][Feature.DATELINE] == 0
    assert rows["GHA"][Feature.OPENING] == rows["GHA"][Feature.START] == 1
    assert rows["TGO"][Feature.OPENING] == 0


def test_a_people_tells_its_state_and_one_of_several_the_state_that_is_spoken_of() -> None:
    actors, clues, _ = told("Chechen gunmen stopped a bus. In Niger, Tuareg rebels took two engineers.")
    assert clues.features(labelled(actors, "Chechen gunmen"))["RUS"][Feature.OWN] == 1
    rows = clues.features(labelled(actors, "Tuareg rebels"))
    assert rows["NER"][Feature.OWN] == 1
    assert "MLI" not in rows


def test_a_people_is_of_its_state_whatever_else_the_report_speaks_of() -> None:
    _, _, homed = told("In India, Indian villagers and Indian police kept Koreans from the road.")
    assert labelled(homed, "Koreans").country == "KOR"


def test_whoever_is_named_after_two_countries_is_of_neither() -> None:
    coded = communique.code("Iranian and Iraqi officials met in Geneva on Monday.", date="2024-05-15")
    officials = [actor for actor in coded.actors if "officials" in actor.label.lower()]
    assert [actor.country for actor in officials] == [None] * max(1, len(officials))


def test_a_stated_country_is_kept() -> None:
    _, _, homed = told("Kenyan police arrested two Somali traders in Garissa.")
    police = next(actor for actor in homed.records if "police" in actor.label)
    assert (police.country, police.country_basis) == ("KEN", "stated")


def test_regions_are_places_with_a_country() -> None:
    document = Document("Protesters blocked a road in Guerrero on Friday.")
    places = find_places(Reading(document, analyse(document)))
    assert [(p.place.name, p.place.country) for p in places] == [("Guerrero", "MEX")]


def test_a_name_tells_the_country_of_those_who_hang_on_it() -> None:
    actors, clues, _ = told("Students of the University of Limpopo marched on Monday.")
    rows = clues.features(next(actor for actor in actors.records if "tudents" in actor.label))
    assert rows["ZAF"][Feature.DESCRIBED] == 1


def test_the_owner_of_an_actor_is_asked_for() -> None:
    actors, clues, _ = told("Iran was angry, and its embassy sent a note to Oman.")
    rows = clues.features(next(actor for actor in actors.records if "embassy" in actor.label))
    assert rows["IRN"][Feature.OWNER] == 1
    assert rows["OMN"][Feature.OWNER] == 0


def test_who_hangs_on_a_body_of_no_country_is_known() -> None:
    actors, clues, _ = told("The envoy of the African Union flew to Moroni, where an envoy of France waited.")
    first, second = (actor for actor in actors.records if "envoy" in actor.label)
    assert "of-international" in clues.none_features(first)
    assert "of-international" not in clues.none_features(second)


def test_a_name_of_many_tokens_is_one_place() -> None:
    document = Document("A crowd looted shops in Port-au-Prince on Friday.")
    places = find_places(Reading(document, analyse(document)))
    assert [(p.place.name, p.place.country) for p in places] == [("Port-au-Prince", "HTI")]


def test_who_deals_with_whom_is_asked_for() -> None:
    document = Document("Chad sent troops and France sent none, rebels said.")
    reading = Reading(document, analyse(document))
    actors, places = find_actors(reading), find_places(reading)
    at = {word: number for number, word in enumerate(reading.words)}
    dealings = [{at["rebels"]: 0, at["Chad"]: 1}, {at["rebels"]: 0, at["France"]: 0}]
    rows = Clues(reading, actors, places, Hints(dealings)).features(labelled(actors, "rebels"))
    assert (rows["TCD"][Feature.OTHER_SIDE], rows["TCD"][Feature.ALLY]) == (1, 0)
    assert (rows["FRA"][Feature.OTHER_SIDE], rows["FRA"][Feature.ALLY]) == (0, 1)


def test_the_likeliest_clue_of_a_country_in_the_actors_sentence_counts() -> None:
    document = Document("Chad sent troops and France sent none, rebels said. Sudan was silent.")
    reading = Reading(document, analyse(document))
    actors, places = find_actors(reading), find_places(reading)
    at = {word: number for number, word in enumerate(reading.words)}
    odds = {(at["rebels"], at["Chad"]): 2.5, (at["rebels"], at["France"]): -40.0}
    kin = Hints(kin=lambda actor, name: odds.get((actor, name), 0.0))
    rows = Clues(reading, actors, places, kin).features(labelled(actors, "rebels"))
    assert [rows[country][Feature.KIN] for country in ("TCD", "FRA", "SDN")] == [2.5, -MOST_KIN, 0]

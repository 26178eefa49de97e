"""Where sentences end. In the cases, `|` marks the ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.analysis.sentences import LONGEST, sentence_ends
from communique.analysis.tokens import tokenize

CASES = [
    "Talks failed.| Envoys left.",
    "Gen. Okoro met Lt. Col. Haddad.| They spoke.",
    "Forces of the U.S. Navy left.| It was the U.S.| The ships sailed.",
    "It began at 5 p.m. Monday.| It ended at 7 p.m.| Then they left.",
    "On Jan. 5 talks began.| See No. 5 and p. 7.",
    "He said no.| The talks ended.",
    "J. K. Traoré spoke.| M. Haddad did not.",
    "Okoro Ltd. sells arms.| He works for Okoro Ltd.| They deny it.",
    "Rockets, mortars etc. were found.| Police left.",
    "“We will go.”| She left.",
    "“We will go,” he said.| “Now.”",
    "“Why?” Okoro asked.| “When?” said Haddad.",
    "“…,” he said.| He left.",
    "He paused... and went on.| Then silence…| Nobody spoke.",
    "(Nobody was hurt.)| Police came.",
    "Is it over?!| Yes!",
    "Prices rose 3.5 percent.| Wages fell.",
    "It failed.|  Envoys left.",
    "Headline without a stop\n\n| The text begins.",
    "Headline\n \n| “Text,” he said.",
    "A line that is\nbroken goes on.",
    "The talks failed.|Envoys left.",
    "See example.Com for more.",
    "战争结束了。| 他走了。",
    "Why us?| 12 soldiers fled.",
    "the army said.| “It is over.”| Nobody agreed.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    text = marked.replace("|", "")
    tokens = tokenize(text)
    ends = [end for end, _ in sentence_ends(text, tokens)]
    parts = [
        text[tokens[first][0] : tokens[last - 1][1]] for first, last in zip([0, *ends], ends, strict=False)
    ]
    assert parts == [part.strip() for part in marked.split("|")]


def test_a_list_without_stops_is_cut_at_its_commas() -> None:
    text = "Okoro, " * (2 * LONGEST)
    tokens = tokenize(text)
    ends = [end for end, _ in sentence_ends(text, tokens)]
    lengths = [last - first for first, last in zip([0, *ends], ends, strict=False)]
    assert max(lengths) <= LONGEST
    assert all(text[slice(*tokens[end - 1])] == "," for end in ends)


@given(st.text(alphabet="aB .!?”“\"')(\n,7", max_size=120))
def test_the_sentences_cover_all_tokens(text: str) -> None:
    tokens = tokenize(text)
    ends = [end for end, _ in sentence_ends(text, tokens)]
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(tokens)
    assert 0 not in ends

"""Tokens after the Universal Dependencies English guidelines, with exact offsets, whatever the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.analysis.tokens import tokenize

CASES = [
    ("Talks failed.", "Talks failed ."),
    ("Mali’s army didn't stop; they're here.", "Mali ’s army did n't stop ; they 're here ."),
    ("We can't, won’t, cannot.", "We ca n't , wo n’t , can not ."),
    ("The traders' strike", "The traders ' strike"),
    ("O'Hara and N'Djamena's mayor", "O'Hara and N'Djamena 's mayor"),
    ("Gen. A. Traoré met Mr. Okoro.", "Gen. A. Traoré met Mr. Okoro ."),
    ("the U.S. and U.S-led forces", "the U.S. and U.S - led forces"),
    ("at 5 p.m. on Jan. 5", "at 5 p.m. on Jan. 5"),
    ("He said no. See No. 7.", "He said no . See No. 7 ."),
    ("the sun. The mar.", "the sun . The mar ."),
    ("1,000 of 3.5 million at 10:30", "1,000 of 3.5 million at 10:30"),
    ("$40m, 12% and €5", "$ 40m , 12 % and € 5"),
    ("a cease-fire, non-aligned, e-mail", "a cease - fire , non-aligned , e-mail"),
    ("al-Masri", "al - Masri"),
    ("2019-2021", "2019 - 2021"),
    ("see https://example.org/a?b=c.", "see https://example.org/a?b=c ."),
    ("(www.example.org/x)", "( www.example.org/x )"),
    ("write to press.desk@example.org!", "write to press.desk@example.org !"),
    ("“We will,” he said—twice…", "“ We will , ” he said — twice …"),
    ("What?! No!!!", "What ?! No !!!"),
    ("AT&T -- and so on...", "AT&T -- and so on ..."),
    ("the minis\u00adter", "the minis\u00adter"),
    ("حكومة العراق", "حكومة العراق"),
    ("चीन और भारत", "चीन और भारत"),
    ("war 🕊️ peace", "war 🕊️ peace"),
    ("a\u200bb", "a b"),
    ("a\x00b\ufeff", "a b"),
    ("", ""),
    (" \n\t\u00a0", ""),
]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_text_is_cut_into_words_signs_and_clitics(text: str, tokens: str) -> None:
    assert [text[start:end] for start, end in tokenize(text)] == tokens.split()


@given(st.text(alphabet=st.characters(), max_size=300))
def test_tokens_are_in_order_apart_and_without_white_space(text: str) -> None:
    last = 0
    for start, end in tokenize(text):
        assert last <= start < end <= len(text)
        assert not any(character.isspace() for character in text[start:end])
        last = end


@given(st.text(alphabet="aAzZ09 .,'’“”-–…&@/:%$\n", max_size=200))
def test_every_visible_character_is_in_a_token(text: str) -> None:
    inside = {place for start, end in tokenize(text) for place in range(start, end)}
    assert inside == {place for place, character in enumerate(text) if not character.isspace()}


@pytest.mark.parametrize(
    "unit", ["a", "1.", "a.", "'", "a'", "n't", "x@", "a-", "www.", "1,", "A&", "“", "\u0301"]
)
def test_a_long_run_of_anything_is_read(unit: str) -> None:
    text = unit * 20_000
    tokens = tokenize(text)
    assert tokens[0][0] == 0
    assert tokens[-1][1] >= len(text) - len(unit)

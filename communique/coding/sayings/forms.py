"""The forms English words take, so that a rule's word is known in the text whatever its lemma is taken for.

A rule's word must not be missed because a lemma was guessed wrong ("urged" as "urg"). All regular forms are
made, those with a doubled consonant too: a form that does not exist ("openned") harms nobody.
"""

from __future__ import annotations

VOWELS = "aeiou"
# Past tense and participle of irregular verbs that rules name.
IRREGULAR = {
    "say": ("said",),
    "tell": ("told",),
    "think": ("thought",),
    "write": ("wrote", "written"),
    "swear": ("swore", "sworn"),
    "sing": ("sang", "sung"),
    "find": ("found",),
    "show": ("showed", "shown"),
    "speak": ("spoke", "spoken"),
    "begin": ("began", "begun"),
    "put": ("put",),
    "feel": ("felt",),
    "go": ("went", "gone"),
    "read": ("read",),
    "forecast": ("forecast",),
    "cast": ("cast",),
    "beseech": ("besought",),
    "hear": ("heard",),
    "make": ("made",),
    "give": ("gave", "given"),
    "know": ("knew", "known"),
}


def verb_forms(verb: str) -> tuple[str, ...]:
    """The base form and all that can be made of it."""
    stems = [verb[:-1]] if verb.endswith("e") and not verb.endswith("ee") else [verb]
    if len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS:
        stems.append(verb + verb[-1])
    past = IRREGULAR.get(verb) or tuple(f"{_y_to_i(stem, verb)}ed" for stem in stems)
    ing = tuple(f"{stem}ing" for stem in stems)
    return (verb, _with_s(verb), *past, *ing)


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural."""
    return (noun, _with_s(noun))


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{word}s"


def _y_to_i(stem: str, verb: str) -> str:
    return f"{stem[:-1]}i" if stem == verb and stem.endswith("y") and stem[-2] not in VOWELS else stem

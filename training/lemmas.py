"""Builds the lists of verbs and nouns by which lemmas are mended: `python -m training.lemmas --data DIR`.

Words of UD English EWT and GUM (train, open genres) and of communique's own rules and codebook, one lemma a line, then
those of its forms that spelling alone does not lead back to it ("shoot shot").
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from communique.analysis.lemmas import regular_lemmas
from communique.codebook.countries import ACTORS
from communique.codebook.loading import load
from communique.coding.rules import event_rules
from training.reader.corpora import ewt, gum

# Irregular forms that reports use and the training text happens not to hold.
IRREGULAR_NOUNS = """man men|woman women|child children|person people|gunman gunmen|policeman policemen|policewoman policewomen
spokesman spokesmen|spokeswoman spokeswomen|fisherman fishermen|businessman businessmen|congressman congressmen|wife wives|life lives
knife knives|foot feet|tooth teeth|crisis crises|militiaman militiamen|countryman countrymen|chairman chairmen|analysis analyses
serviceman servicemen|tribesman tribesmen|clergyman clergymen|leaf leaves|half halves|thief thieves|memorandum memoranda
airman airmen|horseman horsemen|medium media|criterion criteria|basis bases"""
IRREGULAR_VERBS = """fight fought|meet met|hold held|say said|tell told|sell sold|think thought|buy bought|bring brought|catch caught
teach taught|send sent|spend spent|build built|lose lost|leave left|feel felt|keep kept|sleep slept|mean meant|deal dealt
get got gotten|give gave given|go went gone|come came|become became|begin began begun|break broke broken|choose chose chosen
do did done|eat ate eaten|fall fell fallen|find found|forget forgot forgotten|grow grew grown|have had|hear heard|know knew known
lie lay lain|lose lost|make made|pay paid|read read|ring rang rung|run ran|see saw seen|set set|show shown|sing sang sung|sit sat
speak spoke spoken|stand stood|understand understood|wear wore worn|write wrote written|throw threw thrown|cut cut|put put|hit hit
hurt hurt|let let|shut shut|quit quit|cost cost|wound wounded|arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|behold beheld|bend bent|bereave bereft
beset beset|bind bound|bite bit bitten|bleed bled|blow blew blown|breed bred|burn burnt|burst burst|cast cast|cling clung|creep crept
dig dug|draw drew drawn|drive drove driven|dwell dwelt|flee fled|fling flung|fly flew flown|forbid forbade forbidden
forecast forecast|foresee foresaw foreseen|foretell foretold|forgive forgave forgiven|forgo forwent forgone|forsake forsook forsaken
freeze froze frozen|grind ground|hang hung hanged|hide hid hidden|lay laid|lead led|lean leant|leap leapt|lend lent|light lit
mislead misled|mistake mistook mistaken|mow mown|overcome overcame overcome|override overrode overridden|overrun overran overrun
oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|plead pled|rebuild rebuilt|repay repaid
rescind rescinded|retake retook retaken|rewrite rewrote rewritten|ride rode ridden|rise rose risen|saw sawn|seek sought|shake shook shaken
shed shed|shoot shot|shrink shrank shrunk|sink sank sunk|slay slew slain|slide slid|sow sown|speed sped|spill spilt|spin spun|split split
spread spread|spring sprang sprung|steal stole stolen|stick stuck|sting stung|strike struck stricken|string strung|strive strove striven
swear swore sworn|sweep swept|swell swollen|swim swam swum|swing swung|take took taken|tear tore torn|thrust thrust|tread trod trodden
undergo underwent undergone|undertake undertook undertaken|uphold upheld|upset upset|wage waged|weave wove woven|weep wept
win won|wind wound|withdraw withdrew withdrawn|withhold withheld|withstand withstood|wring wrung"""


def main() -> None:
    """Write communique/analysis/verbs.txt and nouns.txt."""
    options = argparse.ArgumentParser(prog="python -m training.lemmas", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    data = options.parse_args().data
    triggers = [(lemma, upos) for rule in event_rules() for lemma in rule.lemmas for upos in rule.upos]
    verbs = {lemma for lemma, upos in triggers if upos == "VERB"}
    nouns = {lemma for lemma, upos in triggers if upos == "NOUN"} | _common_nouns()
    nouns |= {lemma for rule in event_rules() for lemma in (*rule.object, *rule.beside)}
    _write("verbs.txt", "VERB", _from_trees(data, "VERB"), verbs, IRREGULAR_VERBS)
    _write("nouns.txt", "NOUN", _from_trees(data, "NOUN"), nouns, IRREGULAR_NOUNS)


def _common_nouns() -> set[str]:
    """Bodies and people of the codebook, as lemmas."""
    table = load(ACTORS / "offices.toml")
    return {*table["bodies"], *table["people"]}


def _write(name: str, upos: str, forms: dict[str, set[str]], ours: set[str], irregular: str) -> None:
    for lemma in ours:
        forms[lemma] |= set()
    for entry in irregular.replace("\n", "|").split("|"):
        lemma, *others = entry.split()
        forms[lemma] |= {form for form in others if form != lemma}
    target = Path(str(files("communique"))) / "analysis" / name
    lines = [" ".join((lemma, *sorted(forms[lemma]))) for lemma in sorted(forms) if lemma]
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{upos}: {len(lines)} lemmas, {target.stat().st_size} bytes")


def _from_trees(data: Path, wanted: str) -> dict[str, set[str]]:
    """Lemmas of the training trees, each with its irregular forms seen at least twice."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for sentence in ewt(data, "train") + gum(data, "train"):
        for word, lemma, upos in zip(sentence.words, sentence.lemmas or (), sentence.upos or (), strict=True):
            if upos == wanted and word.isalpha() and lemma.isalpha() and word.isascii():
                seen[word.lower(), lemma.lower()] += 1
    forms: dict[str, set[str]] = defaultdict(set)
    for (word, lemma), count in sorted(seen.items()):
        irregular = count >= 2 and word[0] == lemma[0] and lemma not in regular_lemmas(word)
        forms[lemma] |= {word} if irregular else set()
    return forms


if __name__ == "__main__":
    main()

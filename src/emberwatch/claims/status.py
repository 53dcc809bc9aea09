"""What the text says of the reality of what it names: the tree's signs and the encoder's opinion, weighed together.

Signs are negation, modal and tense words at the trigger, words above it that plan, expect, fear, demand, deny or
fail (`data/hedges.tsv`), and conditions. Each sign adds log-odds to the encoder's distribution over the nine statuses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emberwatch.claims.disclaim import find_disclaimer, find_falsehood
from emberwatch.claims.future import is_still_to_come
from emberwatch.claims.given import is_given
from emberwatch.claims.lasting import has_lasted, is_perfect
from emberwatch.language.decision import load_decision
from emberwatch.language.labels import STATUS_INDEX, STATUSES
from emberwatch.language.pipeline import Sentence
from emberwatch.text.table import load_table

VERSION = "2"
HEDGES = Path(__file__).parent.parent / "data" / "hedges.tsv"
MODALS = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "must": "demanded", "should": "demanded", "ought": "demanded",
    "shall": "planned", "will": "expected", "would": "expected", "'ll": "expected", "’ll": "expected", "'d": "expected", "’d": "expected",
}  # fmt: skip
MODAL_WEIGHT = {
    "may": 2.0, "might": 2.5, "could": 2.0, "must": 2.0, "should": 2.0, "shall": 1.0, "ought": 2.0, "will": 1.2, "would": 0.6, "can": 0.5,
    "'ll": 1.2, "’ll": 1.2, "'d": 0.4, "’d": 0.4,
}  # fmt: skip
NEGATIONS = frozenset({"not", "never", "no", "without", "neither", "nor", "none", "nobody"})
NOBODY = frozenset({"no", "neither", "nobody", "none", "nothing"})
GIVEN = ("denied", -4.0, "what a denial takes for granted")
DISCLAIMED = 9.0
"""Weight of words that leave no doubt, against an encoder that seldom saw them."""
CONDITION_MARKS = frozenset({"if", "unless", "once", "until", "provided", "providing", "whether"})
POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "ADJ": "A", "ADV": "R"}
COMPLEMENT = ("xcomp", "ccomp", "obj", "obl", "nmod", "acl", "csubj", "advcl")


@dataclass(frozen=True, slots=True)
class StatusReading:
    """The status picked, its probability (0..1), the signs in words, and the words of the condition (or none)."""

    status: str
    probability: float
    reason: str
    condition: tuple[int, int] | None
    distribution: tuple[float, ...]


@cache
def load_hedges(path: Path = HEDGES) -> dict[tuple[str, str], tuple[str, int]]:
    """Status and weight by (lemma, V | N | A | R); every faulty line is told at once in a `CodebookError`."""
    return load_table(path, parse_hedge, f"lemma, V|N|A|R, a status of {', '.join(STATUSES)}, and 1..3")


def parse_hedge(cells: list[str]) -> tuple[tuple[str, str], tuple[str, int]] | None:
    """The hedge of one row; None where the row is faulty."""
    if len(cells) != 4 or cells[1] not in set("VNAR") or cells[2] not in STATUS_INDEX or cells[3] not in {"1", "2", "3"}:
        return None
    return (cells[0], cells[1]), (cells[2], int(cells[3]))


MANNER_SIGNS = {"deny": ("denied", 3.5), "promise": ("planned", 1.5), "ask": ("demanded", 1.0), "think": ("possible", 0.5)}
NO_DENIAL = -2.0
"""Weight against `denied` where nobody denies and nothing is negated."""
DURATIVE = frozenset("war conflict insurgency siege crisis blockade uprising occupation curfew ban embargo struggle".split())


def read_status(sentence: Sentence, trigger: list[int], head: int, state: bool, manner: str | None = None) -> StatusReading:
    """Status of the event or state whose trigger words are `trigger`, `head` the one that the others hang on.

    `manner` is that of the statement in whose content the trigger stands, None where it stands in none.
    """
    told_by = 1.001 - sentence.scores.event[trigger, 0]  # of several words the one that tells the happening knows best
    neural = told_by @ sentence.scores.status[trigger] / told_by.sum()
    signs, condition = find_signs(sentence, head, state)
    signs += disclaimed(sentence, head, manner) + negative_roles(sentence, head)
    if manner == "deny" and is_given(sentence, head):
        signs = [*(s for s in signs if s[0] != "denied"), GIVEN]
    else:
        signs += manner_signs(signs, manner)
    unit = load_decision().sign
    scores = [math.log(max(float(p), 1e-4)) for p in neural]
    for status, weight, _ in signs:
        scores[STATUS_INDEX[status]] += unit * weight
    peak = max(scores)
    odds = [math.exp(s - peak) for s in scores]
    total = sum(odds)
    distribution = tuple(o / total for o in odds)
    best = max(range(len(STATUSES)), key=distribution.__getitem__)
    told = "; ".join(f"{why} → {status}" for status, _, why in signs if status == STATUSES[best]) or "the encoder's reading of the sentence"
    kept = condition if STATUSES[best] == "conditional" else None
    return StatusReading(STATUSES[best], distribution[best], told, kept, distribution)


Sign = tuple[str, float, str]
SURE_SIGN = 2.0


def status_of_saying(sentence: Sentence, cue: int) -> str:
    """Status of the act of saying itself, by its signs alone: said, unless the text plans, expects, demands or negates the saying."""
    signs = [s for s in find_signs(sentence, cue, state=False)[0] if s[0] not in {"occurred", "ongoing"} and s[1] >= SURE_SIGN]
    return max(signs, key=lambda s: s[1])[0] if signs else "occurred"


def find_signs(sentence: Sentence, head: int, state: bool) -> tuple[list[Sign], tuple[int, int] | None]:
    """Signs at the trigger and above it, and the word range of a condition that it hangs on."""
    signs = own_signs(sentence, head, state)
    signs += signs_above(sentence, head, state)
    if is_still_to_come(sentence, head):
        signs += [("planned", 3.0, "in a clause of time under what is to come"), ("occurred", -4.0, ""), ("ongoing", -3.0, "")]
    condition, condition_signs = find_condition(sentence, head)
    return signs + condition_signs, condition


def disclaimed(sentence: Sentence, head: int, manner: str | None) -> list[Sign]:
    """The sign of a happening in which somebody is said to have had no part, or whose tellings are called false: a denial, or the report's own word."""
    if find_disclaimer(sentence, head) is not None:
        why = "somebody had nothing to do with it"
    elif find_falsehood(sentence, head) is not None:
        why = "tellings of it are called false"
    else:
        return []
    return [("denied" if manner is not None else "not_occurred", DISCLAIMED, why)]


def negative_roles(sentence: Sentence, head: int) -> list[Sign]:
    """The sign of a verb whose subject or object is nobody: "no aircraft attacked", "captured none of them"."""
    for kid in sentence.kids(head, "nsubj", "obj"):
        words = [sentence.lemmas[kid], *(sentence.lemmas[k] for k in sentence.kids(kid, "det"))]
        not_one = any(sentence.lemmas[k] == "one" and k > 0 and sentence.lemmas[k - 1] == "not" for k in (kid, *sentence.kids(kid, "nummod")))
        if not_one or set(words) & NOBODY:
            return [("not_occurred", 4.0, f"“{sentence.words[kid]}” with “no”")]
    return []


def own_signs(sentence: Sentence, head: int, state: bool = False) -> list[Sign]:
    """Negation, modal and tense at the word itself."""
    signs: list[Sign] = []
    for kid in sentence.children[head]:
        lemma, modal = sentence.lemmas[kid], sentence.words[kid].lower()  # lemmas make "can" of "could" and "shall" of "should"
        if (
            lemma in NEGATIONS
            and sentence.rel(kid) in {"advmod", "det", "mark", "case", "cc"}
            and not (is_not_only(sentence, kid) or is_topped(sentence, head, lemma))
        ):
            signs.append(("not_occurred", 3.0, f"“{sentence.words[kid]}”"))
        elif lemma == "never" and is_topped(sentence, head, lemma):
            signs += [("ongoing", 3.0, "“never” with a comparative"), ("not_occurred", -6.0, "")]
        elif modal in MODALS and sentence.rel(kid) == "aux":
            signs.append((MODALS[modal], MODAL_WEIGHT[modal], f"“{sentence.words[kid]}”"))
        elif sentence.rel(kid) in {"amod", "advmod"} and (hedge := load_hedges().get((lemma, POS.get(sentence.upos[kid], "")))):
            signs.append((hedge[0], float(hedge[1]), f"“{sentence.words[kid]}”"))
    return signs + tense_signs(sentence, head, state)


def tense_signs(sentence: Sentence, head: int, state: bool) -> list[Sign]:
    """Tense and aspect of the word itself, and whether its kind lasts."""
    signs: list[Sign] = []
    auxiliaries = {sentence.lemmas[k] for k in sentence.kids(head, "aux")}
    above = sentence.lemmas[sentence.heads[head]] if sentence.heads[head] >= 0 else ""
    if sentence.xpos[head] == "VB" and "be" in {*auxiliaries, above} and marked_to(sentence, head):
        signs.append(("planned", 2.0, "“to be to”"))
    if sentence.xpos[head] == "VBG" and "be" in auxiliaries and not auxiliaries & set(MODALS):
        signs.append(("ongoing", 1.5, "the progressive"))
    if sentence.xpos[head] == "VBD":
        signs.append(("occurred", 0.7, "the past tense"))
    elif has_lasted(sentence, head):
        signs.append(("ongoing", 2.5, "it has lasted until now"))
    elif sentence.xpos[head] == "VBN" and "have" in auxiliaries and not auxiliaries & set(MODALS):
        signs.append(("occurred", 1.0, "the perfect"))
    elif sentence.lemmas[head] in DURATIVE and sentence.upos[head] == "NOUN":
        signs.append(("ongoing", 0.7, f"a {sentence.lemmas[head]} lasts"))
    elif sentence.xpos[head] == "VBN" and (sentence.rels[head] == "amod" or (state and sentence.rels[head] == "acl")):
        signs.append(("ongoing", 1.0, "a participle that describes what still is"))
    return signs


def marked_to(sentence: Sentence, word: int) -> bool:
    return any(sentence.lemmas[k] == "to" for k in sentence.kids(word, "mark"))


def manner_signs(signs: list[Sign], manner: str | None) -> list[Sign]:
    """What the manner of the statement around the trigger tells: a denial denies, a promise plans."""
    found: list[Sign] = []
    if manner in MANNER_SIGNS:
        status, weight = MANNER_SIGNS[manner]
        found.append((status, weight, f"said in a statement that is to {manner}"))
    if manner != "deny" and not any(s[0] in {"denied", "not_occurred"} for s in signs):
        found.append(("denied", NO_DENIAL, "nobody denies it"))
    return found


def is_topped(sentence: Sentence, word: int, negation: str) -> bool:
    """ "has never been stronger" says how strong, and does not say no."""
    return negation == "never" and sentence.xpos[word] == "JJR" and any(sentence.lemmas[k] == "be" for k in sentence.kids(word, "cop", "aux"))


def is_not_only(sentence: Sentence, negation: int) -> bool:
    return negation + 1 < len(sentence.words) and sentence.lemmas[negation + 1] in {"only", "just", "least", "immediately"}


def signs_above(sentence: Sentence, head: int, state: bool) -> list[Sign]:
    """Words that govern the trigger: "plans to", "fears of", "failed to", "is expected to"."""
    signs: list[Sign] = []
    at, reach = head, 1.0
    for _ in range(3):
        above, rel = sentence.heads[at], sentence.rels[at]
        if above < 0 or not rel.startswith((*COMPLEMENT, "nsubj:pass", "nsubj", "conj")):
            break
        if rel.startswith("acl:relcl") or (rel.startswith("advcl") and not marked_to(sentence, at) and sentence.upos[above] != "ADJ"):
            break
        if rel.startswith("conj"):
            signs += [s for s in own_signs(sentence, above) if s[0] not in {"occurred", "ongoing"} and not sentence.kids(at, "nsubj", "aux")]
            at = above
            continue
        if sentence.rel(at) == "nsubj" and sentence.upos[above] == "VERB" and rel != "nsubj:pass" and not cop_or_loom(sentence, above):
            signs += subject_signs(sentence, at, above)
            break
        if rel.startswith("xcomp") and any(sentence.lemmas[k] == "yet" for k in sentence.kids(above, "advmod")):
            signs.append(("not_occurred", 3.0, "“yet to”"))
        hedge = load_hedges().get((sentence.lemmas[above], POS.get(sentence.upos[above], "")))
        if hedge and not is_idle_hedge(sentence, at, above, hedge[0]):
            negated = any(sentence.lemmas[k] in NEGATIONS for k in sentence.kids(above, "advmod", "det"))
            status = "not_occurred" if negated and hedge[0] in {"planned", "expected", "ongoing"} else hedge[0]
            signs += [(s, w + 1.5, why) for s, w, why in own_signs(sentence, above) if s == "possible"]
            if state and hedge[0] == "planned" and sentence.upos[at] == "NOUN":
                status = "ongoing"  # "remains prepared for a comeback" tells of a readiness that there is
            if not (negated and hedge[0] in {"denied", "not_occurred"}):
                signs.append((status, hedge[1] * reach, f"“{sentence.words[above]}”"))
        elif rel.startswith(("xcomp", "obj", "nsubj:pass")) or sentence.upos[at] == "NOUN":
            signs += [(s, w * 0.8 * reach, why) for s, w, why in own_signs(sentence, above) if s != "occurred" or sentence.upos[at] == "NOUN"]
        if (rel.startswith("ccomp") and not hedge) or (rel.startswith("obl") and is_perfect(sentence, above)):
            break  # "is thought to have died in the fighting": the fighting is no thought
        at, reach = above, reach * 0.7
    return signs


def subject_signs(sentence: Sentence, word: int, verb: int) -> list[Sign]:
    """What the tense of a verb tells of the event that is its subject: "air strikes have battered the town"."""
    if sentence.lemmas[word] in DURATIVE:
        return []
    return [(status, weight + 0.8, f"{why} of “{sentence.words[verb]}”") for status, weight, why in own_signs(sentence, verb) if status == "occurred"]


def is_idle_hedge(sentence: Sentence, word: int, above: int, status: str) -> bool:
    """Does the word above say nothing of this one's reality: "began an offensive" and "agreed to a truce" tell of one that there is?"""
    oblique, past = sentence.rels[word].startswith("obl"), sentence.xpos[above] in {"VBD", "VBN"}
    if status == "ongoing":
        return oblique or (past and sentence.rels[word].startswith("obj"))
    return sentence.lemmas[above] == "agree" and past and oblique and sentence.upos[word] == "NOUN"


def cop_or_loom(sentence: Sentence, verb: int) -> bool:
    return sentence.lemmas[verb] in {"loom", "near", "remain", "continue", "begin", "start", "fail"}


def find_condition(sentence: Sentence, head: int) -> tuple[tuple[int, int] | None, list[Sign]]:
    """The clause that the trigger depends on ("once IS has been defeated"), or stands in, as a word range."""
    at = head
    for _ in range(4):
        for kid in sentence.kids(at, "advcl"):
            mark = condition_mark(sentence, kid)
            if mark is not None and future_or_modal(sentence, at):
                words = sentence.subtree(kid)
                negated = any(sentence.lemmas[k] in NEGATIONS for k in sentence.kids(at, "advmod"))  # "will not disarm until …"
                weight = 2.6 if sentence.lemmas[mark] in {"if", "unless", "once", "provided"} else 3.0 if negated else 1.5
                return (words[0], words[-1]), [("conditional", weight, f"“{sentence.words[mark]} …”")]
        above, rel = sentence.heads[at], sentence.rels[at]
        if rel.startswith("advcl"):
            mark = condition_mark(sentence, at)
            if mark is not None and sentence.lemmas[mark] in {"if", "unless", "provided"}:
                words = sentence.subtree(at)
                if threat := find_threat(sentence, at):
                    return None, [("demanded", 2.6, f"inside “{sentence.words[mark]} …”, the price of “{sentence.words[threat]}”")]
                return (words[0], words[-1]), [("conditional", 2.6, f"inside “{sentence.words[mark]} …”")]
        subject = rel == "nsubj" and above >= 0 and sentence.rels[above].startswith("advcl")
        if above < 0 or not (subject or rel.startswith(("xcomp", "obj", "conj", "obl", "advcl", "nsubj:pass"))):
            break
        at = above
    return None, []


THREATS = frozenset("threaten threat ultimatum vow warn".split())


def find_threat(sentence: Sentence, clause: int) -> int | None:
    """The word above a condition that makes it a demand: "threatened to shell the town unless its mayor stepped down"."""
    at = sentence.heads[clause]
    for _ in range(3):
        if at < 0:
            return None
        if sentence.lemmas[at] in THREATS:
            return at
        at = sentence.heads[at]
    return None


def condition_mark(sentence: Sentence, clause: int) -> int | None:
    return next((k for k in sentence.kids(clause, "mark", "advmod") if sentence.lemmas[k] in CONDITION_MARKS and k < clause), None)


def future_or_modal(sentence: Sentence, verb: int) -> bool:
    auxiliaries = {sentence.lemmas[k] for k in sentence.kids(verb, "aux")}
    return bool(auxiliaries & set(MODALS)) or sentence.xpos[verb] in {"VB", "VBP", "VBZ", "NN", "NNS"}

"""Linking on ECB+: events given, by cross-validation over topics, against a lemma baseline in the same run; and end to end.

The usual setting: mentions of the checked sentences, one alone counting as a cluster; documents of one topic together, both of its
subtopics (`topic`), or each subtopic by itself (`subtopic`, easier). CoNLL F1 is the mean of MUC, B-cubed and CEAF-e.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bench.coreference import conll
from bench.figure import Measured
from bench.shared import Setting
from emberwatch.ledger.linking.block import find_pairs
from emberwatch.ledger.linking.claim import Claim, find_claims
from emberwatch.ledger.linking.cluster import find_strong, find_tellings, link_tellings
from emberwatch.ledger.linking.lexicon import load_lexicon
from emberwatch.ledger.linking.weigh import Model
from emberwatch.model.report import Report
from training.linking import LIFTS, Counts, add_up, make_model
from training.linking_gold import GoldClaim, Parse, find_gold_claims
from training.linking_pairs import CASE_PAIRS, ECB_PAIRS, STORY_PAIRS, count_sets, find_families, label_gold, read_cases, read_stories
from training.linking_sets import GoldDocument, read_ecb

ARCHIVE = ("corpora", "ecbplus", "ecbplus-train-topics-1-35.zip")
FOLDS, QUICK_TOPICS = 5, 8
GOLD_LIFTS = (0.0, 1.0)
"""With ECB+'s own prior: its topics hold more pairs of one happening than a record's blocks do."""

Groups = list[set[str]]


@dataclass(slots=True)
class Topic:
    """One topic: its annotated claims, the claims that the product reads in its checked sentences, and its counted pairs."""

    gold: list[GoldClaim]
    read: list[Claim]
    counts: tuple[Counts, Counts]


def measure(setting: Setting) -> Measured:
    """CoNLL F1 and its parts, the lemma baseline, and the same with the product's own events."""
    topics = read_topics(read_ecb(setting.need(*ARCHIVE)), QUICK_TOPICS if setting.quick else None)
    families = find_families()
    others = [count_sets(read_stories(), families, STORY_PAIRS), count_sets(read_cases(), families, CASE_PAIRS)]
    figures: dict[str, float] = {"linking.ecb.items": sum(len(topic.gold) for topic in topics.values())}
    gold = [cluster for topic in topics.values() for cluster in group_gold(topic.gold)]
    found: dict[str, Groups] = defaultdict(list)
    for left in find_folds(topics):
        counted = [topic.counts for name, topic in topics.items() if name not in left]
        ecb = (add_up((within for within, _ in counted), ECB_PAIRS), add_up((across for _, across in counted), ECB_PAIRS))
        sets = [others[0], ecb, others[1]]
        given = make_model([w for w, _ in sets], [a for _, a in sets], GOLD_LIFTS, start=1)
        product = make_model([w for w, _ in sets], [a for _, a in sets], LIFTS)
        for name in left:
            link_topic(topics[name], given, product, found)
    for name, clusters in found.items():
        figures |= {f"linking.{name}.{key}": value for key, value in conll(gold, clusters).items()}
    figures["linking.ecb.gain"] = figures["linking.ecb.conll"] - figures["linking.lemma.conll"]
    return Measured(figures)


def find_folds(topics: Iterable[str]) -> list[list[str]]:
    """Names of the topics left out in turn."""
    names = sorted(topics, key=int)
    return [names[start::FOLDS] for start in range(FOLDS)]


def read_topics(documents: Sequence[GoldDocument], most: int | None) -> dict[str, Topic]:
    """Each topic parsed and read; the first ones where `most` is given."""
    from emberwatch.pipeline.reader import make_reader

    reader, lexicon = make_reader(), load_lexicon()
    kept = sorted({document.group for document in documents}, key=int)[:most]
    gold: dict[str, list[GoldClaim]] = defaultdict(list)
    read: dict[str, list[Claim]] = defaultdict(list)
    for document in documents:
        if document.group not in kept:
            continue
        parsed = reader.pipeline.parse(document.text)
        claims = find_gold_claims(document, Parse(parsed.sentences), lexicon)
        gold[document.group] += claims
        reading = reader.read_parsed(Report(document.text, publisher=document.name), [parsed])
        read[document.group] += align(document, claims, find_claims(reading, lexicon))
    return {name: Topic(gold[name], read[name], count_sets([label_gold(gold[name])], find_families(), by_key=False)) for name in kept}


def align(document: GoldDocument, gold: Sequence[GoldClaim], claims: Sequence[Claim]) -> list[Claim]:
    """The claims read in sentences that hold annotations, under the annotated mention's id where their trigger begins at its first word."""
    starts = {one.claim.at: one.claim.id for one in gold}
    checked = [document.start_of(number, 0) for number in sorted({mention.sentence for mention in document.mentions})]
    ends = {start: document.text.find("\n\n", start) for start in checked}
    inside = [claim for claim in claims if any(start <= claim.at < (ends[start] if ends[start] >= 0 else len(document.text)) for start in checked)]
    named: dict[str, Claim] = {}
    for claim in inside:
        name = starts.get(claim.at, claim.id)
        named.setdefault(name, replace(claim, id=name, report=document.name))
    return list(named.values())


def link_topic(topic: Topic, given: Model, product: Model, found: dict[str, Groups]) -> None:
    """Clusters of one topic by every way that is measured, added to `found`."""
    claims = [one.claim for one in topic.gold]
    parts = [[one.claim for one in topic.gold if one.part == part] for part in sorted({one.part for one in topic.gold})]
    found["ecb"] += cluster(claims, given, pair_all)
    found["lemma"] += group_by(topic.gold, lambda one: one.claim.trigger)
    for part in parts:
        found["subtopic"] += cluster(part, given, pair_all)
    found["subtopic_lemma"] += group_by(topic.gold, lambda one: f"{one.part} {one.claim.trigger}")
    found["end_to_end"] += cluster(topic.read, product, lambda pooled: find_pairs(pooled, product.families))
    found["end_to_end_lemma"] += list(group_claims(topic.read).values())


def pair_all(claims: Sequence[Claim]) -> Iterable[tuple[str, str]]:
    """Every two tellings of different reports."""
    return ((a.id, b.id) for a, b in combinations(claims, 2) if a.report != b.report)


def cluster(claims: Sequence[Claim], model: Model, pair: Callable[[Sequence[Claim]], Iterable[tuple[str, str]]]) -> Groups:
    """Ids of the claims of each cluster."""
    tellings = find_tellings(claims, model=model)
    strong = find_strong(tellings, pair([telling.pooled for telling in tellings]), model)
    return [set(one.facts) for one in link_tellings(tellings, strong, model=model)]


def group_gold(gold: Sequence[GoldClaim]) -> Groups:
    """The annotated chains."""
    return group_by(gold, lambda one: one.chain)


def group_by(gold: Sequence[GoldClaim], key: Callable[[GoldClaim], str]) -> Groups:
    """Ids of the claims that share a key."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one in gold:
        groups[key(one)].add(one.claim.id)
    return list(groups.values())


def group_claims(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """Ids of the claims by trigger."""
    groups: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        groups[claim.trigger].add(claim.id)
    return groups

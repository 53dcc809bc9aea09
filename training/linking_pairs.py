"""Labelled pairs of claims: annotated mentions of ECB+ within a topic, and the facts read from our own stories that share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from bench.ledger.cases import Story as GradedStory
from bench.ledger.incidents import align
from bench.ledger.tellings import LEARNED, CodedReport, read_tellings
from emberwatch.ledger.linking.block import candidates_keys
from emberwatch.ledger.linking.claim import Claim, find_claims
from emberwatch.ledger.linking.compare import ACROSS, WITHIN
from emberwatch.ledger.linking.lexicon import load_lexicon
from emberwatch.ledger.linking.row import Row, make_row
from emberwatch.ledger.linking.telling import make_telling
from emberwatch.model.reading import Reading
from training.linking import Counts, add_up, count_pairs
from training.linking_expected import FAMILIES
from training.linking_gold import GoldClaim, Parse, find_gold_claims
from training.linking_sets import GoldDocument, read_ecb
from training.linking_stories import Story, make_stories
from training.linking_tellings import TYPES

ECB = Path("ecbplus") / "ecbplus-train-topics-1-35.zip"
SEEDS = (5, 6)
STORY_PAIRS, ECB_PAIRS, CASE_PAIRS, LONG_PAIRS = 0.7, 4.0, 5.0, 3.0
"""How many pairs each claim of a set stands for: real prose outweighs what we made up."""
Labelled = tuple[Claim, str]
LabelledPair = tuple[Row, Row, bool]


def find_families() -> dict[str, frozenset[str]]:
    """For each type the groups it is in."""
    types = {type_ for members in FAMILIES.values() for type_ in members}
    return {type_: frozenset(name for name, members in FAMILIES.items() if type_ in members) for type_ in types}


def read_gold_claims(documents: Sequence[GoldDocument]) -> dict[str, list[GoldClaim]]:
    """Claims of the annotated event mentions by topic, each topic in order."""
    from emberwatch.language.encoder import Encoder
    from emberwatch.language.pipeline import LanguagePipeline

    pipeline, lexicon = LanguagePipeline(Encoder()), load_lexicon()
    topics: dict[str, list[GoldClaim]] = defaultdict(list)
    for document in documents:
        topics[document.group] += find_gold_claims(document, Parse(pipeline.parse(document.text).sentences), lexicon)
    return {topic: sorted(claims, key=lambda gold: gold.claim.order) for topic, claims in topics.items()}


def label_gold(claims: Sequence[GoldClaim]) -> list[Labelled]:
    """The claims with their chains."""
    return [(gold.claim, gold.chain) for gold in claims]


def pair_within(labelled: Sequence[Labelled], families: Mapping[str, frozenset[str]]) -> Iterator[LabelledPair]:
    """Every pair of claims of one report."""
    reports: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for claim, label in labelled:
        reports[claim.report].append((make_row(claim, families), label))
    for rows in reports.values():
        for (a, one), (b, other) in combinations(rows, 2):
            yield a, b, one == other


def pair_across(labelled: Sequence[Labelled], families: Mapping[str, frozenset[str]], by_key: bool = True) -> Iterator[LabelledPair]:
    """The pairs of tellings (the claims of one label in one report, pooled) of different reports; with `by_key` those that share a key."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim, label in labelled:
        groups[claim.report, label].append(claim)
    pooled = [(make_telling(claims).pooled, label) for (_, label), claims in groups.items()]
    ready = [(set(candidates_keys(claim, families)) if by_key else {""}, make_row(claim, families), label) for claim, label in pooled]
    for (keys, a, one), (others, b, other) in combinations(ready, 2):
        if a.report != b.report and keys & others:
            yield a, b, one == other


def read_stories() -> list[list[Labelled]]:
    """The facts that the product reads in our stories, world by world, each with the happening its sentence tells of.

    A fact of the background stands for itself: the war is no happening that two reports could share.
    """
    from emberwatch.pipeline.reader import make_reader

    reader = make_reader()
    worlds: dict[tuple[int, int], list[Labelled]] = defaultdict(list)
    for seed in SEEDS:
        for story in make_stories(seed):
            worlds[seed, story.world] += [(claim, find_label(claim, story)) for claim in find_claims(reader.read(story.report))]
    return [sorted(worlds[key], key=lambda labelled: labelled[0].order) for key in sorted(worlds)]


def find_label(claim: Claim, story: Story) -> str:
    """The happening told where the claim's trigger stands; the claim itself where its type is none by which that happening is told."""
    for start, end, name, kind in story.told:
        if start <= claim.at < end and kind != "war" and claim.type in TYPES.get(kind, ("ASSAULT", "CASUALTIES")):
            return name
    return claim.id


def read_cases() -> list[list[Labelled]]:
    """The anchored facts of the graded stories and short cases, one by one, each with its incident."""
    from bench.ledger.group import SHORT, STORIES, read_graded

    return [labelled for folder in (STORIES, SHORT) for labelled in label_cases(*read_graded(folder=folder))]


def label_cases(stories: Sequence[GradedStory], readings: Sequence[Reading]) -> list[list[Labelled]]:
    """The facts that the graded stories' anchors name."""
    facts = {reading.report.id: reading.facts for reading in readings}
    claims = {claim.id: claim for reading in readings for claim in find_claims(reading)}
    found: list[list[Labelled]] = []
    for story in stories:
        anchors = [(anchor, f"{story.name}:{incident.name}") for incident in story.incidents for anchor in incident.anchors]
        aligned = align([anchor for anchor, _ in anchors], facts)
        found.append([(claims[fact], label) for fact, (_, label) in zip(aligned, anchors, strict=True) if fact])
    return found


def count_sets(
    sets: Sequence[Sequence[Labelled]], families: Mapping[str, frozenset[str]], pairs_a_claim: float = 1.0, by_key: bool = True
) -> tuple[Counts, Counts]:
    """Comparisons within reports and across them, over all the sets."""
    within = add_up((count_pairs(pair_within(one, families), WITHIN) for one in sets), pairs_a_claim)
    across = add_up((count_pairs(pair_across(one, families, by_key), ACROSS) for one in sets), pairs_a_claim)
    return within, across


def count_long(corpora: Path) -> Counts:
    """Comparisons within whole real reports, most of them long, whose tellings were coded."""
    return add_up((count_pairs(pair_told(coded, reading), WITHIN) for coded, reading in read_coded(corpora)), LONG_PAIRS)


def read_coded(corpora: Path) -> Iterator[tuple[CodedReport, Reading]]:
    """The coded reports with their readings."""
    from emberwatch.pipeline.reader import make_reader

    found = list(read_tellings(LEARNED, corpora))
    yield from zip(found, make_reader().read_all([coded.report for coded in found]), strict=True)


def pair_told(coded: CodedReport, reading: Reading) -> Iterator[LabelledPair]:
    """Every pair of coded facts of the report but those of which analysts would differ."""
    labels, families = coded.label(reading), find_families()
    rows = [(make_row(claim, families), labels[claim.id]) for claim in find_claims(reading) if claim.id in labels]
    for (a, one), (b, other) in combinations(rows, 2):
        if not coded.is_open(one, other):
            yield a, b, one == other


def count_all(corpora: Path) -> list[tuple[Counts, Counts]]:
    """Comparisons within and across reports of our stories, of ECB+ and of the graded stories, in this order."""
    families = find_families()
    ecb = [label_gold(claims) for claims in read_gold_claims(read_ecb(corpora / ECB)).values()]
    return [
        count_sets(read_stories(), families, STORY_PAIRS),
        count_sets(ecb, families, ECB_PAIRS, by_key=False),
        count_sets(read_cases(), families, CASE_PAIRS),
    ]

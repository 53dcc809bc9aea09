"""Labelled pairs of claims: annotated mentions of ECB+ within a topic, and the facts read from our own stories that share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from emberwatch.ledger.block import candidates_keys
from emberwatch.ledger.claim import Claim, find_claims
from emberwatch.ledger.compare import Row, make_row
from emberwatch.ledger.lexicon import load_lexicon
from training.linking_expected import FAMILIES
from training.linking_gold import GoldClaim, Parse, find_gold_claims
from training.linking_sets import GoldDocument, read_ecb
from training.linking_stories import Story, make_stories

ECB = Path("ecbplus") / "ecbplus-train-topics-1-35.zip"
SEEDS = (5, 6)
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


def pair_gold(claims: Sequence[GoldClaim]) -> Iterator[LabelledPair]:
    """Every pair of one topic's mentions."""
    rows = [(make_row(gold.claim, {}), gold.chain) for gold in claims]
    return ((a, b, one == other) for (a, one), (b, other) in combinations(rows, 2))


def read_ecb_pairs(corpora: Path) -> Iterator[LabelledPair]:
    """All pairs of all topics."""
    for claims in read_gold_claims(read_ecb(corpora / ECB)).values():
        yield from pair_gold(claims)


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
    """The happening told where the claim's trigger stands."""
    name = next((name for start, end, name in story.told if start <= claim.at < end), claim.id)
    return claim.id if ":war:" in name else name


def pair_stories(labelled: Sequence[Labelled], families: Mapping[str, frozenset[str]]) -> Iterator[LabelledPair]:
    """The pairs of one world that share a key."""
    ready = [(set(candidates_keys(claim, families)), make_row(claim, families), label) for claim, label in labelled]
    for (keys, a, one), (others, b, other) in combinations(ready, 2):
        if keys & others:
            yield a, b, one == other


def read_story_pairs() -> Iterator[LabelledPair]:
    """All pairs of all worlds."""
    families = find_families()
    for labelled in read_stories():
        yield from pair_stories(labelled, families)

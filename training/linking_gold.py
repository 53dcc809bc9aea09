"""Claims of annotated mentions: the trigger is given; roles and places come from the annotations near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emberwatch.language.pipeline import Sentence
from emberwatch.ledger.linking.claim import PARTY_WORDS, REPORT_WORDS, SENTENCE_WORDS, Claim, find_prints, pick_trigger
from emberwatch.ledger.linking.lexicon import Lexicon, find_stems
from emberwatch.ledger.linking.reference import find_antecedent, find_reference
from training.linking_sets import GoldDocument, GoldMention

SUBJECTS, OBJECTS = ("nsubj",), ("nsubj:pass", "obj", "iobj", "obl", "nmod", "compound", "amod")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim of an annotated mention, its chain, topic and subtopic."""

    claim: Claim
    chain: str
    group: str
    part: str


@dataclass(frozen=True, slots=True)
class Parse:
    """Where the words of a text stand and how they hang together, over all its sentences."""

    sentences: Sequence[Sentence]

    def find_words(self, spans: Sequence[tuple[int, int]]) -> tuple[Sentence, list[int]] | None:
        """The sentence and its words that lie in the spans."""
        for sentence in self.sentences:
            if sentence.start <= spans[0][0] < sentence.end:
                words = [i for i, (s, e) in enumerate(zip(sentence.starts, sentence.ends, strict=True)) if any(s < end and start < e for start, end in spans)]
                return (sentence, words) if words else None
        return None


def find_gold_claims(document: GoldDocument, parse: Parse, lexicon: Lexicon) -> list[GoldClaim]:
    """A claim for each event mention of the document, in order."""
    report_words = tuple(lexicon.rank_telling(find_stems(document.text))[:REPORT_WORDS])
    offsets = [document.start_of(s, 0) for s in range(len(document.sentences))]
    mentions = [m for m in document.mentions if m.kind == "event"]
    claims = [make_gold_claim(document, m, offsets[m.sentence], parse, lexicon, report_words) for m in mentions]
    back = [replace(claim, antecedent=find_antecedent(claim, claims)) if claim.reference == "back" else claim for claim in claims]
    return [GoldClaim(claim, m.chain, document.group, document.part) for claim, m in zip(back, mentions, strict=True)]


def find_spans(document: GoldDocument, mention: GoldMention, offset: int) -> list[tuple[int, int]]:
    """Characters of the mention's words."""
    words, found, at = document.sentences[mention.sentence], [], offset
    for number, word in enumerate(words):
        if number in mention.words:
            found.append((at, at + len(word)))
        at += len(word) + 1
    return found


def make_gold_claim(document: GoldDocument, mention: GoldMention, offset: int, parse: Parse, lexicon: Lexicon, report_words: tuple[str, ...]) -> Claim:
    """The mention as a claim; it has no type, resolved place or day: the corpus codes finer events of every kind, mostly without dates."""
    spans = find_spans(document, mention, offset)
    trigger = pick_trigger(find_stems(" ".join(document.sentences[mention.sentence][w] for w in mention.words)), lexicon)
    actors: list[str] = []
    recipients: list[str] = []
    if found := parse.find_words(spans):
        sentence, inside = found
        head = find_head(sentence, inside)
        trigger = (find_stems(sentence.words[head]) or [trigger])[0]
        actors, recipients = find_sides(document, mention, offset, sentence, head)
    stems = find_stems(" ".join(document.sentences[mention.sentence]))
    near = [m for m in document.mentions if m.sentence == mention.sentence and m.kind == "place"]
    places = [w for m in near for w in find_stems(" ".join(document.sentences[m.sentence][i] for i in m.words))]
    return Claim(
        id=f"{document.name}:{mention.sentence}:{','.join(map(str, mention.words))}",
        report=document.name,
        published=None,
        at=spans[0][0],
        sentence=offset,
        kind="event",
        type="",
        mode=None,
        status="occurred",
        trigger=trigger,
        actor_words=lexicon.pick_telling(actors, PARTY_WORDS),
        recipient_words=lexicon.pick_telling(recipients, PARTY_WORDS),
        place_words=lexicon.pick_telling(places, PARTY_WORDS),
        words=lexicon.pick_telling(stems, SENTENCE_WORDS),
        prints=find_prints(trigger, stems, lexicon),
        report_words=report_words,
        reference=find_reference(document.text, spans[0][0]),
    )


def find_head(sentence: Sentence, words: list[int]) -> int:
    """The word of the mention that the others hang on: the first whose head lies outside."""
    return next((w for w in words if sentence.heads[w] not in words), words[0])


def find_sides(document: GoldDocument, mention: GoldMention, offset: int, sentence: Sentence, head: int) -> tuple[list[str], list[str]]:
    """Stems of the annotated participants that stand as subject (actors) and as object, complement or attribute (recipients) of `head`."""
    annotated = {
        start for m in document.mentions if m.sentence == mention.sentence and m.kind in ("person", "thing") for start, _ in find_spans(document, m, offset)
    }  # fmt: skip
    sides: tuple[list[str], list[str]] = ([], [])
    for side, relations in enumerate((SUBJECTS, OBJECTS)):
        for kid in sentence.children[head]:
            if sentence.rels[kid] in relations or (sentence.rel(kid) in relations and sentence.rels[kid] != "nsubj:pass"):
                named = [sentence.words[w] for w in sentence.subtree(kid, frozenset(("acl", "advcl", "conj"))) if sentence.starts[w] in annotated]
                sides[side].extend(find_stems(" ".join(named)))
    return sides

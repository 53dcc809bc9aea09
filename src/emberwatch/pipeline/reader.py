"""Read one report: language, claims, events, resolution, and the model objects that come of them.

The stages compute and return; nothing here writes. `make_reader` is what worker processes call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from emberwatch.claims import attribute, status
from emberwatch.claims.attribute import find_claims, find_subject
from emberwatch.claims.claim import Claim
from emberwatch.claims.quotations import carry_quotations
from emberwatch.claims.told import find_teller
from emberwatch.events import extract, tallies
from emberwatch.events.codebook import Codebook
from emberwatch.events.extract import Draft, find_drafts
from emberwatch.ids import content_id
from emberwatch.language import pipeline as language
from emberwatch.language.encoder import Encoder
from emberwatch.language.pipeline import LanguagePipeline, Parsed, Sentence
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.assemble import Assembler
from emberwatch.pipeline.gather import settle_heads
from emberwatch.pipeline.marks import Marks, mark_sentence
from emberwatch.pipeline.stretches import StretchRead, cut_stretches, join_stretches
from emberwatch.places.gazetteer import Gazetteer
from emberwatch.resolve.actor_index import ActorIndex
from emberwatch.resolve.actors import ActorResolver
from emberwatch.resolve.places import PlaceResolver

NO_TABLES: Mapping[str, str] = MappingProxyType({})
RESOLVE_VERSION = "5"
NO_DATE = "no publication date: relative times stay words; give one with --published or in the report's header"


class Reader:
    """Everything one process needs to read reports, made once: encoder, codebook, gazetteer, actors."""

    def __init__(
        self,
        pipeline: LanguagePipeline,
        codebook: Codebook,
        places: PlaceResolver,
        actors: ActorResolver,
        index: ActorIndex,
        tables: Mapping[str, str] = NO_TABLES,
    ) -> None:
        self.pipeline = pipeline
        self.codebook = codebook
        self.places = places
        self.actors = actors
        self.index = index
        self.tables = tables

    @property
    def versions(self) -> dict[str, str]:
        """Version of each stage and of the data it reads by; a report read by other versions may be read anew."""
        return {
            "language": language.VERSION,
            "weights": self.pipeline.encoder.version,
            "claims": attribute.VERSION,
            "status": status.VERSION,
            "events": extract.VERSION,
            "tallies": tallies.VERSION,
            "resolve": RESOLVE_VERSION,
            "codebook": self.codebook.version,
        } | dict(self.tables)

    def read(self, report: Report) -> Reading:
        """The record of one report."""
        return self.read_all([report])[0]

    def read_all(self, reports: Sequence[Report]) -> list[Reading]:
        """Several reports one after the other, in the order given; a reading never depends on the reports beside it.

        Each has the encoder's batches to itself: an int8 model rounds by the range of the whole batch, so that in shared
        batches one fact in ten of a report came out differently with its neighbours.
        """
        return [self.read_parsed(report, self.parse(report.text)) for report in reports]

    def parse(self, text: str) -> Iterator[Parsed]:
        """The text parsed, one stretch after the other, each when it is asked for: a news report is one, a long text several."""
        for stretch in cut_stretches(self.pipeline.cut(text)):
            yield self.pipeline.parse_cut([stretch])[0]

    def read_parsed(self, report: Report, stretches: Iterable[Parsed]) -> Reading:
        """The record of a report of parsed stretches, each of which is let go once it is read."""
        joined = join_stretches(list(map(partial(self.read_stretch, report), stretches)))  # map: a loop's name would hold the last one
        return Reading(
            report=report,
            sentences=tuple(joined.sentences),
            statements=tuple(joined.statements),
            facts=tuple(joined.facts),
            actors=tuple(joined.actors),
            places=tuple(joined.places),
            resolutions=tuple(joined.resolutions),
            counters=dict(joined.counters),
            notes=() if report.published else (NO_DATE,),
            versions=self.versions,
        )

    def read_stretch(self, report: Report, parsed: Parsed) -> StretchRead:
        """What one stretch of the report gives (all of it, unless it is as long as a book); spans are those of the whole text."""
        marks = [mark_sentence(s, report.text, self.index, self.places) for s in parsed.sentences]
        claims = self.find_claims(report, parsed, marks)
        drafts = self.find_drafts(parsed, marks, claims)
        assembler = Assembler(report, parsed, marks, claims, self.places, self.actors)
        statements, facts = assembler.assemble(drafts)
        spans = [(s.start, s.end) for s in parsed.sentences]
        return StretchRead(spans, statements, facts, assembler.actors_used(), assembler.places_used(), assembler.resolutions, assembler.counters)

    def find_claims(self, report: Report, parsed: Parsed, marks: list[Marks]) -> list[Claim]:
        """Every statement of the report, quotations that run over sentences included."""

        def is_media(sentence: int, word: int) -> bool:
            hit = marks[sentence].actor_words.get(word)
            return hit is not None and bool(hit.entries) and hit.entries[0].type == "media"

        claims = [claim for sentence in parsed.sentences for claim in find_claims(sentence, parsed.quotes, is_media)]
        claims = carry_quotations(parsed.sentences, claims, parsed.quotes, report.text)
        for claim in claims:
            claim.about = find_subject(parsed.sentences, claim)
        return claims

    def find_drafts(self, parsed: Parsed, marks: list[Marks], claims: list[Claim]) -> list[Draft]:
        """Every event and state of the report, roles still words."""
        drafts: list[Draft] = []

        def manner_of(sentence: Sentence, word: int) -> str | None:
            teller = find_teller(sentence, [word], claims)
            return teller.manner if teller else None

        for sentence, mark in zip(parsed.sentences, marks, strict=True):
            found = find_drafts(self.codebook, sentence, mark.class_of, set(mark.place_words), mark.named_words(sentence), manner_of)
            for draft in found:
                settle_heads(sentence, mark, draft)
            drafts += found
        return drafts


def make_reader(threads: int = 2, codebooks: Sequence[Path] = (), actor_files: Sequence[Path] = ()) -> Reader:
    """A reader with the shipped data and the user's codebooks, actor files and gazetteer laid over it."""
    codebook = Codebook.load(*codebooks)
    gazetteer = Gazetteer.open()
    index = ActorIndex.load(tuple(actor_files))
    tables = {name: content_id(name, [file_digest(path) for path in paths]) for name, paths in (("actors", actor_files), ("places", gazetteer.paths[1:]))}
    return Reader(LanguagePipeline(Encoder(threads=threads)), codebook, PlaceResolver(gazetteer), ActorResolver(index), index, tables)


def file_digest(path: Path) -> str:
    """SHA-256 of a file of the user's, so that a reading tells by which tables it was made."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

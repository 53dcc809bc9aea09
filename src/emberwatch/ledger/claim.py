"""What linking needs of a fact, laid flat: who, where, when, how many, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.lexicon import Lexicon, find_stems, load_lexicon
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.text.quantity import Quantity

SENTENCE_WORDS, REPORT_WORDS, PARTY_WORDS = 12, 30, 6
"""How many telling words are kept of a sentence, of a report and of each role: enough to tell two happenings apart, few to compare."""

COUNT_ORDER = ("killed", "wounded", "abducted", "captured", "detained", "displaced", "surrendered", "withdrawn", "deployed", "present")
"""States by how much a number of them tells of one happening; the first that a fact counts is compared."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact as linking sees it. Words are stems; `at` is the trigger's first character, `sentence` the first of its sentence.

    `start`, `end` are the days `[start, end)`; `place_precision` None where no place was resolved. `count` is the state and the
    bounds of the fact's most telling number. Tuples of words and ids are sorted and hold each once.
    """

    id: str
    report: str
    published: date | None
    at: int
    sentence: int
    kind: str
    type: str
    mode: str | None
    status: str
    trigger: str
    actors: tuple[str, ...] = ()
    actor_words: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    recipient_words: tuple[str, ...] = ()
    place: str | None = None
    place_words: tuple[str, ...] = ()
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    place_precision: str | None = None
    start: date | None = None
    end: date | None = None
    when_precision: str | None = None
    count: tuple[str, float | None, float | None] | None = None
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    report_words: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Publication (undated last), report, place in the text: the order in which claims stand wherever one must be first."""
        return (self.published.isoformat() if self.published else "9999-99-99", self.report, self.at, self.id)


def find_claims(reading: Reading, lexicon: Lexicon | None = None) -> tuple[Claim, ...]:
    """A claim for each fact of the reading, in the order of the facts."""
    lexicon = lexicon or load_lexicon()
    report = reading.report
    report_words = lexicon.pick_telling(find_stems(f"{report.title or ''} {report.text}"), REPORT_WORDS)
    title = lexicon.pick_telling(find_stems(report.title or ""), SENTENCE_WORDS)
    return tuple(make_claim(fact, reading, lexicon, title, report_words) for fact in reading.facts)


def make_claim(fact: Fact, reading: Reading, lexicon: Lexicon, title: tuple[str, ...], report_words: tuple[str, ...]) -> Claim:
    """The fact laid flat, with the words of its sentence."""
    begin, stop = find_sentence(reading.sentences, fact.trigger.span.start, len(reading.report.text))
    mention = fact.place
    place = mention.place if mention else None
    when = fact.when
    return Claim(
        id=fact.id,
        report=fact.report,
        published=reading.report.published,
        at=fact.trigger.span.start,
        sentence=begin,
        kind=fact.kind,
        type=fact.type,
        mode=fact.mode,
        status=fact.status,
        trigger=pick_trigger(find_stems(fact.trigger.text), lexicon),
        actors=find_ids(fact.actors),
        actor_words=find_party_words(fact.actors, lexicon),
        recipients=find_ids(fact.recipients),
        recipient_words=find_party_words(fact.recipients, lexicon),
        place=place.id if place else None,
        place_words=lexicon.pick_telling(find_stems(mention.text), PARTY_WORDS) if mention else (),
        country=place.country if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        place_precision=place.precision if place else None,
        start=when.start if when else None,
        end=when.end if when else None,
        when_precision=when.precision if when else None,
        count=pick_count(fact.quantities),
        words=lexicon.pick_telling(find_stems(reading.report.text[begin:stop]), SENTENCE_WORDS),
        title=title,
        report_words=report_words,
    )


def find_sentence(sentences: Sequence[tuple[int, int]], at: int, chars: int) -> tuple[int, int]:
    """The range of the sentence that holds the character `at`; the whole text where none does."""
    return next(((start, end) for start, end in sentences if start <= at < end), (0, chars))


def pick_trigger(stems: Sequence[str], lexicon: Lexicon) -> str:
    """The rarest of the trigger's stems, the first where two are alike: of "carry out an attack" it is attack."""
    return max(stems, key=lexicon.bits, default="")


def find_ids(parties: Iterable[Party]) -> tuple[str, ...]:
    """Ids of the parties that were resolved; people in general have none."""
    return tuple(sorted({party.id for party in parties if party.id}))


def find_party_words(parties: Iterable[Party], lexicon: Lexicon) -> tuple[str, ...]:
    """The telling words of the parties, as the text and as the resolved name have them."""
    return lexicon.pick_telling((w for party in parties for w in {*find_stems(party.text), *find_stems(party.name or "")}), PARTY_WORDS)


def pick_count(quantities: Sequence[Quantity]) -> tuple[str, float | None, float | None] | None:
    """State and bounds of the number that tells most of one happening; None where nothing of that kind is counted."""
    counted = [q for q in quantities if q.state in COUNT_ORDER and (q.low is not None or q.high is not None)]
    if not counted:
        return None
    told = min(counted, key=lambda q: (COUNT_ORDER.index(q.state), q.span.start))
    return told.state, told.low, told.high

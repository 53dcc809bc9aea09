"""What linking needs of a fact, laid flat: who, where, when, how many, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from emberwatch.ledger.linking.lexicon import Lexicon, find_stems, load_lexicon
from emberwatch.ledger.linking.names import find_name_keys
from emberwatch.ledger.linking.reference import find_antecedent, find_clause, find_meant, find_reference, is_dated_by, is_of_one_time
from emberwatch.model.entity import Party, PlaceMention
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.text.numerals import CARDINAL_WORDS
from emberwatch.text.quantity import Quantity

SENTENCE_WORDS, REPORT_WORDS, PARTY_WORDS = 12, 30, 6
"""How many telling words are kept of a sentence, of a report and of each role: enough to tell two happenings apart, few to compare."""
PRINT_WORDS = 5
"""So many of the rarest words of a sentence, with its trigger, tell it from all others but its copies."""
PRINT_BITS = 4
LONG_FACTS = 16
"""A report of more facts tells of many happenings: what two of its facts have in common says less."""
FINE = ("point", "town", "district")
FIRST_WORD = re.compile(r"[\w’'-]+\s*")
BEGINNING = re.compile(r"(?:^|[.!?:\n]|\s[—–-]+\s)[\s\"“”'‘’«»]*$|[\"“«]$")
"""What stands before the first word of a sentence, of a quotation or after a dateline."""
BEGINNING_CHARS = 6

COUNT_ORDER = ("killed", "wounded", "abducted", "captured", "detained", "displaced", "surrendered", "withdrawn", "deployed", "present")
"""States by how much a number of them tells of one happening; the first that a fact counts is compared."""


Count = tuple[str, float | None, float | None]
"""State, low, high; either bound may be open."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact as linking sees it. Words are stems; `at` is the trigger's first character, `sentence` the first of its sentence.

    `start`, `end` are the days `[start, end)`; `place_precision` None where no place was resolved. `count` is the state and the
    bounds of the fact's most telling number. `reference` is `back` where the words refer to what was told before (the attack), `other`
    where they name another (a second attack); `antecedent` is the earlier fact of the report that a `back` one names by the same word,
    `meant` the deed that a fact without place, day and reference goes on with. `long` where the report has more than `LONG_FACTS` facts.
    `names` are keys of the proper names of fine places, `prints` what the sentence shares with its copies alone. `counts` are all the
    numbers, of which `count` is one. `triggers`, `types` and `modes` are
    those of all facts that were pooled (see `telling`); empty in a single fact. Tuples of words and ids hold each once, sorted,
    `report_words` the most telling first.
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
    count: Count | None = None
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    report_words: tuple[str, ...] = ()
    reference: str = ""
    counts: tuple[Count, ...] = ()
    triggers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    antecedent: str = ""
    meant: str = ""
    long: bool = False
    made: tuple[object, object] | None = field(default=None, init=False, compare=False, repr=False)
    """The families that it was made ready to compare with, and its row (see `Model.row`)."""

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Publication (undated last), report, place in the text: the order in which claims stand wherever one must be first."""
        return (self.published.isoformat() if self.published else "9999-99-99", self.report, self.at, self.id)


def find_claims(reading: Reading, lexicon: Lexicon | None = None) -> tuple[Claim, ...]:
    """A claim for each fact of the reading, in the order of the facts."""
    lexicon = lexicon or load_lexicon()
    report = reading.report
    report_words = tuple(lexicon.rank_telling(find_stems(f"{report.title or ''} {report.text}"))[:REPORT_WORDS])
    title = lexicon.pick_telling(find_stems(report.title or ""), SENTENCE_WORDS)
    claims = [make_claim(fact, reading, lexicon, title, report_words) for fact in reading.facts]
    return tuple(
        replace(claim, antecedent=find_antecedent(claim, claims)) if claim.reference == "back" else replace(claim, meant=find_meant(claim, claims))
        for claim in claims
    )


def make_claim(fact: Fact, reading: Reading, lexicon: Lexicon, title: tuple[str, ...], report_words: tuple[str, ...]) -> Claim:
    """The fact laid flat, with the words of its sentence."""
    begin, stop = find_sentence(reading.sentences, fact.trigger.span.start, len(reading.report.text))
    mention = fact.place
    place = mention.place if mention else None
    text, at = reading.report.text, fact.trigger.span.start
    when = fact.when if fact.when is not None and is_dated_by(text, at, fact.when.span) else None
    counts = find_counts(q for q in fact.quantities if is_of_one_time(text[begin:stop], at - begin, q.span.start - begin))
    trigger, stems = pick_trigger(find_stems(fact.trigger.text), lexicon), find_stems(find_clause(text[begin:stop], at - begin))
    return Claim(
        id=fact.id,
        report=fact.report,
        published=reading.report.published,
        at=at,
        sentence=begin,
        kind=fact.kind,
        type=fact.type,
        mode=fact.mode,
        status=fact.status,
        trigger=trigger,
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
        count=next(iter(counts), None),
        counts=counts,
        words=lexicon.pick_telling(stems, SENTENCE_WORDS),
        title=title,
        report_words=report_words,
        reference=find_reference(text, at, [p.span for p in (*fact.actors, *fact.recipients)]),
        names=find_place_names(mention, fact.recipients, text),
        prints=find_prints(trigger, stems, lexicon),
        long=len(reading.facts) > LONG_FACTS,
    )


def find_place_names(mention: PlaceMention | None, recipients: Iterable[Party] = (), text: str = "") -> tuple[str, ...]:
    """Keys of the place's names: as the words have them, else of the place they were resolved to; none for what is wide.

    What it was done to may be a place that no gazetteer has ("attacked Chai"): names of recipients who were not resolved are keys too.
    """
    unresolved = {key for party in recipients if not party.id for key in find_name_keys(drop_beginning(party, text))}
    if mention is None or (mention.place is not None and mention.place.precision not in FINE):
        return tuple(sorted(unresolved))
    of_place = find_name_keys(mention.text) or (find_name_keys(mention.place.name) if mention.place else ())
    return tuple(sorted({*of_place, *unresolved}))


def drop_beginning(party: Party, text: str) -> str:
    """The party's words; without the first, where that may have its capital from the beginning of a sentence in `text`.

    >>> drop_beginning(Party(Span(11, 26), "Six people of Chai"), "It is over. Six people of Chai died.")
    'people of Chai'
    """
    first, at = FIRST_WORD.match(party.text), party.span.start
    if first is None or BEGINNING.search(text[max(0, at - BEGINNING_CHARS) : at].rjust(1)) is None:
        return party.text
    rest = party.text[first.end() :]
    return rest if rest[:1].islower() or not is_unheard(first[0]) else party.text


def is_unheard(word: str) -> bool:
    """Is the word none that news has, as most names are, and no number?"""
    lexicon = load_lexicon()
    numbered = all(part in CARDINAL_WORDS for part in word.strip().lower().split("-"))
    return not numbered and all(lexicon.bits(one) >= lexicon.unseen for one in find_stems(word))


def find_prints(trigger: str, stems: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The trigger with the rarest words of its sentence but numbers, which copies change; none where the sentence has too few."""
    rarest = sorted({w for w in stems if not w[0].isdigit() and w != trigger}, key=lambda w: (-lexicon.bits(w), w))[:PRINT_WORDS]
    return (" ".join([trigger, *sorted(rarest)]),) if len(rarest) == PRINT_WORDS and lexicon.bits(rarest[-1]) > PRINT_BITS else ()


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


def find_counts(quantities: Iterable[Quantity]) -> tuple[Count, ...]:
    """State and bounds of each number of people killed, wounded and so on, the most telling state first, of each the greatest first."""
    found = {(q.state, q.low, q.high) for q in quantities if q.state in COUNT_ORDER and (q.low is not None or q.high is not None)}
    return tuple(sorted(found, key=rank_count))


def rank_count(count: Count) -> tuple[int, float, float]:
    """Where a count stands among others."""
    state, low, high = count
    return COUNT_ORDER.index(state), -(low or 0.0), -(high or 0.0)

"""What the scanners found in one sentence: names of actors and places, times and numbers, and what kind of thing a word names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from emberwatch.dates.find import find_times
from emberwatch.dates.form import TimeMention
from emberwatch.events.timing import times_by_word
from emberwatch.language.pipeline import Sentence
from emberwatch.resolve.actor_index import ActorHit, ActorIndex
from emberwatch.resolve.place_scan import NameHit
from emberwatch.resolve.place_words import find_noun
from emberwatch.resolve.places import PlaceResolver
from emberwatch.text.numbers import NumberMention, find_numbers
from emberwatch.text.span import Span

MENTION_CLASSES = {
    "person": "person", "place": "place", "organization": "group", "object": "thing", "abstract": "thing", "substance": "thing", "event": "event",
}  # fmt: skip
PEOPLE_LEMMAS = frozenset(
    "people person civilian resident family woman child man refugee villager crowd survivor migrant worker student prisoner detainee hostage captive "
    "journalist fighter soldier troop militant rebel insurgent jihadist gunman officer policeman member supporter protester demonstrator passenger "
    "patient inmate".split()
)
GROUP_LEMMAS = frozenset(
    "force army group militia coalition government party ministry police regime organisation organization movement faction alliance troops".split()
)

PERSON_PRONOUNS, PEOPLE_PRONOUNS = "he she him her i me who himself herself", "they them we us themselves ourselves those many some others"
PRONOUN_CLASSES = {p: frozenset({"person"}) for p in PERSON_PRONOUNS.split()} | {p: frozenset({"people", "person", "group"}) for p in PEOPLE_PRONOUNS.split()}


@dataclass(slots=True)
class Marks:
    """Names, times and numbers of one sentence; words are indices of it."""

    actors: list[ActorHit]
    places: list[NameHit]
    times: list[TimeMention]
    numbers: list[NumberMention]
    by_word: dict[int, list[TimeMention]] = field(default_factory=dict)
    actor_words: dict[int, ActorHit] = field(default_factory=dict)
    place_words: dict[int, NameHit] = field(default_factory=dict)

    def named_words(self, sentence: Sentence) -> frozenset[int]:
        """Words inside a time ("March") or inside a name of more than one word ("Free Army"), which name no happening."""
        words = {w for t in self.times for w in words_in(sentence, t.core)}
        words |= {w for hit in self.actors if hit.end - hit.start > 1 for w in words_in(sentence, hit.span)}
        words |= {w for hit in self.places if hit.last - hit.first > 1 for w in words_in(sentence, hit.span)}
        return frozenset(words)

    def class_of(self, sentence: Sentence, word: int) -> frozenset[str]:
        """Classes of an argument word: some of place, person, group, people, thing, number; `known` where an actor's name stands."""
        classes = set()
        if word in self.place_words:
            classes.add("place")
        hit = self.actor_words.get(word)
        if hit is not None:
            classes |= {"known", "person" if hit.entries and hit.entries[0].type == "person" else "group"}
        kind = MENTION_CLASSES.get(sentence.scores.mention[word])
        if kind and not (classes and kind == "thing"):
            classes.add(kind)
        lemma = sentence.lemmas[word]
        if sentence.upos[word] == "NOUN" and find_noun(lemma) is not None:
            classes.add("place")
        if lemma in PEOPLE_LEMMAS:
            classes |= {"people", "person"}
        if lemma in GROUP_LEMMAS:
            classes.add("group")
        if sentence.upos[word] == "NUM":
            classes |= {"number", "people"}
        elif sentence.upos[word] == "PRON":
            classes |= PRONOUN_CLASSES.get(lemma, frozenset())
        return frozenset(classes)


def mark_sentence(sentence: Sentence, text: str, actors: ActorIndex, places: PlaceResolver) -> Marks:
    """Scan one sentence for names, times and numbers; spans are characters of the whole report."""
    words = text[sentence.start : sentence.end]
    times = [shift_time(t, sentence.start) for t in find_times(words)]
    taken = [Span(t.core.start - sentence.start, t.core.end - sentence.start) for t in times]
    numbers = [shift_number(n, sentence.start) for n in find_numbers(words, taken)]
    marks = Marks(
        actors=actors.scan(sentence.words, sentence.starts, sentence.upos),
        places=places.scan(sentence.words, sentence.starts, sentence.scores.ner),
        times=times,
        numbers=numbers,
    )
    marks.by_word = times_by_word(sentence, times)
    for actor in marks.actors:
        marks.actor_words.update({w: actor for w in words_in(sentence, actor.span)})
    for place in marks.places:
        marks.place_words.update({w: place for w in words_in(sentence, place.span)})
    return marks


def words_in(sentence: Sentence, span: Span) -> list[int]:
    """Words of the sentence that begin inside a span."""
    return [w for w, s in enumerate(sentence.starts) if span.start <= s < span.end]


def shift_time(mention: TimeMention, by: int) -> TimeMention:
    return replace(mention, span=mention.span.shift(by), core=mention.core.shift(by))


def shift_number(mention: NumberMention, by: int) -> NumberMention:
    return replace(mention, span=mention.span.shift(by), core=mention.core.shift(by))

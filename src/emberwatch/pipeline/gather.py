"""Gather the phrases that the resolvers are asked about: who fills a role or speaks, and where a fact is set."""

from __future__ import annotations

from emberwatch.claims.claim import Claim
from emberwatch.events.extract import Draft
from emberwatch.events.grammar import NOMINAL, is_relative, phrase
from emberwatch.events.tallies import counted_noun
from emberwatch.language.pipeline import Sentence
from emberwatch.pipeline.marks import Marks, words_in
from emberwatch.resolve.discourse import ActorQuery
from emberwatch.resolve.place_words import find_noun
from emberwatch.resolve.places import PlaceQuery
from emberwatch.text.span import Span

Words = tuple[int, int]
"""Sentence number and head word of a phrase."""
PLACED_BY_OBJECT = frozenset({"ASSAULT", "SEIZE", "CONTROL", "DISPLACE", "MOBILIZE", "STRENGTH", "RETREAT", "COERCE"})
SUFFERED_BY_PLACES = frozenset({"ASSAULT", "COERCE"})
"""What is done to a place itself: a shelled town is where it happens and what it is done to."""
LOCATIVE = frozenset(
    "in at near from inside outside around across on into to through throughout along towards toward over within above off between beside".split()
)
TIME_OR_SPEECH = frozenset({"time"})
MAX_NUMBER_GAP_CHARS = 14
"""Characters that may stand between a number and the phrase it counts: " of its", " of the".  """


def find_place_words(sentence: Sentence, marks: Marks, draft: Draft) -> Words | None:
    """The phrase that says where; of "Mingora in the Swat valley" the town."""
    found = find_placing(sentence, marks, draft)
    return (found[0], narrow(sentence, marks, found[1])) if found is not None else None


def find_placing(sentence: Sentence, marks: Marks, draft: Draft) -> Words | None:
    """The phrase that says where: the place role, a place among the other roles, a place below the trigger, or one above it."""
    arguments = draft.arguments
    below = [w for w in arguments.places if sentence.heads[w] in draft.trigger and is_acted_on(sentence, w)]
    held = [w for w in below if sentence.xpos[w] != "NNS" and describes_place(sentence, marks, w)]
    named = [w for w in arguments.places if is_place(sentence, marks, w)]
    described = [w for w in arguments.places if describes_place(sentence, marks, w)]
    if held or named or described:
        return sentence.index, best_place(sentence, marks, held or named or described, draft)
    if draft.type in PLACED_BY_OBJECT:
        moved = [w for w in arguments.recipients if is_place(sentence, marks, w) and not is_country_actor(marks, w, draft)]
        if moved:
            if draft.type not in SUFFERED_BY_PLACES:
                arguments.recipients = [w for w in arguments.recipients if w not in moved]
            draft.reasons.append(("place", f"“{sentence.words[moved[0]]}”, what it was done to, is a place"))
            return sentence.index, moved[0]
    below = [w for w in locatives_below(sentence, draft.head) if is_place(sentence, marks, w)]
    for filler in (*arguments.recipients, *arguments.actors):
        below += [w for w in locatives_below(sentence, filler) if is_place(sentence, marks, w)]
    if below:
        draft.reasons.append(("place", f"“{sentence.words[below[0]]}” stands below the trigger"))
        return sentence.index, below[0]
    above = place_above(sentence, marks, draft.head)
    if above is not None:
        draft.reasons.append(("place", f"“{sentence.words[above]}” belongs to the clause above the trigger"))
        return sentence.index, above
    return None


def best_place(sentence: Sentence, marks: Marks, words: list[int], draft: Draft) -> int:
    """Of several place fillers, the nearest to the trigger that the gazetteer knows as a town or the like."""

    def rank(word: int) -> tuple[bool, bool, int]:
        hit = marks.place_words.get(word)
        country = hit is not None and any(e.precision == "country" for e in hit.entries)
        return hit is None, country, abs(word - draft.head)

    return min(words, key=rank)


def narrow(sentence: Sentence, marks: Marks, word: int) -> int:
    """The town of "Mingora in the Swat valley" where the wider of the two was found; else the word itself."""
    first = phrase(sentence, word)[0]
    before = first - 2 if first > 1 and sentence.words[first - 1] in {"in", ","} else -1
    finer, wider = marks.place_words.get(before), marks.place_words.get(word)
    towns, widest = {"point", "town"}, {"region", "country", "district"}
    if finer is None or wider is None or not any(entry.precision in towns for entry in finer.entries):
        return word
    return before if any(entry.precision in widest for entry in wider.entries) else word


def is_place(sentence: Sentence, marks: Marks, word: int) -> bool:
    """Does the word name or describe a place (and no one's forces)?"""
    hit = marks.place_words.get(word)
    if hit is not None:
        return True
    return sentence.scores.mention[word] == "place" and sentence.upos[word] in {"NOUN", "PROPN", "NUM"}


def is_acted_on(sentence: Sentence, word: int) -> bool:
    """Is the word the object or subject of its head, or what a noun of action is of ("the fall of the town")?"""
    return sentence.rel(word) in {"obj", "nsubj"} or (sentence.rel(word) == "nmod" and "of" in {sentence.lemmas[c] for c in sentence.kids(word, "case")})


def describes_place(sentence: Sentence, marks: Marks, word: int) -> bool:
    """Does the word, or what it is one of, name a place or a kind of place?"""
    head = content_head(sentence, word)
    return word in marks.place_words or head in marks.place_words or find_noun(whole_lemma(sentence, head)) is not None


def is_country_actor(marks: Marks, word: int, draft: Draft) -> bool:
    hit = marks.place_words.get(word)
    return hit is not None and draft.type in {"ASSAULT", "MOBILIZE"} and any(e.precision == "country" for e in hit.entries)


def locatives_below(sentence: Sentence, word: int) -> list[int]:
    """Obliques and modifiers of a word with a preposition of place, and those of its noun modifiers, in text order."""
    found = []
    for kid in sentence.children[word]:
        if sentence.rel(kid) not in {"obl", "nmod", "obj", "appos"} or sentence.scores.mention[kid] in TIME_OR_SPEECH:
            continue
        cases = {sentence.lemmas[c] for c in sentence.kids(kid, "case")}
        if cases & LOCATIVE:
            found.append(kid)
        if sentence.rel(kid) in {"nmod", "obj", "appos", "obl"}:
            found += [k for k in sentence.kids(kid, "nmod") if {sentence.lemmas[c] for c in sentence.kids(k, "case")} & LOCATIVE]
    return sorted(found)


def place_above(sentence: Sentence, marks: Marks, trigger: int) -> int | None:
    """A place that modifies a word above the trigger, or is its object, inside the same clause chain."""
    at = trigger
    for _ in range(4):
        rel, above = sentence.rels[at], sentence.heads[at]
        if above < 0 or rel.startswith(("ccomp", "acl:relcl", "parataxis")):
            return None
        near = [w for w in locatives_below(sentence, above) if w != at and is_place(sentence, marks, w)]
        near += [w for w in sentence.kids(above, "obj") if w != at and w in marks.place_words]
        if above in marks.place_words and sentence.upos[above] in NOMINAL:
            near.append(above)
        if near:
            return min(near, key=lambda w: abs(w - trigger))
        at = above
    return None


# ---------------------------------------------------------------- queries
def phrase_span(sentence: Sentence, word: int, marks: Marks | None = None) -> tuple[list[int], Span]:
    """Words and characters of the phrase that a word heads; a number before it ("as many as 2,000", "hundreds of") belongs to it."""
    words = phrase(sentence, word)
    start, end = sentence.starts[words[0]], sentence.ends[words[-1]]
    for number in marks.numbers if marks is not None else ():
        if number.kind == "count" and number.span.start < start and start - number.span.end <= MAX_NUMBER_GAP_CHARS and counted_noun(sentence, number) == word:
            start = number.span.start
    first = next((w for w, s in enumerate(sentence.starts) if s >= start), words[0])
    return list(range(first, words[-1] + 1)), Span(start, end)


WHEREABOUTS = frozenset("of in near along on at outside inside around across".split())
PARTITIVES = frozenset("one some most part rest".split())


def content_head(sentence: Sentence, word: int) -> int:
    """The noun that says what it is: the stronghold of "one of its last strongholds"."""
    if sentence.lemmas[word] in PARTITIVES:
        below = next((k for k in sentence.kids(word, "nmod") if "of" in {sentence.lemmas[c] for c in sentence.kids(k, "case")}), None)
        return word if below is None else below
    return word


def whole_lemma(sentence: Sentence, word: int) -> str:
    """The lemma with what is hyphenated before it: "hold-out", where the tokens are "hold", "-", "outs"."""
    if word >= 2 and sentence.words[word - 1] == "-" and sentence.ends[word - 2] == sentence.starts[word - 1]:
        return f"{sentence.words[word - 2].lower()}-{sentence.lemmas[word]}"
    return sentence.lemmas[word]


def place_span(sentence: Sentence, word: int) -> Span:
    """The phrase that says where, with the places that say where it is ("a camp along the banks of the river")."""
    words = phrase(sentence, word)
    first, last = words[0], words[-1]
    held: set[int] = set()
    stack = [word]
    while stack:
        for kid in sentence.kids(stack.pop(), "nmod"):
            if {sentence.lemmas[c] for c in sentence.kids(kid, "case")} & WHEREABOUTS:
                held |= {*phrase(sentence, kid), *sentence.kids(kid, "case")}
                stack.append(kid)
    while last + 1 in held and sentence.upos[last + 1] != "PUNCT":
        last += 1
    return Span(sentence.starts[first], sentence.ends[last])


def settle_heads(sentence: Sentence, marks: Marks, draft: Draft) -> None:
    """Where a role's head is part of a number ("upwards of 30,000 people"), the noun it counts is the head."""
    counted = {}
    for number in marks.numbers:
        noun = counted_noun(sentence, number) if number.kind == "count" else None
        if noun is not None:
            counted.update({w: noun for w in words_in(sentence, number.span)})
    timed = {w for time in marks.times for w in words_in(sentence, time.core)}
    for words in (draft.arguments.actors, draft.arguments.recipients):
        words[:] = [w for w in dict.fromkeys(counted.get(w, w) for w in words) if w not in timed and sentence.scores.mention[w] != "time"]


def gather_place_queries(sentences: list[Sentence], wanted: list[Words], text: str = "") -> list[PlaceQuery]:
    """One query a phrase, in text order."""
    queries = []
    for index, word in wanted:
        sentence = sentences[index]
        span = place_span(sentence, word)
        lemma = whole_lemma(sentence, content_head(sentence, word))
        queries.append(PlaceQuery(span=span, text=text[span.start : span.end], sentence_index=index, head_lemma=lemma))
    return queries


def gather_actor_queries(
    sentences: list[Sentence], marks: list[Marks], claims: list[Claim], drafts: list[Draft], text: str = ""
) -> tuple[list[Words], list[ActorQuery]]:
    """Every role filler, speaker and addressee, in text order, with the speaker of the quotation it stands in."""
    speakers = {source for claim in claims for source in claim.sources}
    wanted = set(speakers)
    wanted |= {words for claim in claims for words in (claim.addressee, claim.about) if words is not None}
    for draft in drafts:
        wanted |= {(draft.sentence, w) for w in (*draft.arguments.actors, *draft.arguments.recipients)}
    ordered = sorted(w for w in wanted if not is_relative(sentences[w[0]], w[1]))
    place = {w: i for i, w in enumerate(ordered)}
    return ordered, [
        make_query(sentences[i], marks[i], word, (i, word) in speakers, quote_speaker(sentences[i], word, claims, place), text) for i, word in ordered
    ]


def quote_speaker(sentence: Sentence, word: int, claims: list[Claim], place: dict[Words, int]) -> int | None:
    """Index of the query for the innermost speaker of the direct speech that a word stands in."""
    at = sentence.starts[word]
    around = [c for c in claims if c.sources and c.direct and c.content.start <= at < c.content.end]
    if not around:
        return None
    claim = min(around, key=lambda c: len(c.content))
    return place.get(claim.sources[0])


def make_query(sentence: Sentence, marks: Marks, word: int, is_speaker: bool, speaker: int | None, text: str) -> ActorQuery:
    words, span = phrase_span(sentence, word, marks)
    kind = sentence.scores.mention[word]
    return ActorQuery(
        span=span,
        text=text[span.start : span.end],
        words=tuple(sentence.words[w] for w in words),
        upos=tuple(sentence.upos[w] for w in words),
        head=sentence.words[word],
        lemma=sentence.lemmas[word],
        sentence=sentence.index,
        is_pronoun=sentence.upos[word] == "PRON",
        relation=sentence.rels[word],
        is_speaker=is_speaker,
        quote_speaker=speaker,
        mention=None if kind == "none" else kind,
    )

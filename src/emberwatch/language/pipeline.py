"""Text in, parsed sentences out: tokens, sentences, tags, lemmas, a tree, and the scores of the meaning heads.

The results are laid on a spaCy `Doc` (`Parsed.doc`) for whoever wants spaCy's containers; the stages that
follow read the plain lists of `Sentence`, which cost a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from emberwatch.intake.dateline import find_dateline
from emberwatch.language.lemmas import find_lemma
from emberwatch.language.sentences import Tokens, find_breaks, get_tokenizer, split_sentences
from emberwatch.text.quotes import find_quotes
from emberwatch.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from emberwatch.language.encoder import Encoder, Scores

VERSION = "2"


@dataclass(slots=True)
class Sentence:
    """One sentence: parallel lists over its words; `heads` are 0-based word indices, -1 the root."""

    index: int
    words: list[str]
    starts: list[int]
    ends: list[int]
    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    rels: list[str]
    scores: Scores
    paragraph: int = 0
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children = [[] for _ in self.words]
        for word, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(word)

    @property
    def start(self) -> int:
        """First character of the sentence in the report's text."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Character after the sentence's last."""
        return self.ends[-1]

    @property
    def root(self) -> int:
        """Index of the word that heads the sentence."""
        return self.heads.index(-1)

    def rel(self, word: int) -> str:
        """Relation of a word to its head without its subtype."""
        return self.rels[word].partition(":")[0]

    def kids(self, word: int, *rels: str) -> list[int]:
        """Children of a word with one of the relations; "nsubj" finds "nsubj:pass" too, "nsubj:pass" only itself."""
        return [k for k in self.children[word] if self.rels[k] in rels or self.rels[k].partition(":")[0] in rels]

    def subtree(self, word: int, leave: frozenset[str] = frozenset()) -> list[int]:
        """Sorted indices below and with `word`; branches whose relation (with or without subtype) is in `leave` are left out."""
        found, stack = [], [word]
        while stack:
            at = stack.pop()
            found.append(at)
            for kid in self.children[at]:
                if not leave or (self.rels[kid] not in leave and self.rel(kid) not in leave):
                    stack.append(kid)
        return sorted(found)

    def cue_prob(self, word: int) -> float:
        """How likely it is that the word says that someone said something, 0 to 1: as part of a cue, and as its one telling word."""
        _, cue, _, speech = map(float, self.scores.attribution[word])
        return (cue + speech) / 2


@dataclass(frozen=True, slots=True)
class CutSentence:
    """The words of a sentence before the encoder has read them, their character starts, and the number of its paragraph."""

    words: list[str]
    starts: list[int]
    paragraph: int

    @property
    def span(self) -> Span:
        """The characters of the sentence in the text."""
        return Span(self.starts[0], self.starts[-1] + len(self.words[-1]))


@dataclass(frozen=True, slots=True)
class Cut:
    """A text, or a stretch of it, cut into sentences: `sentences` and `quotes` may be fewer than the text has, offsets are those of the whole."""

    text: str
    sentences: list[CutSentence]
    quotes: list[Span]


@dataclass(slots=True, eq=False, weakref_slot=True)
class Parsed:
    """A text, its sentences (or those of a stretch of it), and on demand the same as a spaCy `Doc`."""

    text: str
    sentences: list[Sentence]
    quotes: list[Span]

    def doc(self) -> Doc:
        """spaCy `Doc` of the whole text with tags, lemmas, heads, relations and sentence starts set."""
        import numpy as np
        from spacy.attrs import DEP, HEAD, LEMMA, POS, SENT_START, TAG
        from spacy.tokens import Doc

        source = get_tokenizer().make_doc(self.text)
        doc = Doc(source.vocab, words=[t.text for t in source], spaces=[bool(t.whitespace_) for t in source])
        at = {token.idx: i for i, token in enumerate(source)}
        strings = source.vocab.strings
        rows = np.zeros((len(doc), 6), dtype="uint64")
        heads = np.zeros(len(doc), dtype="int64")
        for row in rows:
            row[4] = strings.add("SPACE")
        for sentence in self.sentences:
            places = [at[s] for s in sentence.starts]
            for word, place in enumerate(places):
                head = sentence.heads[word]
                heads[place] = 0 if head < 0 else places[head] - place
                rel = "ROOT" if head < 0 else sentence.rels[word]
                rows[place, 1:5] = [strings.add(rel), strings.add(sentence.xpos[word]), strings.add(sentence.lemmas[word]), strings.add(sentence.upos[word])]
            rows[places[0], 5] = 1
        rows[:, 0] = heads.astype("uint64")
        doc.from_array([HEAD, DEP, TAG, LEMMA, POS, SENT_START], rows)  # type: ignore[arg-type]
        return doc


class LanguagePipeline:
    """Tokenizer, sentence rules, encoder and lemmas, made once and used for many texts."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._tokenizer = get_tokenizer()
        self._tokenizer.max_length = 50_000_000

    def parse(self, text: str) -> Parsed:
        """Every sentence of `text` with its tree and scores."""
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Parsed]:
        """Several texts in one go, so that short reports share batches."""
        return self.parse_cut([self.cut(text) for text in texts])

    def parse_cut(self, cut: Sequence[Cut]) -> list[Parsed]:
        """Texts, or stretches of one, that are cut already, in one go."""
        quoted = [flags for one in cut for flags in mark_quoted(one.quotes, [sentence.starts for sentence in one.sentences])]
        scores = iter(self.encoder.encode([spell_out(sentence.words) for one in cut for sentence in one.sentences], quoted))
        return [Parsed(one.text, [build_sentence(i, sentence, next(scores)) for i, sentence in enumerate(one.sentences)], one.quotes) for one in cut]

    def cut(self, text: str) -> Cut:
        """The sentences and the quotations of a text, which cost little beside what the encoder then makes of them."""
        tokens = Tokens.of(self._tokenizer.make_doc(text))
        breaks = find_breaks(text)
        if (dateline := find_dateline(text)) is not None:
            breaks = sorted({*breaks, dateline.span.end})  # "BEIRUT, March 7 (Reuters) -" is no part of the sentence after it
        sentences = []
        paragraph, ahead = 0, iter([*breaks, len(text) + 1])
        stop = next(ahead)
        for start, end in split_sentences(tokens, breaks):
            kept = [w for w in range(start, end) if not tokens.blank[w]]
            if not kept:
                continue
            while tokens.starts[kept[0]] >= stop:
                paragraph, stop = paragraph + 1, next(ahead)
            sentences.append(CutSentence([tokens.words[w] for w in kept], [tokens.starts[w] for w in kept], paragraph))
        return Cut(text, sentences, find_quotes(text))


def mark_quoted(quotes: Sequence[Span], starts: Sequence[Sequence[int]]) -> list[list[bool]]:
    """For each sentence, given by its words' character starts, which of its words stand inside one of the text's quotations."""
    ahead = iter(quotes)
    quote = next(ahead, None)
    marked = []
    for sentence in starts:
        flags = []
        for start in sentence:
            while quote is not None and start >= quote.end:
                quote = next(ahead, None)
            flags.append(quote is not None and start >= quote.start)
        marked.append(flags)
    return marked


def spell_out(words: list[str]) -> list[str]:
    """The words as the encoder reads them, which takes capitals for small letters: the group IS is no form of "be"."""
    if "IS" not in words or not any(word.islower() for word in words):
        return words
    return ["ISIS" if word == "IS" else word for word in words]


def build_sentence(index: int, cut: CutSentence, scores: Scores) -> Sentence:
    return Sentence(
        index=index,
        words=cut.words,
        starts=cut.starts,
        ends=[s + len(w) for s, w in zip(cut.starts, cut.words, strict=True)],
        upos=scores.upos,
        xpos=scores.xpos,
        lemmas=[find_lemma(w, u) for w, u in zip(cut.words, scores.upos, strict=True)],
        heads=[h - 1 for h in scores.heads],
        rels=scores.rels,
        scores=scores,
        paragraph=cut.paragraph,
    )

"""Who and where, in words: the report's own words, with the name they were resolved to in brackets."""

from __future__ import annotations

from dataclasses import dataclass

from emberwatch.brief.wording import Wording
from emberwatch.model.entity import Party, PlaceMention

ARTICLES = ("the ", "a ", "an ")
MANY = frozenset(["dozens", "scores", "hundreds", "thousands", "tens", "some", "number", "most", "many", "all", "millions"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase for inside a sentence, and whether its verb stands in the plural."""

    text: str
    plural: bool

    @property
    def be(self) -> str:
        """ "are" or "is"."""
        return "are" if self.plural else "is"

    @property
    def was(self) -> str:
        """ "were" or "was"."""
        return "were" if self.plural else "was"


def _bare(text: str) -> str:
    lower = " ".join(text.lower().split()).strip("'\"“”’")
    for article in ARTICLES:
        lower = lower.removeprefix(article)
    return lower.removesuffix("’s").removesuffix("'s")


def lower_first(text: str, wording: Wording) -> str:
    """`text` with its first word in lower case where that word is no name."""
    first = text.split(" ", 1)[0].split("-", 1)[0]
    return first.lower() + text[len(first) :] if first.lower() in wording.words["lower_first"] else text


def with_article(name: str, wording: Wording) -> str:
    """A name as it stands inside a sentence: "the United States", "Islamic State".

    >>> from emberwatch.brief.wording import load_wording
    >>> with_article("Syrian Democratic Forces", load_wording())
    'the Syrian Democratic Forces'
    """
    name = lower_first(name, wording)
    last = name.lower().split()[-1] if name.split() else ""
    return f"the {name}" if last in wording.words["definite"] and not name.lower().startswith("the ") else name


def is_acronym(short: str, name: str) -> bool:
    """Is `short` made of the initials of `name`, in capitals?"""
    letters = short.replace(".", "")
    return len(letters) > 1 and letters.isupper() and letters == "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())


def party_words(words: str, name: str | None, wording: Wording) -> str:
    """The words, followed by the name they mean in brackets where that adds something; a pronoun or short form gives way to the name."""
    text = " ".join(words.split())
    if not name or name.lower() in text.lower() or any(is_acronym(word.removesuffix("'s").removesuffix("’s"), name) for word in text.split()[1:]):
        return lower_first(text, wording)
    bare = _bare(text)
    initials = text.removeprefix("The ").removeprefix("the ")
    if bare in wording.words["pronouns"] or bare in name.lower().split() or bare == _bare(name) or is_acronym(initials, name):
        return with_article(name, wording)
    return f"{lower_first(text, wording)} [{name}]"


def is_plural(text: str, wording: Wording) -> bool:
    """Does a verb with this subject stand in the plural? Judged by its head noun's ending; names of states are singular."""
    bare = _bare(text.split(" [", 1)[0])
    if bare in wording.words["singular"]:
        return False
    if bare.split(" ", 1)[0] in wording.words["plural_first"]:
        return True
    head = _head(bare)
    if head in wording.words["plural"] or " and " in f" {bare} ":
        return True
    if head[-1:].isdigit():
        return head != "1"
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _head(bare: str) -> str:
    words = bare.split()
    for at, word in enumerate(words):
        if at and word in ("of", "in", "from", "at", "on", "with", "near", "who", "to", "for", "inside"):
            return "people" if word == "of" and words[at - 1] in MANY else words[at - 1]
    return words[-1] if words else ""


def join_phrase(parties: tuple[Party, ...], wording: Wording) -> Phrase | None:
    """The parties in words, joined by "and", each once; None where there are none."""
    seen: dict[str, str] = {}
    for party in parties:
        seen.setdefault(party_words(party.text, party.name, wording).lower(), party_words(party.text, party.name, wording))
    texts = list(seen.values())
    if not texts:
        return None
    joined = texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
    return Phrase(joined, len(texts) > 1 or is_plural(joined, wording))


def place_words(mention: PlaceMention, wording: Wording) -> str:
    """The words that say where, with the place they were resolved to in brackets where that adds something."""
    return party_words(mention.text, mention.place.name if mention.place else None, wording)


def speaker_names(speakers: tuple[Party, ...], wording: Wording) -> tuple[str, ...]:
    """The chain of speakers as names or words, innermost voice first."""
    return tuple(party_words(p.text, p.name, wording) for p in speakers)

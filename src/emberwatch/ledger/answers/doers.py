"""Who did it: the actors that claims, accusations and claims of responsibility give one happening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from emberwatch.ledger.answers.asides import is_long_past, is_of_many
from emberwatch.ledger.answers.counted import load_counted
from emberwatch.ledger.answers.happening import FAMILY, find_people
from emberwatch.ledger.answers.memory import remembered_by_homes
from emberwatch.ledger.answers.refusals import is_called_false
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import actor_key, name_key, names
from emberwatch.ledger.answers.view import REAL, View, load_demonyms, telling_stems
from emberwatch.ledger.linking.lexicon import find_stems
from emberwatch.model.entity import Actor, Party
from emberwatch.model.fact import Fact

HARMFUL = frozenset({"ASSAULT", "COERCE", "SEIZE"})
WHEREABOUTS = re.compile(r" (?:in|near|around|across|throughout|outside|inside) ")
"""Behind it stands where somebody is: "rioters in Greece" are not Greece."""
FROM_GROUND = re.compile(r"\bfrom [^.;]*\b(?:areas?|territory|positions?|ground|land|side)\b[^.;]*\b(?:control|held|hold)", re.IGNORECASE)
DOERS = frozenset({"armed group", "state", "government", "coalition", "military", "police", "international body", "party"})
PRONOUNS = frozenset({"they", "it", "he", "she", "we", "who", "which", "that", "them"})
OPEN = frozenset({"gunmen", "attackers", "assailants", "raiders", "bombers", "kidnappers", "hijackers", "men", "captors", "pilots", "guards", "tribesmen"})
"""Words for armed people that do not say of which kind they are."""
UNKIND = frozenset({"men", "pilots", "guards"})
"""Of these the word before may say it: "gendarmerie intelligence men"."""
DRESSED = re.compile(r"\b(?:in|wearing|dressed|disguised|with|from|posing)\b", re.IGNORECASE)
"""What comes after is what they wear or carry."""
ARMS = frozenset({"army", "jet", "warplane", "helicopter", "aircraft", "plane", "gunship", "howitzer", "navy", "gendarmerie", "junta", "military"})
"""Who has these is, where nothing else is said, a state."""
OWNED = re.compile(r"\b(?:jets?|warplanes?|helicopters?|aircraft|planes?|gunships?|drones?)$", re.IGNORECASE)
"""Who flies these may be a state from afar."""
AFTER = re.compile(r"(?: loyal| allied| close)?(?: of| to| from)?(?: the)? (?:[A-Z][\w’'-]+ ?){1,4}")
BODY = re.compile(r"\b[A-Z][\w-]*[A-Z][\w-]*\b|[A-Z][\w-]+(?: [A-Z][\w-]+)*")
ACRONYM = re.compile(
    r"^[A-Z]+(?:-[A-Z]+)*$|\b(?:Front|Movement|Army|Brigades?|Forces?|Council|Party|Group|League|Union|Faction|Militia|Resistance|Guards?|Command|Battalion)\b"
)
"""A body's name, rather than any word with a capital."""
CALLED = re.compile(r"\b(?:group|faction|militia|movement|gang|band|brigade|organi[sz]ation|cell|sect|network)s?(?: called| known as| named)? $", re.IGNORECASE)
OWN_MEN = re.compile(
    r"(?:(?:one|two|some|several|a number|members) of )?(?:its|their|our|his)\b (?:own )?(?:[\w-]+ )?"
    r"(?:fighters|planes?|jets?|warplanes?|pilots?|troops|men|soldiers|forces?|units?|gunners|artillery|aircraft|helicopters?|army|air force|navy"
    r"|members|militants|mujahideen|warriors|brigades?|drones?|missiles?|rockets?|bombs?)\b",
    re.IGNORECASE,
)
"""Men and weapons of whoever speaks."""
THEMSELVES = re.compile(r"\b(?:themselves|itself|himself)\b", re.IGNORECASE)
STATELY = re.compile(r"\b(?:pro-government|pro-regime|government|regime|loyalist|state-backed|junta|official|presidential|republican)\b", re.IGNORECASE)
"""Words by which men are a state's, whatever else they are."""
NEAR_CHARS = 60
SAID_CHARS = 40
BEGUN = re.compile(
    r"\b(?:start(?:ed|s)?|began|begun|provok\w+|initiat\w+|unleash\w+|instigat\w+|trigger\w+|first|unprovoked|without (?:any )?provocation"
    r"|broke the (?:truce|ceasefire))\b",
    re.IGNORECASE,
)
"""Words by which one of two who fought began it."""
BEGUN_CHARS = 50
BLAMED_FOR = re.compile(r" (?:alone |themselves |jointly )?for ")
CLAIMED = re.compile(
    r"\b(?:claim\w*(?: (?:full |sole |joint )?(?:responsibility|credit)(?: for)?)?"
    r"|(?:took|tak(?:e|es|en|ing)|accept\w*|assum\w*|admit\w*|acknowledg\w*|own\w*|avow\w*)"
    r" (?:the |full |sole )?(?:responsibility|credit|blame|authorship)(?: for| of)?)"
    r" (?:(?!that\b|to\b|it\b|he\b|she\b|they\b)[\w’'-]+ ){0,6}$",
    re.IGNORECASE,
)
"""Right before a deed: whoever says so did it."""
WORK = re.compile(
    r"(?:\b(?:the (?:work|doing|handiwork) of|(?:carried out|perpetrated|committed|staged|mounted|executed|done) by|at the hands of)"
    r"|\b(?:com(?:e|es|ing)|came|fired|launched|originat\w+|shot) from (?:the )?"
    r"(?:(?:positions?|lines?|areas?|territory|trenches|side|bases?|batter(?:y|ies)) of)?)"
    r" (?P<who>[^,.;]{3,70})",
    re.IGNORECASE,
)
"""After a deed: whose it was, or from whose ground it came."""
GROUNDS = re.compile(
    r"(?:[- ](?:held|controlled|occupied))? (?:positions?|lines?|areas?|territory|ground|trenches|side|bases?|batter(?:y|ies)|guns)\b.*", re.IGNORECASE
)
FURTHER = re.compile(r" (?:after|before|while|when|where|as|since|until|during|to|for|with|against)\b")
"""Behind it stands more than who it was."""
STRUCK_BACK = frozenset({"attackers", "assailants", "raiders", "kidnappers", "hijackers", "bombers", "captors", "perpetrators"})
"""What is done to these answers what they did."""
UNDONE = frozenset({"clash"})
LAWFUL = frozenset({"trial", "ban", "restrict", "confiscate", "censor", "curfew", "expel", None})
"""Modes of coercion that authorities are told to use by turns, and of which nobody asks who did it."""
NOBODY = re.compile(r"^(?:no|nobody|none)\b", re.IGNORECASE)


def find_doers(view: View, homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies that say who did a violent thing: the actor of the fact, by id or by the name in its words."""
    yield from (reply for _, reply in find_told_doers(view, homes))


@remembered_by_homes
def find_told_doers(view: View, homes: Mapping[str, str]) -> Iterator[tuple[Fact, Reply]]:
    """Each fact that says who did a violent thing, with its reply; not one that the speaker calls untrue or puts away from himself."""
    for fact in view.reading.facts:
        if fact.type not in HARMFUL or fact.status not in REAL or is_called_false(view, fact):
            continue
        if fact.mode in UNDONE and not is_begun(view, fact):
            continue
        if (fact.type == "COERCE" and fact.mode in LAWFUL) or is_of_many(view, fact):
            continue
        doer = find_doer(view, fact) if fact.id in homes else None
        if doer is not None:
            yield fact, make_doer(view, fact, homes[fact.id], *doer)


def is_begun(view: View, fact: Fact) -> bool:
    """Is it told who began it: "opened fire first", "it was the army that started the fighting"?"""
    number = view.sentence_at(fact.trigger.span.start)
    at = fact.trigger.span.start - view.sentence_start(number)
    return any(abs(m.start() - at) <= BEGUN_CHARS for m in BEGUN.finditer(view.words_of(number)))


def find_doer(view: View, fact: Fact) -> tuple[str, str] | None:
    """Key and name of the one who did it; None where nobody is named, or several are."""
    struck = {word for party in fact.recipients for word in party.text.lower().split()[-1:]}
    if any(NOBODY.match(party.text) for party in fact.speakers) or struck & STRUCK_BACK:
        return None
    told = [find_meant(view, party, fact) for party in fact.actors]
    told = [party for party in told if is_plain(party, fact)]
    keys = {key: name for party in told if (found := key_of(view, party, fact)) for key, name in [found]}
    keys = keys or {key: name for party in find_blamed(view, fact) if (found := key_of(view, party, fact)) for key, name in [found]}
    keys = keys or (dict(find_told_of(view, fact)) if not told else {})
    if len(keys) == 1:
        return next(iter(keys.items()))
    if not keys and FROM_GROUND.search(view.content_of(fact)):
        number = view.sentence_at(fact.trigger.span.start)
        holders = {found for f in view.by_sentence[number] if f.type == "CONTROL" for p in f.actors if (found := key_of(view, p, f))}
        return next(iter(holders)) if len(holders) == 1 else None
    return None


def find_told_of(view: View, fact: Fact) -> Iterator[tuple[str, str]]:
    """Key and name of who claims a deed that the words give no doer, or of whose work it is told to be."""
    number = view.sentence_at(fact.trigger.span.start)
    words, at = view.words_of(number), fact.trigger.span.start - view.sentence_start(number)
    work = WORK.search(words, at)
    if CLAIMED.search(words[:at]) and fact.speakers:
        speaker = fact.speakers[0]
        own = sorted(a.id for a in view.actors.values() if f"body:{a.name}" in view.sides[fact.id].keys)
        found = key_of(view, speaker, fact) or next(((actor_key(view.actors[key]), view.actors[key].name) for key in own), None)
    else:
        found = key_of_words(view, FURTHER.split(GROUNDS.sub("", work["who"]))[0], fact) if work else None
    if found:
        yield found


def key_of_words(view: View, words: str, fact: Fact) -> tuple[str, str] | None:
    """Key and name of the one actor whom words name, else of the kind of people."""
    start = view.reading.report.text.find(words, fact.trigger.span.start)
    known = {r.pick for r in view.reading.resolutions if r.pick and start <= r.span.start < start + len(words)}
    actors = [a for a in view.actors.values() if a.type in DOERS and (a.id in known or names(words, a))]
    if len(actors) == 1:
        return actor_key(actors[0]), actors[0].name
    kind = find_kind(words) if not actors else ""
    return (f"{kind}:{find_country(view, fact)}", words) if kind else None


def find_blamed(view: View, fact: Fact) -> tuple[Party, ...]:
    """Those who are blamed or accused in the words before a deed, in its sentence: "blamed al-Shabaab for a bomb that killed 200"."""
    at = fact.trigger.span.start
    text = view.reading.report.text
    told = [f for f in view.by_sentence[view.sentence_at(at)] if f.type == "ACCUSE" and f.status in REAL and f.recipients and f.trigger.span.start < at]
    return next((f.recipients for f in reversed(told) if BLAMED_FOR.match(text, f.recipients[-1].span.end)), ())


def find_meant(view: View, party: Party, fact: Fact) -> Party:
    """The speaker, where a claim says "we" or "its men" of the doer, or "it" right after the verb of saying; else the party as it stands."""
    said = view.statements.get(fact.statement or "")
    cue = said.cue if said is not None else None
    near = cue is not None and 0 <= party.span.start - cue.span.end <= SAID_CHARS
    means = party.text.lower() in ("we", "our", "us") or (party.text.lower() == "it" and near)
    means = means or (OWN_MEN.match(party.text) is not None and party.id is None)
    speaker = fact.speakers[0] if means and fact.speakers else None
    return replace(party, text=speaker.text, name=speaker.name, id=speaker.id) if speaker is not None and speaker.id else party


def is_plain(party: Party, fact: Fact) -> bool:
    """Is it by a name or a description, near the verb or noun of the deed, that the doer is told? Pronouns and far subjects are often others."""
    near = fact.trigger.text.lower().endswith("ed") or abs(party.span.start - fact.trigger.span.start) <= NEAR_CHARS
    return near and party.text.lower() not in PRONOUNS


def key_of(view: View, party: Party, fact: Fact) -> tuple[str, str] | None:
    """Key and name of the actor meant: resolved, else one whose name the words hold ("a Houthi rocket"), else described people of a kind."""
    actor = view.actors.get(party.id or "")
    if actor is not None and actor.type in DOERS:
        return actor_key(actor), actor.name
    said = view.statements.get(fact.statement or "")
    subject = said.about if said is not None and actor is None else None
    if subject is not None and subject.span.start <= party.span.end and party.span.start <= subject.span.end + 2:
        about = view.actors.get(subject.id or "")
        if about is not None and about.type in DOERS:
            return actor_key(about), about.name
    for known in sorted(view.actors.values(), key=lambda a: (a.type != "armed group", a.name)):
        if known.type in DOERS and names(WHEREABOUTS.split(party.text)[0], known):
            return actor_key(known), known.name
    described = re.search(r"\b(?:bandits|militia|gunmen of|smugglers|criminals)\b", party.text, re.IGNORECASE)
    if described and not STATELY.search(party.text):
        return f"words:{name_key(party.text)}", party.text
    kind = find_kind(party.text)
    named = find_own_name(view, party, actor)
    if named:
        return f"{'group' if kind == 'irregular' or THEMSELVES.search(party.text) else 'name'}:{name_key(named)}", named
    if kind == "force" and OWNED.search(party.text):
        return "force:", party.text
    return (f"{kind}:{find_country(view, fact)}", party.text) if kind and actor is None else None


def find_own_name(view: View, party: Party, actor: Actor | None) -> str:
    """The name of a body that no table knows: after "of" or of the group, by capitals ("men of the group Ansar Dine"); "" where there is none."""
    if actor is not None and actor.type != "unknown":
        return ""
    words = full_words(view, party)
    known = next((a for a in sorted(view.actors.values(), key=lambda a: a.name) if a.type in DOERS and names(words, a)), None)
    if known is not None:
        return ""
    found = [m for m in BODY.finditer(words) if m[0] not in load_demonyms()]
    own = THEMSELVES.search(party.text) is not None
    told = [m[0] for m in found if own or actor is not None or ACRONYM.search(m[0]) or CALLED.search(words[: m.start()])]
    return told[-1] if told else ""


def full_words(view: View, party: Party) -> str:
    """The words for a party with the name right behind them: "men of the group Ansar Dine"."""
    after = AFTER.match(view.reading.report.text, party.span.end)
    return party.text + (after[0] if after else "")


def find_kind(words: str) -> str:
    """What kind of fighters a description without a name means: `force` of a state, `irregular` others; "" where it leaves that open."""
    if STATELY.search(words) and not re.search(r"\b(?:anti|former)\b", words, re.IGNORECASE):
        return "force"
    for word in reversed(re.findall(r"[a-z]+", DRESSED.split(words)[0].lower())):
        if word in OPEN or f"{word}s" in OPEN:
            if word in UNKIND:
                continue
            return ""
        group = "force" if word.removesuffix("s") in ARMS else load_counted().get(word) or load_counted().get(f"{word}s", "")
        if group in ("force", "irregular"):
            return group
    return ""


def find_country(view: View, fact: Fact) -> str:
    """The country in which a deed was done: of its place, else the one that most places of the report are in."""
    if fact.place is not None and fact.place.place is not None and fact.place.place.country:
        return fact.place.place.country
    told = Counter(place.country for place in view.reading.places if place.country)
    return min(told, key=lambda code: (-told[code], code), default="")


def find_targets(view: View, fact: Fact) -> str:
    """The keys of the actors that it was done to, the kinds of people (`group:civilian`), and the words for others (`word:school`)."""
    keys = {actor_key(actor) for party in fact.recipients if (actor := view.actors.get(party.id or "")) is not None}
    told = {f"word:{stem}" for party in fact.recipients if party.text.lower() not in PRONOUNS for stem in telling_stems(party.text)}
    return " ".join(sorted(keys | told | find_people([*(p.text for p in fact.recipients), *(q.of for q in fact.quantities)])))


def make_doer(view: View, fact: Fact, home: str, key: str, name: str) -> Reply:
    """One reply: `stance` is the doer, `group` the kind of deed; `where` says whether he is told to have begun, is an armed group, and it is long past."""
    number = view.sentence_at(fact.trigger.span.start)
    armed = any(actor.type == "armed group" and actor_key(actor) == key for actor in view.actors.values())
    return Reply(
        "doer", (("incident", home),), fact.id, view.reading.report.id, view.published, fact.trigger.span.start, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), name, fact.status, stance=key, group=FAMILY[fact.type],
        against=find_targets(view, fact), deed=" ".join(find_stems(fact.trigger.text)),
        where=" ".join(word for word, told in (("begun", is_begun(view, fact)), ("armed", armed), ("past", is_long_past(view, fact))) if told),
        retold=view.is_told_before(fact), label="Who did it", words=view.words_of(number).strip(),
    )  # fmt: skip

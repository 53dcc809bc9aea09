"""For which side or office somebody speaks, so that one who changes what it said is told from two who contradict each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from emberwatch.ledger.answers.bodies import find_body
from emberwatch.model.entity import Actor, Party
from emberwatch.model.reading import Reading
from emberwatch.text.table import load_table, read_rows

SIDES = Path(__file__).parents[2] / "data" / "sides.tsv"
STATES = Path(__file__).parents[2] / "data" / "actors" / "states.tsv"
PAPERS = frozenset({"office:monitor", "office:coalition"})
"""What papers call themselves."""
NATIONAL = frozenset({"executive", "army", "police", "legislature", "ministry"})
"""Offices that each country has one of; without a country they are one where nothing says otherwise."""
STATE_TYPES = frozenset({"state", "government"})
STATE_BODIES = STATE_TYPES | {"military", "police"}
ALLIED_TYPES = frozenset({"coalition", "international body"})
FORCE_TYPES = {"military": "army", "police": "police"}
IRREGULAR = frozenset({"office:militia", "office:rebels", "office:separatists"})
"""Whoever speaks for one of these speaks for no army of a state, though the words name a command."""
MINISTRY = "office:ministry of "
SURNAME = "surname:"
"""Of a person, and of a speaker who is but a last name: one, unless both are known by more."""
BODIES = frozenset({"armed group", "coalition", "international body"})
NOT_MILITARY = frozenset({"secretary", "director", "attorney", "inspector", "consul", "governor", "prosecutor", "solicitor"})
"""Words before "general" that make it no rank."""
STAFF = re.compile(r"\b(?:chiefs? of|general) staff\b", re.IGNORECASE)
PEOPLE = re.compile(r"\b([A-Z][a-z]+(?:ish|ese|ian|ite|rd|rb|in|hen|haz|ni|hi|li))(?= (?:[a-z]+ )?[a-z]+)")
"""A people named before an office: "Kurdish officers" speak for no state's army."""
REGIONAL = frozenset({"state", "provincial", "regional", "county", "departmental"})
"""Words before "government" that make it a governor's."""
BARE = frozenset({"", "a", "an", "the", "its", "their", "and", "of", "s"})
APPOSITION_CHARS = 70
SPOKEN_FOR = re.compile(r"\bspokes\w+|\badvis[eo]r\b|\bpress office\b", re.IGNORECASE)
LEAD = re.compile(r"\b((?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s[^.,;:!?“”\"]{3,}),\s+$")
"""What a name between commas is put beside: "the spokesman, James Gatkuoth, said"."""
TITLED = re.compile(r"\b([a-z]{4,})\s+((?:[^\W\d_a-z][\w’'-]*\s+)+[^\W\d_a-z][\w’'-]+)$")
"""A role and the full name of whoever has it."""
ROLE = re.compile(r"^(?:[Tt]he|[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){0,2}?([a-z]{4,})$")
"""Whoever has a role, without the name: "the district administrator"."""
LAST_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
WORD = re.compile(r"[^\W\d_]+")
ALIKE = str.maketrans({"g": "k", "c": "k", "q": "k", "d": "t", "p": "b", "z": "s", "v": "b", "w": "", "h": "", "y": ""})


@dataclass(frozen=True, slots=True)
class Side:
    """Whose word a claim is: `keys` (two sides that share one are one), `countries` its offices are of, `name` for a reader.

    `own` is True where the report speaks for itself; then `publisher` alone says whose word it is. `allied`: an alliance or world body.
    """

    keys: frozenset[str]
    countries: frozenset[str]
    name: str
    publisher: str | None
    own: bool = False
    allied: bool = False


def actor_key(actor: Actor) -> str:
    """One key for a state, its government, its army and its police; another actor's own id."""
    return f"state:{actor.country}" if actor.type in STATE_BODIES and actor.country else actor.id


def is_same_side(a: Side, b: Side) -> bool:
    """Do both speak for one person, body or office? An office without a country is that of any, where nothing says otherwise."""
    if (a.own or b.own) and a.publisher is not None and a.publisher == b.publisher:
        return True
    shared = a.keys & b.keys
    if not shared:
        return False
    if a.own or b.own:
        return any(not key.startswith("office:") for key in shared) or bool(shared and (a.countries == b.countries or not (a.countries and b.countries)))
    if is_named(a) and is_named(b):
        shared = frozenset(key for key in shared if not key.startswith(SURNAME))
    if not shared:
        return False
    if any(not key.startswith("office:") for key in shared):
        return True
    if people_of(a) != people_of(b):
        return False
    return not (a.countries and b.countries and not a.countries & b.countries)


def people_of(side: Side) -> frozenset[str]:
    """The people, and no state, for whom an office is said to speak."""
    return frozenset(code for code in side.countries if code.startswith("people:"))


def is_named(side: Side) -> bool:
    """Is a person known by the full name? Who is not may be anybody of that last name."""
    return any(key.startswith("person:") for key in side.keys)


@cache
def load_sides(path: Path = SIDES) -> Mapping[str, tuple[str, str]]:
    """Side and reach of each word of the shipped table."""

    def parse(cells: list[str]) -> tuple[str, tuple[str, str]] | None:
        return (cells[0], (cells[1], cells[2])) if len(cells) == 3 and cells[2] in ("office", "nameless", "rank") else None

    return load_table(path, parse, "word, side and office, nameless or rank")


@cache
def name_key(name: str) -> str:
    """The consonants of a name with like-sounding ones made one, so that spellings of one name meet; "" where there are none.

    >>> name_key("al-Mayadin") == name_key("Mayadeen") and name_key("Um Rawaba") == name_key("Umm Ruwaba")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = [w for w in WORD.findall(plain) if w not in ("al", "el", "the", "of", "ad", "as", "ar", "az")]
    return " ".join(map(bare, words))


def bare(word: str) -> str:
    """The first letter and the consonants of a word, those that sound alike made one and doubled ones single."""
    first = word[0].translate(ALIKE) or word[0]
    return re.sub(r"[aeiou]", "a", first) + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", word[1:].translate(ALIKE)))


def find_side(party: Party | None, reading: Reading, actors: Mapping[str, Actor], before: Sequence[Side] = ()) -> Side:
    """The side of a speaker; None speaks for the report itself. `before` are the sides of those who spoke earlier in the report, the latest first."""
    publisher = reading.report.publisher
    if party is None:
        return Side(*find_publisher(publisher or "", reading, actors), publisher or "the report", publisher, True)
    actor = actors.get(party.id or "")
    words = speaker_words(party, reading, actor)
    keys, countries = find_offices(words, reading.report.id), set[str]()
    bodies = {f"body:{a.name}" for a in actors.values() if a.type in BODIES and a is not actor and names(words, a)}
    if len(bodies) == 1:
        keys = bodies
    if actor is not None:
        more, countries = keys_of_actor(actor, keys)
        keys = more if actor.type == "armed group" else keys | more
    if re.search(r"\bministry\b", words) and not any(MINISTRY in key for key in keys):
        last = next((side for side in before if any(MINISTRY in key for key in side.keys)), None)
        if last is not None:
            return Side(last.keys, last.countries, (party.name or party.text).strip(), publisher)
    if SPOKEN_FOR.search(words) and not any(key.startswith("body:") for key in keys):
        for side in before:
            if is_spoken_for(keys, side):
                keys, countries = keys | side.keys, countries | side.countries
                break
    if not keys:
        keys = {f"words:{reading.report.id}:{' '.join(WORD.findall(party.text.lower()))}"}
        keys |= {SURNAME + bare(party.text.lower())} if LAST_NAME.fullmatch(party.text) else find_name(party.text, reading)
    countries = countries or find_people(party.text) or find_country(keys, before)
    allied = actor is not None and actor.type in ALLIED_TYPES
    return Side(frozenset(keys), frozenset(countries), (party.name or party.text).strip(), publisher, allied=allied)


def find_publisher(publisher: str, reading: Reading, actors: Mapping[str, Actor]) -> tuple[frozenset[str], frozenset[str]]:
    """Keys and countries of a body or office that publishes itself what it says ("Ugandan army"); none of a paper or an agency."""
    publisher = re.sub(r"\([^)]*\)", "", publisher)
    name, kind, country = find_body(publisher)
    if kind in FORCE_TYPES:
        return frozenset({f"office:{FORCE_TYPES[kind]}"}), frozenset({country} - {""})
    if kind in BODIES:
        return frozenset({f"body:{name}"}), frozenset()
    bodies = {f"body:{actor.name}" for actor in actors.values() if actor.type in BODIES and names(publisher, actor)}
    offices = {key for key in find_offices(publisher, reading.report.id) if key.startswith("office:") and key not in PAPERS}
    return frozenset(bodies or offices), find_states(publisher) if offices and not bodies else frozenset()


@lru_cache(maxsize=1024)
def find_states(words: str) -> frozenset[str]:
    """The codes of the states that words name, by name, adjective or seat of government."""
    return frozenset(code for code, state in load_states().items() if state.search(words))


@cache
def load_states(path: Path = STATES) -> Mapping[str, re.Pattern[str]]:
    """A pattern of the name, adjectives and seat of government of each state, by its code."""
    told = {cells[0]: [w for cell in (cells[1], *cells[3:4], *cells[5:6]) for w in cell.split(";") if w] for _, cells in read_rows(path)}
    return {code: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") for code, words in told.items() if words}


def find_people(words: str) -> set[str]:
    """The state whose adjective stands in the words for a speaker, else the people named there."""
    named = PEOPLE.findall(words)
    states = {code for code, pattern in load_states().items() if any(pattern.fullmatch(word) for word in named)}
    return states or {f"people:{word.lower()}" for word in named[:1]}


def find_name(words: str, reading: Reading) -> set[str]:
    """Keys of a person whom the words name after a role ("administrator Tomás Muianga"), or whom the report elsewhere names after this one."""
    named = TITLED.search(words)
    found = {named[2]} if named else set[str]()
    role = ROLE.search(words)
    if not named and role:
        told = (TITLED.search(party.text) for statement in reading.statements for party in statement.speakers)
        found = {m[2] for m in told if m and m[1] == role[1]}
    if len(found) != 1:
        return set()
    key = name_key(found.pop())
    return {f"person:{key}", SURNAME + key.rpartition(" ")[2]}


def names(text: str, actor: Actor) -> bool:
    """Does a text hold the actor's name, in the plural or not, or its initials?"""
    return name_pattern(actor.name).search(text) is not None


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> re.Pattern[str]:
    """What finds a name, which is asked of many texts."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    short = rf"|{initials}" if len(initials) > 1 else ""
    return re.compile(rf"\b(?:{re.escape(name.removesuffix('s'))}s?{short})\b")


def find_country(keys: set[str], before: Sequence[Side]) -> set[str]:
    """The country of an office that the words leave open: that of the one of its kind that spoke last."""
    national = {f"office:{office}" for office in NATIONAL} & keys
    return next((set(side.countries) for side in before if side.countries and national & side.keys), set())


def is_spoken_for(keys: set[str], side: Side) -> bool:
    """May a spokesman with these keys speak for the side named before: a body or an office that the words do not rule out?"""
    offices = {key for key in keys if key.startswith("office:")}
    theirs = {key for key in side.keys if key.startswith(("body:", "office:"))}
    return bool(theirs) and not side.own and (not offices or bool(offices & side.keys) or (offices == {"office:coalition"} and side.allied))


def speaker_words(party: Party, reading: Reading, actor: Actor | None) -> str:
    """The words for the speaker, with what stands beside a comma ("who heads the monitoring group", "the spokesman, X,") and the role that is known."""
    text, start = reading.report.text, party.span.start
    after = reading.report.text[party.span.end : party.span.end + APPOSITION_CHARS]
    beside = re.match(r",? who (?:heads|leads|runs)[^.,]*|, (?:a|an|the|its|head|director|spokes)[^.,]*", after)
    lead = LEAD.search(text[max(0, start - APPOSITION_CHARS) : start]) if after.startswith(",") else None
    return " ".join((lead[1] if lead else "", party.text, party.name or "", actor.role or "" if actor else "", beside[0] if beside else ""))


def find_offices(words: str, report: str) -> set[str]:
    """Keys of the offices and nameless kinds of people that the words name."""
    table, keys, ranks = load_sides(), set[str](), set[str]()
    lower = [w.lower() for w in WORD.findall(STAFF.sub("army", words))]
    for at, word in enumerate(lower):
        side, reach = table.get(word) or table.get(word.removesuffix("s")) or ("", "")
        if reach == "rank":
            ranks |= {f"office:{side}"} if word != "general" or not at or lower[at - 1] not in NOT_MILITARY else set()
            continue
        if word == "government" and at and lower[at - 1] in REGIONAL:
            side = "governor"
        if side == "ministry":
            which = lower[at - 1] if at else ""
            told = [w for w in lower[at + 1 : at + 4] if w not in ("the", "national", "federal")]
            which = told[1] if len(told) > 1 and told[0] == "of" and which != "prime" else which
            side = "executive" if which == "prime" else f"ministry of {which}" if which not in BARE else ""
        if side:
            keys.add(f"office:{side}" if reach == "office" else f"words:{report}:{side}")
    offices = {key for key in keys if key.startswith("office:")}
    return (offices & IRREGULAR or offices) or keys or ranks


def keys_of_actor(actor: Actor, offices: set[str]) -> tuple[set[str], set[str]]:
    """Keys and countries that a resolved actor adds to the offices that its words name."""
    countries = {actor.country} if actor.country and actor.type not in ("armed group", "coalition", "international body") else set[str]()
    if actor.type == "person":
        keys = {f"person:{name_key(actor.name)}", SURNAME + name_key(actor.name).rpartition(" ")[2]}
        if actor.affiliation and actor.country and not offices & {"office:army", "office:legislature"}:
            keys |= {"office:executive"} if is_executive(actor) else {f"body:{actor.affiliation}"}
        return keys, countries
    if actor.type in STATE_TYPES:
        return (set() if offices else {"office:legislature" if re.search(r"congress|parliament|senate", actor.name, re.I) else "office:executive"}), countries
    if actor.type in FORCE_TYPES:
        return {f"office:{FORCE_TYPES[actor.type]}"}, countries
    if actor.type in ("people", "unknown"):
        return (set() if offices else {f"body:{name_key(actor.name)}"}), set()
    return {f"body:{actor.name}"}, countries


def is_executive(actor: Actor) -> bool:
    """Does a person of a state speak for its government: a head of state or of government, a minister, a spokesman?"""
    return bool(actor.role and re.search(r"president|minister|secretary|spokes|envoy|ambassador|adviser", actor.role, re.IGNORECASE))

"""Read and check the project's own corpus (`training/corpus/*.txt`); the layout is told in its README.

python -m training.own_corpus check [FILE ...]
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
EVENT_TYPES = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT DISPLACE SEIZE".split()
)
STATE_TYPES = ("CONTROL", "STRENGTH", "CAPABILITY", "CASUALTIES")
MODES = {
    "ASSAULT": "aerial artillery firearms explosives suicide-attack clash execution abduct drone beat sexual vehicle chemical",
    "RETREAT": "withdraw surrender ceasefire release resign",
    "DISPLACE": "flight evacuation return transfer",
    "COERCE": "arrest trial siege blockade ban curfew restrict censor confiscate expel conscript cyber",
    "MOBILIZE": "deploy recruit advance drill alert arm",
    "SEIZE": "capture retake occupy fall",
    "PROTEST": "demonstrate strike riot hunger-strike boycott blockade",
    "AID": "humanitarian military economic refuge",
    "CONSULT": "meet visit call mediate negotiate",
    "COOPERATE": "military economic share judicial",
    "SANCTION": "embargo expel reduce freeze",
    "REQUEST": "aid military policy rights ceasefire release withdraw",
}
STATUSES = tuple("occurred ongoing planned expected possible conditional not_occurred denied demanded".split())
MANNERS = tuple("SAY WARN DENY ANNOUNCE CLAIM ASK ESTIMATE ACCUSE PROMISE SHOW THINK".split())
QUANTITY_STATES = tuple("killed wounded detained displaced present deployed missing captured surrendered released withdrawn abducted destroyed other".split())
SPAN_FIELDS = ("actor", "recipient", "place", "when", "condition", "content", "to")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CodedFact:
    """One coded line: `kind` is E, T or S; every span is `[start, end)` in the item's text."""

    kind: str
    type: str
    mode: str | None
    status: str
    trigger: Span | None
    roles: dict[str, list[Span]]
    speakers: list[Span]
    quantities: list[tuple[Span, str, str, float | None, float | None]]
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """One text with its coded facts; `held_out` is decided by a hash of the text."""

    file: str
    line: int
    text: str
    facts: list[CodedFact] = field(default_factory=list)

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 5 == 4


class Problem(Exception):
    """One thing wrong with one line."""


def find_span(text: str, words: str) -> Span:
    """`[start, end)` of `words` (or of its n-th occurrence, `words#n`) at word borders in `text`."""
    words, nth = words.strip(), None
    if match := re.search(r"#(\d)$", words):
        words, nth = words[: match.start()], int(match[1])
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    found = [m.start() for m in re.finditer(left + re.escape(words) + right, text)]
    if not words or not found:
        raise Problem(f"{words!r} is not in the text, letter for letter and at word borders")
    if nth is None and len(found) > 1:
        raise Problem(f"{words!r} occurs {len(found)} times: say which with #1 … #{len(found)}")
    if nth is not None and not 1 <= nth <= len(found):
        raise Problem(f"{words!r} occurs {len(found)} times, #{nth} was asked for")
    start = found[(nth or 1) - 1]
    return start, start + len(words)


def parse_quantity(text: str, value: str) -> tuple[Span, str, str, float | None, float | None]:
    match = re.fullmatch(r"(.+?)\s*\(([^,]+),\s*([^,]+),\s*([^,]+),\s*([^,)]+)\)", value.strip())
    if not match:
        raise Problem(f"q={value!r}: expected words (of, state, low, high)")
    words, of, state, low, high = (part.strip() for part in match.groups())
    if state not in QUANTITY_STATES:
        raise Problem(f"quantity state {state!r}: allowed are {', '.join(QUANTITY_STATES)}")
    bounds = [None if bound == "-" else float(bound) for bound in (low, high)]
    return find_span(text, words), of, state, bounds[0], bounds[1]


def parse_event_head(kind: str, head: str, rest: list[str]) -> tuple[str, str, str | None, str]:
    """Trigger, type, mode and status of an event or state line; raises `Problem` for a word that the vocabulary lacks."""
    if len(rest) < 3:
        raise Problem(f"{head!r}: expected {kind} TRIGGER TYPE[/MODE] STATUS")
    cue, (type_, _, mode), status = " ".join(rest[:-2]), rest[-2].partition("/"), rest[-1]
    allowed = EVENT_TYPES if kind == "E" else STATE_TYPES
    if type_ not in allowed:
        raise Problem(f"type {type_!r}: allowed for {kind} are {', '.join(allowed)}")
    if mode and mode not in MODES.get(type_, "").split():
        raise Problem(f"mode {mode!r}: allowed for {type_} are {MODES.get(type_, 'none')}")
    if status not in STATUSES:
        raise Problem(f"status {status!r}: allowed are {', '.join(STATUSES)}")
    return cue, type_, mode or None, status


def parse_fact(text: str, line: str, number: int) -> CodedFact:
    head, *fields = [part.strip() for part in line.split(" | ")]
    kind, rest = head[0], head[1:].split()
    if kind == "S":
        if len(rest) < 2 or rest[-1] not in MANNERS:
            raise Problem(f"{head!r}: expected S CUE MANNER with a manner of {', '.join(MANNERS)}")
        cue, type_, mode, status = " ".join(rest[:-1]), rest[-1], None, "occurred"
    else:
        cue, type_, mode, status = parse_event_head(kind, head, rest)
    roles: dict[str, list[Span]] = {}
    speakers: list[Span] = []
    quantities = []
    for given in fields:
        name, eq, value = given.partition("=")
        if not eq or not value:
            raise Problem(f"{given!r}: expected name=value")
        if name == "by":
            speakers = [find_span(text, part) for part in value.split(" > ")]
        elif name == "q":
            quantities = [parse_quantity(text, part) for part in value.split(" ; ")]
        elif name in SPAN_FIELDS:
            parts = value.split(" ; ") if name not in ("content", "condition", "when") else [value]
            roles[name] = [find_span(text, part) for part in parts]
        else:
            raise Problem(f"field {name!r}: allowed are by, q, {', '.join(SPAN_FIELDS)}")
    if kind == "S" and cue == "-" and "content" not in roles:
        raise Problem("a statement without a cue needs its content")
    trigger = None if cue == "-" and kind == "S" else find_span(text, cue)
    return CodedFact(kind, type_, mode, status, trigger, roles, speakers, quantities, number)


def read_file(path: Path) -> tuple[list[Item], list[str]]:
    """Items of one file, and one message a problem (`file:line: reason`)."""
    items: list[Item] = []
    problems: list[str] = []
    current: Item | None = None
    nothing = False
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        line = line.rstrip()
        if line.startswith("#"):
            continue
        if not line:
            if current is not None and not current.facts and not nothing:
                problems.append(f"{path.name}:{current.line}: no fact and no '-' line")
            current, nothing = None, False
        elif current is None:
            if re.match(r"[ETS] \S+ .*[A-Z]{3,}", line) and " | " in line:
                problems.append(f"{path.name}:{number}: a fact line where a text was expected")
                continue
            current = Item(path.name, number, line)
            items.append(current)
        elif line == "-":
            nothing = True
        elif line[:2] in ("E ", "T ", "S "):
            try:
                current.facts.append(parse_fact(current.text, line, number))
            except (Problem, ValueError) as problem:
                problems.append(f"{path.name}:{number}: {problem}")
        else:
            problems.append(f"{path.name}:{number}: expected a line of E, T, S or -, or an empty line before the next text")
    return items, problems


def read_corpus(paths: list[Path] | None = None) -> tuple[list[Item], list[str]]:
    """Every item of the corpus and every problem found, duplicates of a text included."""
    items: list[Item] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in paths or sorted(CORPUS.glob("*.txt")):
        found, wrong = read_file(path)
        problems += wrong
        for item in found:
            key = re.sub(r"\W+", " ", item.text.lower())
            if key in seen:
                problems.append(f"{item.file}:{item.line}: the same text stands at {seen[key]}")
            else:
                seen[key] = f"{item.file}:{item.line}"
                items.append(item)
    return items, problems


def count_sentences(text: str) -> int:
    """Sentences in a text, for the count of the corpus: closing marks before a capital or the end."""
    return max(1, len(re.findall(r"(?<![A-Z])[.!?…][\"”’']?(?=\s+[\"“‘]?[A-Z0-9]|$)", text)))


def check(paths: list[Path]) -> int:
    items, problems = read_corpus(paths or None)
    for problem in problems:
        print(problem)
    facts = [fact for item in items for fact in item.facts]
    print(f"items {len(items)}  sentences {sum(count_sentences(i.text) for i in items)}  held out {sum(i.held_out for i in items)}  problems {len(problems)}")
    for label, kind in (("events", "E"), ("states", "T"), ("statements", "S")):
        print(label, dict(Counter(f.type for f in facts if f.kind == kind).most_common()))
    print("statuses", dict(Counter(f.status for f in facts if f.kind != "S").most_common()))
    print("nothing to record", sum(not item.facts for item in items))
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] != "check":
        sys.exit(__doc__)
    sys.exit(check([Path(name) for name in sys.argv[2:]]))

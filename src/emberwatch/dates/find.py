"""Find the words that tell times: one pass over the text, each with what it says and its characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from emberwatch.dates.form import Calendar, Form, Length, Loose, Nth, Relative, Repeat, Stretch, TimeMention, TimeType, Window
from emberwatch.dates.grammar import Rule, get_grammar
from emberwatch.dates.hit import Hit
from emberwatch.dates.meaning import last_of_days
from emberwatch.dates.words import LETTER, get_letter
from emberwatch.text.lexer import Token, find_tokens
from emberwatch.text.span import Span

LEADS = frozenset("on in over since until till by from between during within before after through throughout for into at around about to".split())
ENTERING = frozenset({"enter", "enters", "entered", "entering"})
SOFTENERS = frozenset({"just", "only", "barely"})
ARTICLES = frozenset("a an the its their his her".split())
JOINTS: dict[str, frozenset[str]] = {
    "from": frozenset({"to", "until", "till", "through", "-", "–"}),
    "between": frozenset({"and", "-", "–"}),
    "": frozenset({"to", "through", "-", "–"}),
}
HEDGES = {"least": "more", "than": "", "to": "less", "more": "more", "less": "less", "fewer": "less"}
WEAK = frozenset(
    LETTER[name]
    for name in (
        "small digits num one a the of in at to and or so dot comma dash slash apos s break other on over prep between from until before after this "
        "that some about more than "
        "up least new old long people per last half end start ord early later vague alternate full latest same current"
    ).split()
)
"""Classes that never name a time by themselves; words of these alone are passed over."""
KNOWN_RUN = re.compile(f"[^{LETTER['other']}]+")
STRONG = re.compile(f"[^{''.join(sorted(WEAK))}]")


def find_times(text: str) -> list[TimeMention]:
    """Every time told in `text`, in order, without overlaps; a sentence or a whole report, characters of `text`."""
    tokens = find_tokens(text)
    letters = "".join([get_letter(token) for token in tokens])
    grammar = get_grammar()
    found: list[TimeMention] = []
    for run in KNOWN_RUN.finditer(letters):
        at, end = run.span()
        while at < end and STRONG.search(letters, at, end):
            match = grammar.any_of.match(letters, at)
            if match is None:
                at += 1
                continue
            rule = grammar.rules[str(match.lastgroup)]
            again = rule.pattern.match(letters, at)
            mention = build(text, tokens, rule, Hit(tokens, again)) if again is not None else None
            if mention is not None:
                found.append(mention)
            at = match.end() if mention is not None or rule.name == "age" else at + 1
    return join_stretches(text, found)


def build(text: str, tokens: Sequence[Token], rule: Rule, hit: Hit) -> TimeMention | None:
    """The mention a rule's match makes, or None where its words name no time after all."""
    form = rule.meaning(hit)
    if form is None:
        return None
    first, last = hit.first, trim(tokens, hit)
    lead, start = ("", tokens[first].start) if is_possessive(tokens, last, form) else get_lead(tokens, first, form)
    if tokens[first].lower in {"between", "from"} and rule.name in {"days_month", "month_days"}:
        lead = tokens[first].lower
    core = Span(tokens[first].start, tokens[last - 1].end)
    mention = make(text, Span(start, core.end), core, lead, form, get_hedge(hit))
    if rule.name in {"days_month", "month_days"} and (end := last_of_days(hit)) is not None:
        other = make(text, core, core, "", end)
        return make(text, mention.span, core, lead, Stretch(mention, other))
    return mention


def is_possessive(tokens: Sequence[Token], last: int, form: Form) -> bool:
    """Is it a date that owns what follows ("after Monday's battle")? The preposition before it is the battle's then."""
    mark = "".join(token.lower for token in tokens[last : last + 2])
    return isinstance(form, Calendar | Relative | Loose) and mark.startswith(("'s", "’s"))


def get_lead(tokens: Sequence[Token], first: int, form: Form) -> tuple[str, int]:
    """The preposition in front of a mention and the character it begins at; of "enters a fourth week", the verb."""
    at = first - 1
    if at > 0 and tokens[at].lower in (ARTICLES if isinstance(form, Nth) else SOFTENERS if isinstance(form, Length) else ()):
        at -= 1
    word = tokens[at].lower if at >= 0 else ""
    if word in LEADS or (isinstance(form, Nth) and word in ENTERING):
        return word, tokens[at].start
    return "", tokens[first].start


def make(text: str, span: Span, core: Span, lead: str, form: Form, hedge: str = "") -> TimeMention:
    return TimeMention(span=span, core=core, text=span.of(text), lead=lead, type=get_type(form), form=form, hedge=hedge)


def trim(tokens: Sequence[Token], hit: Hit) -> int:
    """The end of the hit in tokens, a comma or preposition that a clock time drew in left out."""
    last = hit.last
    while last > hit.first + 1 and tokens[last - 1].lower in {",", "on"}:
        last -= 1
    return last


def get_hedge(hit: Hit) -> str:
    words = hit.words("hedge")
    if not words:
        return ""
    return HEDGES.get(words[0]) or HEDGES.get(words[-1], "about") if words[0] != "at" else ("more" if "least" in words else "less")


def get_type(form: Form) -> TimeType:
    """The TIMEX3 type of a form."""
    match form:
        case Repeat():
            return "SET"
        case Length() | Window():
            return "DURATION"
        case Calendar(clock=str()) | Relative(clock=str()):
            return "TIME"
        case Calendar() | Relative() | Loose() | Nth() | Stretch():
            return "DATE"


def join_stretches(text: str, found: list[TimeMention]) -> list[TimeMention]:
    """Two dates with "from … to …" or "between … and …" around them become one stretch."""
    joined: list[TimeMention] = []
    for mention in found:
        if joined and can_join(text, joined[-1], mention):
            before = joined.pop()
            span, core = Span(before.span.start, mention.span.end), Span(before.core.start, mention.core.end)
            mention = make(text, span, core, before.lead if before.lead in JOINTS else "", Stretch(before, mention))
        joined.append(mention)
    return joined


def can_join(text: str, before: TimeMention, after: TimeMention) -> bool:
    if not isinstance(before.form, Calendar | Relative) or not isinstance(after.form, Calendar | Relative):
        return False
    gap = text[before.core.end : after.core.start].strip().lower()
    lead = before.lead if before.lead in JOINTS else ""
    if gap not in JOINTS[lead]:
        return False
    return lead != "" or (isinstance(before.form, Calendar) and isinstance(after.form, Calendar) and before.form.clock is None)

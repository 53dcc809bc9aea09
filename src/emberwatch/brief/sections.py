"""The sections of the brief that tell what is said: events, states, people affected, statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Citation, Line, Section
from emberwatch.brief.figures import format_day, format_quantity, format_when
from emberwatch.brief.gather import Told, newest_first
from emberwatch.brief.linked import Linked
from emberwatch.brief.marks import find_sentence
from emberwatch.brief.parties import join_phrase, lower_first, place_words
from emberwatch.brief.scene import Scene, leave_to_complement
from emberwatch.brief.sentence import write_event, write_state
from emberwatch.dates.when import When
from emberwatch.model.fact import Fact
from emberwatch.text.quantity import Quantity

UNSURE_PROB = 0.5
"""Below this chance of having been read rightly a line says so."""

UNLINKED = Linked()
BY_STATUS = {
    "happened": frozenset({"occurred", "ongoing"}),
    "coming": frozenset({"planned", "expected", "possible", "conditional", "demanded"}),
    "disputed": frozenset({"denied", "not_occurred"}),
}
EVENT_SECTIONS = {
    "happened": (
        "What happened",
        "Newest first, as the reports put it. One line is one incident as far as it was linked; several citations are several tellings. Origins found "
        "are tellings and speakers that could be traced, which does not make them independent.",
        "Nothing is said to have happened.",
        "emberwatch incidents --status occurred,ongoing",
    ),
    "coming": (
        "What is said to be coming",
        "Planned, expected, possible, conditional or demanded: none of it is said to have happened.",
        "Nothing.",
        "emberwatch incidents --status planned,expected,possible,conditional,demanded",
    ),
    "disputed": ("Denied, or said not to have happened", "", "Nothing.", "emberwatch incidents --status denied,not_occurred"),
}


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def event_section(key: str, told: Sequence[Told], citer: Citer, lines_max: int, linked: Linked = UNLINKED) -> Section:
    """A section of events, one line for each incident."""
    title, lead, empty, command = EVENT_SECTIONS[key]
    groups = sorted(linked.group(told), key=lambda group: newest_first(pick_lead(group, linked)))
    lines = tuple(_event_line(group, citer, linked) for group in groups[:lines_max])
    return Section(key, title, lines, lead, empty, max(0, len(groups) - lines_max), command)


def pick_lead(group: Sequence[Told], linked: Linked) -> Told:
    """The telling that a line is made of: the richest of those that stand, have the incident's own status and changed nothing in copying.

    Where none has that status, one of the same section comes before the others.
    """

    def fitness(told: Told) -> tuple[object, ...]:
        fact, status = told.fact, linked.status(told.fact)
        alike = fact.status == status, section_of(fact.status) == section_of(status)
        return (not linked.is_withdrawn(told), *alike, fact.id not in linked.drifted, richness(told))

    return max(group, key=fitness)


def section_of(status: str) -> str:
    """The section of events that a status belongs to."""
    return next(key for key, statuses in BY_STATUS.items() if status in statuses)


def richness(told: Told) -> tuple[int, float]:
    """How much a telling says: the fields it fills, then its probability; the richest leads its group."""
    fact = told.fact
    filled = sum(map(bool, (fact.actors, fact.recipients, fact.place, fact.when, fact.quantities, fact.mode)))
    return filled, fact.probability


def _event_line(group: Sequence[Told], citer: Citer, linked: Linked) -> Line:
    lead = pick_lead(group, linked)
    fact = lead.fact
    sentence = write_event(_scene(lead, citer)) if fact.kind == "event" else write_state(_scene(lead, citer))
    text = capital(sentence) + unplaced(fact, sentence) + _unsure(fact) + "."
    cites = cite_group(group, lead, citer, linked)
    return Line(text, cites, when_label(lead), fact.status, citer.wording.type_name(fact.type), linked.notes(fact))


def cite_group(group: Sequence[Told], lead: Told, citer: Citer, linked: Linked) -> tuple[Citation, ...]:
    """The citations of a line, its own telling first; each other one with what it says otherwise."""
    others = (t for t in group if t is not lead)
    kept: dict[Citation, Citation] = {}
    for cite in (citer.cite(lead), *(citer.cite(t, own_words(t, lead.fact, linked)) for t in others)):
        kept.setdefault(replace(cite, fact=""), cite)  # two facts of one sentence may read alike
    return tuple(kept.values())


def own_words(told: Told, lead: Fact, linked: Linked) -> str:
    """What a telling says otherwise than the line: that it was withdrawn, its status, its numbers in its own words."""
    status = told.fact.status.replace("_", " ") if told.fact.status != lead.status else ""
    taken_back = "withdrawn by its publisher" if linked.is_withdrawn(told) else ""
    return ", ".join(part for part in (taken_back, status, _own_numbers(told.fact, lead)) if part)


def _scene(told: Told, citer: Citer) -> Scene:
    fact, text = told.fact, told.reading.report.text
    return Scene(leave_to_complement(fact, text), text, find_sentence(told.reading, fact.trigger.span), citer.wording)


def _own_numbers(fact: Fact, lead: Fact) -> str:
    """The numbers of a telling where they differ from the line's, in its own words."""
    bounds = {(q.state, q.low, q.high) for q in lead.quantities}
    return ", ".join(f"“{' '.join(q.text.split())}”" for q in fact.quantities if (q.state, q.low, q.high) not in bounds)


def _unsure(fact: Fact) -> str:
    return f" ({fact.probability:.0%} sure)" if fact.probability < UNSURE_PROB else ""


def when_label(told: Told) -> str:
    """When it is said to happen, else when it was reported, else that no date is known."""
    if told.fact.when is not None and _is_placed(told.fact.when):
        return format_when(told.fact.when)
    published = told.reading.report.published
    return f"reported {format_day(published)}" if published else "no date"


def _is_placed(when: When) -> bool:
    return when.start is not None or when.end is not None


def unplaced(fact: Fact, sentence: str) -> str:
    """The words of a time that could not be resolved, where the sentence lacks them."""
    if fact.when is None or _is_placed(fact.when):
        return ""
    words = " ".join(fact.when.text.split()).strip('"“”')
    return "" if words.lower() in sentence.lower() else f" (“{words}”, time not resolved)"


def state_section(told: Sequence[Told], citer: Citer, lines_max: int, linked: Linked = UNLINKED) -> Section:
    """Who holds what and how strong they are said to be, by type and then newest first."""
    order = {"CONTROL": 0, "STRENGTH": 1, "CAPABILITY": 2}
    groups = linked.group(sorted(told, key=lambda t: order.get(t.fact.type, 3)))
    lines = []
    for group in groups[:lines_max]:
        lead = pick_lead(group, linked)
        sentence = capital(write_state(_scene(lead, citer)))
        text = f"{sentence}{unplaced(lead.fact, sentence)}{_unsure(lead.fact)}, {when_label(lead)}."
        cites = cite_group(group, lead, citer, linked)
        name = citer.wording.type_name(lead.fact.type)
        lines.append(Line(text, cites, capital(name), lead.fact.status, name, linked.notes(lead.fact)))
    more = max(0, len(groups) - lines_max)
    return Section("standing", "Who holds what, and how strong they are", tuple(lines), "", "Nothing is said of it.", more, "emberwatch facts --type CONTROL")


def unsure_section(told: Sequence[Told], citer: Citer, lines_max: int) -> Section:
    """Facts of either kind and any status that are more likely misread than not, each with its probability."""
    lines = []
    for one in told[:lines_max]:
        name = citer.wording.type_name(one.fact.type)
        sentence = capital(write_event(_scene(one, citer)) if one.fact.kind == "event" else f"{name}: {write_state(_scene(one, citer))}")
        text = sentence + unplaced(one.fact, sentence) + _unsure(one.fact) + "."
        lines.append(Line(text, (citer.cite(one),), when_label(one), one.fact.status, name))
    lead = "More likely misread than not: look at the sentence before you use one." if lines else ""
    more = max(0, len(told) - lines_max)
    return Section("unsure", "Uncertain readings", tuple(lines), lead, "None.", more, "emberwatch facts --output csv")


DOERS = frozenset({"ASSAULT", "COERCE", "SEIZE", "DISPLACE", "RETREAT"})
"""Types whose actors did what befell the people counted; who meets the families of the dead killed nobody."""


def affected_section(told: Sequence[Told], citer: Citer, lines_max: int, linked: Linked = UNLINKED) -> Section:
    """People killed, wounded, displaced, detained and so on: one line for each number told, never a sum."""
    states = list(citer.wording.phrases["affected"])
    found: dict[tuple[object, ...], list[tuple[Told, Quantity]]] = {}
    for one in told:
        for at, quantity in enumerate(one.fact.quantities):
            if quantity.state in states and (quantity.state == "destroyed" or quantity.of.lower() not in citer.wording.words["things"]):
                found.setdefault(_affected_key(one, quantity, at, linked), []).append((one, quantity))
    groups = sorted(found.values(), key=lambda group: states.index(group[0][1].state))
    lines = tuple(_affected_line(group, citer) for group in groups[:lines_max])
    lead = "Each number as it was told; numbers of different reports are not added up." if lines else ""
    return Section("affected", "People affected", lines, lead, "No numbers are given.", max(0, len(groups) - lines_max), "emberwatch facts --type CASUALTIES")


def _affected_key(told: Told, quantity: Quantity, at: int, linked: Linked) -> tuple[object, ...]:
    fact = told.fact
    incident = linked.incidents.get(fact.id)
    if incident is not None:
        return (incident.id, fact.status, quantity.state, quantity.of.lower(), quantity.low, quantity.high)
    place = fact.place.place.id if fact.place and fact.place.place else None
    start = fact.when.start if fact.when else None
    if place is None or start is None:
        return (fact.id, at)
    return (fact.status, quantity.state, quantity.of.lower(), quantity.low, quantity.high, place, start)


def _affected_line(group: Sequence[tuple[Told, Quantity]], citer: Citer) -> Line:
    told, quantity = group[0]
    fact, wording = told.fact, citer.wording
    prefix = wording.phrase("affected_status", fact.status)
    state = wording.phrase("affected", quantity.state)
    makeup = f", {quantity.composition}" if quantity.composition else ""
    shown = lower_first(format_quantity(quantity), wording)
    by = join_phrase(fact.actors, wording)
    is_own = quantity.state in ("displaced", "surrendered") or fact.type not in DOERS or any(p.span.overlaps(quantity.span) for p in fact.actors)
    doer = "" if is_own or by is None else f", by {by.text}"
    where = f" – {place_words(fact.place, wording)}" if fact.place else ""
    condition = f", on the condition “{' '.join(fact.condition.text.split())}”" if fact.condition else ""
    text = f"{capital(prefix + shown)}{makeup}{where}{doer}{condition}{unplaced(fact, shown)}, {when_label(told)}."
    return Line(text, tuple(citer.cite(t) for t, _ in group), capital(state), fact.status, state)

"""Where each claim entered the reporting: one telling, one speaker at one occasion, or unknown.

Nothing is called independent here: two origins are two tellings found, and what cannot be told stands under `unknown`, one a report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from emberwatch.ledger.lineage.align import Claim, align_claims, anchor, claims_of
from emberwatch.ledger.lineage.credits import COLLECTIVE, canonical, find_credits, is_agency
from emberwatch.ledger.lineage.families import find_root
from emberwatch.ledger.lineage.find import lineage_order, shares_credit, telling_order, title_of, whole_credit
from emberwatch.ledger.lineage.voices import Saying, group_sayings, is_one_saying, read_sayings
from emberwatch.model.ledger import Family, Lineage, Origin, OriginKind
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report


@dataclass(frozen=True, slots=True)
class Telling:
    """Where claims are put: `key` is the same for claims of one origin."""

    key: tuple[str, ...]
    kind: OriginKind
    name: str | None
    reason: str


@dataclass(slots=True)
class Scene:
    """The readings at hand with what is known of their tellings; made anew for every call."""

    readings: Mapping[str, Reading]
    families: Mapping[str, Family]
    lineage: Mapping[str, Sequence[Lineage]]
    claims: dict[str, Claim] = field(default_factory=dict)

    def telling(self, report: Report) -> Telling:
        """What a claim goes back to that the report makes in its own voice."""
        family = self.families.get(report.id)
        if family is not None:
            return Telling(("family", family.id), "telling", family.name or self.first_publisher(family), family_reason(family))
        credit = whole_credit(report)
        if credit is not None and credit != COLLECTIVE:
            why = "told it itself, being a news agency" if is_agency(report.publisher) else "is credited with the report"
            return Telling(("report", report.id), "telling", credit, f"{credit} {why}")
        own = next((c for c in find_credits(report) if c.scope == "own"), None)
        shared = next((c for c in find_credits(report) if c.scope == "part"), None)
        if own is not None and shared is None:
            return Telling(("report", report.id), "telling", report.publisher or own.name, f"{report.publisher or own.name} reports for itself: “{own.words}”")
        return Telling(("unknown", report.id), "unknown", report.publisher, unknown_reason(report, shared.words if shared else None))

    def first_publisher(self, family: Family) -> str | None:
        """Who published the report that told it first."""
        reading = self.readings.get(family.first or "")
        return reading.report.publisher if reading else None


def family_reason(family: Family) -> str:
    """The sentence for a telling that several reports carry."""
    teller = f"told by {family.name}" if family.name else "one telling, by its wording"
    first = "" if family.first else ", whose own report is not at hand" if family.name else ", and which report was the first is not known"
    best = max(family.lineage, key=lambda x: (x.share, x.reason), default=None)
    return f"{teller}{first}; {len(family.reports)} reports carry it" + (f", of one of which {best.reason}" if best else "")


def unknown_reason(report: Report, shared: str | None) -> str:
    """The sentence for a report whose lineage cannot be told."""
    if shared is not None:
        return f"“{shared}” says that agencies gave a part of {title_of(report)}, not which"
    return f"{title_of(report)} names no agency, by-line, witness or correspondent of its own that says where this comes from"


def find_origins(readings: Iterable[Reading], families: Iterable[Family], lineage: Iterable[Lineage]) -> tuple[Origin, ...]:
    """One origin for every fact and statement of the readings.

    A claim of a copy goes with the claim of the source that stands in its place; one made by a named speaker with the same
    speaker's same saying at the same occasion; one told to an agency with that agency's telling; any other with its report's.
    """
    scene = make_scene(readings, families, lineage)
    parent = {key: key for key in scene.claims}
    copied = join_copied(scene, parent)
    base = find_bases(scene, copied)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in scene.claims:
        groups[find_root(parent, key)].append(key)
    held: dict[tuple[str, ...], tuple[Telling, set[str]]] = {}
    for members in groups.values():
        telling = pick_telling(scene, members, copied, base)
        held.setdefault(telling.key, (telling, set()))[1].update(members)
    return tuple(sorted((make_origin(scene, telling, claims) for telling, claims in held.values()), key=lambda o: o.id))


def make_scene(readings: Iterable[Reading], families: Iterable[Family], lineage: Iterable[Lineage]) -> Scene:
    """The readings, families and lineage by report."""
    by_id = {r.report.id: r for r in sorted(readings, key=lambda r: telling_order(r.report))}
    by_report: dict[str, list[Lineage]] = defaultdict(list)
    for each in sorted(lineage, key=lineage_order):
        if each.report in by_id and each.source in by_id and each.kind in ("copy", "credit", "passage"):
            by_report[each.report].append(each)
    scene = Scene(by_id, {key: family for family in families for key in family.reports}, by_report)
    for reading in by_id.values():
        scene.claims |= {claim.id: claim for claim in claims_of(reading)}
    return scene


def join_copied(scene: Scene, parent: dict[str, str]) -> dict[str, str]:
    """Join every claim of a copy to the claim of the source in its place; for each claim of a copied part the report it was copied from."""
    copied: dict[str, str] = {}
    for key, ties in sorted(scene.lineage.items()):
        reading = scene.readings[key]
        for source in sorted({x.source for x in ties}, key=lambda s: telling_order(scene.readings[s].report)):
            between = [x for x in ties if x.source == source]
            for pair in align_claims(reading, scene.readings[source], between):
                low, high = sorted((find_root(parent, pair.copy.id), find_root(parent, pair.source.id)))
                parent[high] = low
                copied[pair.copy.id] = source
            for claim in claims_of(reading):
                if any(x.span is not None and x.span.start <= anchor(claim) < x.span.end for x in between):
                    copied.setdefault(claim.id, source)
    return copied


def find_bases(scene: Scene, copied: Mapping[str, str]) -> dict[str, Telling]:
    """For every statement its own telling, speakers grouped over the reports; facts have that of their statement or of their report."""
    base: dict[str, Telling] = {}
    sayings = [saying for reading in scene.readings.values() for saying in read_sayings(reading)]
    tellers = agency_sayings(scene, sayings)
    for group in group_sayings(s for s in sayings if s.statement.id not in copied):
        telling = saying_telling(scene, group, tellers)
        base |= {s.statement.id: telling for s in group}
    for saying in sayings:
        if saying.statement.id not in base:
            base[saying.statement.id] = saying_telling(scene, [saying], tellers)
    for reading in scene.readings.values():
        own = scene.telling(reading.report)
        for fact in reading.facts:
            base[fact.id] = base.get(fact.statement or "", own)
    return base


def agency_sayings(scene: Scene, sayings: Sequence[Saying]) -> dict[str, list[Saying]]:
    """The statements in the reports of each teller, by its name in small letters."""
    found: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        own = {name.lower() for name in (whole_credit(saying.report), canonical(saying.report.publisher or "")) if name}
        for name in own:
            found[name].append(saying)
    return found


def saying_telling(scene: Scene, group: Sequence[Saying], tellers: Mapping[str, Sequence[Saying]]) -> Telling:
    """What a group of statements that are one saying goes back to; `group` is in telling order."""
    first = group[0]
    heard = {s.told.lower() for s in group if s.told is not None}
    if len(heard) == 1:
        return told_telling(scene, group, tellers)
    if all(s.hearsay for s in group):
        words = ", ".join(p.text for p in first.statement.speakers)
        return Telling(("unknown", first.report.id), "unknown", first.report.publisher, f"it rests on “{words}”, which stand for nobody who can be named")
    voiced = next((s for s in group if s.voice is not None), None)
    if voiced is not None and (voiced.start is not None or len(group) > 1):
        return Telling(("voice", first.statement.id), "speaker", voiced.name, speaker_reason(voiced, group))
    if len({s.report.id for s in group}) > 1:
        return Telling(("voice", first.statement.id), "speaker", None, f"the same words are quoted in {len({s.report.id for s in group})} reports")
    return scene.telling(first.report)


def told_telling(scene: Scene, group: Sequence[Saying], tellers: Mapping[str, Sequence[Saying]]) -> Telling:
    """The telling of the one outlet to which a group of statements was said: its own report's where that is at hand and says the same."""
    own = next((s for s in group if s.told_own), None)
    told = next(s for s in group if s.told is not None)
    if own is None and told.told is not None:
        heard = (s for s in tellers.get(told.told.lower(), ()) if s.report.id != told.report.id and is_one_saying(s, told))
        own = next((s for s in heard if shares_credit(s.report, told.report)), None)
    if own is not None:
        telling = scene.telling(own.report)
        if telling.kind != "unknown":
            return telling
        return Telling(("report", own.report.id), "telling", told.told, f"it was said to {told.told}")
    return Telling(("told", group[0].statement.id), "telling", told.told, f"it was said to {told.told}, whose own report is not at hand")


def speaker_reason(voiced: Saying, group: Sequence[Saying]) -> str:
    """The sentence for one speaker at one occasion."""
    dated = voiced.start is not None and voiced.end is not None and (voiced.end - voiced.start).days == 1
    day = f" on {voiced.start.isoformat()}" if dated and voiced.start is not None else ""
    reports = len({s.report.id for s in group})
    return f"{voiced.name} said so{day}" + (f", and {reports} reports carry it" if reports > 1 else "")


def pick_telling(scene: Scene, members: Sequence[str], copied: Mapping[str, str], base: Mapping[str, Telling]) -> Telling:
    """The telling of the source of claims that are one by copying: of the first that is no copy."""
    ordered = sorted(members, key=lambda key: claim_order(scene, key))
    roots = [key for key in ordered if key not in copied]
    if roots:
        return base[roots[0]]
    first = ordered[0]
    spoken = base[first]
    return spoken if spoken.kind == "speaker" else scene.telling(scene.readings[copied[first]].report)


def claim_order(scene: Scene, key: str) -> tuple[object, ...]:
    """Telling order of the report, agencies first on a day, then the place in the text."""
    claim = scene.claims[key]
    report = scene.readings[claim.report].report
    day, name = telling_order(report)
    return (day, not is_agency(report.publisher), name, anchor(claim), key)


def make_origin(scene: Scene, telling: Telling, claims: Iterable[str]) -> Origin:
    """The origin of these claims, in telling order."""
    return Origin(telling.kind, telling.name, tuple(sorted(claims, key=lambda key: claim_order(scene, key))), telling.reason)

"""One step of linking: lineage, families and origins of the reports that are new, and of those that they touch."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from emberwatch.ledger.answers.reply import pack_reply
from emberwatch.ledger.answers.view import View, make_view
from emberwatch.ledger.lineage.align import claims_of
from emberwatch.ledger.lineage.families import make_families, ties_whole
from emberwatch.ledger.lineage.find import find_lineage
from emberwatch.ledger.lineage.origins import find_origins
from emberwatch.ledger.lineage.voices import read_sayings
from emberwatch.ledger.linking.block import candidates_keys
from emberwatch.ledger.linking.claim import find_claims
from emberwatch.ledger.linking.cluster import find_tellings
from emberwatch.ledger.linking.row import Row
from emberwatch.ledger.linking.rulings import Rulings, settle
from emberwatch.ledger.linking.telling import Telling
from emberwatch.ledger.linking.weigh import Model
from emberwatch.ledger.touch import SEEDS_COMMON, Look, find_keys, look, teller_keys
from emberwatch.model.ledger import Family, Lineage, Origin
from emberwatch.model.reading import Reading
from emberwatch.store import ledger_write as store
from emberwatch.store.ledger_state import LedgerState, bare_claims
from emberwatch.store.ledger_write import FAMILIES, LINEAGE, Held, LedgerWriter, keep_origins

READINGS_KEPT = 1500
"""Readings kept in memory between steps: neighbours of one step are often neighbours of the next."""


@dataclass(slots=True)
class Kept:
    """One reading and what was made of it: its view, the keys of its claims, its tellings under the judgements of the cache."""

    row: int
    reading: Reading
    view: View | None = None
    look: Look | None = None
    tellings: list[Telling] | None = None
    rows: list[Row] | None = None
    blocks: list[tuple[str, ...]] | None = None


@dataclass(slots=True)
class Cache:
    """The readings used last, each with the row that it was read from: another row means that the report was read again."""

    held: OrderedDict[str, Kept] = field(default_factory=OrderedDict)
    rulings: Rulings = field(default_factory=Rulings)
    """The judgements under which tellings were made."""

    def refresh(self, state: LedgerState, reports: Iterable[str]) -> None:
        """Sees to it that the current readings of `reports` are held."""
        rows = state.reading_rows(reports)
        missing = [report for report, row in rows.items() if report not in self.held or self.held[report].row != row]
        for report, reading in state.readings(missing).items():
            self.held[report] = Kept(rows[report], reading)

    def take(self, rulings: Rulings) -> None:
        """Forgets the tellings where the judgements are others than before."""
        if rulings != self.rulings:
            for kept in self.held.values():
                kept.tellings = kept.rows = kept.blocks = None
            self.rulings = rulings

    def trim(self) -> None:
        """Lets go of the readings not used for longest."""
        while len(self.held) > READINGS_KEPT:
            self.held.popitem(last=False)


class Step:
    """Lineage, families and origins. `seeds` are the reports to link, by row."""

    def __init__(self, state: LedgerState, writer: LedgerWriter, cache: Cache, seeds: Mapping[int, str]) -> None:
        self.state = state
        self.writer = writer
        self.cache = cache
        self.seeds = set(seeds.values())
        self.closed = self.added = 0
        self._seen: set[str] = set()
        self.fresh = self.readings(self.seeds)
        self.gone = self._find_gone()
        self.rulings = self._find_rulings()
        cache.take(self.rulings)
        self.keys = {report: find_keys(reading, self.blocks(report), self.look(report)) for report, reading in self.fresh.items()}
        state.put_keys({row: (report, self.keys[report]) for row, report in seeds.items()})
        state.put_replies({row: [(reply.question, pack_reply(reply)) for reply in self.look(report).replies] for row, report in seeds.items()})
        self.days = state.days()
        self.sharers: set[str] = set()
        self.moved: set[str] = set()
        """Reports whose lineage or family changed, the seeds among them."""
        self.changed: set[str] = set()
        """Claims that are new or whose origin changed."""

    def readings(self, reports: Iterable[str]) -> dict[str, Reading]:
        """The current readings of `reports`, in the order of their ids."""
        wanted = sorted(set(reports))
        unseen = [report for report in wanted if report not in self._seen]
        if unseen:
            self.cache.refresh(self.state, unseen)
            self._seen.update(unseen)
        found = {}
        for report in wanted:
            if report in self.cache.held:
                self.cache.held.move_to_end(report)
                found[report] = self.cache.held[report].reading
        return found

    def _kept(self, report: str) -> Kept:
        self.readings([report])
        return self.cache.held[report]

    def _find_rulings(self) -> Rulings:
        """What all the judgements come to."""
        judged = self.state.judgements()
        return settle(judged, bare_claims(self.state.connection, {fact for one in judged for fact in (one.a, one.b)})) if judged else Rulings()

    def tellings(self, report: str) -> list[Telling]:
        """The facts of a report put together as far as they tell of one happening."""
        kept = self._kept(report)
        if kept.tellings is None:
            kept.tellings = find_tellings(find_claims(kept.reading), self.rulings)
        return kept.tellings

    def rows(self, report: str, model: Model) -> list[Row]:
        """The tellings of a report made ready to compare."""
        kept = self._kept(report)
        if kept.rows is None:
            kept.rows = [model.row(telling.pooled) for telling in self.tellings(report)]
        return kept.rows

    def blocks(self, report: str) -> list[tuple[str, ...]]:
        """The keys of each telling of a report, in their order."""
        kept = self._kept(report)
        if kept.blocks is None:
            kept.blocks = [candidates_keys(telling.pooled) for telling in self.tellings(report)]
        return kept.blocks

    def view(self, reading: Reading) -> View:
        """A reading laid out for questions."""
        kept = self._kept(reading.report.id)
        if kept.view is None:
            kept.view = make_view(kept.reading)
        return kept.view

    def look(self, report: str) -> Look:
        """Roles and subjects of the claims of a report."""
        kept = self._kept(report)
        if kept.look is None:
            kept.look = look(self.view(kept.reading))
        return kept.look

    def replace(self, kept: store.Kept, held: Held, wanted: Collection[object]) -> bool:
        """Writes what changed, and says whether anything did."""
        closed, added = self.writer.replace(kept, held, wanted)
        self.closed, self.added = self.closed + closed, self.added + added
        return bool(closed or added)

    def find_lineage(self) -> None:
        """All evidence between the seeds and the reports that share a key with them."""
        near = self._find_near()
        made: set[Lineage] = set()
        others = self.readings({other for some in near.values() for other in some})
        for report, some in near.items():
            made.update(find_lineage(self.fresh[report].report, [others[other].report for other in sorted(some) if other in others]))
        held = self.state.lineage(self.seeds)
        changed = set(held.values()) ^ made
        self.replace(LINEAGE, held, sorted(made, key=repr))
        self.moved = self.seeds | {report for one in changed for report in (one.report, one.source)}

    def _find_near(self) -> dict[str, set[str]]:
        """For each seed the reports to compare it with."""
        owners = self.state.owners({key for keys in self.keys.values() for key in keys if key.startswith(("same|", "part|"))})
        near: dict[str, set[str]] = {}
        for report, keys in self.keys.items():
            common: dict[str, int] = defaultdict(int)
            for key in keys:
                for other, _ in owners.get(key, ()):
                    common[other] += SEEDS_COMMON if key.startswith("same|") else 1
            near[report] = {other for other, count in common.items() if count >= SEEDS_COMMON and other != report}
            self.sharers |= near[report]
        self.sharers |= self.state.sharers(key for keys in self.keys.values() for key in keys if key.startswith("said|"))
        return near

    def find_families(self) -> None:
        """Families of every report that whole-report lineage ties to one whose lineage changed."""
        members = set(self.moved)
        held = self.state.families(members)
        while True:
            members |= {report for family in held.values() for report in family.reports}
            lineage = {one for one in self.state.lineage(members).values() if ties_whole(one)}
            reach = members | {report for one in lineage for report in (one.report, one.source)}
            held = self.state.families(reach)
            if reach == members and all(set(family.reports) <= members for family in held.values()):
                break
            members = reach
        reports = [reading.report for reading in self.readings(members).values()]
        made = make_families(reports, lineage)
        before, after = set(held.values()), set(made)
        self.replace(FAMILIES, held, made)
        self.moved |= {report for family in before ^ after for report in family.reports}

    def find_origins(self) -> None:
        """Origins of the claims of every report that moved, of what was told to an outlet that is new, and of all that they join."""
        near = self.readings(self.sharers | self.moved)
        affected = self._first_affected(near)
        scope = set(near) | self.state.sharers(self._teller_keys(near))
        while True:
            held = self.state.origins(claims=affected)
            affected |= {claim for origin in held.values() for claim in origin.claims}
            scope |= set(self.state.reports_of(affected).values())
            made = [origin for origin in self._origins_in(scope) if not affected.isdisjoint(origin.claims)]
            reach = {claim for origin in made for claim in origin.claims}
            if reach <= affected:
                break
            affected |= reach
        self.changed = {claim for origin in set(held.values()) ^ set(made) for claim in origin.claims}
        self.changed |= self.gone | {claim.id for reading in self.fresh.values() for claim in claims_of(reading)}
        self.replace(keep_origins(self.reports_by_claim(scope)), held, made)

    def _find_gone(self) -> set[str]:
        """Claims that the seeds once made and do not make any more."""
        here = {claim.id for reading in self.fresh.values() for claim in claims_of(reading)}
        before = {claim for origin in self.state.origins(reports=self.seeds).values() for claim in origin.claims}
        reports = self.state.reports_of(before)
        return {claim for claim in before if reports[claim] in self.seeds} - here

    def _first_affected(self, near: Mapping[str, Reading]) -> set[str]:
        affected = set(self.gone)
        for report, reading in near.items():
            if report in self.moved:
                affected |= {claim.id for claim in claims_of(reading)}
                continue
            told = {saying.statement.id for saying in read_sayings(reading) if saying.told is not None}
            affected |= told | {fact.id for fact in reading.facts if fact.statement in told}
        return affected

    def _teller_keys(self, near: Mapping[str, Reading]) -> set[str]:
        return {key for reading in near.values() for key in teller_keys(reading)}

    def _origins_in(self, scope: set[str]) -> tuple[Origin, ...]:
        lineage = set(self.state.lineage(scope).values())
        families: set[Family] = set(self.state.families(scope).values())
        inside = scope | {one.source for one in lineage if one.report in scope} | {family.first for family in families if family.first}
        return find_origins(self.readings(inside).values(), families, lineage)

    def reports_by_claim(self, reports: Iterable[str]) -> dict[str, str]:
        """The report of every claim of these reports."""
        return {claim.id: claim.report for reading in self.readings(reports).values() for claim in claims_of(reading)}

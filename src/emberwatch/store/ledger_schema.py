"""The tables of the ledger: lineage, families, origins, incidents, ties, questions, findings, judgements, withdrawals, and the index of keys.

Rows that say something have `known_from` and `known_to`, or belong to one that has. Reports, facts and statements are named by
their ids, since an id outlives the rows of a reading. Four tables say nothing of the world: `ledger_keys` finds what a report may
touch, `near_facts` which facts hang together, `replies` what a report answers by itself, and `waiting` lists reports that are read and
not yet linked, so that linking cut short is finished later.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from emberwatch.store.schema import known_times, metadata, row_number, row_of

ID = String(24)
ENTITY_ID = String(80)

lineage = Table(
    "lineage",
    metadata,
    row_number(),
    Column("report", ID, nullable=False),
    Column("source", ID, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("share", Float(53), nullable=False),
    Column("reason", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("source_start", Integer),
    Column("source_end", Integer),
    *known_times(),
    Index("lineage_report", "report"),
    Index("lineage_source", "source"),
)

families = Table(
    "families",
    metadata,
    row_number(),
    Column("id", ID, nullable=False),
    Column("name", Text),
    Column("first", ID),
    *known_times(),
    Index("families_id", "id"),
)

family_reports = Table(
    "family_reports",
    metadata,
    row_number(),
    row_of("families", "family"),
    Column("position", Integer, nullable=False),
    Column("report", ID, nullable=False),
    Index("family_reports_family", "family"),
    Index("family_reports_report", "report"),
)

origins = Table(
    "origins",
    metadata,
    row_number(),
    Column("id", ID, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("name", Text),
    Column("reason", Text, nullable=False),
    *known_times(),
    Index("origins_id", "id"),
)

origin_claims = Table(
    "origin_claims",
    metadata,
    row_number(),
    row_of("origins"),
    Column("position", Integer, nullable=False),
    Column("claim", ID, nullable=False),
    Column("report", ID, nullable=False),
    Index("origin_claims_origin", "origin"),
    Index("origin_claims_claim", "claim"),
    Index("origin_claims_report", "report"),
)

incidents = Table(
    "incidents",
    metadata,
    row_number(),
    Column("id", ID, nullable=False),
    Column("type", String(40), nullable=False),
    Column("mode", String(40)),
    Column("status", String(12), nullable=False),
    Column("place_id", ENTITY_ID),
    Column("place_name", Text),
    Column("place_precision", String(10)),
    Column("country", String(2)),
    Column("region", Text),
    Column("latitude", Float(53)),
    Column("longitude", Float(53)),
    Column("population", Integer),
    Column("place_facts", Text),
    Column("other_places", Text),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("when_agreed", Boolean),
    Column("when_facts", Text),
    Column("day", Date),
    Column("origins", Integer, nullable=False),
    Column("unknown_origins", Integer, nullable=False),
    Column("probability", Float(53), nullable=False),
    Column("reasons", Text),
    *known_times(),
    Index("incidents_id", "id"),
    Index("incidents_day", "day"),
)

incident_facts = Table(
    "incident_facts",
    metadata,
    row_number(),
    row_of("incidents"),
    Column("position", Integer, nullable=False),
    Column("fact", ID, nullable=False),
    Column("report", ID, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Index("incident_facts_incident", "incident"),
    Index("incident_facts_fact", "fact"),
    Index("incident_facts_report", "report"),
)

incident_parties = Table(
    "incident_parties",
    metadata,
    row_number(),
    row_of("incidents"),
    Column("role", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("actor_id", ENTITY_ID),
    Column("name", Text, nullable=False),
    Column("facts", Text),
    Index("incident_parties_incident", "incident"),
)

incident_counts = Table(
    "incident_counts",
    metadata,
    row_number(),
    row_of("incidents"),
    Column("position", Integer, nullable=False),
    Column("of", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("low", Float(53)),
    Column("best", Float(53)),
    Column("high", Float(53)),
    Column("facts", Text),
    Column("by_origin", Text),
    Index("incident_counts_incident", "incident"),
)

ties = Table(
    "ties",
    metadata,
    row_number(),
    Column("a", ID, nullable=False),
    Column("b", ID, nullable=False),
    Column("log2_odds", Float(53), nullable=False),
    Column("parts", Text),
    *known_times(),
    Index("ties_a", "a"),
    Index("ties_b", "b"),
)

questions = Table(
    "questions",
    metadata,
    row_number(),
    Column("id", ID, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("subject", Text, nullable=False),
    Column("words", Text, nullable=False),
    *known_times(),
    Index("questions_id", "id"),
)

answers = Table(
    "answers",
    metadata,
    row_number(),
    Column("question", ID, nullable=False),
    Column("position", Integer, nullable=False),
    Column("claim", ID, nullable=False),
    Column("report", ID, nullable=False),
    Column("said", Date),
    Column("speakers", Text),
    Column("value", Text, nullable=False),
    Column("low", Float(53)),
    Column("high", Float(53)),
    Column("status", String(12), nullable=False),
    *known_times(),
    Index("answers_question", "question"),
    Index("answers_claim", "claim"),
)

findings = Table(
    "findings",
    metadata,
    row_number(),
    Column("id", ID, nullable=False),
    Column("kind", String(14), nullable=False),
    Column("a", ID, nullable=False),
    Column("b", ID, nullable=False),
    Column("field", String(20), nullable=False),
    Column("words", Text, nullable=False),
    Column("question", ID),
    Column("speaker_a", Text),
    Column("speaker_b", Text),
    *known_times(),
    Index("findings_id", "id"),
    Index("findings_a", "a"),
    Index("findings_b", "b"),
    Index("findings_question", "question"),
)

judgements = Table(
    "judgements",
    metadata,
    row_number(),
    Column("id", ID, nullable=False),
    Column("a", ID, nullable=False),
    Column("b", ID, nullable=False),
    Column("verdict", String(9), nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    *known_times(),
    Index("judgements_a", "a"),
    Index("judgements_b", "b"),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    row_number(),
    Column("report", ID, nullable=False),
    Column("why", Text, nullable=False),
    *known_times(),
    Index("withdrawals_report", "report"),
)

ledger_keys = Table(
    "ledger_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", ID, primary_key=True),
    Column("report", Integer, nullable=False),
    Index("ledger_keys_report", "report"),
)

replies = Table(
    "replies",
    metadata,
    Column("question", ID, primary_key=True),
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("packed", Text, nullable=False),
    Index("replies_report", "report"),
)

near_facts = Table(
    "near_facts",
    metadata,
    Column("a", ID, primary_key=True),
    Column("b", ID, primary_key=True),
    Column("log2_odds", Float(53), nullable=False),
    Index("near_facts_b", "b"),
)

waiting = Table("waiting", metadata, Column("report", Integer, primary_key=True, autoincrement=False))

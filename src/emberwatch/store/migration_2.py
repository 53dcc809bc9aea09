"""The first step of a record: from version 1, which held reports and facts alone, to version 2, which holds the ledger too.

Frozen: a later change of the tables is a step of its own.
"""

from __future__ import annotations

SQL = """
CREATE TABLE lineage ("row" INTEGER NOT NULL, report VARCHAR(24) NOT NULL, source VARCHAR(24) NOT NULL, kind VARCHAR(10) NOT NULL, share FLOAT NOT
  NULL, reason TEXT NOT NULL, start INTEGER, "end" INTEGER, source_start INTEGER, source_end INTEGER, known_from VARCHAR(27) NOT NULL, known_to
  VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX lineage_report ON lineage (report);
CREATE INDEX lineage_source ON lineage (source);
CREATE TABLE families ("row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, name TEXT, first VARCHAR(24), known_from VARCHAR(27) NOT NULL, known_to
  VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX families_id ON families (id);
CREATE TABLE family_reports ("row" INTEGER NOT NULL, family INTEGER NOT NULL, position INTEGER NOT NULL, report VARCHAR(24) NOT NULL, PRIMARY KEY
  ("row"), FOREIGN KEY(family) REFERENCES families ("row"));
CREATE INDEX family_reports_family ON family_reports (family);
CREATE INDEX family_reports_report ON family_reports (report);
CREATE TABLE origins ("row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, kind VARCHAR(8) NOT NULL, name TEXT, reason TEXT NOT NULL, known_from
  VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX origins_id ON origins (id);
CREATE TABLE origin_claims ("row" INTEGER NOT NULL, origin INTEGER NOT NULL, position INTEGER NOT NULL, claim VARCHAR(24) NOT NULL, report VARCHAR(24)
  NOT NULL, PRIMARY KEY ("row"), FOREIGN KEY(origin) REFERENCES origins ("row"));
CREATE INDEX origin_claims_claim ON origin_claims (claim);
CREATE INDEX origin_claims_origin ON origin_claims (origin);
CREATE INDEX origin_claims_report ON origin_claims (report);
CREATE TABLE incidents ("row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, type VARCHAR(40) NOT NULL, mode VARCHAR(40), status VARCHAR(12) NOT NULL,
  place_id VARCHAR(80), place_name TEXT, place_precision VARCHAR(10), country VARCHAR(2), region TEXT, latitude FLOAT, longitude FLOAT, population
  INTEGER, place_facts TEXT, other_places TEXT, start_date DATE, end_date DATE, when_agreed BOOLEAN, when_facts TEXT, day DATE, origins INTEGER NOT
  NULL, unknown_origins INTEGER NOT NULL, probability FLOAT NOT NULL, reasons TEXT, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY
  ("row"));
CREATE INDEX incidents_day ON incidents (day);
CREATE INDEX incidents_id ON incidents (id);
CREATE TABLE incident_facts ("row" INTEGER NOT NULL, incident INTEGER NOT NULL, position INTEGER NOT NULL, fact VARCHAR(24) NOT NULL, report
  VARCHAR(24) NOT NULL, withdrawn BOOLEAN NOT NULL, PRIMARY KEY ("row"), FOREIGN KEY(incident) REFERENCES incidents ("row"));
CREATE INDEX incident_facts_fact ON incident_facts (fact);
CREATE INDEX incident_facts_incident ON incident_facts (incident);
CREATE INDEX incident_facts_report ON incident_facts (report);
CREATE TABLE incident_parties ("row" INTEGER NOT NULL, incident INTEGER NOT NULL, role VARCHAR(10) NOT NULL, position INTEGER NOT NULL, actor_id
  VARCHAR(80), name TEXT NOT NULL, facts TEXT, PRIMARY KEY ("row"), FOREIGN KEY(incident) REFERENCES incidents ("row"));
CREATE INDEX incident_parties_incident ON incident_parties (incident);
CREATE TABLE incident_counts ("row" INTEGER NOT NULL, incident INTEGER NOT NULL, position INTEGER NOT NULL, "of" TEXT NOT NULL, state VARCHAR(20) NOT
  NULL, low FLOAT, best FLOAT, high FLOAT, facts TEXT, by_origin TEXT, PRIMARY KEY ("row"), FOREIGN KEY(incident) REFERENCES incidents ("row"));
CREATE INDEX incident_counts_incident ON incident_counts (incident);
CREATE TABLE ties ("row" INTEGER NOT NULL, a VARCHAR(24) NOT NULL, b VARCHAR(24) NOT NULL, log2_odds FLOAT NOT NULL, parts TEXT, known_from
  VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX ties_a ON ties (a);
CREATE INDEX ties_b ON ties (b);
CREATE TABLE questions ("row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, kind VARCHAR(10) NOT NULL, subject TEXT NOT NULL, words TEXT NOT NULL,
  known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX questions_id ON questions (id);
CREATE TABLE answers ("row" INTEGER NOT NULL, question VARCHAR(24) NOT NULL, position INTEGER NOT NULL, claim VARCHAR(24) NOT NULL, report VARCHAR(24)
  NOT NULL, said DATE, speakers TEXT, value TEXT NOT NULL, low FLOAT, high FLOAT, status VARCHAR(12) NOT NULL, known_from VARCHAR(27) NOT NULL, known_to
  VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX answers_claim ON answers (claim);
CREATE INDEX answers_question ON answers (question);
CREATE TABLE findings ("row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, kind VARCHAR(14) NOT NULL, a VARCHAR(24) NOT NULL, b VARCHAR(24) NOT NULL,
  field VARCHAR(20) NOT NULL, words TEXT NOT NULL, question VARCHAR(24), speaker_a TEXT, speaker_b TEXT, known_from VARCHAR(27) NOT NULL, known_to
  VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX findings_a ON findings (a);
CREATE INDEX findings_b ON findings (b);
CREATE INDEX findings_id ON findings (id);
CREATE INDEX findings_question ON findings (question);
CREATE TABLE judgements ("row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, a VARCHAR(24) NOT NULL, b VARCHAR(24) NOT NULL, verdict VARCHAR(9) NOT NULL,
  "by" TEXT NOT NULL, why TEXT NOT NULL, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX judgements_a ON judgements (a);
CREATE INDEX judgements_b ON judgements (b);
CREATE TABLE withdrawals ("row" INTEGER NOT NULL, report VARCHAR(24) NOT NULL, why TEXT NOT NULL, known_from VARCHAR(27) NOT NULL, known_to
  VARCHAR(27), PRIMARY KEY ("row"));
CREATE INDEX withdrawals_report ON withdrawals (report);
CREATE TABLE ledger_keys ("key" BIGINT NOT NULL, owner VARCHAR(24) NOT NULL, report INTEGER NOT NULL, PRIMARY KEY ("key", owner));
CREATE INDEX ledger_keys_report ON ledger_keys (report);
CREATE TABLE replies (question VARCHAR(24) NOT NULL, report INTEGER NOT NULL, position INTEGER NOT NULL, packed TEXT NOT NULL, PRIMARY KEY (question,
  report, position));
CREATE INDEX replies_report ON replies (report);
CREATE TABLE near_facts (a VARCHAR(24) NOT NULL, b VARCHAR(24) NOT NULL, log2_odds FLOAT NOT NULL, PRIMARY KEY (a, b));
CREATE INDEX near_facts_b ON near_facts (b);
CREATE TABLE waiting (report INTEGER NOT NULL, PRIMARY KEY (report));
INSERT INTO waiting (report) SELECT "row" FROM reports;
"""
"""The tables of the ledger as version 2 had them; every report read before waits to be linked."""


def find_statements() -> tuple[str, ...]:
    """`SQL`, statement by statement."""
    return tuple(" ".join(statement.split()) for statement in SQL.split(";") if statement.strip())

-- A record of schema version 1, as SQLite held it: frozen, to test that it can be brought to today's.
CREATE TABLE actors ( "row" INTEGER NOT NULL, id VARCHAR(80) NOT NULL, name TEXT NOT NULL, type VARCHAR(30) NOT NULL, country TEXT, affiliation TEXT, role TEXT, new BOOLEAN NOT NULL, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row") );
CREATE INDEX actors_id ON actors (id);
CREATE TABLE meta ( "key" VARCHAR(60) NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key") );
CREATE TABLE places ( "row" INTEGER NOT NULL, id VARCHAR(80) NOT NULL, name TEXT NOT NULL, precision VARCHAR(10) NOT NULL, country VARCHAR(2), region TEXT, latitude FLOAT, longitude FLOAT, population INTEGER NOT NULL, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row") );
CREATE INDEX places_id ON places (id);
CREATE TABLE reports ( "row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, title TEXT, publisher TEXT, byline TEXT, published DATE, url TEXT, path TEXT, origin TEXT, chars INTEGER NOT NULL, text TEXT NOT NULL, known_from VARCHAR(27) NOT NULL, PRIMARY KEY ("row"), UNIQUE (id) );
CREATE TABLE readings ( "row" INTEGER NOT NULL, report INTEGER NOT NULL, versions TEXT NOT NULL, notes TEXT, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"), FOREIGN KEY(report) REFERENCES reports ("row") );
CREATE INDEX readings_report ON readings (report);
CREATE TABLE counters ( "row" INTEGER NOT NULL, reading INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row") );
CREATE INDEX counters_reading ON counters (reading);
CREATE TABLE named_actors ( "row" INTEGER NOT NULL, reading INTEGER NOT NULL, actor INTEGER NOT NULL, PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row"), FOREIGN KEY(actor) REFERENCES actors ("row") );
CREATE INDEX named_actors_reading ON named_actors (reading);
CREATE TABLE named_places ( "row" INTEGER NOT NULL, reading INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row"), FOREIGN KEY(place) REFERENCES places ("row") );
CREATE INDEX named_places_reading ON named_places (reading);
CREATE TABLE resolutions ( "row" INTEGER NOT NULL, reading INTEGER NOT NULL, kind VARCHAR(10) NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, pick VARCHAR(80), reason TEXT NOT NULL, candidates TEXT, PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row") );
CREATE INDEX resolutions_reading ON resolutions (reading);
CREATE TABLE sentences ( "row" INTEGER NOT NULL, reading INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row") );
CREATE INDEX sentences_reading ON sentences (reading);
CREATE TABLE facts ( "row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, said VARCHAR(24) NOT NULL, reading INTEGER NOT NULL, report INTEGER NOT NULL, sentence INTEGER, kind VARCHAR(5) NOT NULL, type VARCHAR(40) NOT NULL, mode VARCHAR(40), status VARCHAR(12) NOT NULL, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_text TEXT NOT NULL, place INTEGER, place_start INTEGER, place_end INTEGER, place_text TEXT, latitude FLOAT, longitude FLOAT, when_start INTEGER, when_end INTEGER, when_text TEXT, start_date DATE, end_date DATE, when_precision VARCHAR(10), when_basis VARCHAR(12), statement VARCHAR(24), condition_start INTEGER, condition_end INTEGER, condition_text TEXT, probability FLOAT NOT NULL, reasons TEXT, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row"), FOREIGN KEY(report) REFERENCES reports ("row"), FOREIGN KEY(sentence) REFERENCES sentences ("row"), FOREIGN KEY(place) REFERENCES places ("row") );
CREATE INDEX facts_id ON facts (id);
CREATE INDEX facts_reading ON facts (reading);
CREATE INDEX facts_report ON facts (report);
CREATE TABLE statements ( "row" INTEGER NOT NULL, id VARCHAR(24) NOT NULL, reading INTEGER NOT NULL, report INTEGER NOT NULL, sentence INTEGER, manner VARCHAR(12) NOT NULL, status VARCHAR(12) NOT NULL, cue_start INTEGER, cue_end INTEGER, cue_text TEXT, content_start INTEGER NOT NULL, content_end INTEGER NOT NULL, content_text TEXT NOT NULL, quotes TEXT, when_start INTEGER, when_end INTEGER, when_text TEXT, start_date DATE, end_date DATE, when_precision VARCHAR(10), when_basis VARCHAR(12), probability FLOAT NOT NULL, reasons TEXT, known_from VARCHAR(27) NOT NULL, known_to VARCHAR(27), PRIMARY KEY ("row"), FOREIGN KEY(reading) REFERENCES readings ("row"), FOREIGN KEY(report) REFERENCES reports ("row"), FOREIGN KEY(sentence) REFERENCES sentences ("row") );
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_reading ON statements (reading);
CREATE INDEX statements_report ON statements (report);
CREATE TABLE parties ( "row" INTEGER NOT NULL, fact INTEGER, statement INTEGER, role VARCHAR(10) NOT NULL, position INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, name TEXT, actor_id VARCHAR(80), PRIMARY KEY ("row"), FOREIGN KEY(fact) REFERENCES facts ("row"), FOREIGN KEY(statement) REFERENCES statements ("row") );
CREATE INDEX parties_fact ON parties (fact);
CREATE INDEX parties_statement ON parties (statement);
CREATE TABLE quantities ( "row" INTEGER NOT NULL, fact INTEGER NOT NULL, position INTEGER NOT NULL, "of" TEXT NOT NULL, state VARCHAR(20) NOT NULL, low FLOAT, high FLOAT, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, composition TEXT, PRIMARY KEY ("row"), FOREIGN KEY(fact) REFERENCES facts ("row") );
CREATE INDEX quantities_fact ON quantities (fact);
CREATE VIRTUAL TABLE reports_search USING fts5(title, text, content='reports', content_rowid='row', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE sentences_search USING fts5(text, content='sentences', content_rowid='row', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER reports_search_add AFTER INSERT ON reports BEGIN
  INSERT INTO reports_search(rowid, title, text) VALUES (new.row, new.title, new.text); END;
CREATE TRIGGER sentences_search_add AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_search(rowid, text) VALUES (new.row, new.text); END;

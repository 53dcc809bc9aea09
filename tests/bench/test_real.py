"""Codes on real reports: they are packed and unpacked without loss, and every span lies in the text that the corpora give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.shared import find_shared
from training.own_corpus import EVENT_TYPES, MANNERS, STATE_TYPES, STATUSES, Item, parse_fact
from training.pairs import FOLDS, fold_of, read_pairs, settle_type
from training.real import lay, pack, read_pair_items, read_pair_rows, read_real, squeeze, unpack

TEXT = "Rebels shelled the town on Monday, killing at least 12 people, a monitor said."
CODES = """@1
E shelled ASSAULT/artillery occurred | actor=Rebels | recipient=the town | when=on Monday | q=at least 12 people (people, killed, 12, -) | by=a monitor
S said SAY | by=a monitor | content=Rebels shelled the town on Monday

@2
-
"""


def test_a_code_is_packed_without_loss() -> None:
    for line in CODES.splitlines()[1:3]:
        fact = parse_fact(TEXT, line, 7)
        assert unpack(json.loads(json.dumps(pack(fact))), 7) == fact


def test_codes_become_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes, items, out = tmp_path / "codes.txt", tmp_path / "items.jsonl", tmp_path / "labels.jsonl"
    codes.write_text(CODES + "@3\nE fled NOSUCH occurred\n")
    items.write_text("".join(json.dumps({"n": n, "set": "m2e2", "key": [f"s{n}"], "text": TEXT}) + "\n" for n in (1, 2, 3)))
    assert lay(codes, items, out) == 1
    assert "codes.txt:8: type 'NOSUCH'" in capsys.readouterr().out
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(row["key"], len(row["facts"])) for row in rows] == [(["s1"], 2), (["s2"], 0), (["s3"], 0)]
    assert TEXT[:14] not in out.read_text(), "labels hold no text"


def test_labels_fit_their_corpora() -> None:
    root = find_shared() / "corpora"
    if not root.exists():
        pytest.skip(f"{root} is not here: the labels' text is in the corpora alone")
    items = read_real(root)
    assert len({item.text for item in items}) == len(items)
    for item in items + [item for _, item in read_pair_items(root)]:
        for fact in item.facts:
            kinds = {"E": EVENT_TYPES, "T": STATE_TYPES, "S": MANNERS}[fact.kind]
            assert fact.type in kinds and fact.status in STATUSES, (item.file, item.line)
            spans = [fact.trigger, *fact.speakers, *(span for spans in fact.roles.values() for span in spans), *(q[0] for q in fact.quantities)]
            for start, end in filter(None, spans):
                words = item.text[start:end]
                assert 0 <= start < end <= len(item.text) and words == words.strip(), (item.file, item.line, words)


def test_a_fold_of_the_pairs_is_left_out_whole() -> None:
    root = find_shared() / "corpora"
    if not root.exists():
        pytest.skip(f"{root} is not here: the labels' text is in the corpora alone")
    rows, items = read_pair_rows(root), read_pair_items(root)
    assert len({row for row, _ in items}) == len(items), "a sentence is coded once"
    left = {item.text for item in read_pairs(root, 2)}
    for row, item in items:
        assert item.text.split() == squeeze(rows[row]["sentence"])[0].split()
        assert 0 <= fold_of(row) < FOLDS and not (fold_of(row) == 2 and item.text in left)
    assert len(left) > 0.7 * len(items)


@pytest.mark.parametrize(
    ("gold", "target", "type_"),
    [("ASSAULT", "the town", "ASSAULT"), ("SANCTION", "the town", "SANCTION"), ("YIELD", "the town", "CONCEDE"), ("SANCTION", "a village", "ASSAULT")],
)
def test_the_pair_s_event_takes_the_type_that_the_set_gives(gold: str, target: str, type_: str) -> None:
    item = Item("f", 1, TEXT, [parse_fact(TEXT, CODES.splitlines()[1], 2)])
    row = {"source": "Rebels", "target": target, "gold_root": gold}
    assert [fact.type for fact in settle_type(item, row).facts] == [type_]

"""The bench of time expressions on a document made here."""

from __future__ import annotations

from datetime import date

from bench.timex import flatten, normal, pair, read_document
from emberwatch.dates.find import find_times

XML = """<?xml version="1.0" ?><TimeML><DCT><TIMEX3 type="DATE" value="2019-03-08">2019-03-08</TIMEX3></DCT><TEXT>
The <EVENT>raid</EVENT> came <TIMEX3 type="DATE" value="2019-03-07">Thursday</TIMEX3>, from <TIMEX3 type="DATE" value="2014">2014</TIMEX3> to
<TIMEX3 type="DATE" value="2016">2016</TIMEX3>, or in <TIMEX3 type="DATE" value="FUTURE_REF">days of peace yet unseen</TIMEX3>.</TEXT></TimeML>"""


def test_read_document() -> None:
    document = read_document("made.tml", XML)
    assert document.created == date(2019, 3, 8)
    assert [time.span.of(document.text) for time in document.times][:3] == ["Thursday", "2014", "2016"]


def test_pairs_are_one_to_one_and_stretches_are_taken_apart() -> None:
    document = read_document("made.tml", XML)
    mentions = flatten(find_times(document.text))
    pairs, missed, extra = pair(mentions, document.times)
    assert [time.text for _, time in pairs][:3] == ["Thursday", "2014", "2016"]
    assert len(pairs) + len(missed) == 4 and len(pairs) + len(extra) == len(mentions)


def test_values_are_compared_without_padding() -> None:
    assert normal("2000-W7") == normal("2000-W07")
    assert normal("1998-10-XX") == normal("1998-10")
    assert normal("1998-10-01") != normal("1998-10-02")

"""The fields of one text, as they were found, to a Report or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from emberwatch.errors import InputRefused
from emberwatch.intake.dateline import find_dateline, parse_agency
from emberwatch.intake.language import find_other_language, name_language
from emberwatch.intake.published import parse_published
from emberwatch.intake.refusal import Refusal
from emberwatch.model.report import Report
from emberwatch.text.clean import clean_text

HEADLINE_WORDS_MAX = 25

_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")


def build_report(
    raw: str, fields: Mapping[str, object], path: str, *, line: int | None = None, published: date | None = None, publisher: str | None = None
) -> Report | Refusal:
    """A report of the text `raw` with `fields` (title, published, publisher, url, byline).

    `published` and `publisher` beat the fields; without either date, a dateline with a full date gives it. A text
    without letters is refused and one in another language set aside; raises `InputRefused` for a date that is none.
    """
    text = clean_text(raw)
    if not any(char.isalnum() for char in text):
        return Refusal(path, "there is no text in it", line)
    language = find_other_language(text)
    if language is not None:
        return Refusal(path, f"the text is in {name_language(language)}; only English is read", line, language)
    dateline = find_dateline(text)
    byline = _words(fields, "byline")
    day = published or parse_published(fields.get("published")) or (dateline.day if dateline else None)
    return Report(
        text=text,
        title=_words(fields, "title") or find_headline(text),
        publisher=publisher or _words(fields, "publisher"),
        byline=byline,
        published=day,
        url=_words(fields, "url"),
        path=path if line is None else f"{path}:{line}",
        origin=(dateline.origin if dateline else None) or parse_agency(byline),
    )


def find_headline(text: str) -> str | None:
    """The first line of `text` where it reads as a headline: short, without a full stop, with text below it; else None."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip()
    if not first or not rest.strip() or len(first.split()) > HEADLINE_WORDS_MAX or _SENTENCE_END.search(first):
        return None
    return None if find_dateline(first) else first


def _words(fields: Mapping[str, object], key: str) -> str | None:
    """The field's words on one line, None where it is missing or empty; raises `InputRefused` where it is no text."""
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str | int | float):
        raise InputRefused(f"the field {key!r} is {type(value).__name__}; give words")
    return " ".join(clean_text(str(value)).split()) or None

"""Words of ECB+ and WikiEvents as print has them: both corpora give tokens, and WikiEvents breaks lines within abbreviations and quotations."""

from __future__ import annotations

import re

SHORT = "Mr Mrs Ms Dr St Jr Sr No vs Lt Gen Col Capt Cpl Sgt Const Sen Rep Gov Jan Feb Mar Apr Aug Sept Oct Nov Dec Ont"
"""Abbreviations that a line must not end with."""
BROKEN = re.compile(rf"(?:(?<![^\W\d])[A-Za-z]|\b(?:{SHORT.replace(' ', '|')}))\.$|\d\.$")
"""The end of a line that belongs with the next one: an initial, an abbreviation, a decimal point."""
MARKS = re.compile(r'``|\'\'|"')
TIGHTER = (
    (re.compile(r"(?<=\w)(['’]) (?=(?:s|t|re|ve|ll|d|m)\b)"), r"\1"),
    (re.compile(r"(?<!\d)(\d{1,3}), (?=\d{3}(?!\d))"), r"\1,"),
    (re.compile(r"(\d)([.:]) (?=\d)"), r"\1\2"),
    (re.compile(r"(?<=[a-z])\. (?=\d{2,3}[ -])"), " ."),
    (re.compile(r"(?<![^\W\d])([A-Za-z])\. (?=[A-Za-z]\.)"), r"\1."),
    (re.compile(r"(“|\() "), r"\1"),
    (re.compile(r" (”|\))"), r"\1"),
)
"""Blanks that tokens leave within words, numbers and initials."""


def print_lines(lines: list[str]) -> list[str]:
    """The lines (a sentence each) with quotation marks by turns, broken lines joined, and the blanks of the tokens taken out."""
    return [tighten(line) for line in join_broken(turn_marks("\n".join(lines)).split("\n")) if line.strip()]


def turn_marks(text: str) -> str:
    """Quotation marks that open and close by turns, each on the line of the words that it encloses."""
    opens = True

    def turn(match: re.Match[str]) -> str:
        nonlocal opens
        opens = not opens and match.start() > 0 and text[match.start() - 1] != "\n"  # a paragraph of a quotation opens it again
        return "”" if opens else "“"

    turned = MARKS.sub(turn, text)
    turned = re.sub(r"[ \n]+”", "”", turned)
    return re.sub(r"(?<=\S)“", " “", re.sub(r"“[ \n]+", "“", re.sub(r" *“\n", "\n“", turned)))


def join_broken(lines: list[str]) -> list[str]:
    """Lines that end in an initial, an abbreviation or a decimal point joined with the next one, and those that go on in lower case."""
    joined: list[str] = []
    for line in lines:
        if joined and goes_on(joined[-1], line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def goes_on(before: str, line: str) -> bool:
    """Is the line the rest of the one before it?"""
    if not before or not line:
        return False
    broken = BROKEN.search(before) and (line[0].isdigit() or not before[-2].isdigit())
    return bool(broken) or line[0].islower() or line[0] in ",;"


def tighten(line: str) -> str:
    """The line without the blanks that tokens leave."""
    for wrong, right in TIGHTER:
        line = wrong.sub(right, line)
    return re.sub(r" (?=[,;:!?]|\.(?!\d))", "", re.sub(r"”(?=\w)", "” ", line)).strip()

"""Clusters of real reports with the findings that a careful analyst would want: ids and offsets stand here, the words in the public corpora alone.

README.md in the folder `real` tells the layout and how it is graded. A draft with the words themselves becomes a file of offsets by

    python -m bench.ledger.real lay DRAFT OUT     anchors as in a story, `01:words`
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from bench.ledger.cases import Anchor, BadCase, ExpectedFinding, MarkedQuestion, Story, find_words, parse_kinds
from bench.ledger.real_text import print_lines
from bench.match import Span
from bench.shared import Setting, find_shared
from emberwatch.model.ledger import FINDING_KINDS, QUESTION_KINDS
from emberwatch.model.report import Report
from emberwatch.text.clean import clean_text
from training.real import Texts, join_words

REAL = Path(__file__).parent / "real"
KINDS = tuple(kind for kind in FINDING_KINDS if kind != "consistent")
"""What is graded; agreement is not."""
UNDATED = "undated"
PRINT = (
    (re.compile(r"``"), "“"),
    (re.compile(r"''"), "”"),
    (re.compile(r"(?:(?<=\))| )(?:_|--)\s"), " – "),  # also between a dateline on a line of its own and what follows
    (re.compile(r"(?<=\d)(, 000|: \d\d)\b"), lambda m: m[1].replace(" ", "")),
    (re.compile(r"(?<=’) (?=(?:s|re|ve|ll|d|m|t)\b)"), ""),
    (re.compile(r"\n+"), "\n"),
    (re.compile(r" +"), " "),
)
"""Marks of the wire and of corpora, and what print has for them."""

_ANCHOR = re.compile(r"(\d+) (\d+)-(\d+)")


def find_document(texts: Texts, corpus: str, document: str) -> str:
    """The words of a document of the corpora; raises `BadCase` where there is none."""
    try:
        found: str = getattr(texts, corpus)[document]
    except (AttributeError, KeyError):
        raise BadCase(f"no document {document!r} in {corpus!r}") from None
    return found


class Corpora(Texts):
    """The documents of the corpora under `root`, each laid out as print has it."""

    @cached_property
    def ecbplus(self) -> dict[str, str]:
        """By topic and file (`3_5ecb`); the first line of those of ECB+ is the page's address."""
        found = dict(self.read_tokens("ecbplus/*.zip"))
        return {name: "\n".join(print_lines(text.split("\n")[name.endswith("plus") :])) for name, text in found.items()}

    @cached_property
    def wikievents(self) -> dict[str, str]:
        return {name: "\n".join(print_lines(text.split("\n"))) for name, text in super().wikievents.items()}

    @cached_property
    def meantime(self) -> dict[str, str]:
        return dict(self.read_tokens("meantime/*.zip"))

    def read_tokens(self, archive: str) -> Iterator[tuple[str, str]]:
        """Name and text (a line a sentence) of each document that gives tokens by sentence."""
        with zipfile.ZipFile(next(self.root.glob(archive))) as files:
            for name in sorted(each for each in files.namelist() if each.endswith(".xml")):
                sentences: dict[int, list[str]] = {}
                for token in ElementTree.fromstring(files.read(name)).iter("token"):  # trusted corpus file
                    sentences.setdefault(int(token.attrib["sentence"]), []).append((token.text or "").strip())
                if sentences:
                    yield Path(name).stem, "\n".join(map(join_words, sentences.values()))

    def lay_out(self, corpus: str, document: str) -> str:
        """The text as print has it: clean, a line a paragraph."""
        text = clean_text(find_document(self, corpus, document))
        if corpus == "timeml":  # lines are those of the wire, a blank one ends a paragraph
            text = "\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
        for marks, printed in PRINT:
            text = marks.sub(printed, text)
        return "\n".join(line.strip() for line in text.strip().splitlines())


def read_real(setting: Setting, folder: Path = REAL) -> dict[str, list[Story]]:
    """The cases of every file of `folder` by the file's name; raises `Skipped` where the corpora are absent, `BadCase` where a line cannot be meant so."""
    corpora = Corpora(setting.need("corpora"))
    return {path.stem: read_cases(path, corpora) for path in sorted(folder.glob("*.tsv"))}


def read_cases(path: Path, corpora: Corpora) -> list[Story]:
    """The cases of one file."""
    stories: list[Story] = []
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.rstrip().split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if columns[0] == "case":
                stories.append(Story(columns[1], {}))
            else:
                add_columns(stories[-1], columns, corpora)
        except (BadCase, IndexError, ValueError) as problem:
            raise BadCase(f"{path.name}:{at}: {problem}") from None
    return stories


def add_columns(story: Story, columns: list[str], corpora: Corpora) -> None:
    """Add a `report`, `finding` or `optional` line to the case."""
    kind, *values = columns
    if kind == "report":
        number, corpus, document, day, *publisher = values
        published = None if day == UNDATED else date.fromisoformat(day)
        story.reports[number] = Report(corpora.lay_out(corpus, document), publisher=publisher[0] if publisher else None, published=published)
    elif kind in ("finding", "optional"):
        finding, asked, *places = values
        name = f"{asked} {len(story.questions) + 1}"
        question = story.questions[name] = MarkedQuestion(name, parse_kinds(asked, QUESTION_KINDS), "")
        question.answers |= {label: (parse_anchor(story, words),) for label, words in zip("ab", places, strict=True)}
        question.findings.append(ExpectedFinding(parse_kinds(finding, KINDS), "a", "b", optional=kind == "optional"))
    else:
        raise BadCase(f"{kind!r} is none of case, report, finding, optional")


def parse_anchor(story: Story, words: str) -> Anchor:
    """`01 120-131`, or several places of one report where any will do, with `;` between them."""
    spans: list[Span] = []
    number = ""
    for part in words.split(";"):
        match = _ANCHOR.fullmatch(part.strip())
        if match is None or match[1] not in story.reports or number not in ("", match[1]) or not int(match[2]) < int(match[3]):
            raise BadCase(f"{part!r} is no place in a report; '01 120-131' is")
        number = match[1]
        spans.append((int(match[2]), int(match[3])))
    if max(end for _, end in spans) > len(story.reports[number].text):
        raise BadCase(f"{words!r} lies behind the end of the report")
    return Anchor(story.reports[number].id, tuple(spans), words)


def lay(draft: Path, out: Path, corpora: Corpora) -> None:
    """Write `draft`, whose anchors are words, with offsets in their place."""
    texts: dict[str, str] = {}
    lines = []
    for at, line in enumerate(draft.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.rstrip().split("\t")
        try:
            if columns[0] == "report":
                texts[columns[1]] = corpora.lay_out(columns[2], columns[3])
            elif columns[0] in ("finding", "optional"):
                columns[3:] = [place_words(texts, words) for words in columns[3:]]
        except (BadCase, KeyError) as problem:
            raise BadCase(f"{draft.name}:{at}: {problem}") from None
        lines.append("\t".join(columns) + "\n")
    out.write_text("".join(lines), encoding="utf-8")


def place_words(texts: dict[str, str], words: str) -> str:
    """`01:words|other words` as `01 120-131;01 240-250`."""
    number, _, options = words.partition(":")
    spans = (find_words(texts[number], option) for option in options.split("|"))
    return ";".join(f"{number} {start}-{end}" for start, end in spans)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] != "lay":
        sys.exit(__doc__)
    lay(Path(sys.argv[2]), Path(sys.argv[3]), Corpora(find_shared() / "corpora"))

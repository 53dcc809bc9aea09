"""Stories told by several reports, with the families and the copied passages that a careful reader finds in them, from `tellings.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from emberwatch.model.report import Report


@dataclass(frozen=True)
class Story:
    """Reports by key; families as sets of keys; `passages` pairs a report with the one that a passage of it goes back to."""

    name: str
    reports: dict[str, Report] = field(default_factory=dict)
    families: set[frozenset[str]] = field(default_factory=set)
    passages: set[tuple[str, str]] = field(default_factory=set)


TELLINGS = Path(__file__).with_name("tellings.txt")


def load_stories(path: Path = TELLINGS) -> dict[str, Story]:
    """Every story of the file by its name."""
    stories = [parse_story(part) for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]]
    return {story.name: story for story in stories}


def parse_story(part: str) -> Story:
    head, *reports = re.split(r"^-- ", part, flags=re.MULTILINE)
    name, *lines = head.strip().split("\n")
    story = Story(name)
    for kind, value in (line.split(": ", 1) for line in lines):
        if kind == "family":
            story.families.add(frozenset(value.split(", ")))
        else:
            copy, _, source = value.partition(" < ")
            story.passages.add((copy, source))
    for each in reports:
        header, _, text = each.partition("\n\n")
        key, *fields = header.split("\n")
        given = dict(line.split(": ", 1) for line in fields)
        published = date.fromisoformat(given.pop("published")) if "published" in given else None
        story.reports[key] = Report(text.strip(), published=published, **given)  # type: ignore[arg-type]
    return story


STORIES = load_stories()
BOMB, CONVOY, SIEGE = (STORIES[name].reports for name in ("bomb", "convoy", "siege"))

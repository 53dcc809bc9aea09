"""One published text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from emberwatch.ids import content_id


@dataclass(frozen=True, slots=True)
class Report:
    """Cleaned text, never changed afterwards, and what is known of its publication.

    `published` is None where nobody gave a date; nothing is filled in for it. `path` says where it was read from,
    `origin` who told it first where a credit says so. `id` is the hash of text, title, publisher and date.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: date | None = None
    url: str | None = None
    path: str | None = None
    origin: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        published = self.published.isoformat() if self.published else None
        content = {"text": self.text, "title": self.title, "publisher": self.publisher, "published": published}
        object.__setattr__(self, "id", content_id("report", content))

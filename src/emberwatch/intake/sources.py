"""Paths, folders, globs and - to the files that they mean, in a stable order."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from emberwatch.intake.refusal import Refusal

SUFFIXES = (".txt", ".md", ".jsonl")
STDIN = "-"
FILE_BYTES_MAX = 1 << 30
"""Largest file taken: one of a gigabyte is no report, and is better split than read into memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input (`path` is then `-`); `size_bytes` is 0 where it cannot be told."""

    path: str
    size_bytes: int = 0

    def read_bytes(self) -> bytes:
        """Everything in it; raises `OSError` where it cannot be read."""
        return sys.stdin.buffer.read() if self.path == STDIN else Path(self.path).read_bytes()


def find_sources(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Source | Refusal]:
    """Every file that `paths` mean, once: folders with what is below them sorted by name, globs sorted, the rest as given.

    In a folder only .txt, .md and .jsonl files count and hidden ones do not; a file given by name must be one of
    these or have no ending.
    """
    seen: set[str] = set()
    for given in paths:
        for found in _expand(os.fspath(given)):
            key = found.path if found.path == STDIN else os.path.realpath(found.path)
            if key not in seen or isinstance(found, Refusal):
                seen.add(key)
                yield found


def _expand(given: str) -> Iterator[Source | Refusal]:
    if given == STDIN:
        yield Source(STDIN)
    elif os.path.isdir(given):
        yield from _folder(given)
    elif os.path.lexists(given):
        yield _file(given)
    elif glob.has_magic(given):
        yield from _glob(given)
    else:
        yield Refusal(given, "there is no such file or folder; check the path")


def _glob(pattern: str) -> Iterator[Source | Refusal]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Refusal(pattern, "no file matches this pattern; check it, or give the folder")
    for path in found:
        if os.path.isdir(path):
            yield from _folder(path)
        elif path.endswith(SUFFIXES):
            yield _file(path)


def _folder(folder: str) -> Iterator[Source | Refusal]:
    count = 0
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                count += 1
                yield _file(os.path.join(where, name))
    if not count:
        yield Refusal(folder, "the folder holds no .txt, .md or .jsonl file; give one that does")


def _file(path: str) -> Source | Refusal:
    suffix = os.path.splitext(path)[1].lower()
    if suffix and suffix not in SUFFIXES:
        return Refusal(path, f"files ending in {suffix} are not read; give .txt, .md or .jsonl")
    try:
        size = os.stat(path).st_size
    except OSError as error:
        return Refusal(path, f"it cannot be read: {error.strerror}")
    if size > FILE_BYTES_MAX:
        return Refusal(path, f"it has {size:,} bytes, more than {FILE_BYTES_MAX:,}; split it")
    return Source(path, size)

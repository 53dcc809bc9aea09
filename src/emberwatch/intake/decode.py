"""Bytes to text: UTF-8 first, then the encoding that fits; what is no text is refused."""

from __future__ import annotations

import codecs
import re

from emberwatch.errors import InputRefused

CONTROL_SHARE_MAX = 0.1
"""Share of control bytes above which bytes are no text; text with stray control characters has under 1 in 100."""

HIGH_SHARE_LATIN = 0.15
"""Share of bytes above 127 below which the letters are Latin: Cyrillic or Arabic text in one byte a letter has over 0.5."""

SAMPLE_BYTES = 200_000
MARKUP_CHARS = 2_000
"""Characters within which a page or a feed shows itself."""

_ENCODINGS = ("utf_16", "utf_32", "utf_16_le", "utf_16_be", "cp1252", "mac_roman", "cp1256", "cp1251", "koi8_r", "gb18030", "big5", "shift_jis", "euc_kr")
_ONE_BYTE_NOT_LATIN = ("cp1256", "cp1251", "koi8_r")
_MAGIC = (
    (b"%PDF-", "a PDF file; save its text as .txt first"),
    (b"PK\x03\x04", "a ZIP, Word or EPUB file; save its text as .txt first"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; save its text as .txt first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"WARC/", "a web archive; save the text of its reports as .txt first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "an SQLite database; give it with --record"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PROLOGUE = r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
_MARKUP = re.compile(_PROLOGUE + r"<(?:(?P<page>!doctype\s+html|html[\s>])|(?:rss|feed|rdf:rdf|urlset)[\s>])", re.IGNORECASE | re.DOTALL)
"""How an HTML page begins, or else a feed."""


def decode_text(raw: bytes) -> str:
    """The text of `raw`; raises `InputRefused` where it is empty, binary, a page or feed, or in an encoding that cannot be told."""
    if not raw.strip():
        raise InputRefused("the file is empty")
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise InputRefused(f"this is {what}")
    text = _decode(raw)
    if found := _MARKUP.match(text[:MARKUP_CHARS]):
        raise InputRefused(
            "this is an HTML page; save its text as .txt first" if found["page"] else "this is a feed; save the text of each report as .txt first"
        )
    return text


def _decode(raw: bytes) -> str:
    """`raw` as UTF-8 where it is that, else in the encoding found."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_guessed(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_guessed(raw)
    return _decode_guessed(raw) if _control_share(raw) > CONTROL_SHARE_MAX else text


def _decode_guessed(raw: bytes) -> str:
    """`raw` in the encoding that charset-normalizer finds most likely among those that news comes in."""
    import charset_normalizer

    sample = raw[:SAMPLE_BYTES]
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(_ENCODINGS)).best()
    if best is None or (not best.encoding.startswith("utf_") and _control_share(sample) > CONTROL_SHARE_MAX):
        raise InputRefused("this is no text: the bytes are binary, or in an encoding that cannot be told; save the file as UTF-8")
    encoding = best.encoding
    if encoding in _ONE_BYTE_NOT_LATIN and sum(byte > 127 for byte in sample) < HIGH_SHARE_LATIN * len(sample):
        encoding = "cp1252"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise InputRefused(f"looks like {encoding.replace('_', '-')}, but byte {error.start} (0x{byte:02x}) does not fit; save the file as UTF-8") from None


def _control_share(raw: bytes) -> float:
    sample = raw[:SAMPLE_BYTES]
    return len(_CONTROL.findall(sample)) / len(sample)

"""Bytes to text: which encoding a file is in, and what could not be decoded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from communique.errors import UnreadableError

# The longer marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Detection is held to what reports are written in. Of 14 samples of one or two sentences in 13 languages
# charset-normalizer, left free, took 10 rightly; with this list and the order below 13 (not the Czech one).
_CANDIDATES = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
)
# What web pages declare, and the encoding browsers take it for (WHATWG Encoding Standard, section 4.2).
_DECLARED = {
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **{f"windows-{number}": f"cp{number}" for number in (874, *range(1250, 1259)) if number != 1252},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)},
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "tis-620": "cp874",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.02  # of a text's characters; terminal logs with colour codes stay below


@dataclass(frozen=True)
class Decoded:
    """A text, and what a reader should know about how it was decoded (None where nothing)."""

    text: str
    remark: str | None = None


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    """The text of `raw`: by its byte order mark, as UTF-8, as `declared`, or as what it looks like.

    UTF-8 goes before what a page declares: text in another encoding is hardly ever valid UTF-8, and pages
    that are UTF-8 and declare another are common. Only seven-bit Japanese needs it the other way.
    Raises UnreadableError where it is not text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(_marked(raw.removeprefix(mark), encoding))
    if b"\0" in raw:
        raise UnreadableError("it holds NUL bytes, so it is not text; UTF-16 needs its byte order mark")
    known = _DECLARED.get(declared.strip().lower(), "utf-8") if declared else "utf-8"
    for codec in (known, "utf-8") if known == "iso2022_jp" else ("utf-8", known):
        if decoded := _strictly(raw, codec):
            return _checked(decoded)
    return _checked(_nearly_utf8(raw) or _detected(raw))


def _strictly(raw: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(encoding))
    except UnicodeError:
        return None


def _marked(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, f"characters that could not be decoded as {encoding}: {lost}" if lost else None)


def _nearly_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes, as where one quotation was pasted from another encoding."""
    text = raw.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - lost
    if good <= lost:
        return None
    return Decoded(text, f"places that are not UTF-8 and stand as U+FFFD in the text: {lost}")


def _detected(raw: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(raw, cp_isolation=list(_CANDIDATES)))
    if not matches:
        raise UnreadableError("its encoding was not recognised; save it as UTF-8")
    best = matches[0]
    for match in matches:  # the order of equally good matches is alphabetical; ours is by how common they are
        equal = (match.chaos, match.coherence) == (best.chaos, best.coherence)
        if equal and "cp1252" in match.could_be_from_charset:
            return Decoded(str(match), _taken("cp1252"))
    return Decoded(str(best), _taken(best.encoding))


def _taken(encoding: str) -> str:
    return f"it is not UTF-8; it was read as {encoding}, which is what it looks like"


def _checked(decoded: Decoded) -> Decoded:
    controls = len(_CONTROLS.findall(decoded.text))
    if controls > _BINARY_SHARE * len(decoded.text):
        raise UnreadableError(
            f"it is not text: {controls} of {len(decoded.text)} characters are control codes"
        )
    return decoded

"""Identifiers made from content, so that the same report read twice gives the same records."""

from __future__ import annotations

import hashlib
import json

ID_LENGTH = 16  # 64 bits in hex: one expected clash in about 4 thousand million records


def content_id(*parts: object) -> str:
    """A hash of `parts` (strings, numbers, None, or lists of these) as 16 hex digits."""
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]

"""The errors communique raises on purpose. Each message says what was wrong, where, and what to do."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of every error a user may meet; the command line prints its text and exits with 1."""


class UsageError(CommuniqueError):
    """The caller asked for something that does not exist, such as an unknown output format."""


class UnreadableError(CommuniqueError):
    """A file could not be read as the kind of report it claims to be."""


class RecordError(CommuniqueError, ValueError):
    """A record would contradict itself: an offset outside its text, an unknown code, a missing part."""


class CodebookError(CommuniqueError):
    """An entry of the codebook or of a rule file is wrong; the message names file and line."""


class ModelError(CommuniqueError):
    """The reading model's files are missing, damaged, or of another version."""

"""What all tests share: hand-built coded reports. `from builder import report` gives the builder itself."""

from __future__ import annotations

import pytest
from builder import ministers_meet, quiet_report, unreadable_report

from communique.records import CodedDocument


@pytest.fixture
def coded() -> CodedDocument:
    """A report with an entry of every kind."""
    return ministers_meet()


@pytest.fixture
def quiet() -> CodedDocument:
    """A report in which nothing is to be found."""
    return quiet_report()


@pytest.fixture
def unreadable() -> CodedDocument:
    """A report that could not be coded."""
    return unreadable_report()

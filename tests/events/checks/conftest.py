import pytest

from events.checks import findings


@pytest.fixture
def told():
    """The sentences of what is found in a report."""
    return lambda report: [finding.sentence for finding in findings(report)]

"""How two versions are read side by side."""

import pytest

from events.models import Participation
from lmec.conflicts.versions import against, both
from lmec.history.merge import Conflict
from tests import factories

pytestmark = pytest.mark.django_db


def words(pieces) -> str:
    return "".join(f"[{text}]" if kind == "added" else text for kind, text in pieces)


def test_only_what_the_other_version_does_not_say_is_marked():
    assert words(against(["The river rose."], ["The wide river fell."])) == (
        "The[ wide] river [fell]."
    )


def test_conflicts_of_every_kind_are_said_in_words():
    report = factories.draft("Example Meeting")
    row = factories.participation(report, factories.person("Li Example"))
    key, theirs = str(row.key), factories.person("Wang Example")
    found = both(
        report,
        [
            Conflict("", "", "series", None, None, 999),
            Conflict("", "", "start_date", None, "2022-11-23", "2022-11-24"),
            Conflict("participations", key, "person", None, row.person_id, theirs.pk),
            Conflict("participations", key, "roles", None, ["chair"], []),
            Conflict("remarks", "gone", "", {}, {"text": "<p>Mine</p>", "position": 3}, None),
        ],
        {Participation: {"roles": ", ".join}},
    )
    assert [(item.name, words(item.mine), words(item.theirs)) for item in found] == [
        ("Series", "", "[no longer there (number 999)]"),
        ("First day", "[23] November 2022", "[24] November 2022"),
        ("Li Example, Director, Example Institute: Person", "[Li] Example", "[Wang] Example"),
        ("Li Example, Director, Example Institute: Roles", "[chair]", ""),
        ("Remark", "[What was said: Mine]", ""),
    ]

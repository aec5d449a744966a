from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from lmec.dated import Held
from people.models import Membership
from tests import factories

DAY = date(2022, 11, 23)
BEFORE, AFTER = date(2018, 4, 1), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        (BEFORE, AFTER, Held.CERTAIN),
        (BEFORE, None, Held.CERTAIN),
        (DAY, DAY, Held.CERTAIN),
        (None, None, Held.POSSIBLE),
        (None, AFTER, Held.POSSIBLE),
        (None, DAY, Held.POSSIBLE),
        (AFTER, None, Held.NO),
        (None, BEFORE, Held.NO),
        (BEFORE, BEFORE, Held.NO),
    ],
)
@pytest.mark.django_db
def test_what_the_record_says_of_a_day_and_what_the_query_finds_agree(start, end, held):
    row = factories.membership(start_date=start, end_date=end)
    assert row.held_on(DAY) is held
    assert Membership.objects.as_of(DAY).exists() is (held is not Held.NO)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (BEFORE, AFTER, "2018–2024"),
        (BEFORE, date(2018, 12, 31), "2018"),
        (BEFORE, None, "since 2018"),
        (None, AFTER, "until 2024"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_in_years(start, end, words):
    assert Membership(start_date=start, end_date=end).period() == words


@pytest.mark.django_db
def test_an_end_before_the_beginning_is_refused_in_words():
    row = factories.membership()
    row.start_date, row.end_date = DAY, BEFORE
    with pytest.raises(ValidationError, match="The last day must not be before the first day."):
        row.full_clean()


@pytest.mark.django_db
def test_an_end_before_the_beginning_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="people_membership_dates_in_order"):
        factories.membership(start_date=DAY, end_date=BEFORE)

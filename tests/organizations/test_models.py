from datetime import date

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_body_had_on_a_day_the_former_name_of_that_day():
    body = factories.organization("Now")
    body.names.create(name="First", kind="former", end_date=date(2007, 12, 31))
    body.names.create(
        name="第二", kind="former", language="zh-Hans",
        start_date=date(2008, 1, 1), end_date=date(2018, 3, 17),
    )  # fmt: skip
    body.names.create(
        name="Second", kind="former", start_date=date(2008, 1, 1), end_date=date(2018, 3, 17)
    )
    body.names.create(name="Once", kind="former")
    body.names.create(name="Other", kind="alternate", end_date=date(2018, 3, 17))
    had = {year: body.former_name_on(date(year, 6, 1)) for year in (1990, 2010, 2020)}
    assert {year: name and name.name for year, name in had.items()} == {
        1990: "First",
        2010: "Second",
        2020: None,
    }

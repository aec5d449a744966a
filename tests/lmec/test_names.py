import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_other_names_stand_in_the_order_they_were_entered():
    body = factories.organization()
    for name in ("LMEC", "澜沧江-湄公河环境合作中心", "Center"):
        body.names.create(name=name)
    assert [str(name) for name in body.names.all()] == [
        "LMEC",
        "澜沧江-湄公河环境合作中心",
        "Center",
    ]


def test_one_abbreviation_may_be_that_of_two_bodies():
    for _time in range(2):
        factories.organization().names.create(name="MONRE", kind="acronym")
    assert factories.Organization.objects.filter(names__name="MONRE").count() == 2

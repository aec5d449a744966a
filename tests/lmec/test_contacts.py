import pytest
from django.core.exceptions import ValidationError

from organizations.models import ContactDetail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "office@example.org"),
        ("url", "https://example.org/"),
        ("url", "http://en.example.org.cn/"),
        ("voice", "+86-10-82268242/8221"),
        ("fax", "anything as printed"),
        ("wechat", "example-id"),
        ("address", "No. 5 Example Hutong\nBeijing\n100035, P.R. China"),
    ],
)
def test_what_can_be_printed_is_accepted(kind, value):
    ContactDetail(organization=factories.organization(), kind=kind, value=value).full_clean()


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("email", "office(at)example.org", "Enter a valid email address."),
        ("url", "example.org", "Enter a valid URL."),
        ("url", "javascript:alert(1)", "Enter a valid URL."),
        ("url", "ftp://example.org/", "Enter a valid URL."),
    ],
)
def test_what_a_visitor_could_not_use_is_refused_at_its_field(kind, value, sentence):
    row = ContactDetail(organization=factories.organization(), kind=kind, value=value)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert refusal.value.message_dict == {"value": [sentence]}


def test_nothing_is_public_unless_somebody_says_so():
    body = factories.organization()
    body.contacts.create(kind="voice", value="1")
    shown = body.contacts.create(kind="voice", value="2", is_public=True)
    assert list(body.contacts.public()) == [shown]


def test_contact_details_stand_in_their_order_and_then_as_they_were_entered():
    body = factories.organization()
    for value, position in [("c", 2), ("a", 1), ("d", 2), ("b", 1)]:
        body.contacts.create(kind="voice", value=value, position=position)
    assert "".join(row.value for row in body.contacts.all()) == "abcd"


def test_a_contact_detail_is_called_by_its_kind_and_not_by_its_value():
    assert str(ContactDetail(kind="voice", value="123")) == "Tel"

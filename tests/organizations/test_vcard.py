"""Cards of organizations, read back by a vCard library."""

import pytest
import vobject

from lmec.contacts import Contact
from organizations.vcard import PROPERTIES
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def reachable(name: str = "กรมควบคุมมลพิษ", **contacts: str):
    """A body that can be reached in public ways."""
    body = factories.organization(name, slug="body")
    for position, (kind, value) in enumerate(contacts.items()):
        body.contacts.create(kind=kind, value=value, is_public=True, position=position)
    return body


def read(client):
    return vobject.readOne(client.get("/organizations/body/contact.vcf").content.decode())


def values(card, name: str) -> list:
    return [line.value for line in card.contents.get(name, [])]


def test_a_card_says_whose_it_is(client):
    body = reachable(email="office@example.org")
    body.names.create(name="PCD", kind="acronym", language="en")
    body.names.create(name="Pollution Control Department")
    body.parentages.create(parent=factories.organization("Ministry; of A, B"))
    card = read(client)
    assert card.version.value == "3.0"
    assert card.fn.value == "กรมควบคุมมลพิษ"
    assert card.org.value == ["Ministry; of A, B", "กรมควบคุมมลพิษ"]
    assert card.nickname.value == "PCD"
    assert values(card, "url") == ["http://127.0.0.1:8000/organizations/body/"]


def test_each_way_to_reach_a_body_is_in_its_property(client):
    reachable(
        address="后英房胡同5号\n100035 北京, 中国",
        voice="+86 10 82268242",
        fax="+86-10-82200510",
        email="office@example.org",
        url="http://en.lmec.org.cn/?a=1,2",
        wechat="lancang-mekongec",
    )
    card = read(client)
    assert card.adr.value.street == "后英房胡同5号\n100035 北京, 中国"
    assert [(line.params["TYPE"], line.value) for line in card.tel_list] == [
        (["WORK", "VOICE"], "+861082268242"),
        (["WORK", "FAX"], "+861082200510"),
    ]
    assert card.email.value == "office@example.org"
    assert values(card, "url")[0] == "http://en.lmec.org.cn/?a=1,2"
    assert (card.impp.params["X-SERVICE-TYPE"], card.impp.value) == (
        ["WeChat"],
        "weixin:lancang-mekongec",
    )


def test_what_an_address_book_would_lose_is_noted(client):
    reachable(voice="+86-10-82268242/8221", fax="82200510", wechat="lancang-mekongec")
    card = read(client)
    assert values(card, "tel") == ["+861082268242", "82200510"]
    assert card.note.value == (
        "Tel: +86-10-82268242/8221\nFax: 82200510\nWeChat ID: lancang-mekongec"
    )


def test_a_number_that_says_all_needs_no_note(client):
    reachable(voice="+86 (0)10 8226-8242")
    assert "note" not in read(client).contents


def test_a_label_stays_with_its_value(client):
    body = reachable(email="office@example.org")
    body.contacts.create(kind="email", value="press@example.org", label="新闻", is_public=True)
    labels = {line.group: line.value for line in read(client).contents["x-ablabel"]}
    lines = {line.value: line.group for line in read(client).email_list}
    assert labels[lines["press@example.org"]] == "新闻"
    assert lines["office@example.org"] is None


def test_what_is_not_public_is_in_no_card(client):
    body = reachable(email="office@example.org")
    body.contacts.create(kind="voice", value="+86 999", note="Ask for Li")
    text = client.get("/organizations/body/contact.vcf").content.decode()
    assert "office@example.org" in text
    assert "999" not in text
    assert "Ask for Li" not in text


def test_a_body_without_public_contacts_has_no_card(client):
    reachable().contacts.create(kind="voice", value="+86 999")
    assert client.get("/organizations/body/contact.vcf").status_code == 404
    assert client.get("/organizations/nobody/contact.vcf").status_code == 404


def test_no_value_can_begin_a_line_of_its_own(client):
    reachable(
        "Body\r\nX-EVIL:1", email="a@example.org\nX-EVIL:1", url="http://a.org/\u2028X-EVIL:1"
    )
    assert "x-evil" not in read(client).contents


def test_long_lines_break_between_characters(client):
    name = "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม" * 4
    reachable(name, email="office@example.org")
    lines = client.get("/organizations/body/contact.vcf").content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert read(client).fn.value == name


def test_every_kind_of_contact_has_a_property():
    assert set(PROPERTIES) == set(Contact.Kind)


def test_a_card_is_a_download_and_follows_the_address(client):
    body = reachable(email="office@example.org")
    answer = client.get("/organizations/body/contact.vcf")
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="body.vcf"'
    assert not answer.cookies
    body.slug = "moved"
    body.save()
    moved = client.get("/organizations/body/contact.vcf")
    assert (moved.status_code, moved["Location"]) == (301, "/organizations/moved/contact.vcf")


def test_a_card_costs_the_same_for_one_contact_and_for_three(client):
    body = reachable(email="office@example.org")
    one = count_queries(lambda: read(client))
    for number in range(2):
        body.contacts.create(kind="voice", value=f"+86 10 822682{number}", is_public=True)
        body.names.create(name=f"Name {number}")
    assert count_queries(lambda: read(client)) == one <= 4

"""The seed report against the text it came as: each sentence on the page, each fact a record."""

import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.flatpages.models import FlatPage
from django.core.management import call_command

from events.models import Event, Remark
from lmec.history.models import Revision, latest
from lmec.history.snapshots import take
from lmec.richtext import blocks
from organizations.models import Organization, OrganizationName
from people.models import Person

TEXT = (Path(__file__).parent.parent / "seed" / "fifth-anniversary-meeting.txt").read_text()
REPORT, CONTACT = TEXT.split("Contact Us")
ADDRESS = "/events/2022/fifth-anniversary-work-meeting/"
# The editor's corrections of the source: the ministry is misspelt in its contact block.
MISSPELT, CORRECT = "Ministry of Environment and Ecology", "Ministry of Ecology and Environment"


def folded(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """The paragraphs of the source cut after each full stop that ends a sentence."""
    return [
        folded(sentence)
        for paragraph in re.split(r"\n\s*\n", text.strip())
        for sentence in re.split(r"(?<=[\w)”\"]\.)\s+(?=[A-Z])", folded(paragraph))
    ]


class Words(HTMLParser):
    """What a reader sees of a page; blocks are kept apart by a space, inline elements are not."""

    INLINE = {"a", "b", "em", "strong", "span", "sub", "sup"}

    def __init__(self, html: str):
        super().__init__()
        self.text, self.hidden = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"script", "style"}
        if tag not in self.INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        self.hidden -= tag in {"script", "style"}
        if tag not in self.INLINE:
            self.text.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)

    def __str__(self):
        return folded("".join(self.text))


@pytest.fixture
def seed(db):
    call_command("load_seed", stdout=StringIO())
    return Event.objects.get()


@pytest.fixture
def words(seed, client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return str(Words(response.content.decode()))


def attendance() -> tuple[str, list[str]]:
    """The sentence that the page shows as a list, and the ten names in it."""
    sentence = next(s for s in sentences(REPORT) if s.startswith("Representatives from"))
    names = sentence.removeprefix("Representatives from ").removesuffix(" attended the Meeting.")
    names = [name.removeprefix("the ").removeprefix("and ") for name in names.split(", ")]
    return sentence, names


def test_the_source_has_the_sentences_this_test_means():
    assert len(sentences(REPORT)) > 20
    assert len(attendance()[1]) == 10


def test_every_sentence_stands_on_the_page(words):
    missing = [s for s in sentences(REPORT) if s != attendance()[0] and s not in words]
    assert missing == []


def test_the_attendance_sentence_is_the_list(words):
    listed = words[words.index("Organizations taking part", words.index("Proceedings")) :]
    assert [name for name in attendance()[1] if name not in listed] == []


def test_every_line_of_the_contact_block_stands_on_the_page(words):
    source = folded(CONTACT).replace(MISSPELT, CORRECT)
    values = [
        "Lancang-Mekong Environmental Cooperation Center",
        "Foreign Environmental Cooperation Center, Ministry of Ecology and Environment, China",
        "No. 5 Houyingfang Hutong, Xicheng District, Beijing",
        "100035, P.R. China",
        "+86-10-82268242/8221",
        "+86-10-82200579",
        "qian.zhaohui@fecomee.org.cn",
        "li.xia@fecomee.org.cn",
        "lancang-mekongec",
    ]
    assert [value for value in values if value not in source or value not in words] == []
    assert MISSPELT not in words


def test_the_web_address_of_the_contact_block_is_a_link(seed, client):
    assert 'href="http://en.lmec.org.cn/"' in client.get(ADDRESS).content.decode()


def test_the_event_is_one_record_on_one_day_in_one_place(seed):
    assert (seed.start_date.isoformat(), seed.end_date) == ("2022-11-23", None)
    assert [str(place) for place in seed.places.all()] == ["Beijing, China"]
    assert folded(REPORT).startswith(seed.title)


def test_the_host_is_one_plate_with_two_bodies(seed):
    (host,) = seed.hosts
    assert [body.slug for body in host.bodies] == [
        "lancang-mekong-environmental-cooperation-center",
        "foreign-environmental-cooperation-center",
    ]
    assert [name for name, _body in host.links] == [
        "Lancang-Mekong Environmental Cooperation Center",
        "Foreign Environmental Cooperation Center of the Ministry of Ecology and Environment (MEE)",
    ]


def test_ten_bodies_attend_under_the_names_printed(seed):
    assert [row.printed_name for row in seed.participants] == attendance()[1]


def test_units_of_a_ministry_stand_below_it(seed):
    parents = {
        body.name: body.parent.name
        for body in Organization.objects.exclude(parentages=None)
        if body.slug != "division-ii"
    }
    assert parents == {
        "Department of International Cooperation": "Ministry of Ecology and Environment",
        "Foreign Environmental Cooperation Center": "Ministry of Ecology and Environment",
        "Department of Asian Affairs": "Ministry of Foreign Affairs",
        "International Economic and Technical Cooperation and Exchange Center": (
            "Ministry of Water Resources"
        ),
        "International Cooperation Center": "National Development and Reform Commission",
        "Foreign Economic Cooperation Center": "Ministry of Agriculture and Rural Affairs",
        "Chinese Academy of International Trade and Economic Cooperation": "Ministry of Commerce",
    }
    assert Organization.objects.count() == 20


def test_four_people_hold_the_posts_they_spoke_in(seed):
    assert {person.name: str(person.memberships.get()) for person in Person.objects.all()} == {
        "Zhang Yujun": (
            "Director-General, Lancang-Mekong Environmental Cooperation Center / "
            "Foreign Environmental Cooperation Center"
        ),
        "Sun Xuefeng": "Deputy Director-General, Department of International Cooperation",
        "Li Yonghong": ("Deputy Director-General, Lancang-Mekong Environmental Cooperation Center"),
        "Geng Cong": (
            "Representative, Department of Asian Affairs / "
            "Lancang-Mekong Cooperation China Secretariat"
        ),
    }


def test_one_speaker_keeps_both_printed_credits(seed):
    said = seed.remarks.get(person__slug="zhang-yujun")
    assert (said.participation.printed_credit, said.printed_credit) == (
        "Director-General of Lancang-Mekong Environmental Cooperation Center",
        "Director-General of Lancang-Mekong Environmental Cooperation Center / "
        "Foreign Environmental Cooperation Center of MEE",
    )
    for credit in (said.participation.printed_credit, said.printed_credit):
        assert f"Zhang Yujun, {credit}" in folded(REPORT)


def test_six_blocks_of_remarks_stand_in_order_two_of_them_by_groups(seed):
    assert [(remark.kind, remark.printed_name, remark.anchor) for remark in seed.remarks.all()] == [
        ("opening", "Zhang Yujun", "zhang-yujun"),
        ("opening", "Sun Xuefeng", "sun-xuefeng"),
        ("special", "Geng Cong", "geng-cong"),
        ("discussion", "Representatives attending the meeting", "discussion"),
        ("chair", "Li Yonghong", "li-yonghong"),
        ("presentation", "Colleagues of the Division II", "division-ii"),
    ]
    assert Remark.objects.filter(person=None).count() == 2


def test_one_person_chairs_and_speaks(seed):
    roles = {row.person.name: row.roles for row in seed.participations.all()}
    assert roles == {
        "Zhang Yujun": ["opening"],
        "Sun Xuefeng": ["opening"],
        "Li Yonghong": ["chair"],
        "Geng Cong": ["special"],
    }


def test_paragraphs_are_numbered_through_the_whole_report(seed):
    numbers = [*seed.summary_numbers, *(n for r in seed.remarks.all() for n in r.numbers)]
    assert numbers == [str(number) for number in range(1, 17)]


def test_four_initiatives_are_topics(seed):
    names = [row.topic.name for row in seed.eventtopics.all()]
    assert len(names) == 4
    assert [name for name in names if name not in folded(REPORT)] == []


def test_the_misspelt_ministry_is_kept_as_another_spelling():
    assert MISSPELT in CONTACT


def test_the_other_spelling_leads_to_the_ministry(seed):
    name = OrganizationName.objects.get(name=MISSPELT)
    assert (name.organization.name, name.kind) == (CORRECT, "alternate")


def test_the_center_is_described_by_a_sentence_of_the_report_that_it_links_to(seed):
    center = Organization.objects.get(slug="lancang-mekong-environmental-cooperation-center")
    quoted, address = re.search('“(.*?)”.*href="(.*?)"', center.description).groups()
    path, number = address.split("#p")
    assert path == ADDRESS
    said = seed.remarks.first()
    assert quoted in blocks(said.text)[said.numbers.index(number)]


def test_the_standing_pages_are_there(seed, client):
    assert set(FlatPage.objects.values_list("url", flat=True)) == {
        "/about/",
        "/accessibility/",
        "/reuse/",
    }
    assert client.get("/about/").status_code == 200


def test_histories_begin_with_what_is_loaded(seed):
    assert [row.action for row in Revision.objects.of(seed)] == ["published", "added"]
    for thing in (*Organization.objects.all(), *Person.objects.all()):
        assert latest(thing).data == take(thing)


def test_loading_again_keeps_what_an_editor_changed(seed, capsys):
    Event.objects.update(standfirst="Changed by an editor.")
    seed.remarks.first().delete()
    Person.objects.filter(slug="geng-cong").update(slug="geng-cong-of-mfa")
    FlatPage.objects.filter(url="/about/").update(content="<p>Ours.</p>")
    call_command("load_seed")
    assert "there already" in capsys.readouterr().out
    assert Event.objects.get().standfirst == "Changed by an editor."
    assert (Remark.objects.count(), Person.objects.count()) == (5, 4)
    assert FlatPage.objects.get(url="/about/").content == "<p>Ours.</p>"


def test_an_entry_that_was_there_before_is_used_as_it_is(db):
    mee = Organization.objects.create(slug="ministry-of-ecology-and-environment", name="Our name")
    call_command("load_seed", stdout=StringIO())
    mee.refresh_from_db()
    assert (mee.name, mee.names.count()) == ("Our name", 0)

"""One table of what is typed and what it finds, the same on every database.

The corpus has a remark in each language of the region, and people, bodies and a topic with names
in several scripts. Each has a label; a row of the table gives the labels that a query finds, so
everything else is a near miss that it must not find.
"""

import pytest
from django.utils import timezone

from events.publishing import publish
from lmec.search.index import Search
from lmec.search.models import SearchEntry
from lmec.search.query import parse
from tests import factories

pytestmark = pytest.mark.django_db

REMARKS = {
    "carbon": "Impressive progress was made in low-carbon and sustainable infrastructure.",
    "water": "The second speaker asked for data on water quality, rivers and fisheries.",
    "french": "Le délégué a présenté un résumé des échanges à l’Île-de-France.",
    "zh": "会议总结了澜沧江-湄公河环境合作五年来的进展，并就下一阶段的优先领域提出建议。",
    "zh2": "代表介绍了水环境管理中心与LMEC合作的经验。",
    "th": "ที่ประชุมทบทวนความก้าวหน้าของความร่วมมือด้านสิ่งแวดล้อมในช่วงห้าปีที่ผ่านมา",
    "lo": "ກອງປະຊຸມໄດ້ທົບທວນຄືນຄວາມຄືບໜ້າຂອງການຮ່ວມມືດ້ານສິ່ງແວດລ້ອມໃນຫ້າປີທີ່ຜ່ານມາ",
    "km": "អង្គប្រជុំបានពិនិត្យវឌ្ឍនភាពនៃកិច្ចសហប្រតិបត្តិការបរិស្ថានក្នុងរយៈពេលប្រាំឆ្នាំកន្លងមក។",
    "my": "အစည်းအဝေးတွင် ငါးနှစ်တာ ပတ်ဝန်းကျင်ဆိုင်ရာ ပူးပေါင်းဆောင်ရွက်မှု တိုးတက်မှုများကို သုံးသပ်ခဲ့သည်။",
    "vi": "Hội nghị đã rà soát tiến triển của hợp tác môi trường tại Đà Nẵng trong năm năm qua.",
}
NOTHING: set[str] = set()
# What is typed, and what it finds.
TABLE = [
    # Words, all of them, in any order and case
    ("progress", {"carbon"}),
    ("PROGRESS", {"carbon"}),
    ("infrastructure progress", {"carbon"}),
    ("progress fisheries", NOTHING),
    ("quality data", {"water"}),
    ("sustainability", NOTHING),
    # The beginning of the last word, and of no other
    ("infra", {"carbon"}),
    ("sustain", {"carbon"}),
    ("infra progress", NOTHING),
    ("progress infra", {"carbon"}),
    ("rivers f", {"water"}),
    ("iver", NOTHING),
    # Phrases
    ('"sustainable infrastructure"', {"carbon"}),
    ('"infrastructure sustainable"', NOTHING),
    ('"water quality"', {"water"}),
    ('"quality water"', NOTHING),
    ('"sustainable infra"', NOTHING),
    ("“water quality”", {"water"}),
    ('"water quality', {"water"}),
    # Words joined by signs are phrases
    ("low-carbon", {"carbon"}),
    ("low carbon", {"carbon"}),
    ("carbon-low", NOTHING),
    # Exclusions
    ("speaker -water", NOTHING),
    ("was -water", {"carbon"}),
    ('progress -"water quality"', {"carbon"}),
    ('water -"water quality"', NOTHING),
    ("progress -infra", {"carbon"}),
    # Accents, with and without; width; ligatures
    ("resume", {"french"}),
    ("résumé", {"french"}),
    ("délégué", {"french"}),
    ("delegue", {"french"}),
    ("ile-de-france", {"french"}),
    ("ＬＯＷ", {"carbon"}),
    # Vietnamese with and without marks
    ("môi trường", {"vi"}),
    ("moi truong", {"vi"}),
    ("Đà Nẵng", {"vi"}),
    ("da nang", {"vi"}),
    ("hợp tác môi trường", {"vi"}),
    ("mội trượng", {"vi"}),
    ("moi truong xanh", NOTHING),
    # Chinese inside running text: words of two characters, longer ones, one character
    ("环境", {"zh", "zh2"}),
    ("环境合作", {"zh"}),
    ("合作", {"zh", "zh2"}),
    ("优先领域", {"zh"}),
    ("领域优先", NOTHING),
    ("澜", {"zh", "center"}),
    ("境环", NOTHING),
    ("湄公河", {"zh", "center"}),
    ("河公湄", NOTHING),
    ("水环境 管理", {"zh2"}),
    ("环境 -管理", {"zh"}),
    ('"与LMEC合作"', {"zh2"}),
    ("LMEC合作", {"zh2"}),
    # Thai
    ("สิ่งแวดล้อม", {"th"}),
    ("ความร่วมมือ", {"th"}),
    ("ห้าปี", {"th"}),
    ("ปีห้า", NOTHING),
    ("แม่น้ำ", NOTHING),
    # Lao
    ("ສິ່ງແວດລ້ອມ", {"lo"}),
    ("ການຮ່ວມມື", {"lo"}),
    ("ແມ່ນ້ຳ", NOTHING),
    # Khmer
    ("បរិស្ថាន", {"km"}),
    ("ប្រាំឆ្នាំ", {"km"}),
    ("ទន្លេ", NOTHING),
    # Burmese
    ("ပတ်ဝန်းကျင်", {"my"}),
    ("ပူးပေါင်းဆောင်ရွက်မှု", {"my"}),
    ("မြစ်", NOTHING),
    # People by every name
    ("Nguyễn Văn Mẫu", {"person"}),
    ("nguyen van mau", {"person"}),
    ("van mau", {"person"}),
    ("阮文某", {"person"}),
    ("文某", {"person"}),
    ("Nguyen Wan Mau", {"person"}),
    ("nguyen thi", NOTHING),
    # Bodies by every name, acronym and spelling
    ("Sample Environment Center", {"center"}),
    ("SEC", {"center", "water"}),
    ('"SEC"', {"center"}),
    ("澜湄样本中心", NOTHING),
    ("湄公河样本中心", {"center"}),
    ("Center for the Sample Environment", {"center"}),
    ("ศูนย์ตัวอย่าง", {"center"}),
    # A topic
    ("Green River", {"topic"}),
    # Nothing typed is an error, nor everything
    ("xyzzy", NOTHING),
    ("' OR 1=1 --", NOTHING),
    ("carbon*", {"carbon"}),
    ("carbon OR fisheries", NOTHING),
    ("facets:all", NOTHING),
    ("kind:remark", NOTHING),
    ("(progress", {"carbon"}),
    ("progress)", {"carbon"}),
    ("progress & infrastructure", {"carbon"}),
    ("progress \x00 infrastructure", {"carbon"}),
    ("progress | water", NOTHING),
    ("progress:*", {"carbon"}),
    # What the index itself says of an entry is no word
    ("al", NOTHING),
    ("all", NOTHING),
    ("kin", NOTHING),
    ("remark", NOTHING),
    ("organiz", NOTHING),
    ("countr", NOTHING),
]


@pytest.fixture
def corpus() -> dict[tuple[str, int], str]:
    """The label of each thing by its kind and key."""
    report = factories.draft("A Sample Report", summary="")
    body = factories.organization("Sample Environment Center")
    for name in (
        "SEC",
        "澜沧江-湄公河样本中心",
        "Center for the Sample Environment",
        "ศูนย์ตัวอย่าง",
    ):
        body.names.create(name=name)
    person = factories.person("Nguyễn Văn Mẫu")
    for name in ("阮文某", "Nguyen Wan Mau"):
        person.names.create(name=name)
    topic = factories.topic("Green River Initiative")
    labels = {
        ("organization", body.pk): "center",
        ("person", person.pk): "person",
        ("topic", topic.pk): "topic",
    }
    for position, (label, text) in enumerate(REMARKS.items()):
        remark = factories.remark(
            report, attribution="A delegation", text=f"<p>{text}</p>", position=position
        )
        labels["remark", remark.pk] = label
    # The person takes part in another report, whose own entry has no label.
    other = factories.draft("Another", summary="")
    factories.participation(other, person, credited_as="Delegate")
    other.eventtopics.create(topic=topic)
    for each in (report, other):
        publish(each, factories.PUBLICATION)
    return labels


def found(query: str, labels: dict) -> set[str]:
    keys = Search(parse(query), timezone.now()).newest(None, 50)
    entries = SearchEntry.objects.filter(pk__in=keys)
    things = {(entry.kind, entry.object_id) for entry in entries}
    return {labels[thing] for thing in things if thing in labels}


def test_each_query_finds_what_it_should_and_nothing_near(corpus):
    wrong = {
        query: (hits, expected)
        for query, expected in TABLE
        if (hits := found(query, corpus)) != expected
    }
    assert wrong == {}


def test_the_table_is_as_wide_as_the_region():
    assert len(TABLE) >= 60
    assert sum(not query.isascii() for query, _expected in TABLE) >= 20

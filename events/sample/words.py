"""Words for sample content: names of nobody, bodies of nowhere, sentences that say nothing."""

from random import Random

from lmec.languages import Language

EN, ZH, TH = Language.ENGLISH, Language.CHINESE, Language.THAI

# What every sample report is about, in the languages of the reports.
FIELDS = [
    {EN: "water quality", ZH: "水质", TH: "คุณภาพน้ำ"},
    {EN: "wetlands", ZH: "湿地", TH: "พื้นที่ชุ่มน้ำ"},
    {EN: "air pollution", ZH: "空气污染", TH: "มลพิษทางอากาศ"},
    {EN: "biodiversity", ZH: "生物多样性", TH: "ความหลากหลายทางชีวภาพ"},
    {EN: "plastic waste", ZH: "塑料垃圾", TH: "ขยะพลาสติก"},
    {EN: "climate adaptation", ZH: "气候适应", TH: "การปรับตัวต่อสภาพภูมิอากาศ"},
    {EN: "green value chains", ZH: "绿色价值链", TH: "ห่วงโซ่คุณค่าสีเขียว"},
    {EN: "low-carbon transport", ZH: "低碳交通", TH: "การขนส่งคาร์บอนต่ำ"},
    {EN: "flood forecasting", ZH: "洪水预报", TH: "การพยากรณ์น้ำท่วม"},
    {EN: "environmental standards", ZH: "环境标准", TH: "มาตรฐานสิ่งแวดล้อม"},
    {EN: "fish migration", ZH: "鱼类洄游", TH: "การอพยพของปลา"},
    {EN: "soil restoration", ZH: "土壤修复", TH: "การฟื้นฟูดิน"},
]

TITLES = {
    EN: "Sample {kind} on {field} Held in {city}",
    ZH: "{field}问题示例会议",
    TH: "การประชุมตัวอย่างว่าด้วย{field}",
}
STANDFIRSTS = {
    EN: "Sample report {number}: invented text for trying out the site.",
    ZH: "示例报告第{number}号：为试用网站而编写的虚构文字。",
    TH: "รายงานตัวอย่างที่ {number}: ข้อความสมมติสำหรับทดลองใช้เว็บไซต์",
}
ATTRIBUTIONS = {
    EN: "Representatives attending the sample meeting",
    ZH: "出席示例会议的代表",
    TH: "ผู้แทนที่เข้าร่วมการประชุมตัวอย่าง",
}
OPENINGS = {
    EN: [
        "{speaker} pointed out that joint work on {field} had begun at {n} sample stations.",
        "{speaker} recalled that sample training on {field} had reached {n} people since {since}.",
        "{speaker} noted that a sample handbook on {field} was in use in {n} districts.",
        "{speaker} reported on {n} sample studies of {field}, the first one from {since}.",
        "{speaker} thanked the hosts of this sample meeting for putting {field} on its agenda.",
    ],
    ZH: [
        "{speaker}指出，{field}领域的示例合作已在{n}个站点展开。",
        "{speaker}回顾了自{since}年以来{field}方面的{n}次示例培训。",
        "{speaker}介绍了{n}项关于{field}的示例研究。",
    ],
    TH: [
        "{speaker} กล่าวว่า โครงการตัวอย่างด้าน{field}ได้เริ่มขึ้นใน {n} พื้นที่",
        "{speaker} รายงานผลการศึกษาตัวอย่างเรื่อง{field}จำนวน {n} ฉบับ นับตั้งแต่ปี {since}",
    ],
}
SEQUELS = {
    EN: [
        "Sample data on {field} should be exchanged every {n} days between the six countries.",
        "It was hoped that the sample network would add {n} members by the end of {until}.",
        "Small demonstration projects on {field} were expected to give invented results first.",
        "The next step would be a sample action plan with {n} measures and a review in {until}.",
        "More attention was due to {field} in {n} border districts, where this sample is set.",
        "Universities and local governments were invited to take part in sample surveys.",
    ],
    ZH: [
        "下一步将制定包含{n}项措施的示例行动计划。",
        "希望六国每{n}天交换一次有关{field}的示例数据。",
        "这段文字纯属虚构，仅供试用网站。",
    ],
    TH: [
        "ขั้นต่อไปคือการจัดทำแผนปฏิบัติการตัวอย่างที่มี {n} มาตรการ",
        "ข้อความนี้เป็นข้อความสมมติเพื่อทดลองใช้เว็บไซต์เท่านั้น",
    ],
}

ONSETS = ["Br", "D", "Fl", "G", "J", "Kr", "L", "M", "N", "P", "Qu", "R", "Sk", "T", "V", "Z"]
MIDDLES = ["abo", "eki", "imu", "oza", "uve", "axi", "ello", "ippa", "orru", "unji"]
ENDINGS = ["dax", "fip", "gost", "lom", "mux", "nev", "piz", "rask", "tev", "vorn", "wib"]
# “Example” as a family name, then the Chinese A, B, C, as in “Party A”.
STEMS = "甲乙丙丁戊己庚辛壬癸"
THAI_SYLLABLES = ["กอ", "ขอ", "คอ", "งอ", "จอ", "ชอ", "ดอ", "ตอ", "นอ", "บอ", "มอ", "ยอ"]


def invented(number: int) -> str:
    """A word that is nobody's name and no place's; 1,760 of them, then the same again."""
    number, onset = divmod(number, len(ONSETS))
    number, middle = divmod(number, len(MIDDLES))
    return ONSETS[onset] + MIDDLES[middle] + ENDINGS[number % len(ENDINGS)]


def person_name(number: int) -> str:
    """An invented name; two people in a hundred share theirs, as real ones do."""
    number -= number % 100 == 99
    return f"{invented(number * 7)} {invented(number * 3 + 5)}"


def native_name(number: int, language: Language) -> str:
    """“Example” in Chinese or Thai, with letters that count."""
    if language == ZH:
        return f"范例{STEMS[number // 10 % 10]}{STEMS[number % 10]}"
    count = len(THAI_SYLLABLES)
    return f"ตัวอย่าง {THAI_SYLLABLES[number // count % count]}{THAI_SYLLABLES[number % count]}"


def paragraph(random: Random, language: Language, speaker: str, field: dict) -> str:
    """Three or four sentences of reported speech in a paragraph of HTML."""
    opening, sequels = random.choice(OPENINGS[language]), SEQUELS[language]
    patterns = [opening, *random.sample(sequels, random.randint(2, min(3, len(sequels))))]
    sentences = [
        pattern.format(
            speaker=speaker,
            field=field[language],
            n=random.randint(2, 90),
            since=random.randint(2005, 2013),
            until=random.randint(2026, 2035),
        )
        for pattern in patterns
    ]
    space = "" if language == ZH else " "
    return f"<p>{space.join(sentences)}</p>"

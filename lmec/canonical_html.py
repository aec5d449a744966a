"""The one form in which the site stores an editor's HTML.

Two texts that read the same have the same canonical form, so comparing strings says whether
an editor changed anything. It is a row of top-level blocks without white space between them:
p, h2-h4, hr, ul, ol, blockquote, table, and figure (one picture and its caption). A list item
or table cell holds its only paragraph bare, several as p. Inside a paragraph stand text, br,
img and the marks a, em, s, span (for lang and dir alone), strong, sub and sup, which open at
the first letter they change and close after the last.
"""

import re
from dataclasses import dataclass, field, replace
from functools import partial

from lmec.safe_html import HEADINGS, LISTS, MARKS, PLACES, RENAMED, sanitize

BARE = {"li", "td", "th"}  # hold their only paragraph bare
CAPTIONS = {"caption", "figcaption"}  # hold one line of text, bare

TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|([^<]+)")
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
# White space but for the single spaces between the words of a sentence.
SPACE = re.compile(r"([ \t\n\r\f\xa0\u200b]{2,}|[\t\n\r\f\xa0\u200b]|^ | \Z)")
PICTURE = re.compile(r"(?:<a [^>]*>)?<img [^>]*>(?:</a>)?")
FROM_WORD = re.compile(r"\bclass=[\"']?Mso|\bmso-")
WORD_ITEM = re.compile(r"level(\d)")
WORD_NUMBER = re.compile(r"\(?(\w+)[.)、]")
LATER_START = re.compile(r"[2-9]|[1-9][0-9]{1,3}")


def canonical(html: str) -> str:
    """The safe, canonical form of any HTML; what has no place in it is unwrapped or dropped."""
    safe = sanitize(html).replace("&nbsp;", "\xa0")
    return _Writer(from_word=bool(FROM_WORD.search(html))).write(safe).replace("\xa0", "&nbsp;")


@dataclass
class _Line:
    """A paragraph, a heading or a caption; one with a level is an item of a list in Word."""

    html: str = ""
    tag: str = "p"
    attributes: str = ""
    level: int = 0
    marker: str = ""

    @property
    def number(self):
        match = WORD_NUMBER.match(self.marker.strip())
        return match[1] if match else ""

    def __str__(self):
        return f"<{self.tag}{self.attributes}>{self.html}</{self.tag}>"


@dataclass
class _Box:
    """An element that holds lines, finished blocks as text, or, if a list, its items."""

    tag: str = ""
    attributes: str = ""
    parts: list = field(default_factory=list)

    def inner(self):
        if self.tag in LISTS:
            return "".join(str(item) for item in self.parts if item.parts)
        if self.tag in CAPTIONS:
            return "".join(line.html for line in self.parts)
        parts = _with_lists(self.parts)
        if self.tag == "table":
            parts.sort(key=lambda part: not part.startswith("<caption"))
        paragraphs = [part for part in parts if isinstance(part, _Line) and part.tag == "p"]
        if self.tag in BARE and len(paragraphs) == 1 and parts[0] is paragraphs[0]:
            parts[0] = str(parts[0]) if parts[0].attributes else parts[0].html
        return "".join(map(str, parts))

    def __str__(self):
        return f"<{self.tag}{self.attributes}>{self.inner()}</{self.tag}>"


def _with_lists(parts):
    """`parts` with each run of Word's list items made into lists."""
    result, items = [], []
    for part in [*parts, None]:
        if isinstance(part, _Line) and part.level:
            items.append(part)
            continue
        while items:
            result.append(_take_list(items))
        result.append(part)
    return result[:-1]


def _take_list(items):
    """Take the first list off `items`, with the deeper lists inside it."""
    first = items[0]
    start = f' start="{first.number}"' if LATER_START.fullmatch(first.number) else ""
    result = _Box("ol" if first.number else "ul", start)
    while items and items[0].level >= first.level:
        if items[0].level > first.level:
            result.parts[-1].parts.append(_take_list(items))
        elif bool(items[0].number) == bool(first.number):
            result.parts.append(_Box("li", parts=[replace(items.pop(0), level=0)]))
        else:
            break
    return str(result)


def _is_caption(part):
    return isinstance(part, _Line) and part.tag == "figcaption"


def _figure(box):
    """The parts that a figure leaves: itself, or ordinary paragraphs of any other content."""
    parts = sorted(box.parts, key=_is_caption)
    if [_is_caption(part) for part in parts] == [False, True] and isinstance(parts[0], _Line):
        picture, caption = parts[0].html, parts[1]
        if PICTURE.fullmatch(picture):
            return [f"<figure{box.attributes}>{picture}{caption}</figure>"]
    return [replace(part, tag="p") if _is_caption(part) else part for part in parts]


class _Writer:
    """Reads the well-formed HTML that nh3 returns, once and without recursion."""

    def __init__(self, *, from_word):
        self.from_word = from_word
        self.boxes = [_Box()]
        self.style = _Line()  # what the next line will be
        self.marks = []  # the start tags in force, as (tag, attributes)
        self.in_marker = False
        self.start_line()

    def write(self, html):
        ends = []  # how to end each open element
        for slash, tag, attributes, text in TOKEN.findall(html):
            if text:
                self.text(text)
            elif slash:
                ends.pop()()
            else:
                tag, attributes = RENAMED.get(tag, tag), dict(ATTRIBUTE.findall(attributes))
                if tag in {"br", "hr", "img"}:
                    self.void(tag, attributes)
                else:
                    ends.append(self.start(tag, attributes))
        self.end_line()
        return self.boxes[0].inner()

    def void(self, tag, attributes):
        if tag == "br":
            self.space += "\n"
        elif tag == "img":
            if "src" in attributes and self.boxes[-1].tag not in CAPTIONS:
                self.content(f"<img{_written({'alt': '', **attributes})}>")
        else:
            self.break_line()
            if self.fits(tag):
                self.add("<hr>")

    def start(self, tag, attributes):
        """Start an element and return what ends it."""
        style = attributes.pop("style", "")
        if self.from_word:
            attributes.pop("lang", None)  # the language of Word's spelling check, often wrong
        if "Ignore" in style:
            self.in_marker = True
            return self.end_marker
        if tag in MARKS:
            return self.start_mark(tag, attributes)
        self.break_line()
        outer = self.style
        if tag in PLACES and self.fits(tag):
            self.boxes.append(_Box(tag, _written(attributes)))
            self.style = _Line()
            return partial(self.end_box, outer)
        if outer.tag == "p":
            item = WORD_ITEM.search(style)
            self.style = _Line(
                tag=tag if tag in HEADINGS else "p",
                attributes=_written(attributes) or outer.attributes,
                level=int(item[1]) if item else 0,
            )
        return partial(self.end_style, outer)

    # What a line holds

    def start_line(self):
        self.line, self.line_marks, self.space = [], [], ""

    def text(self, text):
        if self.in_marker:
            self.style.marker += text
            return
        for piece in SPACE.split(text):
            if SPACE.match(piece):
                self.space += re.sub("[\t\n\r\f]", " ", piece)
            elif piece:
                self.content(piece)

    def content(self, html):
        """Write what a reader sees, after the space and the marks that lead to it."""
        if self.space.count("\n") > 1:
            self.break_line()  # an empty line parts two paragraphs
        same = 0
        for written, wanted in zip(self.line_marks, self.marks, strict=False):
            if written != wanted:
                break
            same += 1
        self.close_marks(same)
        if self.line and self.space:
            breaking, spaced = "\n" in self.space, " " in self.space
            self.line.append("<br>" if breaking else " " if spaced else self.space[0])
        self.space = ""
        for tag, attributes in self.marks[same:]:
            self.line.append(f"<{tag}{attributes}>")
        self.line_marks = self.marks[:]
        self.line.append(html)

    def close_marks(self, keep=0):
        while len(self.line_marks) > keep:
            self.line.append(f"</{self.line_marks.pop()[0]}>")

    def break_line(self):
        """End the line where a block starts or ends, unless it is a caption, which is one line."""
        if self.boxes[-1].tag in CAPTIONS:
            self.space += "\n"
        else:
            self.end_line()

    def end_line(self):
        self.close_marks()
        if self.line:
            self.add(replace(self.style, html="".join(self.line)))
        self.start_line()

    # Elements

    def start_mark(self, tag, attributes):
        mark = tag, _written(attributes)
        if tag == "a":
            kept = "href" in attributes and not any(tag == "a" for tag, _ in self.marks)
        else:
            kept = mark not in self.marks and mark != ("span", "")
        if kept:
            self.marks.append(mark)
        return self.marks.pop if kept else lambda: None

    def end_marker(self):
        self.in_marker = False

    def end_style(self, outer):
        self.break_line()
        self.style = outer

    def end_box(self, outer):
        self.end_line()
        self.style = outer
        box = self.boxes.pop()
        if box.tag == "li":
            self.boxes[-1].parts.append(box)
        elif box.tag == "figure":
            for part in _figure(box):
                self.add(part)
        elif box.tag == "figcaption" and box.parts:
            self.add(_Line(box.inner(), box.tag, box.attributes))
        elif box.tag in {"td", "th"} or box.inner():
            self.add(str(box))

    def fits(self, tag):
        return self.boxes[-1].tag in PLACES[tag]

    def add(self, part):
        """Add a line or a block to the box it stands in; in a list, to the last item."""
        box = self.boxes[-1]
        if box.tag in LISTS:
            box.parts = box.parts or [_Box("li")]
            box = box.parts[-1]
        box.parts.append(part)


def _written(attributes):
    return "".join(f' {name}="{attributes[name]}"' for name in sorted(attributes))

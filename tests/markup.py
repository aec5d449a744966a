"""Reading a page as a parser sees it, so that tests can ask about its elements."""

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source"}


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str]
    ancestors: tuple[str, ...]

    def __getitem__(self, attribute: str) -> str:
        """The attribute's value, "" where it is missing."""
        return self.attributes.get(attribute, "")


class Markup(HTMLParser):
    """The elements of a page in order, with the text directly in each script."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[Element] = []
        self.scripts: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, given, tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data):
        if self._open and self._open[-1] == "script":
            self.scripts.append(data)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if not tags or element.tag in tags]

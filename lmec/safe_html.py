"""What the site lets stand of HTML that came from outside."""

import re

import nh3
from django.conf import settings

HEADINGS = {"h2", "h3", "h4"}
MARKS = {"a", "em", "s", "span", "strong", "sub", "sup"}
LISTS = {"ul", "ol"}
FLOW = {"", "blockquote", "figure", "li", "td", "th"}  # hold paragraphs; "" is the text itself
# What each box or rule may stand in.
PLACES = {
    **dict.fromkeys(("blockquote", "figure", "hr", "ol", "table", "ul"), FLOW | LISTS),
    **dict.fromkeys(("caption", "thead", "tbody", "tfoot"), {"table"}),
    "figcaption": {"figure"},
    "li": LISTS,
    "td": {"tr"},
    "th": {"tr"},
    "tr": {"thead", "tbody", "tfoot"},
}
RENAMED = {
    "b": "strong",
    "del": "s",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "i": "em",
    "strike": "s",
}
# These leave nothing but the end of one paragraph and the start of another.
BREAKS = (
    {"address", "center", "dd", "div", "dl", "dt", "p", "pre"}
    | {"article", "aside", "footer", "header", "main", "nav", "section"}
    | {"details", "fieldset", "form", "summary"}
)

LINK = re.compile(r"(?i)https?://[^/]|mailto:|tel:|/(?![/\\])|#")
VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    "dir": re.compile(r"rtl|auto"),  # an editor adds ltr on its own
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    **dict.fromkeys(("colspan", "height", "rowspan", "start", "width"), re.compile(r"[0-9]{1,4}")),
}


def sanitize(html: str) -> str:
    """Safe, well-formed HTML of the tags above, without comments.

    A style survives on p and span, cut down to mso-list: only there does Word say which of its
    paragraphs are list items. Whoever stores the result drops it.
    """
    return _cleaner.clean(html)


def _attribute(tag, name, value):
    """The value that an attribute keeps, or None."""
    if name == "href":
        value = re.sub(r"[\t\n\r]", "", value).strip()
        return value if LINK.match(value) else None
    if name == "src":
        own = value.startswith(settings.MEDIA_URL) and re.fullmatch(r"[\w./-]+", value, re.ASCII)
        return value if own and ".." not in value else None
    if name == "alt":
        return " ".join(value.split())
    return value if name not in VALUES or VALUES[name].fullmatch(value) else None


_cleaner = nh3.Cleaner(
    tags={"br", "img", *HEADINGS, *MARKS, *PLACES, *RENAMED, *BREAKS},
    attributes={
        "*": {"lang", "dir"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "p": {"style"},
        "span": {"style"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    filter_style_properties={"mso-list"},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    clean_content_tags={"iframe", "math", "noscript", "object", "script", "style", "svg"}
    | {"button", "select", "template", "textarea", "title", "xml"},
    link_rel=None,
)

"""What templates need to show the record; loaded as a builtin."""

import json
import re

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import translate_url
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.html import avoid_wrapping, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import get_text_list
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from lmec.moments import moment
from lmec.richtext import clean_html, plain, shift_headings

register = template.Library()
register.filter(moment)

RIVERS = "Lancang-Mekong"
# A country code, then groups of digits; "(0)" is dialed only inside the country.
TELEPHONE = re.compile(r"\+(?:\(0\)|[\d .()-])*\d(?!\w)")
# These Thai and Lao vowels are written before the consonant that they follow in speech.
LEADING_VOWELS = "เแโใไເແໂໃໄ"
UNSAFE_IN_SCRIPT = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


@register.filter
def rich_text(html: str, shift: int = 0) -> str:
    """Editor's HTML, cleaned once more; `shift` lowers its headings to fit under the page's own.

    No other code marks an editor's HTML as safe. A table gets a box to scroll sideways in, which
    the keyboard can reach.
    """
    safe = shift_headings(clean_html(html), shift)
    box = format_html('<div class="scroll" role="group" aria-label="{}" tabindex="0">', _("Table"))
    safe = safe.replace("<table", f"{box}<table").replace("</table>", "</table></div>")
    return mark_safe(safe)  # noqa: S308 - cleaned two lines above


@register.filter
def plain_text(html: str) -> str:
    """The words of an editor's HTML on one line, for the description of a page."""
    return plain(clean_html(html))


@register.filter
def nobr_names(text: str) -> str:
    """`text` escaped, with the name of the rivers kept on one line where there is room."""
    unbroken = format_html('<span class="nb">{}</span>', RIVERS)
    return format_html_join(unbroken, "{}", ((part,) for part in str(text).split(RIVERS)))


@register.filter
def tel_uri(number: str) -> str:
    """The tel: address of a number as printed; "" when it does not say which number to dial.

    Only a number with a country code is certain. Of "+86-10-82268242/8221" the first is linked.
    """
    found = TELEPHONE.match(number.strip())
    if not found:
        return ""
    digits = re.sub(r"\D", "", found[0].replace("(0)", ""))
    return f"tel:+{digits}" if 7 <= len(digits) <= 15 else ""


@register.filter
def without_scheme(address: str) -> str:
    """A web address as people say it: "en.lmec.org.cn"."""
    return re.sub(r"^https?://|/$", "", address)


@register.filter
def filesize(size: int) -> str:
    """A number of bytes as a reader counts it: "240 KB", "2.4 MB"."""
    kilobytes = max(1, round(size / 1024))
    if kilobytes < 1024:
        return avoid_wrapping(_("%(size)s KB") % {"size": number_format(kilobytes)})
    megabytes = number_format(round(size / 1024**2, 1), 1)
    return avoid_wrapping(_("%(size)s MB") % {"size": megabytes})


@register.filter
def initials(name: str) -> str:
    """Two letters that stand for a person without a portrait, in the order of the printed name.

    A script without capitals gets one character, which for Chinese is the family name.
    """
    words = [word for word in (re.sub(r"[^\w]", "", part) for part in name.split()) if word]
    if not words:
        return ""
    first = words[0].lstrip(LEADING_VOWELS)[:1] or words[0][:1]
    if first.upper() == first.lower() or len(words) == 1:
        return first.upper()
    return (first + words[-1][0]).upper()


@register.filter
def text_list(names: list[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    # Translators: Before the last of several names.
    return get_text_list(names, pgettext("last of several", "and"))


@register.filter
def lang_attr(language: str) -> str:
    """A lang attribute, with the space before it, where `language` is not that of the page."""
    if not language or language.lower() == (get_language() or "").lower():
        return ""
    return format_html(' lang="{}"', language)


class _Day:
    """A date that str.format() writes in one of Django's date formats."""

    def __init__(self, day):
        self.day = day

    def __format__(self, pattern):
        return format_date(self.day, pattern)


@register.filter
def daterange(start, end=None) -> str:
    """A day, "23 November 2022", or days that say once what they share: "21–22 March 2018".

    `end` is None where it is not known.
    """
    # Translators: In each range, j is the day, F the month and Y the year.
    if end is None or end == start:
        pattern = _("{start:j F Y}")
    elif end.year != start.year:
        pattern = _("{start:j F Y} – {end:j F Y}")
    elif end.month != start.month:
        pattern = _("{start:j F} – {end:j F Y}")
    else:
        pattern = _("{start:j}–{end:j F Y}")
    return pattern.format(start=_Day(start), end=_Day(end))


@register.filter
def daterange_in_year(start, end=None) -> str:
    """The same for a list that is headed by the year: "21–22 March"."""
    # Translators: In each range, j is the day, F the month and Y the year.
    if end is None or end == start:
        pattern = _("{start:j F}")
    elif end.year != start.year:
        pattern = _("{start:j F} – {end:j F Y}")
    elif end.month != start.month:
        pattern = _("{start:j F} – {end:j F}")
    else:
        pattern = _("{start:j}–{end:j F}")
    return pattern.format(start=_Day(start), end=_Day(end))


@register.filter
def jsonld(data: dict) -> str:
    """Linked data for search engines, as a script element that nothing inside it can close."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 - no <, > or & is left in it
    )


@register.filter
def page_numbers(page) -> list:
    """The numbers to link around a page of a paginator: first, last, neighbors and gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def aria_current(context, address: str) -> str:
    """The attribute of a link to `address`: "page" on that page, "true" on the pages below it."""
    path = context["request"].path if "request" in context else ""
    if path == address:
        return format_html(' aria-current="{}"', "page")
    return format_html(' aria-current="{}"', "true") if path.startswith(address) else ""


@register.simple_tag(takes_context=True)
def this_page_in(context, language: str) -> str:
    """The address of the page being shown, in another language of the site."""
    return translate_url(context["request"].get_full_path(), language)

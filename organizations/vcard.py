"""The contact details of an organization as a vCard, for address books.

Version 3.0, which phones and mail programs read alike; some read no later one.
"""

import re

from icalendar import vText
from icalendar.parser import Contentline, Contentlines

from lmec.printable import printable
from lmec.record_json import absolute
from lmec.templatetags.record import tel_uri
from organizations.models import ContactDetail, Organization, OrganizationName

Kind = ContactDetail.Kind
# `{}` is the value as text; a telephone number is one that can be dialed, where that is certain.
PROPERTIES = {
    # The parts of an address are not known apart, so all of it is the street.
    Kind.ADDRESS: "ADR;TYPE=WORK:;;{};;;;",
    Kind.VOICE: "TEL;TYPE=WORK,VOICE:{}",
    Kind.FAX: "TEL;TYPE=WORK,FAX:{}",
    Kind.EMAIL: "EMAIL;TYPE=INTERNET,WORK:{}",
    Kind.URL: "URL:{}",
    Kind.WECHAT: "IMPP;X-SERVICE-TYPE=WeChat;TYPE=WORK:weixin:{}",
}
NUMBERS = {Kind.VOICE, Kind.FAX}


def vcard(body: Organization) -> bytes:
    """The card of a body loaded with `names`, `public_contacts` and its parent."""
    above = [body.parent.name] if body.parent else []
    acronyms = [
        name.name for name in body.names.all() if name.kind == OrganizationName.Kind.ACRONYM
    ]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_text(body.name)}",
        # The name of a person, which the format asks for and an organization has not.
        "N:;;;;",
        f"ORG:{';'.join(map(_text, [*above, body.name]))}",
        "X-ABSHOWAS:COMPANY",
        *([f"NICKNAME:{','.join(map(_text, acronyms))}"] if acronyms else []),
        *_contacts(body.public_contacts),
        f"URL:{absolute(body.get_absolute_url())}",
        *_note(body.public_contacts),
        "END:VCARD",
    ]
    return Contentlines(map(Contentline, lines)).to_ical()


def _contacts(contacts: list[ContactDetail]) -> list[str]:
    lines = []
    for number, contact in enumerate(contacts, 1):
        value = contact.value
        if contact.kind in NUMBERS:
            value = tel_uri(value).removeprefix("tel:") or value
        line = PROPERTIES[contact.kind].format(_text(value))
        if contact.label:
            # Two lines of one group: a value, and what Apple's and others' books call it.
            lines += [f"item{number}.{line}", f"item{number}.X-ABLABEL:{_text(contact.label)}"]
        else:
            lines.append(line)
    return lines


def _note(contacts: list[ContactDetail]) -> list[str]:
    """What an address book would lose: WeChat, of which few know, and extensions of numbers."""
    notes = [
        f"{contact.get_kind_display()}: {contact.value}"
        for contact in contacts
        if contact.kind == Kind.WECHAT or (contact.kind in NUMBERS and _is_more(contact.value))
    ]
    text = _text("\n".join(notes))
    return [f"NOTE:{text}"] if notes else []


def _is_more(number: str) -> bool:
    """Whether a number as printed says more than the one that can be dialed."""
    printed, dialed = (re.sub(r"\(0\)|\D", "", text) for text in (number, tel_uri(number)))
    return printed != dialed


def _text(value: str) -> str:
    return vText("\n".join(printable(value).splitlines())).to_ical().decode()

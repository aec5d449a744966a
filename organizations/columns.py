"""The columns of the table of the directory, which docs/formats.md describes."""

from lmec.record_json import absolute
from organizations.models import ContactDetail, Organization, OrganizationName

Name = OrganizationName.Kind
Contact = ContactDetail.Kind


def _names(*kinds):
    def column(body: Organization) -> str:
        return "; ".join(row.name for row in body.names.all() if row.kind in kinds)

    return column


def _contacts(kind):
    def column(body: Organization) -> str:
        # An address of several lines stands on one, as nothing else in the table has more.
        values = [row.value for row in body.public_contacts if row.kind == kind]
        return "; ".join(", ".join(value.splitlines()) for value in values)

    return column


# Each column with what it says of a body with `names`, `public_contacts` and its parent.
COLUMNS = {
    "name": lambda body: body.name,
    "language": lambda body: body.language,
    "abbreviations": _names(Name.ACRONYM),
    "other_names": _names(Name.OFFICIAL, Name.CO_NAME, Name.ALTERNATE),
    "former_names": _names(Name.FORMER),
    "type": lambda body: body.classification,
    "country": lambda body: body.country.code,
    "parent": lambda body: body.parent.name if body.parent else "",
    "founded_on": lambda body: body.founding_date,
    "dissolved_on": lambda body: body.dissolution_date,
    "postal_address": _contacts(Contact.ADDRESS),
    "telephone": _contacts(Contact.VOICE),
    "fax": _contacts(Contact.FAX),
    "email": _contacts(Contact.EMAIL),
    "website": _contacts(Contact.URL),
    "wechat_id": _contacts(Contact.WECHAT),
    "page": lambda body: absolute(body.get_absolute_url()),
}

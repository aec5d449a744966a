"""What visitors take away from the directory: the table of it, and the card of one body."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lmec.tables import in_portions, table
from organizations.columns import COLUMNS
from organizations.models import Organization
from organizations.vcard import vcard


@require_safe
def directory_table(request):
    """The whole directory as CSV."""
    return table("lmec-directory.csv", COLUMNS, in_portions(_loaded().defer("description")))


@require_safe
def contact_card(request, slug: str):
    """How to reach one body; there is no card of one without public contact details."""
    body = get_object_or_404(_loaded(), slug=slug)
    if not body.public_contacts:
        raise Http404(_("No contact details of this organization are on record."))
    disposition = content_disposition_header(True, f"{body.slug}.vcf")
    return HttpResponse(
        vcard(body), "text/vcard; charset=utf-8", headers={"Content-Disposition": disposition}
    )


def _loaded():
    bodies = Organization.objects.with_parents(timezone.localdate()).with_public_contacts()
    return bodies.prefetch_related("names")

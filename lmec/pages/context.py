"""What every public page needs: the site's address and its own organization."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from lmec.canonical import canonical_url
from organizations.models import Organization


def site(request) -> dict:
    """`site_url`, and `site_organization` with `public_contacts` loaded, or None.

    The organization is asked for only where a template shows it, so the admin never pays for it.
    A view that says another `canonical_url` or has loaded the organization itself is obeyed.
    """
    return {
        "site_url": settings.SITE_URL,
        "canonical_url": canonical_url(request),
        "site_organization": SimpleLazyObject(load_site_organization),
    }


def load_site_organization() -> Organization | None:
    bodies = Organization.objects.with_public_contacts()
    return bodies.filter(slug=settings.SITE_ORGANIZATION).first()

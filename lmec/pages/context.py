"""What every public page needs: the site's address and its own organization."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from organizations.models import Organization


def site(request) -> dict:
    """`site_url`, and `site_organization` with `public_contacts` loaded, or None.

    The organization is asked for only where a template shows it, so the admin never pays for it.
    """
    return {
        "site_url": settings.SITE_URL,
        "canonical_url": f"{settings.SITE_URL}{request.path}",
        "site_organization": SimpleLazyObject(_organization),
    }


def _organization():
    bodies = Organization.objects.with_public_contacts()
    return bodies.filter(slug=settings.SITE_ORGANIZATION).first()

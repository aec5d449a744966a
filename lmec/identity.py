"""Identities that last for what has no key of its own, such as a feed."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6818c46b-b064-405a-822b-b8dc7dfb6915")


def identity(name: str) -> UUID:
    """The key of what the site calls `name`; it has nothing to do with any address."""
    return uuid5(NAMESPACE, name)

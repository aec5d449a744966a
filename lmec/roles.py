"""The three groups of staff, made once and then left to the administrators.

Permissions do not exist while migrations run, so a `post_migrate` receiver makes the groups. A
group that exists is never changed: an administrator's own choice of permissions stays.
"""

from django.apps import apps
from django.utils.translation import gettext_noop

REPORTS = [
    "event",
    "eventorganization",
    "eventtopic",
    "participation",
    "remark",
    "place",
    "photo",
    "attachment",
]
DIRECTORY = {
    "organizations": [
        "organization",
        "organizationname",
        "parentage",
        "succession",
        "contactdetail",
    ],
    "people": ["person", "personname", "membership", "personcontact"],
}
ALL = ("view", "add", "change", "delete")


def permissions(app: str, models: list[str], actions=ALL) -> list[str]:
    return [f"{app}.{action}_{model}" for model in models for action in actions]


# Whoever writes reports may add a body or a speaker the directory lacks; changing what other
# reports rely on, and all contact details, are for directory managers.
DIRECTORY_ADDING = [
    *permissions("organizations", ["organization", "organizationname"], ("view", "add")),
    *permissions("organizations", ["parentage"], ("view", "add")),
    *permissions("people", ["person", "personname", "membership"], ("view", "add")),
]
GROUPS = {
    gettext_noop("Writers"): [
        *permissions("events", REPORTS),
        *permissions("events", ["series", "topic"], ("view", "add")),
        *DIRECTORY_ADDING,
    ],
    gettext_noop("Editors"): [
        *permissions("events", [*REPORTS, "series", "topic"]),
        "events.publish_event",
        *DIRECTORY_ADDING,
        *permissions("flatpages", ["flatpage"], ("view", "change")),
    ],
    gettext_noop("Directory managers"): [
        *(name for app, models in DIRECTORY.items() for name in permissions(app, models)),
    ],
}


def keep_groups(sender, using, **kwargs):
    """Make the groups that do not exist, once every permission they need does."""
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in permission_model.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for name, wanted in GROUPS.items():
        if not known.keys() >= set(wanted):
            continue  # an app still to come will send its own signal
        group, made = group_model.objects.using(using).get_or_create(name=name)
        if made:
            group.permissions.set([known[permission] for permission in wanted])

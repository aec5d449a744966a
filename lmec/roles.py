"""The three groups of staff, made once and then left to the administrators.

Permissions do not exist while migrations run, so a receiver of `post_migrate` makes the groups.
A group that exists is never changed: an administrator's own choice of permissions stays.
"""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
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
        # To see which reports an entry is used in.
        *permissions("events", [*REPORTS, "series", "topic"], ("view",)),
    ],
}


def keep_groups(sender, using, apps=all_apps, **kwargs):
    """Make the groups that do not exist, as soon as every permission they need can.

    Permissions are made by a receiver of the same signal, app by app, so the ones that are still
    to come are asked for here.
    """
    group_model = apps.get_model("auth", "Group")
    existing = set(group_model.objects.using(using).values_list("name", flat=True))
    missing = [name for name in GROUPS if name not in existing]
    if not missing:
        return
    needed = {permission for name in missing for permission in GROUPS[name]}
    for label in sorted({permission.partition(".")[0] for permission in needed}):
        config = all_apps.get_app_config(label)
        create_permissions(config, verbosity=0, using=using, apps=apps)
    permission_model = apps.get_model("auth", "Permission")
    keys = {
        f"{app}.{codename}": pk
        for pk, app, codename in permission_model.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for name in missing:
        if keys.keys() >= set(GROUPS[name]):  # else an app has not been migrated yet
            group = group_model.objects.using(using).create(name=name)
            group.permissions.set([keys[permission] for permission in GROUPS[name]])

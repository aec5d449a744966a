"""The three groups of staff."""


def keep_groups(sender, **kwargs):
    pass

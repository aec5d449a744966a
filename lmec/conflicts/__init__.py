"""Two people in one form: both keep their work, and decide where they changed the same.

- `merging`: brings what was posted together with what was saved since the form was opened.
- `forms`: forms whose fields show the version of somebody else beside one's own.
- `admin`: the admin that asks, before anything is saved, what has happened meanwhile.
- `versions`: how a version of a field is shown, and its words marked against another.
"""

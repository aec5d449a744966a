"""What was saved, by whom and why; and what lies between two states of one thing.

- `models`: the table of revisions, each with a snapshot of a thing and all its parts.
- `snapshots`: taking one, and making the database agree with one.
- `memory`: the thing of a snapshot with all its parts, to be read and never saved.
- `compare`: the differences between two, by part and field.
- `merge`: two sets of changes to one state, brought together by part and field.
- `restoring`: the snapshot that a restoration would lead to, and what is in its way.
- `comparison`, `wording`, `words`: what pages show of two snapshots, or of one.
- `admin`: forms that record; with `pages` (the history), `restoring_pages` and `trash`.

A model takes part by naming its parts in `recorded_parts`.
"""

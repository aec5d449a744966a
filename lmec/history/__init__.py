"""What was saved, by whom and why; and what lies between two states of one thing.

- `models`: the table of revisions, each with a snapshot of a thing and all its parts.
- `snapshots`: taking one, and making the database agree with one.
- `compare`: the differences between two, by part and field.
- `merge`: two sets of changes to one state, brought together by part and field.

A model takes part by naming its parts in `recorded_parts`.
"""

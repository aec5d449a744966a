"""Forms that somebody has open: what was typed and not saved yet, and who else is typing.

One row for each person and thing is the rolling copy of a form (autosave), says who has it open
(presence), and is what an unsaved preview shows.
"""

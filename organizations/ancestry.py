"""Which bodies stand above which on a day, for many bodies at once."""

from datetime import date

from organizations.models import Parentage


class Ancestry:
    """All parentages, read in one query."""

    def __init__(self):
        self.parents: dict[int, list[tuple]] = {}
        rows = Parentage.objects.order_by("pk").values_list(
            "organization", "parent", "start_date", "end_date"
        )
        for child, parent, start, end in rows:
            self.parents.setdefault(child, []).append((parent, start, end))

    def above(self, body: int, day: date) -> set[int]:
        """The keys of the bodies above one on a day, at any height."""
        found: set[int] = set()
        climb = [body]
        while climb:
            for parent, start, end in self.parents.get(climb.pop(), []):
                held = (start is None or start <= day) and (end is None or end >= day)
                if held and parent not in found:
                    found.add(parent)
                    climb.append(parent)
        return found

"""Pages of long lists: found by keys alone, which an index holds, and counted once."""

from django.core.paginator import Paginator


class KeyPaginator(Paginator):
    """Reads the keys up to a page from an index and only the rows of the page itself.

    `count` may be assigned where it is known, and so may `keys`, which are then all in order.
    """

    keys = None

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self.object_list.values_list("pk", flat=True) if self.keys is None else self.keys
        keys = keys[start : start + self.per_page]
        return self._get_page(self.object_list.filter(pk__in=list(keys)), number, self)

"""Writing the index and asking it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property

from lmec.search.engines import Document, engine, moment
from lmec.search.models import OF_EVENTS, Kind, SearchEntry, keys_of
from lmec.search.query import Query, Term

COUNTED = 1000  # counts stop here: "1,000+"
FEW = 2000  # so many are gathered at once, as the newest might lie far apart
RANKED = 1000  # by relevance, the newest matches are put in order


class Item(NamedTuple):
    """An entry to be written, and what it is found by."""

    entry: SearchEntry
    document: Document


@transaction.atomic(savepoint=False)
def replace(items: Iterable[Item], **old) -> None:
    """Put entries in the place of those that `old` selects, in one transaction.

    Two hands that write the same entry at once leave the later one's.
    """
    items = list(items)
    forget(Q(**old) | Q(pk__in=[item.entry.pk for item in items]))
    if items:
        SearchEntry.objects.bulk_create([item.entry for item in items], batch_size=500)
        engine().write({item.entry.pk: _with_facets(item) for item in items})


def forget(old: Q) -> None:
    """Remove the entries that a condition selects."""
    entries = SearchEntry.objects.filter(old)
    engine().remove(entries)
    entries.delete()


def events_with(term: Term) -> list[int] | RawSQL:
    """The events in whose report or remarks a term occurs: their keys, or a subquery if many.

    No planner knows how rare a word is: few keys are best known beforehand, and of many the
    newest are soon met. What is public is not asked: whoever filters by it starts from that.
    """
    database = engine()
    question = database.question(database.known(Query(wanted=[term])), [])
    sql = f"SELECT entry.event_id {database.MATCHES} AND entry.event_id IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s", [question, FEW + 1])
        keys = [key for (key,) in cursor.fetchall()]
    return list(set(keys)) if len(keys) <= FEW else RawSQL(sql, [question])  # noqa: S611 - no input in it


def _with_facets(item: Item) -> Document:
    facets = ["all", facet("kind", item.entry.kind), *item.document.facets]
    return item.document._replace(facets=list(dict.fromkeys(facets)))


def facet(name: str, value) -> str:
    """A fact to filter by, as a token that no text contains: "speaker:12"."""
    return f"{name}:{value}".lower().replace("-", "")


@dataclass
class Search:
    """One question to the index: words, groups of alternative facets, a span of keys.

    Written out, it says what is asked, and not when.
    """

    query: Query
    at: datetime = field(repr=False)
    facets: list[list[str]] = field(default_factory=list)
    lowest: int = 0
    highest: int = 1 << 62

    @cached_property
    def known(self) -> Query:
        """The query as the engine asks it."""
        return engine().known(self.query)

    def count(self, kind: Kind | None = None) -> int:
        """How many entries match, of one kind if asked, up to `COUNTED` + 1."""
        sql, parameters = self._matches(kind)
        newest = f"SELECT 1 {sql} ORDER BY {engine().KEY} DESC LIMIT %s"
        sql = f"SELECT count(*) FROM ({newest}) matches"  # noqa: S608 - no input in it
        return self._rows(sql, [*parameters, COUNTED + 1])[0][0]

    def counts(self) -> dict[Kind, int]:
        """How many entries of each kind match, each up to `COUNTED` + 1."""
        if self.few is None:
            return {kind: self.count(kind) for kind in Kind}
        found = Counter(kind for _key, kind in self.few)
        return {kind: min(found[kind], COUNTED + 1) for kind in Kind}

    @cached_property
    def few(self) -> list[tuple[int, str]] | None:
        """Key and kind of every match, newest first, where there are at most `FEW`."""
        sql, parameters = self._matches(None)
        key = engine().KEY
        sql = f"SELECT {key}, entry.kind {sql} ORDER BY {key} DESC LIMIT %s"
        rows = self._rows(sql, [*parameters, FEW + 1])
        return rows if len(rows) <= FEW else None

    def newest(self, kind: Kind | None, limit: int, below: int | None = None) -> list[int]:
        """Keys of matching entries, newest first, from below a key on."""
        # Of a question that narrows nothing, the newest are met at once.
        if (self.facets or self.query) and self.few is not None:
            keys = [key for key, found in self.few if kind in (None, found)]
            return [key for key in keys if below is None or key < below][:limit]
        sql, parameters = self._matches(kind, below)
        key = engine().KEY
        sql = f"SELECT {key} {sql} ORDER BY {key} DESC LIMIT %s"
        return [key for (key,) in self._rows(sql, [*parameters, limit])]

    def most_relevant(self, kind: Kind | None, limit: int, offset: int) -> list[int]:
        """Keys of the newest `RANKED` matches, the most relevant first."""
        sql, parameters = self._matches(kind)
        key, rank = engine().KEY, engine().RANK
        question = parameters[0]
        newest = f"SELECT {key} AS id, {rank} AS rank {sql} ORDER BY {key} DESC LIMIT {RANKED}"
        sql = f"SELECT id FROM ({newest}) newest ORDER BY rank, id DESC LIMIT %s OFFSET %s"  # noqa: S608 - no input in it
        before = engine().rank_parameters(question)
        return [key for (key,) in self._rows(sql, [*before, *parameters, limit, offset])]

    def _matches(self, kind: Kind | None, below: int | None = None) -> tuple[str, list]:
        database = engine()
        facets, conditions, values = list(self.facets), "", []
        if kind and database.asks_by_facet(kind):
            facets.append([facet("kind", kind)])
            # Says which index will do where it names the few entries that are of no event.
            conditions = "" if kind in OF_EVENTS else "AND entry.event_id IS NULL "
        elif kind:
            conditions, values = "AND entry.kind = %s ", [kind]
        at = moment(self.at)
        sql = (
            f"{database.MATCHES} AND {database.KEY} >= %s AND {database.KEY} < %s "
            "AND (entry.visible_from IS NULL OR entry.visible_from <= %s) "
            "AND (entry.visible_until IS NULL OR entry.visible_until > %s) "
            f"{conditions}"
        )
        keys = keys_of(kind)
        lowest, highest = max(self.lowest, keys.start), min(self.highest, keys.stop)
        if below is not None:
            highest = min(highest, below)
        question = database.question(self.known, facets)
        return sql, [question, lowest, highest, at, at, *values]

    def _rows(self, sql: str, parameters: list) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

"""The two databases asked the same question: which entries hold these tokens?

Each engine keeps the tokens of `SearchEntry` rows where its database can search them, beside the
table: SQLite in the virtual table `lmec_searchtext`, whose rowid is the entry's key, PostgreSQL in
the column `document`, and every word of all texts in `lmec_searchword`. Entries are numbered so
that a higher key is newer: the newest matches come first by key order alone, and no more of them
are read than are asked for.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from lmec.search.models import OF_EVENTS
from lmec.search.query import Query, Term

# Separates title and text, so that no phrase spans the two.
GAP = 10
MAX_POSITION = 16_383
MANY = 200  # words with one beginning
LAST = "\x7f"  # after every character of a token


class Document(NamedTuple):
    """What one entry is found by: tokens of title and text, and facets such as "kind:remark"."""

    title: list[str]
    text: list[str]
    facets: list[str]


class SQLite:
    MATCHES = (
        "FROM lmec_searchtext JOIN lmec_searchentry entry ON entry.id = lmec_searchtext.rowid "
        "WHERE lmec_searchtext MATCH %s"
    )
    KEY = "lmec_searchtext.rowid"
    RANK = "bm25(lmec_searchtext, 4.0, 1.0, 0.0)"
    INSTALL = [
        "CREATE VIRTUAL TABLE lmec_searchtext USING fts5("
        "title, text, facets, tokenize = \"ascii tokenchars ':'\", prefix = '2 3')",
    ]
    UNINSTALL = ["DROP TABLE lmec_searchtext"]

    def write(self, documents: dict[int, Document]):
        rows = [
            (key, " ".join(document.title), " ".join(document.text), " ".join(document.facets))
            for key, document in documents.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO lmec_searchtext (rowid, title, text, facets) VALUES (%s, %s, %s, %s)",
                rows,
            )

    def remove(self, entries: QuerySet):
        """Drop the text of some entries, which are themselves still there."""
        keys, parameters = entries.values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            # The condition is a queryset's own SQL with its parameters apart.
            cursor.execute(f"DELETE FROM lmec_searchtext WHERE rowid IN ({keys})", parameters)  # noqa: S608

    def rank_parameters(self, question: str) -> list[str]:
        return []

    def asks_by_facet(self, kind: str) -> bool:
        """Always: FTS5 meets a facet in the same run through the keys."""
        return True

    def known(self, query: Query) -> Query:
        """The query itself: FTS5 has an index of beginnings."""
        return query

    def question(self, query: Query, facets: list[list[str]]) -> str:
        """The full-text expression: every group of alternative facets, and the terms."""
        groups = [
            "(" + " OR ".join(f'facets : "{facet}"' for facet in group) + ")"
            for group in (facets if facets or query.wanted else [["all"]])
        ]
        wanted = [f"({{title text}} : {self._term(term)})" for term in query.wanted]
        unwanted = [f"({{title text}} : {self._term(term)})" for term in query.unwanted]
        asked = " AND ".join(groups + wanted)
        return " NOT ".join([f"({asked})", *unwanted])

    def _term(self, term: Term) -> str:
        return f'"{" ".join(term.tokens)}"' + (" *" if term.beginning else "")


class PostgreSQL:
    MATCHES = "FROM lmec_searchentry entry WHERE entry.document @@ %s::tsquery"
    KEY = "entry.id"
    RANK = "-ts_rank(entry.document, %s::tsquery)"
    INSTALL = [
        "ALTER TABLE lmec_searchentry ADD COLUMN document tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX lmec_searchentry_document ON lmec_searchentry USING gin (document)",
    ]
    UNINSTALL = ["ALTER TABLE lmec_searchentry DROP COLUMN document"]

    def write(self, documents: dict[int, Document]):
        rows = [(self._vector(document), key) for key, document in documents.items()]
        words = {word for title, text, _facets in documents.values() for word in [*title, *text]}
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE lmec_searchentry SET document = %s::tsvector WHERE id = %s", rows
            )
            # Words that no text has any more find nothing, and stay.
            cursor.execute(
                "INSERT INTO lmec_searchword SELECT unnest(%s) ON CONFLICT DO NOTHING",
                [sorted(words)],
            )

    def remove(self, entries: QuerySet):
        """Nothing to do: the column goes with the row."""

    def rank_parameters(self, question: str) -> list[str]:
        return [question]

    def asks_by_facet(self, kind: str) -> bool:
        """Not for what there is most of, which the planner finds along the index of kinds."""
        return kind not in OF_EVENTS

    def known(self, query: Query) -> Query:
        """The query with the words for each beginning, unless there are many.

        A beginning makes PostgreSQL gather all entries with any of its words, however few of them
        a facet leaves; words it looks up where the rarest of all that is asked occurs.
        """
        return replace(query, wanted=[self._with_words(term) for term in query.wanted])

    def _with_words(self, term: Term) -> Term:
        if not term.beginning:
            return term
        beginning = term.tokens[-1]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word FROM lmec_searchword WHERE word >= %s AND word < %s LIMIT %s",
                [beginning, beginning + LAST, MANY + 1],
            )
            words = tuple(word for (word,) in cursor.fetchall())
        return term if len(words) > MANY else replace(term, words=words or (beginning,))

    def question(self, query: Query, facets: list[list[str]]) -> str:
        groups = ["(" + " | ".join(map(self._facet, group)) + ")" for group in facets]
        wanted = [f"({self._term(term)})" for term in query.wanted]
        unwanted = [f"!({self._term(term)})" for term in query.unwanted]
        everything = [] if groups or wanted else [self._facet("all")]
        return " & ".join([*everything, *groups, *wanted, *unwanted])

    def _term(self, term: Term) -> str:
        *before, last = [f"'{token}'" for token in term.tokens]
        if term.words:
            last = "(" + " | ".join(f"'{word}'" for word in term.words) + ")"
        elif term.beginning:
            last += ":*"
        return " <-> ".join([*before, last])

    def _facet(self, facet: str) -> str:
        """A facet as no word is written nor begins."""
        return f"':{facet}'"

    def _vector(self, document: Document) -> str:
        positions: dict[str, list[str]] = {}
        start = 1
        for weight, tokens in (("A", document.title), ("D", document.text)):
            for place, token in enumerate(tokens, start):
                if place <= MAX_POSITION:
                    positions.setdefault(token, []).append(f"{place}{weight}")
            start += len(tokens) + GAP
        words = [f"'{token}':{','.join(places[:255])}" for token, places in positions.items()]
        return " ".join([*words, *map(self._facet, document.facets)])


ENGINES = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> SQLite | PostgreSQL:
    return ENGINES[connection.vendor]


def moment(at: datetime):
    """A time as the database compares it in SQL of our own."""
    return connection.ops.adapt_datetimefield_value(at)

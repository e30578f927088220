"""The first tables.

Full text: SQLite indexes what the view `searched` shows (nothing is stored twice) and triggers keep it so; PostgreSQL
keeps a generated column. Both fold accents and stem English, neither drops stop words. As much of a text is indexed
as is read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_READ = 200_000  # characters of a text: pipeline.MAX_CHARACTERS when this was written

# What PostgreSQL takes for part of a word, a host or a number and SQLite does not: "U.S." is two words to both.
_JOINERS = "'.,-_/:@&+#%=?~''’', repeat(' ', 17)"

_SQLITE = (
    f"CREATE VIEW searched AS SELECT report, title, substr(text, 1, {_READ}) AS text FROM body",
    """CREATE VIRTUAL TABLE words USING fts5(title, text, content='searched', content_rowid='report',
        tokenize='porter unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER body_added AFTER INSERT ON body BEGIN
        INSERT INTO words (rowid, title, text) VALUES (new.report, new.title, substr(new.text, 1, {_READ}));
    END""",
    f"""CREATE TRIGGER body_removed AFTER DELETE ON body BEGIN
        INSERT INTO words (words, rowid, title, text)
        VALUES ('delete', old.report, old.title, substr(old.text, 1, {_READ}));
    END""",
)
# How many rows there are and how many share a key: https://www.sqlite.org/fileformat2.html#stat1tab
# Those of 100,000 reports, from the beginning, so that questions are looked up the short way without an ANALYZE.
_STATISTICS = (
    ("commitment", "commitment", "400000 7 1"),
    ("commitment", "commitment_by_status", "400000 80000 20 1 1"),
    ("entity", "entity", "1300000 13 1"),
    ("entity", "entity_of_actor", "1300000 700 1"),
    ("event", "event", "1800000 18 1"),
    ("event", "event_in_country", "230000 1000 2 1 1"),
    ("event", "event_of_type", "1800000 110000 30 1 1"),
    ("pair", "pair", "1400000 5000 100 2 2 1"),
    ("party", "party", "5000000 1000 13 5 1"),
    ("place", "place", "800000 8 1"),
    ("position", "position", "600000 6 1"),
    ("report", "ix_report_published", "100000 25"),
    ("report", "ix_report_publisher", "100000 500"),
    ("report", "sqlite_autoindex_report_1", "100000 1"),
    ("span", "span", "7500000 75 2 1 1"),
    ("statement", "statement", "1300000 13 1"),
)
_POSTGRES = (
    "CREATE TEXT SEARCH DICTIONARY dragoman_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION dragoman (COPY = english)",
    """ALTER TEXT SEARCH CONFIGURATION dragoman
        ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
        WITH {folding}dragoman_stem""",
    f"""ALTER TABLE body ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('dragoman', translate(coalesce(title, ''), {_JOINERS})), 'A')
        || setweight(to_tsvector('dragoman', translate(left(text, {_READ}), {_JOINERS})), 'D')) STORED""",
    "CREATE INDEX body_vector ON body USING gin (vector)",
)


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*_SQLITE, "ANALYZE"):  # which makes the table of statistics
            op.execute(statement)
        statistics = sa.table("sqlite_stat1", sa.column("tbl"), sa.column("idx"), sa.column("stat"))
        op.bulk_insert(statistics, [dict(zip(("tbl", "idx", "stat"), row, strict=True)) for row in _STATISTICS])
    else:
        folding = "unaccent, " if _unaccent() else ""  # without it accents count: "Erdogan" is not "Erdoğan"
        for statement in _POSTGRES:
            op.execute(statement.format(folding=folding))


def _unaccent() -> bool:
    """Whether the server can fold accents; its packagers call that a contribution, most have it."""
    bind = op.get_bind()
    if bind.exec_driver_sql("SELECT 1 FROM pg_available_extensions WHERE name = 'unaccent'").scalar() is None:
        return False
    try:
        with bind.begin_nested():
            bind.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS unaccent")
    except sa.exc.DBAPIError:  # not allowed to this user
        return False
    return True


def _tables() -> None:

    op.create_table(
        "actor",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=3)),
        sa.Column("code", sa.Text()),
        sa.Column("wikidata", sa.Text()),
        sa.Column("side", sa.Integer()),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_actor_country", "actor", ["country"])
    op.create_table(
        "actor_name",
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("actor", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("folded", "actor"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "body",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_table(
        "commitment",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("force", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("instrument", sa.Text()),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report", "claim"),
        sqlite_with_rowid=False,
    )
    op.create_index("commitment_by_status", "commitment", ["status", "day"])
    op.create_table(
        "copy",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("publisher", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "correction",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=24), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone_at", sa.String(length=20)),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("ix_correction_report", "correction", ["report"])
    op.create_table(
        "entity",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("entity_of_actor", "entity", ["actor", "report"])
    op.create_table(
        "event",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(length=3)),
        sa.Column("quad", sa.SmallInteger(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report", "claim"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "event_in_country",
        "event",
        ["country", "day"],
        sqlite_where=sa.text("country IS NOT NULL"),
        postgresql_where=sa.text("country IS NOT NULL"),
    )
    op.create_index("event_of_type", "event", ["type", "day"])
    op.create_table(
        "link",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("to_report", sa.Integer(), nullable=False),
        sa.Column("to_claim", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone_at", sa.String(length=20)),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("report", "claim", "to_report", "to_claim", "kind", "by"),
    )
    op.create_index("link_to", "link", ["to_report", "to_claim"])
    op.create_table(
        "pair",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quad", sa.SmallInteger(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", "day", "report", "claim"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party",
        sa.Column("actor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "day", "report", "claim"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3)),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("geonames", sa.Integer()),
        sa.PrimaryKeyConstraint("report", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "position",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stance", sa.String(length=8), nullable=False),
        sa.Column("about", sa.Text()),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report", "claim"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("publisher", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("added", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_report_published", "report", ["published"])
    op.create_index("ix_report_publisher", "report", ["publisher"])
    op.create_table(
        "run",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("started", sa.String(length=20), nullable=False),
        sa.Column("finished", sa.String(length=20)),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "source",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("report", sa.String(length=16)),
        sa.Column("message", sa.Text()),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("path", "item"),
    )
    op.create_index("ix_source_status", "source", ["status"])
    op.create_table(
        "span",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("report", "claim", "start", "end"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report", "claim"),
        sqlite_with_rowid=False,
    )

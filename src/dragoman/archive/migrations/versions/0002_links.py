"""Links name claims by their ids, which outlast corrections and rereadings; until now nothing was linked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_table("link")
    op.create_table(
        "link",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("to_report", sa.Integer(), nullable=False),
        sa.Column("to_claim", sa.Text(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone_at", sa.String(length=20)),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("report", "claim", "to_report", "to_claim", "kind", "by", name="link_once"),
    )
    op.create_index("link_to", "link", ["to_report", "to_claim"])

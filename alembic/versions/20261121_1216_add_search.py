"""Add search."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "9e3fb8bb1606"
down_revision: str | None = "79c60a5309fc"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "search_documents",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("ref_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("terms", postgresql.TSVECTOR(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("learned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "ref_id", name=op.f("pk_search_documents")),
    )
    op.create_index(
        "ix_search_documents_best",
        "search_documents",
        [sa.literal_column("live DESC"), sa.literal_column("popularity DESC")],
        unique=False,
    )
    op.create_index(
        "ix_search_documents_name",
        "search_documents",
        ["name"],
        unique=False,
        postgresql_ops={"name": "text_pattern_ops"},
    )
    op.create_index(
        "ix_search_documents_new",
        "search_documents",
        ["ref_id"],
        unique=False,
        postgresql_where=sa.text("NOT learned"),
    )
    op.create_index(
        "ix_search_documents_terms", "search_documents", ["terms"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.String(40), nullable=False),
        sa.Column("near", sa.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_index("ix_search_words_near", "search_words", ["near"], unique=False, postgresql_using="gin")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_search_words_near", table_name="search_words", postgresql_using="gin")
    op.drop_table("search_words")
    op.drop_index("ix_search_documents_terms", table_name="search_documents", postgresql_using="gin")
    op.drop_index(
        "ix_search_documents_new", table_name="search_documents", postgresql_where=sa.text("NOT learned")
    )
    op.drop_index(
        "ix_search_documents_name", table_name="search_documents", postgresql_ops={"name": "text_pattern_ops"}
    )
    op.drop_index("ix_search_documents_best", table_name="search_documents")
    op.drop_table("search_documents")

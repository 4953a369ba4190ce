"""Add streams."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c7f004e4b54"
down_revision: str | None = "3f0c1b7e52d4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "media_servers",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("last_sequence", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_media_servers")),
    )
    op.create_table(
        "stream_plans",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(140), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(title) BETWEEN 1 AND 140", name=op.f("ck_stream_plans_title_length")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_stream_plans_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_stream_plans")),
    )
    op.create_table(
        "streams",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("broadcast", sa.String(80), nullable=False),
        sa.Column("server", sa.String(80), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("title", sa.String(140), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(20), nullable=False),
        sa.Column("recording", sa.String(80), nullable=True),
        sa.Column("peak_viewers", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_streams_ended_has_time")
        ),
        sa.CheckConstraint(
            "status IN ('live', 'reconnecting', 'ended')", name=op.f("ck_streams_status_known")
        ),
        sa.CheckConstraint("char_length(title) BETWEEN 1 AND 140", name=op.f("ck_streams_title_length")),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at", name=op.f("ck_streams_ends_after_start")
        ),
        sa.CheckConstraint("peak_viewers >= 0", name=op.f("ck_streams_peak_viewers_counted")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_streams_category_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_streams_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_streams")),
        sa.UniqueConstraint("broadcast", name=op.f("uq_streams_broadcast")),
    )
    op.create_index(
        "ix_streams_channel_id_started_at",
        "streams",
        ["channel_id", sa.literal_column("started_at DESC")],
        unique=False,
    )
    op.create_index(
        "uq_streams_channel_id_on",
        "streams",
        ["channel_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index(
        "uq_streams_channel_id_on", table_name="streams", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index("ix_streams_channel_id_started_at", table_name="streams")
    op.drop_table("streams")
    op.drop_table("stream_plans")
    op.drop_table("media_servers")

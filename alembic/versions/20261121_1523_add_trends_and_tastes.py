"""Add trends and tastes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5c1de0a7f3b2"
down_revision: str | None = "7e3f1c5b9d24"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "channel_neighbours",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("neighbour_id", sa.Uuid(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.CheckConstraint("channel_id <> neighbour_id", name=op.f("ck_channel_neighbours_not_itself")),
        sa.CheckConstraint(
            "likeness > 0 AND likeness <= 1", name=op.f("ck_channel_neighbours_likeness_share")
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_channel_neighbours_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["neighbour_id"],
            ["channels.id"],
            name=op.f("fk_channel_neighbours_neighbour_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("channel_id", "neighbour_id", name=op.f("pk_channel_neighbours")),
    )
    op.create_index(
        op.f("ix_channel_neighbours_neighbour_id"), "channel_neighbours", ["neighbour_id"], unique=False
    )
    op.create_table(
        "channel_trends",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.Float(), nullable=False),
        sa.Column("usual", sa.Float(), nullable=False),
        sa.Column("on_air_seconds", sa.Float(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("reckoned_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("audience >= 0 AND usual >= 0", name=op.f("ck_channel_trends_audience_counted")),
        sa.CheckConstraint("on_air_seconds >= 0", name=op.f("ck_channel_trends_on_air_counted")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_channel_trends_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_channel_trends")),
    )
    op.create_index(
        "ix_channel_trends_audience",
        "channel_trends",
        ["channel_id"],
        unique=False,
        postgresql_where=sa.text("audience > 0"),
    )
    op.create_table(
        "watches",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("watched_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_watches_minutes_counted")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_watches_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_watches_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "channel_id", name=op.f("pk_watches")),
    )
    op.create_index(op.f("ix_watches_channel_id"), "watches", ["channel_id"], unique=False)
    op.create_index(op.f("ix_watches_watched_at"), "watches", ["watched_at"], unique=False)
    op.add_column("channels", sa.Column("featured_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_channels_featured_at",
        "channels",
        ["featured_at"],
        unique=False,
        postgresql_where=sa.text("featured_at IS NOT NULL"),
    )
    op.add_column("streams", sa.Column("audience", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_check_constraint(op.f("ck_streams_audience_counted"), "streams", "audience >= 0")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_constraint(op.f("ck_streams_audience_counted"), "streams", type_="check")
    op.drop_column("streams", "audience")
    op.drop_index(
        "ix_channels_featured_at",
        table_name="channels",
        postgresql_where=sa.text("featured_at IS NOT NULL"),
    )
    op.drop_column("channels", "featured_at")
    op.drop_table("watches")
    op.drop_table("channel_trends")
    op.drop_table("channel_neighbours")

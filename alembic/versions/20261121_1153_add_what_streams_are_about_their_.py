"""Add what streams are about, their viewers and where they go."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "02ebac05bcbd"
down_revision: str | None = "b12d4a781ff2"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


_NEW = {
    "stream_plans": ("tags", "language", "mature", "hold", "now_playing"),
    "streams": ("tags", "language", "mature", "now_playing", "test", "viewers"),
}
_CHECKS = [
    (table, name, condition)
    for table in _NEW
    for name, condition in (
        ("tags_number", "cardinality(tags) <= 10"),
        ("now_playing_length", "char_length(now_playing) <= 200"),
    )
]
_STREAM_CHECKS = (
    ("streams", "status_known", "status IN ('held', 'live', 'reconnecting', 'ending', 'ended')"),
    ("streams", "viewers_counted", "viewers >= 0"),
    ("streams", "peak_viewers_counted", "peak_viewers >= viewers"),
    ("streams", "recording_length", "recording_seconds >= 0"),
)


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "external_sources",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(1000), nullable=False),
        sa.Column("position", sa.String(100), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_external_sources_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_external_sources")),
    )
    op.create_table(
        "simulcast_targets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("url_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("message", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('', 'connecting', 'live', 'waiting', 'refused', 'stopped')",
            name=op.f("ck_simulcast_targets_state_known"),
        ),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 40", name=op.f("ck_simulcast_targets_name_length")
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_simulcast_targets_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulcast_targets")),
    )
    op.create_index(
        "uq_simulcast_targets_channel_id_name_lower",
        "simulcast_targets",
        ["channel_id", sa.literal_column("lower(name)")],
        unique=True,
    )
    op.create_table(
        "stream_minutes",
        sa.Column("stream_id", sa.Uuid(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("viewers", sa.Integer(), nullable=False),
        sa.CheckConstraint("minute >= 0", name=op.f("ck_stream_minutes_minute_of_stream")),
        sa.CheckConstraint("viewers > 0", name=op.f("ck_stream_minutes_viewers_counted")),
        sa.ForeignKeyConstraint(
            ["stream_id"], ["streams.id"], name=op.f("fk_stream_minutes_stream_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("stream_id", "minute", name=op.f("pk_stream_minutes")),
    )
    op.add_column("stream_plans", sa.Column("category_id", sa.Uuid(), nullable=True))
    op.add_column("stream_plans", sa.Column("tags", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.add_column("stream_plans", sa.Column("language", sa.String(10), nullable=False, server_default="en"))
    op.add_column(
        "stream_plans", sa.Column("mature", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("stream_plans", sa.Column("hold", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("stream_plans", sa.Column("now_playing", sa.String(200), nullable=False, server_default=""))
    op.create_foreign_key(
        op.f("fk_stream_plans_category_id"),
        "stream_plans",
        "categories",
        ["category_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column("streams", sa.Column("key_id", sa.Uuid(), nullable=True))
    op.add_column("streams", sa.Column("test", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("streams", sa.Column("tags", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.add_column("streams", sa.Column("language", sa.String(10), nullable=False, server_default="en"))
    op.add_column("streams", sa.Column("mature", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("streams", sa.Column("now_playing", sa.String(200), nullable=False, server_default=""))
    op.add_column("streams", sa.Column("grace_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("streams", sa.Column("recording_seconds", sa.Integer(), nullable=True))
    op.add_column("streams", sa.Column("viewers", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index(
        op.f("uq_streams_channel_id_on"), table_name="streams", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index(
        "uq_streams_channel_id_on",
        "streams",
        ["channel_id", "test"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_streams_key_id"), "streams", ["key_id"], unique=False)
    op.create_index(
        "ix_streams_recording",
        "streams",
        ["recording"],
        unique=False,
        postgresql_where=sa.text("recording IS NOT NULL"),
    )
    op.create_foreign_key(
        op.f("fk_streams_key_id"), "streams", "stream_keys", ["key_id"], ["id"], ondelete="SET NULL"
    )
    for table, columns in _NEW.items():
        op.execute(
            f"UPDATE {table} SET tags = c.tags, language = c.language, mature = c.mature FROM channels c"
            f" WHERE c.id = {table}.channel_id"
        )
        for column in columns:  # the defaults were for the rows that there are
            op.alter_column(table, column, server_default=None)
    op.execute(
        "UPDATE stream_plans p SET category_id = c.category_id FROM channels c WHERE c.id = p.channel_id"
    )
    op.drop_constraint(op.f("ck_streams_status_known"), "streams", type_="check")
    op.drop_constraint(op.f("ck_streams_peak_viewers_counted"), "streams", type_="check")
    for table, name, condition in (*_CHECKS, *_STREAM_CHECKS):
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DELETE FROM streams WHERE test OR status = 'held'")
    op.execute("UPDATE streams SET status = 'live' WHERE status = 'ending'")
    for table, name, _ in (*_CHECKS, *_STREAM_CHECKS):
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(
        op.f("ck_streams_status_known"), "streams", "status IN ('live', 'reconnecting', 'ended')"
    )
    op.create_check_constraint(op.f("ck_streams_peak_viewers_counted"), "streams", "peak_viewers >= 0")
    op.drop_constraint(op.f("fk_streams_key_id"), "streams", type_="foreignkey")
    op.drop_index(
        "ix_streams_recording", table_name="streams", postgresql_where=sa.text("recording IS NOT NULL")
    )
    op.drop_index(op.f("ix_streams_key_id"), table_name="streams")
    op.drop_index(
        "uq_streams_channel_id_on", table_name="streams", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index(
        op.f("uq_streams_channel_id_on"),
        "streams",
        ["channel_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_column("streams", "viewers")
    op.drop_column("streams", "recording_seconds")
    op.drop_column("streams", "grace_until")
    op.drop_column("streams", "now_playing")
    op.drop_column("streams", "mature")
    op.drop_column("streams", "language")
    op.drop_column("streams", "tags")
    op.drop_column("streams", "test")
    op.drop_column("streams", "key_id")
    op.drop_constraint(op.f("fk_stream_plans_category_id"), "stream_plans", type_="foreignkey")
    op.drop_column("stream_plans", "now_playing")
    op.drop_column("stream_plans", "hold")
    op.drop_column("stream_plans", "mature")
    op.drop_column("stream_plans", "language")
    op.drop_column("stream_plans", "tags")
    op.drop_column("stream_plans", "category_id")
    op.drop_table("stream_minutes")
    op.drop_index("uq_simulcast_targets_channel_id_name_lower", table_name="simulcast_targets")
    op.drop_table("simulcast_targets")
    op.drop_table("external_sources")

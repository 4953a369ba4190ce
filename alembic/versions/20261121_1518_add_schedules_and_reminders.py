"""Add schedules and reminders."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7e3f1c5b9d24"
down_revision: str | None = "7c1e5d20b9a4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("stream_plans", sa.Column("titled_at", sa.DateTime(timezone=True), nullable=True))
    _create_entries()
    _create_changes()
    _create_reminders()


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("reminders")
    op.drop_table("schedule_changes")
    op.drop_table("schedule_entries")
    op.drop_column("stream_plans", "titled_at")


def _create_entries() -> None:
    op.create_table(
        "schedule_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(140), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("time", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("use_title", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "char_length(title) BETWEEN 1 AND 140", name=op.f("ck_schedule_entries_title_length")
        ),
        sa.CheckConstraint(
            "char_length(description) <= 1000", name=op.f("ck_schedule_entries_description_length")
        ),
        sa.CheckConstraint("minutes BETWEEN 5 AND 1440", name=op.f("ck_schedule_entries_minutes_range")),
        sa.CheckConstraint(
            "weekdays <@ ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']",
            name=op.f("ck_schedule_entries_weekdays_known"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= starts_on", name=op.f("ck_schedule_entries_until_after_start")
        ),
        sa.CheckConstraint(
            "until IS NULL OR cardinality(weekdays) > 0", name=op.f("ck_schedule_entries_until_weekly")
        ),
        sa.CheckConstraint(
            "(next_at IS NULL) = (next_ends_at IS NULL)", name=op.f("ck_schedule_entries_next_whole")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_schedule_entries_category_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_schedule_entries_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_entries")),
    )
    op.create_index(op.f("ix_schedule_entries_channel_id"), "schedule_entries", ["channel_id"], unique=False)
    for column in ("next_at", "next_ends_at"):
        op.create_index(
            f"ix_schedule_entries_{column}",
            "schedule_entries",
            [column],
            unique=False,
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )


def _create_changes() -> None:
    op.create_table(
        "schedule_changes",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("moved_at", sa.Time(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(moved_on IS NULL) = (moved_at IS NULL)", name=op.f("ck_schedule_changes_move_whole")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["schedule_entries.id"],
            name=op.f("fk_schedule_changes_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "day", name=op.f("pk_schedule_changes")),
    )


def _create_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["schedule_entries.id"], name=op.f("fk_reminders_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reminders_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index("ix_reminders_entry_id_user_id", "reminders", ["entry_id", "user_id"], unique=False)
    op.create_index(
        "uq_reminders_user_id_entry_id_day", "reminders", ["user_id", "entry_id", "day"], unique=True
    )
    op.create_index(
        "uq_reminders_user_id_entry_id",
        "reminders",
        ["user_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("day IS NULL"),
    )

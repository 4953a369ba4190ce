"""Add roles, moderation, blocks, reports and follows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "9993c98da11a"
down_revision: str | None = "02ebac05bcbd"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "blocks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("blocked_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("user_id <> blocked_id", name=op.f("ck_blocks_not_oneself")),
        sa.ForeignKeyConstraint(
            ["blocked_id"], ["users.id"], name=op.f("fk_blocks_blocked_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_blocks_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "blocked_id", name=op.f("pk_blocks")),
    )
    op.create_index(op.f("ix_blocks_blocked_id"), "blocks", ["blocked_id"], unique=False)
    op.create_table(
        "channel_acts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_channel_acts_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_channel_acts_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["users.id"], name=op.f("fk_channel_acts_subject_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_acts")),
    )
    op.create_index(op.f("ix_channel_acts_actor_id"), "channel_acts", ["actor_id"], unique=False)
    op.create_index(
        "ix_channel_acts_channel_id_id",
        "channel_acts",
        ["channel_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(op.f("ix_channel_acts_subject_id"), "channel_acts", ["subject_id"], unique=False)
    op.create_table(
        "channel_bans",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("banned_by", sa.Uuid(), nullable=True),
        sa.Column("networks", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["banned_by"], ["users.id"], name=op.f("fk_channel_bans_banned_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_channel_bans_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_channel_bans_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", "user_id", name=op.f("pk_channel_bans")),
    )
    op.create_index(op.f("ix_channel_bans_user_id"), "channel_bans", ["user_id"], unique=False)
    op.create_table(
        "channel_roles",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('editor', 'moderator', 'vip')", name=op.f("ck_channel_roles_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_channel_roles_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["users.id"], name=op.f("fk_channel_roles_granted_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_channel_roles_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", "user_id", name=op.f("pk_channel_roles")),
    )
    op.create_index(op.f("ix_channel_roles_user_id"), "channel_roles", ["user_id"], unique=False)
    op.create_table(
        "follows",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_follows_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_follows_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", "user_id", name=op.f("pk_follows")),
    )
    op.create_index(op.f("ix_follows_user_id"), "follows", ["user_id"], unique=False)
    op.create_table(
        "mod_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(text) BETWEEN 1 AND 500", name=op.f("ck_mod_notes_text_length")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_mod_notes_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_mod_notes_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_mod_notes_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mod_notes")),
    )
    op.create_index(op.f("ix_mod_notes_author_id"), "mod_notes", ["author_id"], unique=False)
    op.create_index("ix_mod_notes_channel_id_user_id", "mod_notes", ["channel_id", "user_id"], unique=False)
    op.create_index(op.f("ix_mod_notes_user_id"), "mod_notes", ["user_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("subject_name", sa.String(100), nullable=False),
        sa.Column("snapshot", sa.String(600), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_reports_decision_has_time")
        ),
        sa.CheckConstraint(
            "kind IN ('message', 'user', 'stream', 'channel')", name=op.f("ck_reports_kind_known")
        ),
        sa.CheckConstraint("state IN ('open', 'accepted', 'rejected')", name=op.f("ck_reports_state_known")),
        sa.CheckConstraint("char_length(answer) <= 500", name=op.f("ck_reports_answer_length")),
        sa.CheckConstraint("char_length(details) <= 1000", name=op.f("ck_reports_details_length")),
        sa.ForeignKeyConstraint(
            ["about_id"], ["users.id"], name=op.f("fk_reports_about_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_reports_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_reports_decided_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name=op.f("fk_reports_reporter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_about_id"), "reports", ["about_id"], unique=False)
    op.create_index(
        "ix_reports_channel_id_id", "reports", ["channel_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(op.f("ix_reports_reporter_id"), "reports", ["reporter_id"], unique=False)
    op.create_index(
        "uq_reports_open_once",
        "reports",
        ["reporter_id", "kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "chat_settings",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("slow_seconds", sa.Integer(), nullable=False),
        sa.Column("followers_minutes", sa.Integer(), nullable=True),
        sa.Column("account_minutes", sa.Integer(), nullable=False),
        sa.Column("verified_only", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("emote_only", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("unique_only", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("filters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("words", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sites", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "hold_newcomers_of_banned_networks", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("pinned_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "account_minutes BETWEEN 0 AND 525600", name=op.f("ck_chat_settings_account_minutes_range")
        ),
        sa.CheckConstraint("cardinality(sites) <= 100", name=op.f("ck_chat_settings_sites_number")),
        sa.CheckConstraint("cardinality(words) <= 500", name=op.f("ck_chat_settings_words_number")),
        sa.CheckConstraint(
            "followers_minutes BETWEEN 0 AND 525600", name=op.f("ck_chat_settings_followers_minutes_range")
        ),
        sa.CheckConstraint(
            "slow_seconds BETWEEN 0 AND 3600", name=op.f("ck_chat_settings_slow_seconds_range")
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_chat_settings_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["pinned_id"], ["chat_messages.id"], name=op.f("fk_chat_settings_pinned_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_chat_settings")),
    )
    op.create_table(
        "held_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("reply_to_id", sa.Uuid(), nullable=True),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_held_messages_decision_has_time")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'rejected')", name=op.f("ck_held_messages_state_known")
        ),
        sa.CheckConstraint("char_length(text) BETWEEN 1 AND 500", name=op.f("ck_held_messages_text_length")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_held_messages_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_held_messages_decided_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reply_to_id"],
            ["chat_messages.id"],
            name=op.f("fk_held_messages_reply_to_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_held_messages_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_messages")),
    )
    op.create_index(op.f("ix_held_messages_reply_to_id"), "held_messages", ["reply_to_id"], unique=False)
    op.create_index(
        "ix_held_messages_user_id_id",
        "held_messages",
        ["user_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_held_messages_waiting",
        "held_messages",
        ["channel_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.add_column("chat_messages", sa.Column("kind", sa.String(12), server_default="user", nullable=False))
    op.add_column("chat_messages", sa.Column("reply_to_id", sa.Uuid(), nullable=True))
    op.add_column(
        "chat_messages", sa.Column("mentions", sa.ARRAY(sa.Uuid()), server_default="{}", nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_chat_messages_kind_known"), "chat_messages", "kind IN ('user', 'action', 'announcement')"
    )
    op.create_check_constraint(
        op.f("ck_chat_messages_mentions_number"), "chat_messages", "cardinality(mentions) <= 10"
    )
    op.drop_index(op.f("ix_chat_messages_user_id"), table_name="chat_messages")
    op.create_index(
        "ix_chat_messages_reply_to_id",
        "chat_messages",
        ["reply_to_id"],
        unique=False,
        postgresql_where=sa.text("reply_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_chat_messages_user_id_id",
        "chat_messages",
        ["user_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_chat_messages_reply_to_id"),
        "chat_messages",
        "chat_messages",
        ["reply_to_id"],
        ["id"],
        ondelete="SET NULL",
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_constraint(op.f("fk_chat_messages_reply_to_id"), "chat_messages", type_="foreignkey")
    op.drop_index("ix_chat_messages_user_id_id", table_name="chat_messages")
    op.drop_index(
        "ix_chat_messages_reply_to_id",
        table_name="chat_messages",
        postgresql_where=sa.text("reply_to_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_chat_messages_user_id"), "chat_messages", ["user_id"], unique=False)
    op.drop_column("chat_messages", "mentions")
    op.drop_column("chat_messages", "reply_to_id")
    op.drop_column("chat_messages", "kind")
    op.drop_index(
        "ix_held_messages_waiting", table_name="held_messages", postgresql_where=sa.text("state = 'waiting'")
    )
    op.drop_index("ix_held_messages_user_id_id", table_name="held_messages")
    op.drop_index(op.f("ix_held_messages_reply_to_id"), table_name="held_messages")
    op.drop_table("held_messages")
    op.drop_table("chat_settings")
    op.drop_index("uq_reports_open_once", table_name="reports", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_reports_reporter_id"), table_name="reports")
    op.drop_index("ix_reports_channel_id_id", table_name="reports")
    op.drop_index(op.f("ix_reports_about_id"), table_name="reports")
    op.drop_table("reports")
    op.drop_index(op.f("ix_mod_notes_user_id"), table_name="mod_notes")
    op.drop_index("ix_mod_notes_channel_id_user_id", table_name="mod_notes")
    op.drop_index(op.f("ix_mod_notes_author_id"), table_name="mod_notes")
    op.drop_table("mod_notes")
    op.drop_index(op.f("ix_follows_user_id"), table_name="follows")
    op.drop_table("follows")
    op.drop_index(op.f("ix_channel_roles_user_id"), table_name="channel_roles")
    op.drop_table("channel_roles")
    op.drop_index(op.f("ix_channel_bans_user_id"), table_name="channel_bans")
    op.drop_table("channel_bans")
    op.drop_index(op.f("ix_channel_acts_subject_id"), table_name="channel_acts")
    op.drop_index("ix_channel_acts_channel_id_id", table_name="channel_acts")
    op.drop_index(op.f("ix_channel_acts_actor_id"), table_name="channel_acts")
    op.drop_table("channel_acts")
    op.drop_index(op.f("ix_blocks_blocked_id"), table_name="blocks")
    op.drop_table("blocks")

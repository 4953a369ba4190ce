"""Accounts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8d8f0a56d48d"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(25), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("password_hash", sa.String(255), nullable=True),
        sa.Column("display_name", sa.String(50), nullable=False),
        sa.Column("bio", sa.String(), server_default="", nullable=False),
        sa.Column("avatar_url", sa.String(255), nullable=True),
        sa.Column("banner_url", sa.String(255), nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspension_reason", sa.String(), server_default="", nullable=False),
        sa.Column("deletion_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(suspended_at IS NULL) = (suspension_reason = '')", name=op.f("ck_users_suspension_has_reason")
        ),
        sa.CheckConstraint("position('@' in email) > 1", name=op.f("ck_users_email_form")),
        sa.CheckConstraint(
            "role IN ('user', 'creator', 'staff_moderator', 'staff_finance', 'admin')",
            name=op.f("ck_users_role_known"),
        ),
        sa.CheckConstraint("username ~ '^[A-Za-z0-9_]{3,25}$'", name=op.f("ck_users_username_form")),
        sa.CheckConstraint("char_length(bio) <= 500", name=op.f("ck_users_bio_length")),
        sa.CheckConstraint(
            "char_length(display_name) BETWEEN 1 AND 50", name=op.f("ck_users_display_name_length")
        ),
        sa.CheckConstraint(
            "suspended_until IS NULL OR suspended_at IS NOT NULL", name=op.f("ck_users_suspension_has_begin")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index(
        "ix_users_deletion_due_at",
        "users",
        ["deletion_due_at"],
        unique=False,
        postgresql_where=sa.text("deletion_due_at IS NOT NULL"),
    )
    op.create_index("uq_users_email_lower", "users", [sa.literal_column("lower(email)")], unique=True)
    op.create_index("uq_users_username_lower", "users", [sa.literal_column("lower(username)")], unique=True)
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_agent", sa.String(300), nullable=False),
        sa.Column("network", sa.String(50), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("octet_length(token_hash) = 32", name=op.f("ck_sessions_token_hash_length")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)
    op.create_table(
        "user_settings",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("email_notifications", sa.Boolean(), nullable=False),
        sa.Column("push_notifications", sa.Boolean(), nullable=False),
        sa.Column("privacy_level", sa.String(10), nullable=False),
        sa.Column("show_online", sa.Boolean(), nullable=False),
        sa.Column("direct_messages", sa.String(10), nullable=False),
        sa.Column("theme", sa.String(10), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "direct_messages IN ('everyone', 'friends', 'nobody')",
            name=op.f("ck_user_settings_direct_messages_known"),
        ),
        sa.CheckConstraint(
            "privacy_level IN ('public', 'friends', 'private')",
            name=op.f("ck_user_settings_privacy_level_known"),
        ),
        sa.CheckConstraint("theme IN ('system', 'dark', 'light')", name=op.f("ck_user_settings_theme_known")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_settings_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_user_settings")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("user_settings")
    op.drop_index(op.f("ix_sessions_user_id"), table_name="sessions")
    op.drop_index("ix_sessions_expires_at", table_name="sessions")
    op.drop_table("sessions")
    op.drop_index("uq_users_username_lower", table_name="users")
    op.drop_index("uq_users_email_lower", table_name="users")
    op.drop_index(
        "ix_users_deletion_due_at",
        table_name="users",
        postgresql_where=sa.text("deletion_due_at IS NOT NULL"),
    )
    op.drop_table("users")

"""Tell people by several roads."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5a1c0be7d2f4"
down_revision: str | None = "06620e283de2"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OLD_KINDS = "kind IN ('live', 'follower', 'milestone', 'role')"
TABLES = ("notifications", "notification_mutes")


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_constraint(op.f(f"ck_{table}_kind_known"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind_form"), table, "kind ~ '^[a-z_]+$'")
    _upgrade_notifications()
    _upgrade_mutes()
    op.drop_column("user_settings", "push_notifications")
    op.drop_column("user_settings", "email_notifications")
    op.add_column(
        "user_settings",
        sa.Column("email_notifications", sa.String(10), server_default="off", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_user_settings_email_notifications_known"),
        "user_settings",
        "email_notifications IN ('off', 'now', 'daily', 'weekly')",
    )
    op.add_column("user_settings", sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True))
    _create_subscriptions()


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("push_subscriptions")
    op.drop_column("user_settings", "mailed_at")
    op.drop_column("user_settings", "email_notifications")
    for name in ("email_notifications", "push_notifications"):
        op.add_column(
            "user_settings", sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        op.alter_column("user_settings", name, server_default=None)
    op.execute("DELETE FROM notification_mutes WHERE road <> 'site'")
    op.drop_constraint(op.f("pk_notification_mutes"), "notification_mutes", type_="primary")
    op.drop_column("notification_mutes", "road")
    op.create_primary_key(op.f("pk_notification_mutes"), "notification_mutes", ["user_id", "kind"])
    op.execute("DELETE FROM notifications WHERE NOT shown")
    for name in ("path", "shown", "waits_for_mail"):
        op.drop_column("notifications", name)
    for table in TABLES:
        op.execute(f"DELETE FROM {table} WHERE NOT {OLD_KINDS}")
        op.drop_constraint(op.f(f"ck_{table}_kind_form"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind_known"), table, OLD_KINDS)


def _upgrade_notifications() -> None:
    # The defaults are for the rows that are there; what is written from now on says it itself.
    for column in (
        sa.Column("path", sa.String(200), server_default="", nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("waits_for_mail", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("notifications", column)
        op.alter_column("notifications", column.name, server_default=None)
    op.create_check_constraint(
        op.f("ck_notifications_path_form"), "notifications", "path = '' OR path LIKE '/%'"
    )
    op.create_index(
        "ix_notifications_waits_for_mail",
        "notifications",
        ["user_id", "created_at"],
        unique=False,
        postgresql_where=sa.text("waits_for_mail"),
    )


def _upgrade_mutes() -> None:
    op.add_column(
        "notification_mutes", sa.Column("road", sa.String(10), server_default="site", nullable=False)
    )
    op.alter_column("notification_mutes", "road", server_default=None)
    op.create_check_constraint(
        op.f("ck_notification_mutes_road_known"), "notification_mutes", "road IN ('site', 'email', 'push')"
    )
    op.drop_constraint(op.f("pk_notification_mutes"), "notification_mutes", type_="primary")
    op.create_primary_key(op.f("pk_notification_mutes"), "notification_mutes", ["user_id", "kind", "road"])


def _create_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(1000), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("browser", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("octet_length(p256dh) = 65", name=op.f("ck_push_subscriptions_p256dh_length")),
        sa.CheckConstraint("octet_length(auth) = 16", name=op.f("ck_push_subscriptions_auth_length")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_push_subscriptions_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_push_subscriptions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscriptions_endpoint")),
    )
    op.create_index(op.f("ix_push_subscriptions_session_id"), "push_subscriptions", ["session_id"])
    op.create_index(op.f("ix_push_subscriptions_user_id"), "push_subscriptions", ["user_id"])

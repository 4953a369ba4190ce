"""Tell Discord of streams."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c4d8a17e60b3"
down_revision: str | None = "5c1de0a7f3b2"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "discord_webhooks",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("url_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(300), nullable=False),
        sa.Column("template", sa.String(500), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("told_stream_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "char_length(template) BETWEEN 1 AND 500", name=op.f("ck_discord_webhooks_template_length")
        ),
        sa.CheckConstraint(
            "outcome IN ('', 'taken', 'gone', 'later', 'refused')",
            name=op.f("ck_discord_webhooks_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_discord_webhooks_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_discord_webhooks")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("discord_webhooks")

"""Add who may embed a player."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "065c6e30b444"
down_revision: str | None = "9e3fb8bb1606"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "embed_rules",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.String(10), nullable=False),
        sa.Column("sites", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "who <> 'listed' OR cardinality(sites) > 0", name=op.f("ck_embed_rules_listed_has_sites")
        ),
        sa.CheckConstraint("who IN ('anyone', 'listed', 'nobody')", name=op.f("ck_embed_rules_who_known")),
        sa.CheckConstraint("cardinality(sites) <= 20", name=op.f("ck_embed_rules_sites_number")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_embed_rules_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_embed_rules")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("embed_rules")

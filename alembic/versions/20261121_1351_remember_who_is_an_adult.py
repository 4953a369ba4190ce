"""Remember who is an adult."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "06620e283de2"
down_revision: str | None = "d64fdda7375f"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "user_settings", sa.Column("adult", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("user_settings", "adult")

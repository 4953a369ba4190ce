"""Let each follower be told or not."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7d77bbeb2355"
down_revision: str | None = "065c6e30b444"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "follows", sa.Column("notify", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("follows", "notify")

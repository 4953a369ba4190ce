"""Let friends find each other."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "1f7b92d3a4c8"
down_revision: str | None = "e8a2416c95d7"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "search_documents", sa.Column("for_all", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DELETE FROM search_documents WHERE NOT for_all")
    op.drop_column("search_documents", "for_all")

"""Let people choose the colour of their name."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c1e5d20b9a4"
down_revision: str | None = "4b0d6c1f9a27"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

COLOURS = "'', 'rose', 'orange', 'amber', 'yellow', 'lime', 'green', 'teal', 'sky', 'blue', 'indigo', 'violet', 'pink'"


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "user_settings",
        sa.Column("name_colour", sa.String(10), server_default=sa.text("''"), nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_user_settings_name_colour_known"), "user_settings", f"name_colour IN ({COLOURS})"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_constraint(op.f("ck_user_settings_name_colour_known"), "user_settings")
    op.drop_column("user_settings", "name_colour")

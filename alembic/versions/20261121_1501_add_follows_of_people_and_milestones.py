"""Add follows of people and milestones."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "4b0d6c1f9a27"
down_revision: str | None = "5a1c0be7d2f4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# What channels have reached by now is no news when they go on.
_REACHED = """
    INSERT INTO milestones (channel_id, measure, number, reached_at)
    SELECT counted.channel_id, '{measure}', step, now()
    FROM ({counted}) AS counted, unnest(ARRAY[{steps}]) AS step
    WHERE counted.number >= step
"""
_FOLLOWERS = "SELECT channel_id, count(*) AS number FROM follows GROUP BY channel_id"
_ENDED = "FROM streams WHERE ended_at IS NOT NULL AND NOT test GROUP BY channel_id"
_STREAMS = f"SELECT channel_id, count(*) AS number {_ENDED}"
_HOURS = f"SELECT channel_id, sum(extract(epoch FROM ended_at - started_at)) / 3600 AS number {_ENDED}"


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "user_follows",
        sa.Column("followed_id", sa.Uuid(), nullable=False),
        sa.Column("follower_id", sa.Uuid(), nullable=False),
        sa.Column("notify", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("followed_id <> follower_id", name=op.f("ck_user_follows_not_oneself")),
        sa.ForeignKeyConstraint(
            ["followed_id"], ["users.id"], name=op.f("fk_user_follows_followed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["follower_id"], ["users.id"], name=op.f("fk_user_follows_follower_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("followed_id", "follower_id", name=op.f("pk_user_follows")),
    )
    op.create_index(op.f("ix_user_follows_follower_id"), "user_follows", ["follower_id"], unique=False)
    op.create_table(
        "milestones",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "measure IN ('followers', 'streams', 'hours', 'peak')", name=op.f("ck_milestones_measure_known")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_milestones_number_positive")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_milestones_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", "measure", "number", name=op.f("pk_milestones")),
    )
    followers = ", ".join(str(10**power) for power in range(1, 8))
    for measure, counted, steps in (
        ("followers", _FOLLOWERS, followers),
        ("streams", _STREAMS, "1, 10, 100, 1000"),
        ("hours", _HOURS, "10, 100, 1000, 10000"),
    ):
        op.execute(_REACHED.format(measure=measure, counted=counted, steps=steps))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("milestones")
    op.drop_index(op.f("ix_user_follows_follower_id"), table_name="user_follows")
    op.drop_table("user_follows")

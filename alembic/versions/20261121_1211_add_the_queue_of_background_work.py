"""Add the queue of background work."""

from collections.abc import Sequence
from importlib.resources import files

import sqlalchemy as sa
from alembic import op

revision: str = "79c60a5309fc"
down_revision: str | None = "9993c98da11a"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# procrastinate's own migrations up to here; whoever updates it to a version with newer ones adds a migration.
LAST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
REMOVE = """
DO $$
DECLARE each record;
BEGIN
    DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers
        CASCADE;
    FOR each IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate_%'
    LOOP
        EXECUTE 'DROP FUNCTION ' || each.name || ' CASCADE';
    END LOOP;
    DROP TYPE procrastinate_job_status, procrastinate_job_event_type, procrastinate_job_to_defer_v1;
END $$
"""


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    scripts = files("procrastinate.sql.migrations").iterdir()
    for script in sorted(
        (each for each in scripts if each.name.endswith(".sql")), key=lambda each: each.name
    ):
        if script.name <= LAST:
            _run(script.read_text())
    op.create_table(
        "job_errors",
        sa.Column("job_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_errors")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("job_errors")
    _run(REMOVE)


def _run(statements: str) -> None:
    """Past SQLAlchemy, which would take a percent sign for a parameter."""
    op.get_bind().connection.cursor().execute(statements)

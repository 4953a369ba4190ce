"""Channels."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "be9f75d63aab"
down_revision: str | None = "7b147f7709db"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    # Better to fail than to queue every reader of a table behind a lock that we cannot get.
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("icon", sa.String(40), nullable=False),
        sa.Column("art_url", sa.String(255), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9])*$'", name=op.f("ck_categories_slug_form")),
        sa.CheckConstraint("char_length(description) <= 500", name=op.f("ck_categories_description_length")),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 40", name=op.f("ck_categories_name_length")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_categories_not_below_itself")),
        sa.ForeignKeyConstraint(["parent_id"], ["categories.id"], name=op.f("fk_categories_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("slug", name=op.f("uq_categories_slug")),
    )
    op.create_index(op.f("ix_categories_parent_id"), "categories", ["parent_id"], unique=False)
    op.create_table(
        "channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("tags", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("mature", sa.Boolean(), nullable=False),
        sa.Column("accent", sa.String(10), nullable=False),
        sa.Column("links", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("avatar_url", sa.String(255), nullable=True),
        sa.Column("banner_url", sa.String(255), nullable=True),
        sa.Column("poster_url", sa.String(255), nullable=True),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspension_reason", sa.String(), nullable=False),
        sa.Column("deletion_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(suspended_at IS NULL) = (suspension_reason = '')",
            name=op.f("ck_channels_suspension_has_reason"),
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND char_length(slug) >= 3", name=op.f("ck_channels_slug_form")
        ),
        sa.CheckConstraint("cardinality(links) <= 8", name=op.f("ck_channels_links_number")),
        sa.CheckConstraint("cardinality(tags) <= 10", name=op.f("ck_channels_tags_number")),
        sa.CheckConstraint("char_length(description) <= 2000", name=op.f("ck_channels_description_length")),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 50", name=op.f("ck_channels_name_length")),
        sa.CheckConstraint(
            "suspended_until IS NULL OR suspended_at IS NOT NULL",
            name=op.f("ck_channels_suspension_has_begin"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_channels_category_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_channels_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("slug", name=op.f("uq_channels_slug")),
    )
    op.create_index(op.f("ix_channels_category_id"), "channels", ["category_id"], unique=False)
    op.create_index(
        "ix_channels_deletion_due_at",
        "channels",
        ["deletion_due_at"],
        unique=False,
        postgresql_where=sa.text("deletion_due_at IS NOT NULL"),
    )
    op.create_index("ix_channels_tags", "channels", ["tags"], unique=False, postgresql_using="gin")
    op.create_index(op.f("ix_channels_user_id"), "channels", ["user_id"], unique=False)
    op.create_table(
        "images",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("uploader_id", sa.Uuid(), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id ~ '^[0-9a-f]{32}$'", name=op.f("ck_images_id_form")),
        sa.CheckConstraint(
            "kind IN ('avatar', 'banner', 'poster', 'art')", name=op.f("ck_images_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["uploader_id"], ["users.id"], name=op.f("fk_images_uploader_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_images")),
    )
    op.create_index(
        "ix_images_uploader_id_uploaded_at", "images", ["uploader_id", "uploaded_at"], unique=False
    )
    op.create_table(
        "profiles",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("links", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cardinality(links) <= 8", name=op.f("ck_profiles_links_number")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_profiles_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_profiles")),
    )
    op.create_table(
        "stream_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(4), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('live', 'test')", name=op.f("ck_stream_keys_kind_known")),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 40", name=op.f("ck_stream_keys_name_length")),
        sa.CheckConstraint("octet_length(key_hash) = 32", name=op.f("ck_stream_keys_key_hash_length")),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_stream_keys_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_stream_keys_key_hash")),
    )
    op.create_index(
        "uq_stream_keys_channel_id_name_lower",
        "stream_keys",
        ["channel_id", sa.literal_column("lower(name)")],
        unique=True,
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("uq_stream_keys_channel_id_name_lower", table_name="stream_keys")
    op.drop_table("stream_keys")
    op.drop_table("profiles")
    op.drop_index("ix_images_uploader_id_uploaded_at", table_name="images")
    op.drop_table("images")
    op.drop_index(op.f("ix_channels_user_id"), table_name="channels")
    op.drop_index("ix_channels_tags", table_name="channels", postgresql_using="gin")
    op.drop_index(
        "ix_channels_deletion_due_at",
        table_name="channels",
        postgresql_where=sa.text("deletion_due_at IS NOT NULL"),
    )
    op.drop_index(op.f("ix_channels_category_id"), table_name="channels")
    op.drop_table("channels")
    op.drop_index(op.f("ix_categories_parent_id"), table_name="categories")
    op.drop_table("categories")

"""What holds for all tables: keys that sort by time, constraints with names, secrets that never show."""

import time
from uuid import RFC_4122

from sqlalchemy import LargeBinary

import aethex_live.data.models  # noqa: F401  (knows all the tables)
from aethex_live.data.models.base import Table, metadata, new_id
from aethex_live.data.models.session import Session
from aethex_live.data.models.user import User


def test_keys_are_uuids_of_version_7_that_sort_by_time():
    before = time.time_ns() // 1_000_000
    made = [new_id() for _ in range(1000)]
    after = time.time_ns() // 1_000_000
    assert {(each.version, each.variant) for each in made} == {(7, RFC_4122)}
    assert all(before <= each.int >> 80 <= after for each in made)
    assert len(set(made)) == 1000
    first = new_id()
    time.sleep(0.001)
    assert first < new_id()


def test_every_constraint_has_a_name():
    for table in metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"


def test_secrets_never_show():
    hidden = {f"{User.__tablename__}.password_hash"}
    for mapper in Table._sa_registry.mappers:
        for name, field in mapper.class_.model_fields.items():
            column = mapper.local_table.columns[name]
            secret = isinstance(column.type, LargeBinary) or f"{mapper.local_table.name}.{name}" in hidden
            if secret and ("hash" in name or "sealed" in name):
                assert field.repr is False, f"{mapper.class_.__name__}.{name}"
    assert "argon2" not in repr(User(username="a", email="b", display_name="c", password_hash="$argon2$"))
    assert "token_hash" not in repr(Session(user_id=new_id(), token_hash=b"x", expires_at=None))

"""What search looks through: a line for everything that can be found."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, true
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field

from aethex_live.data.models.base import Table


class SearchDocument(Table, table=True):
    """The words of one thing. It is written together with the thing, by data/search_index.py."""

    __tablename__ = "search_documents"

    kind: str = Field(max_length=10, primary_key=True)
    ref_id: UUID = Field(primary_key=True)
    name: str  # plain words with a space between
    terms: Any = Field(sa_type=TSVECTOR, sa_column_kwargs={"nullable": False})
    live: bool = False
    popularity: int = 0
    # Whether strangers find it. People who show themselves to friends alone are found by these; see search.close_to.
    for_all: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    learned: bool = False  # whether search_words has its words


Index("ix_search_documents_terms", SearchDocument.terms, postgresql_using="gin")
Index("ix_search_documents_name", SearchDocument.name, postgresql_ops={"name": "text_pattern_ops"})
Index("ix_search_documents_new", SearchDocument.ref_id, postgresql_where=~SearchDocument.learned)
Index("ix_search_documents_best", SearchDocument.live.desc(), SearchDocument.popularity.desc())

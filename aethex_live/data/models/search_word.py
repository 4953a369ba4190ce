"""Every word that search knows, for those who mistype it."""

from sqlalchemy import ARRAY, Index, Text
from sqlmodel import Field

from aethex_live.data.models.base import Table


class SearchWord(Table, table=True):
    """A word, and what is left of it without one letter: words that share one of these are alike."""

    __tablename__ = "search_words"

    word: str = Field(max_length=40, primary_key=True)
    near: list[str] = Field(sa_type=ARRAY(Text))


Index("ix_search_words_near", SearchWord.near, postgresql_using="gin")

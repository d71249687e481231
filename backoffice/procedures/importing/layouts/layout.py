"""What each column of a list holds."""

import hashlib
from dataclasses import dataclass

from backoffice.procedures.importing.vocabulary.texts import words
from backoffice.procedures.importing.workbooks.workbook import column_letter


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list. `label` is the last line of its header; `key` is "" where it is unknown.

    `unit_at` is the column beside it that holds its unit.
    """

    index: int
    header: str
    label: str
    key: str
    unit: str = ""
    unit_at: int = -1

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one list. Its header is `sheet.rows[first]` to `sheet.rows[last]`, both included."""

    first: int
    last: int
    columns: tuple[Column, ...]
    title: str = ""

    @property
    def key(self) -> str:
        """A hash of the headers, under which a person's corrections are stored."""
        written = "|".join(words(column.header) for column in self.columns)
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.key)

    @property
    def unmapped(self) -> list[Column]:
        units = {column.unit_at for column in self.columns}
        return [column for column in self.columns if not column.key and column.index not in units]

    @property
    def is_of_procedures(self) -> bool:
        return "name" in self.keys

    def with_key(self, key: str) -> list[Column]:
        return [column for column in self.columns if column.key == key]

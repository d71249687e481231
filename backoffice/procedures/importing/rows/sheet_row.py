"""One procedure as a sheet has it."""

from dataclasses import dataclass, field

from backoffice.procedures.importing.workbooks.problems import Problem


@dataclass(slots=True)
class SheetRow:
    """One procedure as a sheet has it.

    A key is missing from `values` if the sheet says nothing about it, and "" if its cell is empty. `cells`
    has the column letters. `derived` says where a value without a cell of its own came from: "section",
    "title", "sheet" (its name), "above", "agency" or "details". The sections are the headings, or "".
    Nothing is taken from a row that `is_unread`, nor from around it.
    """

    sheet: str
    row: int
    values: dict[str, str]
    cells: dict[str, str]
    level_section: str = ""
    field_section: str = ""
    problems: list[Problem] = field(default_factory=list)
    derived: dict[str, str] = field(default_factory=dict)
    is_unread: bool = False

    def derive(self, key: str, value: str, source: str) -> None:
        """Fill an empty value, and record its source."""
        if value and not self.is_unread and not self.values.get(key):
            self.values[key] = value
            self.derived[key] = source

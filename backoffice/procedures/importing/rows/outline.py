"""The headings above a row, and what they say about it."""

from dataclasses import dataclass, field, replace

from backoffice.procedures.importing.rows.sheet_row import SheetRow
from backoffice.procedures.importing.vocabulary.headings import Heading


@dataclass(slots=True)
class Outline:
    """The headings above the current row."""

    headings: dict[int, Heading] = field(default_factory=dict)
    letter: str = ""
    letters_are_below: bool = False

    def enter(self, heading: Heading) -> None:
        """Go on under `heading`; letters that begin with A below a numeral stand below numerals."""
        if heading.mark == "A" and 2 in self.headings and not self.letter:
            self.letters_are_below = True
        if heading.rank == 1 and heading.mark and self.letters_are_below:
            heading = replace(heading, rank=3)
        self.headings = {rank: other for rank, other in self.headings.items() if rank < heading.rank}
        self.headings[heading.rank] = heading
        if heading.rank == 1:
            self.letter = heading.mark

    def last(self, attribute: str) -> Heading | None:
        """Return the innermost heading that has a value for `attribute`."""
        inner_first = (self.headings[rank] for rank in sorted(self.headings, reverse=True))
        return next((heading for heading in inner_first if getattr(heading, attribute)), None)

    def describe(self, row: SheetRow) -> None:
        """Fill the empty values of a row, each from the innermost heading that has it."""
        if not self.headings:
            return
        if heading := self.last("levels") or self.last("is_of_several_levels"):
            row.level_section = heading.text
            row.derive("level", ", ".join(heading.levels), "section")
        if heading := self.last("field"):
            row.field_section = heading.text
            row.derive("field", heading.field, "section")
        if heading := self.last("agency"):
            row.derive("agency", heading.agency, "section")
        if heading := self.last("change"):
            row.derive("status", heading.change, "section")

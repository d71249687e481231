"""Second stage of an import: finds where the sheets of a workbook hold procedures."""

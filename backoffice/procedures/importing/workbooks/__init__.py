"""First stage of an import: opens a file of an office, and refuses what is dangerous or no workbook."""

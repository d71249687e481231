"""Third stage of an import: reads the procedures, cell by cell."""

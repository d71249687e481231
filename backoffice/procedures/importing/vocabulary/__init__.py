"""What a single text says, wherever it stands: header, heading, mark, code. Knows no sheet."""

"""Fifth stage of an import: writes accepted rows to the catalogue, and takes them back."""

"""Fourth stage of an import: what each row would change in the catalogue, for a person to accept."""

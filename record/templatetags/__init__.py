"""Tags for templates of the record."""

"""Pages of the packs app."""

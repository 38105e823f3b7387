"""What the overview of a partnership shows, one module for each of its parts."""

"""A closed round in words: pure functions of its figures, never more certain than they allow."""

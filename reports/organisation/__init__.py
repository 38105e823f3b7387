"""One organisation across its partnerships: what is read, and what its page prints."""

"""Writes to partnerships, by what they are about."""

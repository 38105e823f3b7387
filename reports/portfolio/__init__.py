"""Partnerships side by side: what is read, which may need a visit and why, and how each stands beside its like."""

"""Adapters: each draws a `ChartSpec` for one medium."""

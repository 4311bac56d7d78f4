"""Measures: pure functions from tables and layers to frames; their parameters are named after what they read."""

"""Painting of rows and cards."""

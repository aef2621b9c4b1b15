"""The library on disk: one SQLite file. The only room that knows SQLAlchemy, Alembic and SQLite.

Functions take a session first, never open or commit one, and return frozen values of `briefing.domain`.
"""

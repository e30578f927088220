"""Exports: one format a file, each a pure function of a record. Import the file you need; none is loaded for you."""

"""Alembic's entry: runs the migrations on the connection, and in the transaction, that `store` hands over."""

from alembic import context

from dragoman.archive.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()

from tests.archives import address, postgres_server, store

__all__ = ["address", "postgres_server", "store"]

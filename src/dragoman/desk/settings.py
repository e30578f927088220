"""How a desk is set up."""

from __future__ import annotations

import getpass
import ipaddress
from pathlib import Path

import msgspec

STATIC = Path(__file__).parent / "static"  # built from frontend/


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the desk listens, who may come in, and how much one may ask of it."""

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None  # demanded of every visitor; None only where nobody but this machine can come in
    by: str = ""  # who corrects, where a visitor does not say
    requests_a_minute: int = 12_000  # of one address
    changes_a_minute: int = 240
    tries_a_minute: int = 10  # of the token
    static: Path = STATIC
    warm: bool = False  # count beforehand what the first visitor would have to wait for

    @property
    def built(self) -> bool:
        """Whether styles and scripts are there."""
        return self.static.joinpath("desk.js").is_file()

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the desk."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:  # some other name
            return False


def login_name() -> str:
    """The name of whoever runs this program; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

"""HTML that is escaped by construction: text becomes markup only through `tag`."""

from __future__ import annotations

import html

from dragoman.export.wording import harmless


class Html(str):
    """Markup that may be printed as it stands."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | None) -> Html:
    """An element. Children that are not Html are text and get escaped, attributes always; None leaves one out.

    A trailing underscore of an attribute's name is dropped (`class_`), others become hyphens (`data_c`).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: str, between: str = "") -> Html:
    """Several pieces of markup or text one after the other."""
    return Html(between.join(child if isinstance(child, Html) else _escaped(child) for child in children))


def _escaped(text: str) -> str:
    return html.escape(harmless(text), quote=True)

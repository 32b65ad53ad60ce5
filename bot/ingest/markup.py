"""Elements and attributes by their local names.

Office formats come in two sets of namespaces (transitional and strict) and with prefixes of all
kinds, while the local names are always the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element


def local(element: Element) -> str:
    """Return the name of the element without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    """Return the namespace of the element, ``""`` for none."""
    return element.tag.rpartition("}")[0].removeprefix("{")


def attribute(element: Element, name: str) -> str:
    """Return the attribute with the local name, or ``""``; one without a namespace comes first."""
    plain = element.get(name)
    if plain is not None:
        return plain
    ending = "}" + name
    return next((str(value) for key, value in element.items() if str(key).endswith(ending)), "")


def relation_id(element: Element, name: str = "id") -> str:
    """Return the attribute of that name that refers to a relationship, or ``""``."""
    ending = "/relationships}" + name
    return next((str(value) for key, value in element.items() if str(key).endswith(ending)), "")


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Return the children with one of the local names, in order."""
    return iter(()) if element is None else element.iterchildren(*map("{{*}}{}".format, names))


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child at the end of a path of local names, or ``None``."""
    for name in path:
        element = None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def number(value: str, default: int = 0) -> int:
    """Return the whole number that an attribute states, or ``default``."""
    try:
        return int(value) if len(value) < 10 else default
    except ValueError:
        return default


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as ``<w:vanish/>`` is there and not set to false."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}

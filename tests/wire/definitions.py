"""What Discord refuses in the definitions of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.wire.rules import Json, units

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
_SUB, _GROUP = 1, 2
_NAME = re.compile(r"[-_'\w]{1,32}")


def definition_problems(commands: list[Json]) -> Iterator[str]:
    """Yield what is wrong with the commands of an application."""
    for kind, most in ((SLASH, 100), (USER_MENU, 15), (MESSAGE_MENU, 15)):
        names = [each["name"] for each in commands if each.get("type", SLASH) == kind]
        if len(names) > most or len(set(names)) < len(names):
            yield f"commands of type {kind}: {names}"
    for command in commands:
        if command.get("type", SLASH) == SLASH:
            yield from _slash_problems(command)
        else:
            yield from _menu_problems(command)


def _slash_problems(command: Json) -> Iterator[str]:
    yield from _named_problems(command)
    yield from _option_problems(command)
    if (total := _total(command)) > 8000:
        yield f"/{command['name']} has {total} characters"


def _menu_problems(command: Json) -> Iterator[str]:
    if not 1 <= units(command["name"]) <= 32:
        yield f"the name {command['name']!r}"
    if command.get("description") or command.get("options"):
        yield f"{command['name']!r} has a description or options"


def _named_problems(named: Json) -> Iterator[str]:
    name = named["name"]
    if not _NAME.fullmatch(name) or name != name.lower():
        yield f"the name {name!r}"
    if not 1 <= units(named.get("description") or "") <= 100:
        yield f"the description of {name!r}"


def _option_problems(owner: Json) -> Iterator[str]:
    options = owner.get("options") or []
    if len(options) > 25:
        yield f"{owner['name']!r} has {len(options)} options"
    required = [bool(each.get("required")) for each in options]
    if required != sorted(required, reverse=True):
        yield f"{owner['name']!r} asks for an optional value before a required one"
    if len({each["name"] for each in options}) < len(options):
        yield f"{owner['name']!r} has options of one name"
    if len({each["type"] in {_SUB, _GROUP} for each in options}) > 1:
        yield f"{owner['name']!r} mixes subcommands with options"
    for option in options:
        yield from _named_problems(option)
        yield from _value_problems(option)
        yield from _option_problems(option)


def _value_problems(option: Json) -> Iterator[str]:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        yield f"{option['name']!r} has choices and autocomplete"
    if len(choices) > 25 or any(not 1 <= units(each["name"]) <= 100 for each in choices):
        yield f"the choices of {option['name']!r}"
    least, most = option.get("min_length", 0), option.get("max_length", 6000)
    if not 0 <= least <= most <= 6000 or most < 1:
        yield f"the lengths of {option['name']!r}"


def _total(named: Json) -> int:
    own = units(named["name"]) + units(named.get("description") or "")
    values = (
        units(each["name"]) + units(str(each["value"])) for each in named.get("choices") or []
    )
    return own + sum(values) + sum(map(_total, named.get("options") or []))

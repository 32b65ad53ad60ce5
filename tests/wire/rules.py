"""What Discord refuses in messages and forms; each rule yields what is wrong, in words.

The figures are Discord's, written down here once more rather than imported from the bot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12

ROW, BUTTON, MENU, TEXT_INPUT, SECTION, TEXT = 1, 2, 3, 4, 9, 10
SEPARATOR, CONTAINER, LABEL = 14, 17, 18
_LINK = 5
_KEYS = {"content", "embeds", "components", "flags", "allowed_mentions", "attachments", "tts"}
_REFERENCE = {"message_reference", "nonce", "enforce_nonce"}
_URL = re.compile(r"(https?|discord)://\S+")


def message_problems(body: Json, *, files: int = 0, new: bool = True) -> Iterator[str]:
    """Yield what is wrong with a message; ``new`` unless one that stands there is edited."""
    if unknown := body.keys() - _KEYS - _REFERENCE:
        yield f"unknown keys {sorted(unknown)}"
    yield from _mention_problems(body)
    yield from _content_problems(body, files, new=new)
    components = body.get("components") or []
    yield from _tree_problems(components)
    v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    if v2 and (body.get("content") or body.get("embeds")):
        yield "components v2 beside content or embeds"
    if not v2 and any(component["type"] != ROW for component in components):
        yield "components v2 without their flag"
    if not v2 and len(components) > 5:
        yield "more than 5 rows"


def form_problems(data: Json) -> Iterator[str]:
    """Yield what is wrong with a modal."""
    if not 1 <= len(data["title"]) <= 45:
        yield f"a form's title has {len(data['title'])} characters"
    if not 1 <= len(data["custom_id"]) <= 100:
        yield f"a form's custom_id has {len(data['custom_id'])} characters"
    components = data["components"]
    if not 1 <= len(components) <= 5:
        yield f"a form has {len(components)} components"
    names = [label["component"]["custom_id"] for label in components if label["type"] == LABEL]
    if len(set(names)) < len(names):
        yield f"a form's inputs share names: {names}"
    for component in components:
        if component["type"] not in {LABEL, TEXT}:
            yield f"a form holds a component of type {component['type']}"
        if component["type"] == LABEL:
            yield from _label_problems(component)


def choice_problems(choices: list[Json]) -> Iterator[str]:
    """Yield what is wrong with what an autocomplete offers."""
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not 1 <= units(choice["name"]) <= 100:
            yield f"a choice's name has {units(choice['name'])} characters"
        if isinstance(choice["value"], str) and not 1 <= units(choice["value"]) <= 100:
            yield f"a choice's value has {units(choice['value'])} characters"


def walk(components: list[Json]) -> Iterator[Json]:
    """Yield components and those in them."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        if accessory := component.get("accessory"):
            yield accessory


def units(text: str) -> int:
    """Return the length in UTF-16 code units, the strictest that Discord may count in."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _mention_problems(body: Json) -> Iterator[str]:
    allowed = body.get("allowed_mentions")
    if allowed is None:
        yield "no allowed_mentions"
    elif allowed.get("parse") != []:
        yield f"allowed_mentions parse {allowed.get('parse')}"
    elif allowed.get("users") or allowed.get("roles") or allowed.get("replied_user"):
        yield f"allowed_mentions let somebody be pinged: {allowed}"


def _content_problems(body: Json, files: int, *, new: bool) -> Iterator[str]:
    if units(body.get("content") or "") > 2000:
        yield f"content of {units(body['content'])} characters"
    if files > 10:
        yield f"{files} files"
    if len(body.get("embeds") or []) > 10:
        yield "more than 10 embeds"
    said = (body.get("content") or "").strip() or body.get("embeds") or body.get("components")
    if new and not said and not files:
        yield "an empty message"
    numbers = [int(attachment["id"]) for attachment in body.get("attachments") or []]
    if files and sorted(numbers) != list(range(files)):
        yield f"attachments {numbers} for {files} files"
    for attachment in body.get("attachments") or []:
        if units(attachment.get("description") or "") > 1024:
            yield f"alt text of {units(attachment['description'])} characters"


def _tree_problems(components: list[Json]) -> Iterator[str]:
    every = list(walk(components))
    if len(every) > 40:
        yield f"{len(every)} components"
    characters = sum(units(each["content"]) for each in every if each["type"] == TEXT)
    if characters > 4000:
        yield f"text displays of {characters} characters"
    names = [each["custom_id"] for each in every if "custom_id" in each]
    if len(set(names)) < len(names):
        yield f"custom_ids are not unique: {sorted(names)}"
    for component in every:
        check = _CHECKS.get(component["type"])
        if not check:
            yield f"a component of type {component['type']} is not known here"
        else:
            yield from check(component)


def _row_problems(row: Json) -> Iterator[str]:
    if not 1 <= len(row["components"]) <= 5:
        yield f"a row of {len(row['components'])}"
    if any(each["type"] != BUTTON for each in row["components"]) and (
        len(row["components"]) > 1 or row["components"][0]["type"] != MENU
    ):
        yield "a row holds something else than buttons or one menu"


def _button_problems(button: Json) -> Iterator[str]:
    label = button.get("label") or ""
    if not label.strip() and not button.get("emoji"):
        yield "a button without label and emoji"
    if units(label) > 80:
        yield f"a label of {units(label)} characters"
    if button["style"] == _LINK:
        url = button.get("url") or ""
        if units(url) > 512 or not _URL.fullmatch(url) or "custom_id" in button:
            yield f"a link button with the url {url!r} of {units(url)} characters"
    elif button["style"] not in {1, 2, 3, 4} or "url" in button:
        yield f"a button of style {button['style']}"
    elif not 1 <= units(button.get("custom_id") or "") <= 100:
        yield f"a custom_id of {units(button.get('custom_id') or '')} characters"


def _menu_problems(menu: Json) -> Iterator[str]:
    options = menu["options"]
    if not 1 <= len(options) <= 25:
        yield f"a menu of {len(options)} options"
    if not 1 <= units(menu["custom_id"]) <= 100:
        yield f"a custom_id of {units(menu['custom_id'])} characters"
    if units(menu.get("placeholder") or "") > 150:
        yield "a placeholder of more than 150 characters"
    if not 0 <= menu.get("min_values", 1) <= menu.get("max_values", 1) <= len(options):
        yield "a menu that takes more choices than it has, or fewer than it needs"
    values = [option["value"] for option in options]
    if len(set(values)) < len(values):
        yield f"a menu whose options are not unique: {values}"
    for text in (each for option in options for each in (option["label"], option["value"])):
        if not 1 <= units(text) <= 100:
            yield f"an option of {units(text)} characters"


def _text_problems(text: Json) -> Iterator[str]:
    if not text["content"].strip():
        yield "an empty text display"


def _container_problems(container: Json) -> Iterator[str]:
    if not container["components"]:
        yield "an empty container"
    if any(each["type"] in {CONTAINER, BUTTON, LABEL} for each in container["components"]):
        yield "a container holds what may not stand there"
    if not 0 <= (container.get("accent_color") or 0) <= 0xFFFFFF:
        yield "an accent that is no colour"


def _separator_problems(separator: Json) -> Iterator[str]:
    if separator.get("spacing", 1) not in {1, 2}:
        yield "a separator's spacing"


def _section_problems(section: Json) -> Iterator[str]:
    if not 1 <= len(section["components"]) <= 3 or "accessory" not in section:
        yield "a section of another shape"


def _label_problems(label: Json) -> Iterator[str]:
    if not 1 <= units(label["label"]) <= 45:
        yield f"a label of {units(label['label'])} characters"
    if not units(label.get("description") or "") <= 100:
        yield f"a label's description of {units(label['description'])} characters"
    component = label["component"]
    if component["type"] != TEXT_INPUT or component.get("label"):
        yield "a label around something else than a text input"
        return
    least, most = component.get("min_length") or 0, component.get("max_length") or 4000
    if not 0 <= least <= most <= 4000:
        yield f"an input of {least} to {most} characters"
    if units(component.get("value") or "") > most:
        yield f"an input filled with {units(component['value'])} of {most} characters"
    if units(component.get("placeholder") or "") > 100:
        yield "a placeholder of more than 100 characters"
    if not 1 <= units(component["custom_id"]) <= 100 or component["style"] not in {1, 2}:
        yield "an input's custom_id or style"


_CHECKS: dict[int, Callable[[Json], Iterator[str]]] = {
    ROW: _row_problems,
    BUTTON: _button_problems,
    MENU: _menu_problems,
    SECTION: _section_problems,
    TEXT: _text_problems,
    SEPARATOR: _separator_problems,
    CONTAINER: _container_problems,
}

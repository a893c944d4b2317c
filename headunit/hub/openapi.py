"""The API's document (OpenAPI 3.1), made of the table of routes."""

import re
from collections.abc import Iterable, Mapping

import headunit
from headunit.hub.routes import Route

_ERROR: dict[str, object] = {
    "description": "refused; `error` says why, in one line",
    "content": {
        "application/json": {
            "schema": {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
        }
    },
}
_REFUSALS = ("400", "401", "403", "404", "409", "410", "413", "415", "421", "422", "429", "503")


def document(routes: Iterable[Route]) -> dict[str, object]:
    """All of it."""
    paths: dict[str, dict[str, object]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "headunit hub", "version": headunit.__version__, "license": {"name": "see LICENSE"}},
        "components": {
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "session"}},
        },
        "paths": paths,
    }


def _operation(route: Route) -> dict[str, object]:
    parameters: list[dict[str, object]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]
    parameters += [
        {"name": name, "in": "query", "required": False, "schema": schema} for name, schema in route.asks.items()
    ]
    answer: dict[str, object] = {"description": route.summary}
    if route.media == "application/json":
        answer["content"] = {route.media: {"schema": {"type": "object"}}}
    else:
        answer["content"] = {route.media: {"schema": {"type": "string", "format": "binary"}}}
    operation: dict[str, object] = {
        "summary": route.summary,
        "parameters": parameters,
        "responses": {str(route.gives): answer} | dict.fromkeys(_REFUSALS, _ERROR),
        "security": [] if route.open else [{"session": []}],
    }
    if "tiles" in route.path:
        operation["responses"] = {**_responses(operation), "204": {"description": "no such tile"}}
    if route.takes:
        schema = {"type": "object", "properties": dict(route.takes), "required": list(route.takes)}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _responses(operation: Mapping[str, object]) -> dict[str, object]:
    known = operation["responses"]
    assert isinstance(known, dict)
    return known

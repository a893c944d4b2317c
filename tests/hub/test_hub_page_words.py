"""The page's files: every word in every language, every file known to the worker that keeps them."""

import json
import re
from pathlib import Path

import pytest

import headunit.hub

PAGE = Path(headunit.hub.__file__).parent / "page"
SCRIPTS = sorted(PAGE.rglob("*.js"))
SAID = re.compile(r'\b[tw]\(\s*"((?:[^"\\]|\\.)*)"')


@pytest.mark.parametrize("language", ["de", "zh"])
def test_every_word_is_translated(language: str) -> None:
    table = json.loads((PAGE / "words" / f"{language}.json").read_text("utf-8"))
    said = {word for script in SCRIPTS for word in SAID.findall(script.read_text("utf-8"))}
    assert said
    assert set(table) == said
    for source, translation in table.items():
        assert translation
        assert set(re.findall(r"\{\w+\}", source)) == set(re.findall(r"\{\w+\}", translation)), source


def test_the_worker_keeps_every_file() -> None:
    listed = set(re.findall(r'"(/[^"]*)"', (PAGE / "sw.js").read_text("utf-8").split("];", 1)[0]))
    present = {f"/{file.relative_to(PAGE)}" for file in PAGE.rglob("*") if file.is_file()}
    assert listed == (present - {"/sw.js", "/index.html"}) | {"/"}


def test_no_script_and_no_style_in_the_markup() -> None:
    """The content security policy would refuse them: better to see it here."""
    markup = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=", markup)
    assert not [script for script in SCRIPTS if re.search(r"innerHTML|eval\(|\bFunction\(", script.read_text("utf-8"))]

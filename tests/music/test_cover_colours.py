"""Colours from a cover: whatever it shows, what is written on them can be read."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlEngine

import headunit
from headunit.music.cover_colours import (
    FAINT_DAY,
    FAINT_NIGHT,
    GREY,
    INK_DAY,
    INK_NIGHT,
    INK_ON_ACCENT,
    CoverColours,
    Rgb,
    colours_of,
    contrast,
    leading_hue,
)
from headunit.music.viewmodel_cover import colours_from

TEXT = 4.5
LEVEL = st.integers(0, 255)


def legible(colours: CoverColours) -> None:
    for ink in (INK_NIGHT, FAINT_NIGHT):
        assert contrast(colours.surface_night, ink) >= TEXT
    for ink in (INK_DAY, FAINT_DAY):
        assert contrast(colours.surface_day, ink) >= TEXT
    for accent in (colours.accent_night, colours.accent_day):
        assert contrast(accent, INK_ON_ACCENT) >= TEXT


@given(st.lists(st.tuples(LEVEL, LEVEL, LEVEL), min_size=1, max_size=20))
def test_what_is_written_on_them_can_be_read(pixels: list[Rgb]) -> None:
    colours = colours_of(pixels)
    if colours is not None:
        legible(colours)


def test_every_hue_at_its_strongest() -> None:
    for hue in range(360):
        colour = QColor.fromHsv(hue, 255, 255)
        colours = colours_of([(colour.red(), colour.green(), colour.blue())])
        assert colours is not None
        legible(colours)


def test_the_hue_is_the_one_that_fills_most() -> None:
    red, blue, grey = (200, 30, 40), (30, 60, 200), (120, 121, 119)
    found = leading_hue([red] * 10 + [blue] * 4 + [grey] * 100)
    assert found is not None
    assert found[0] == pytest.approx(QColor(*red).hueF(), abs=0.03)


@pytest.mark.parametrize("pixel", [(0, 0, 0), (255, 255, 255), (128, 128, 128), (130, 125, 128)])
def test_grey_has_no_hue(pixel: Rgb) -> None:
    assert leading_hue([pixel] * 50) is None
    assert GREY > 0


@pytest.mark.usefixtures("qapp")
def test_the_inks_are_the_themes() -> None:
    engine = QQmlEngine()
    engine.addImportPath(str(QUrl.fromLocalFile(headunit.__path__[0] + "/..").toLocalFile()))
    theme = engine.singletonInstance("headunit.ui.theme", "Theme")
    for night, inks in (
        (True, {"ink": INK_NIGHT, "faint": FAINT_NIGHT}),
        (False, {"ink": INK_DAY, "faint": FAINT_DAY}),
    ):
        theme.setProperty("night", night)
        for name, rgb in (inks | {"inkOnAccent": INK_ON_ACCENT}).items():
            assert theme.property(name).getRgb()[:3] == rgb
    engine.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_from_files(tmp_path: Path) -> None:
    noisy = QImage(1500, 900, QImage.Format.Format_RGB32)
    dice = random.Random(7)
    noisy.fill(QColor(20, 110, 60))
    for _ in range(2000):
        noisy.setPixelColor(dice.randrange(1500), dice.randrange(900), QColor(dice.randrange(256), 0, 0))
    for kind in ("png", "jpg"):
        file = tmp_path / f"cover.{kind}"
        assert noisy.save(str(file))
        colours = colours_from(file)
        assert colours is not None
        legible(colours)
        red, green, blue = colours.accent_night
        assert green > max(red, blue)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_has_no_colours(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "cover.png"
    file.write_bytes(content)
    assert colours_from(file) is None
    assert colours_from(tmp_path / "missing.jpg") is None
    assert colours_from(None) is None

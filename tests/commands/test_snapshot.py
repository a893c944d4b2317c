import pytest
from built_regions import monaco
from PySide6.QtGui import QImage
from run_headunit import headunit


def picture(home, name, *words):
    file = home / f"{name}.png"
    said = headunit(home, "snapshot", *words, "--out", file)
    assert (said.code, said.out, said.err) == (0, "", ""), said
    return file.read_bytes()


def test_the_same_words_give_the_same_picture(tmp_path):
    words = ("home", "--scenario", "tunnel", "--at", "20", "--lang", "de", "--theme", "night")
    first = picture(tmp_path, "first", *words)
    assert picture(tmp_path, "again", *words) == first
    assert picture(tmp_path, "later", *words[:3], "--at", "24", *words[5:]) != first


@pytest.mark.parametrize("size", ["1280x720", "1920x720", "1024x600", "800x480"])
def test_sizes(size, tmp_path):
    picture(tmp_path, "sized", "vehicle", "--preview", "cruising", "--size", size)
    image = QImage(str(tmp_path / "sized.png"))
    assert f"{image.width()}x{image.height()}" == size


def test_day_and_night_are_dark_and_bright(tmp_path):
    def brightness(theme):
        picture(tmp_path, theme, "home", "--preview", "cruising", "--theme", theme)
        image = QImage(str(tmp_path / f"{theme}.png")).scaled(1, 1)
        return image.pixelColor(0, 0).lightness()

    assert brightness("night") < 60
    assert brightness("day") > 200


def test_yesterday_s_choices_do_not_change_a_picture(tmp_path):
    before = picture(tmp_path, "before", "settings", "--preview", "parked")
    file = tmp_path / ".config" / "headunit" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[preferences]\ntheme = "night"\nlanguage = "de"\n')
    assert picture(tmp_path, "after", "settings", "--preview", "parked") == before


@pytest.mark.long
def test_the_same_drive_in_a_region_gives_the_same_picture(tmp_path):
    file = tmp_path / ".config" / "headunit" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[map]\nfolder = "{monaco().folder.parent}"\n')
    words = ("navigation", "--scenario", "monaco", "--to", "43.7402,7.4210", "--at", "20")
    first = picture(tmp_path, "first", *words)
    assert picture(tmp_path, "again", *words) == first
    assert picture(tmp_path, "elsewhere", *words[:4], "43.7402,7.4296", *words[5:]) != first


def test_a_trip_needs_a_drive(tmp_path):
    said = headunit(
        tmp_path, "snapshot", "home", "--preview", "cruising", "--to", "43.74,7.42", "--out", tmp_path / "x.png"
    )
    assert said.code == 2
    assert said.err == "headunit snapshot: --to begins a trip in a drive: leave out --preview\n"

# ruff: noqa: RUF001, E501  these are titles in four scripts
"""Tags in the wrong encoding: bytes as they stand in real files."""

from pathlib import Path

import pytest
from library_stage import make_raw_id3, plain, stage

from headunit.kernel.text.encodings import encoding_of, mended
from headunit.music.library.mutagen_tags import read_tags
from headunit.music.library.written_text import decoded

GBK = """周杰伦 青花瓷|七里香|王菲|邓丽君 月亮代表我心|崔健 一无所有|许巍 蓝莲花|朴树 平凡之路|刘德华 忘情水|张学友 吻别
陈奕迅 十年|孙燕姿 遇见|林俊杰 江南|李宗盛 山丘|罗大佑 光阴的故事|黑豹乐队 无地自容|唐朝 梦回唐朝|Beyond 海阔天空|二泉映月
谭维维 如果有来生|张震岳 爱我别走|左小祖咒 乌兰巴托的夜|田馥甄 小幸运|毛不易 消愁|逃跑计划 夜空中最亮的星|老狼 同桌的你
水木年华 一生有你|动力火车|花儿乐队 喜刷刷|庞龙 两只蝴蝶|刀郎 2002年的第一场雪|杨坤 无所谓|韩红 青藏高原|旅行团乐队|天空"""
BIG5 = """周杰倫 青花瓷|鄧麗君 月亮代表我的心|羅大佑 戀曲1990|張學友 吻別|孫燕姿 遇見|林俊傑 江南|五月天 倔強|蘇打綠 小情歌
張惠妹 聽海|伍佰 挪威的森林|劉若英 後來|齊秦 大約在冬季|費玉清 一剪梅|海闊天空|陳昇 把悲傷留給自己|張雨生 大海|江蕙 家後
林憶蓮 至少還有你|鄭智化 水手|盧廣仲 早安晨之美|王傑 一場遊戲一場夢|滅火器 島嶼天光|動力火車 當|許美靜 城裡的月光"""
SHIFT_JIS = """宇多田ヒカル First Love|椎名林檎 丸の内サディスティック|東京事変|坂本龍一 戦場のメリークリスマス|さくら
久石譲 となりのトトロ|浜崎あゆみ|残酷な天使のテーゼ|千本桜|米津玄師 Lemon|上を向いて歩こう|荒城の月|中島みゆき 糸|花は咲く
サザンオールスターズ|川の流れのように|スピッツ ロビンソン|中森明菜 少女A|松任谷由実 春よ、来い|星野源 恋|くるり ばらの花
人間椅子 無情のスキャット|X JAPAN 紅|矢沢永吉 時間よ止まれ|相対性理論 シフォン主義"""
CP1251 = """Кино - Группа крови|Виктор Цой|Алла Пугачёва|МОСКВА|Звезда по имени Солнце|ДДТ Осень|Земфира Ромашки|Аквариум|Ночь
Наутилус Помпилиус|Высоцкий Кони привередливые|Би-2 Полковнику никто не пишет|Мумий Тролль|Сплин|КАЛИНКА|Катюша|Океан Ельзи
Пикник Иероглиф|Агата Кристи Опиум для никого|Король и Шут|Гражданская оборона Всё идёт по плану|Юрий Визбор Милая моя
Щелкунчик Вальс цветов|Вопли Видоплясова Весна|СЕКРЕТ|Эх, дороги|тёмная ночь"""
LATIN_1 = """Motörhead|Für Elise|Café del Mar|Sigur Rós Ágætis byrjun|Édith Piaf|Beyoncé|Mötley Crüe|Die Ärzte|Señorita|São Paulo
Herbert Grönemeyer Männer|Céline Dion|Antônio Carlos Jobim Águas de Março|Zoë|Ænima|Ólafur Arnalds|Naïve|Øde|Tórshavn|50°|Créée
Élève à l'école|Où est le garçon|niño|Måns Zelmerlöw|Ismaël Lô|Kælan Mikla|Wir sind Helden Müssen nur wollen Größe|1º de Maio"""


def listed(titles: str) -> list[str]:
    return [title for line in titles.split("\n") for title in line.split("|")]


CASES = [
    (title, codec)
    for codec, titles in (("gbk", GBK), ("big5", BIG5), ("cp932", SHIFT_JIS), ("cp1251", CP1251))
    for title in listed(titles)
]


@pytest.mark.parametrize("codec", ["gbk", "big5", "cp932", "cp1251"])
def test_titles_are_read_as_they_were_meant(codec: str) -> None:
    wrong = {title: mended([title.encode(codec).decode("latin-1")]) for title, of in CASES if of == codec}
    assert {title: texts for title, texts in wrong.items() if texts != [title]} == {}


def test_what_is_latin_1_stays_latin_1() -> None:
    titles = listed(LATIN_1)
    assert mended(titles) == titles
    assert [mended([title]) for title in titles] == [[title] for title in titles]


def test_utf_8_in_a_latin_1_frame() -> None:
    assert mended(["Björk — Jóga".encode().decode("latin-1"), "plain"]) == ["Björk — Jóga", "plain"]


def test_what_is_no_spoilt_latin_1_is_left_alone() -> None:
    assert mended(["月亮", "Звезда", "plain", ""]) == ["月亮", "Звезда", "plain", ""]


def test_a_text_cut_in_the_middle_of_a_character_by_id3v1() -> None:
    raw = "宇多田ヒカルの一番長い曲のなまえ".encode("cp932")[:29]
    assert mended([raw.decode("latin-1")]) == ["宇多田ヒカルの一番長い曲の" + raw[26:28].decode("cp932", "ignore")]


def test_short_texts_are_judged_with_the_longer_ones_of_the_file() -> None:
    texts = ["Я".encode("cp1251").decode("latin-1"), "Группа крови на рукаве".encode("cp1251").decode("latin-1")]
    assert mended(texts)[0] == "Я"


@pytest.mark.parametrize(("title", "codec"), CASES[::9])
def test_in_id3v2_and_in_id3v1(tmp_path: Path, title: str, codec: str) -> None:
    raw, artist = title.encode(codec), title[:4].encode(codec)
    record, _ = read_tags(str(make_raw_id3(tmp_path / "new.mp3", TIT2=raw, TPE1=artist)))
    assert record.title == title
    old = tmp_path / "old.mp3"
    audio = plain("mp3").read_bytes()
    audio = audio[audio.find(b"\xff\xfb") :]
    old.write_bytes(audio + b"TAG" + raw[:30].ljust(30, b"\0") + b"\0" * 30 + b"\0" * 30 + b"1999" + b"\0" * 31)
    record, _ = read_tags(str(old))
    assert title.startswith(record.title)
    assert len(record.title) >= min(len(title), 14 if codec != "cp1251" else 29)


def test_a_list_or_lyrics_in_another_encoding() -> None:
    assert decoded("[00:01]月亮代表我的心\n[00:05]你问我爱你有多深".encode("gbk")).startswith("[00:01]月亮代表我的心")
    assert decoded("Ночь\n".encode("utf-16")).strip() == "Ночь"


def test_every_byte_has_some_answer() -> None:
    assert encoding_of(bytes(range(128, 256))) in {None, "cp1252", "cp1251", "gbk", "big5", "cp932"}


def test_found_under_its_real_name(tmp_path: Path) -> None:
    with stage(tmp_path) as library:
        make_raw_id3(library.music / "a.mp3", TIT2="月亮代表我的心".encode("gbk"), TPE1="邓丽君".encode("gbk"))
        library.scan()
        assert library.found("yueliang") == ["月亮代表我的心"]
        assert "邓丽君" in library.found("dlj")[0]

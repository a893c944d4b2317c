# ruff: noqa: RUF001  these are the signs that people type
"""What people type, and what they mean by it. A line: region | text | name | kind | among so many.

The car stands in the middle: Vaduz, the harbour of Monaco, the railway station of Helsinki.
"""

TABLE = """
li | vaduz | Vaduz | town | 1
li | v | Vaduz | town | 1
li | VADUZ | Vaduz | town | 1
li | schaan | Schaan | town | 1
li | triesenb | Triesenberg | village | 1
li | malbun | Malbun | village | 1
li | 瓦杜兹 | Vaduz | town | 1
li | 瓦杜茲 | Vaduz | town | 1
li | ファドゥーツ | Vaduz | town | 1
li | waduzi | Vaduz | town | 1
li | wadusi | Vaduz | town | 1
li | wa du zi | Vaduz | town | 1
li | wdz | Vaduz | town | 1
li | тризен | Triesen | village | 1
li | вадуц | Vaduz | town | 1
li | βαντουζ | Vaduz | town | 1
li | vauz | Vaduz | town | 1
li | vadzu | Vaduz | town | 1
li | vadus | Vaduz | town | 1
li | vaaduz | Vaduz | town | 1
li | shaan | Schaan | town | 1
li | triesenbrg | Triesenberg | village | 1
li | trisenbreg | Triesenberg | village | 1
li | mühleholz | Mühleholz | village | 1
li | muehleholz | Mühleholz | village | 1
li | muhleholz | Mühleholz | village | 1
li | MÜHLEHOLZ | Mühleholz | village | 1
li | muhlehozl | Mühleholz | village | 1
li | 9490 | Vaduz | town | 1
li | fl-9490 vaduz | Vaduz | town | 1
li | 9490 vaduz | Vaduz | town | 1
li | austrasse | Austrasse | street | 1
li | Austraße | Austrasse | street | 1
li | austr. | Austrasse | street | 1
li | aus trasse | Austrasse | street | 3
li | austrase vaduz | Austrasse | street | 1
li | austrasse 13 | Austrasse 13 | address | 1
li | 13 austrasse | Austrasse 13 | address | 1
li | Austrasse 13 Vaduz | Austrasse 13 | address | 1
li | Austrasse 13, 9490 Vaduz | Austrasse 13 | address | 1
li | vaduz austrasse 13 | Austrasse 13 | address | 1
li | austrase 13 | Austrasse 13 | address | 3
li | Austrasse 12 Vaduz | Austrasse 12 | address | 1
li | austrasse 9999 | Austrasse | street | 1
li | städtle 32 | Städtle 32 | address | 1
li | stadtle 32 vaduz | Städtle 32 | address | 1
li | staedtle 32 | Städtle 32 | address | 1
li | fürst franz josef str 150 | Fürst-Franz-Josef-Strasse 150 | address | 1
li | landstrasse triesen | Landstrasse | street | 1
li | triesen landstrasse | Landstrasse | street | 1
li | charger | LKW | charger | 3
li | charging station | LKW | charger | 3
li | ladestation | LKW | charger | 3
li | Ladesäule | LKW | charger | 3
li | 充电站 | LKW | charger | 3
li | borne de recharge | LKW | charger | 3
li | latausasema | LKW | charger | 3
li | fuel near me | Coop | fuel | 1
li | petrol | Coop | fuel | 3
li | gas station | Coop | fuel | 3
li | tankstelle | Coop | fuel | 3
li | tankst | Coop | fuel | 3
li | 加油站 | Coop | fuel | 3
li | 附近的加油站 | Coop | fuel | 1
li | 瓦杜兹加油站 | Coop | fuel | 3
li | gasolinera | Coop | fuel | 3
li | Tankstelle in der Nähe | Coop | fuel | 1
li | coop tankstelle | Coop | fuel | 3
li | tankstelle coop | Coop | fuel | 3
li | tankstelle schaan | Avia | fuel | 3
li | migrol | Migroil | fuel | 3
li | socar | SOCAR | fuel | 1
li | Parkplatz | Parking | parking | 1
li | 停车场 | Parking | parking | 1
li | spital | Liechtensteinisches Landesspital | hospital | 1
li | hospital | Liechtensteinisches Landesspital | hospital | 1
li | landesspital | Liechtensteinisches Landesspital | hospital | 1
li | kunstmuseum | Kunstmuseum Liechtenstein | museum | 1
li | museum | Kunstmuseum Liechtenstein | museum | 3
li | vaduz castle | Vaduz Castle | castle | 1
li | schloss vaduz | Vaduz Castle | castle | 1
li | rheinpark stadion | Rheinparkstadion | stadium | 3
li | bahnhof | Schaan-Vaduz | station | 3
li | hotel engel | Hotel Engel | hotel | 1
li | 47.14, 9.52 | 47.14000° N, 9.52000° E | coordinates | 1
li | 47°08'24"N 9°31'12"E | 47.14000° N, 9.52000° E | coordinates | 1
li | N47 08.4 E009 31.2 | 47.14000° N, 9.52000° E | coordinates | 1
li | geo:47.14,9.52 | 47.14000° N, 9.52000° E | coordinates | 1
li | https://www.google.com/maps/@47.14,9.52,15z | 47.14000° N, 9.52000° E | coordinates | 1
li | 4FVC+9G Vaduz | 4FVC+9G | plus_code | 1
li | 8FVF4GRC+2X | 8FVF4GRC+2X | plus_code | 1
fi | helsinki | Helsinki | city | 1
fi | 赫尔辛基 | Helsinki | city | 1
fi | 赫爾辛基 | Helsinki | city | 1
fi | heerxinji | Helsinki | city | 1
fi | ヘルシンキ | Helsinki | city | 1
fi | хельсинки | Helsinki | city | 1
fi | Ελσίνκι | Helsinki | city | 1
fi | helsingfors | Helsinki | city | 1
fi | helsnki | Helsinki | city | 1
fi | jarnvagstorget | Rautatientori | square | 2
fi | rautatientori | Rautatientori | square | 2
fi | toolonlahdenkatu | Töölönlahdenkatu | street | 1
fi | töölönlahdenkatu | Töölönlahdenkatu | street | 1
fi | mannerheimintie 10 | Mannerheimintie 10 | address | 1
fi | mannerhemintie | Mannerheimintie | street | 1
fi | stockmann | Stockmann | mall | 3
fi | rautatieasema | Helsinki railway station | station | 2
fi | apteekki | Yliopiston Apteekki Kaivopiha | pharmacy | 3
mc | monaco | Monaco | city | 1
mc | 摩纳哥 | Monaco | city | 1
mc | monte carlo | Monte-Carlo | suburb | 1
mc | montecarlo | Monte-Carlo | suburb | 1
mc | bd albert | Boulevard Albert 1er | street | 1
mc | boulevard albert premier | Boulevard Albert 1er | street | 3
mc | av ostende | Avenue d'Ostende | street | 1
mc | avenue d'ostende | Avenue d'Ostende | street | 1
mc | avenue d’ostende | Avenue d'Ostende | street | 1
mc | rue grimaldi | Rue Grimaldi | street | 1
mc | 12 rue grimaldi | Rue Grimaldi | street | 1
mc | casino | Monte-Carlo Casino and Opera House | casino | 1
mc | jardin exotique | Jardin Exotique | suburb | 3
mc | musee oceanographique | Oceanographic Museum | museum | 1
"""


def rows() -> list[tuple[str, str, str, str, int]]:
    parts = [[part.strip() for part in line.split(" | ")] for line in TABLE.strip().splitlines()]
    return [(region, text, name, kind, int(among)) for region, text, name, kind, among in parts]

"""Words for kinds in Swedish."""

WORDS = """\
fuel: bensinstation, bensin, tankställe
charger: laddstation, laddstolpe
parking: parkering, parkeringsplats, parkeringshus
restaurant: restaurang, restauranger
cafe: kafé
bakery: bageri
hotel: hotell
supermarket: mataffär, snabbköp
hospital: sjukhus
pharmacy: apotek
doctor: läkare
dentist: tandläkare
museum: museum
castle: slott
airport: flygplats
station: järnvägsstation, tågstation
police: polis, polisstation
fire_station: brandstation
townhall: stadshus
post_office: postkontor
bank: bank
atm: bankomat
toilets: toalett
school: skola
university: universitet
library: bibliotek
religion: kyrka
"""

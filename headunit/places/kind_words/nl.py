"""Words for kinds in Dutch."""

WORDS = """\
fuel: tankstation, benzine, benzinestation
charger: laadpaal, laadstation, laadpunt
parking: parkeren, parkeerplaats, parkeergarage
car_wash: wasstraat, autowasserette
car_repair: autogarage
restaurant: restaurant, eten
bakery: bakker, bakkerij
hotel: hotel
supermarket: supermarkt
hospital: ziekenhuis
pharmacy: apotheek
doctor: huisarts, dokter
dentist: tandarts
museum: museum
castle: kasteel
airport: vliegveld, luchthaven
station: treinstation
police: politie
fire_station: brandweer
townhall: gemeentehuis, stadhuis
post_office: postkantoor
bank: bank
atm: geldautomaat
toilets: toilet, toiletten
library: bibliotheek
religion: kerk
beach: strand
swimming: zwembad
"""

"""Words for kinds in French."""

WORDS = """\
fuel: station-service, essence, station essence, carburant, gazole
charger: borne de recharge, station de recharge, bornes de recharge, recharge
parking: parking, stationnement, parc de stationnement
rest_area: aire de repos, aire de service
car_wash: lavage auto, station de lavage
car_repair: garage, garagiste, réparation automobile
tyres: pneus
car_rental: location de voitures
restaurant: restaurant, restaurants, manger
fast_food: restauration rapide
cafe: café
ice_cream: glacier
bakery: boulangerie, pâtisserie
drinking_water: eau potable
hotel: hôtel, hôtels
guest_house: chambre d'hôtes
hostel: auberge de jeunesse
camping: camping
alpine_hut: refuge
supermarket: supermarché, épicerie
mall: centre commercial, grand magasin
market: marché
butcher: boucherie
books: librairie
hairdresser: coiffeur
hospital: hôpital, urgences
pharmacy: pharmacie
doctor: médecin
dentist: dentiste
veterinary: vétérinaire
museum: musée
castle: château
viewpoint: point de vue, belvédère
theatre: théâtre, opéra
cinema: cinéma
casino: casino
park: parc, jardin
beach: plage
swimming: piscine
stadium: stade
playground: aire de jeux
tourist_info: office de tourisme
airport: aéroport
heliport: héliport
station: gare
bus_station: gare routière
bus_stop: arrêt de bus
marina: port de plaisance
taxi: taxi
police: police, gendarmerie, commissariat
fire_station: pompiers, caserne de pompiers
townhall: mairie, hôtel de ville
embassy: ambassade, consulat
post_office: poste, bureau de poste
bank: banque
atm: distributeur, distributeur de billets
toilets: toilettes
school: école
kindergarten: école maternelle, crèche
university: université
library: bibliothèque
religion: église, mosquée
cemetery: cimetière
"""

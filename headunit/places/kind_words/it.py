"""Words for kinds in Italian."""

WORDS = """\
fuel: benzina, distributore, distributore di benzina, stazione di servizio
charger: stazione di ricarica, colonnina di ricarica, ricarica
parking: parcheggio, parcheggi
rest_area: area di servizio, area di sosta, autogrill
car_wash: autolavaggio
car_repair: officina, meccanico
tyres: gommista
car_rental: autonoleggio
restaurant: ristorante, ristoranti, trattoria
cafe: caffè
ice_cream: gelateria
bakery: panetteria, panificio
hotel: albergo, hotel
hostel: ostello
camping: campeggio
alpine_hut: rifugio
supermarket: supermercato
mall: centro commerciale
market: mercato
hospital: ospedale, pronto soccorso
pharmacy: farmacia
doctor: medico
dentist: dentista
veterinary: veterinario
museum: museo
castle: castello
theatre: teatro
park: parco, giardino
beach: spiaggia
swimming: piscina
stadium: stadio
airport: aeroporto
station: stazione
bus_stop: fermata dell'autobus
police: polizia, carabinieri
fire_station: vigili del fuoco
townhall: municipio
post_office: ufficio postale, posta
bank: banca
atm: bancomat
toilets: bagno, servizi igienici
school: scuola
university: università
library: biblioteca
religion: chiesa
cemetery: cimitero
"""

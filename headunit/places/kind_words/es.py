"""Words for kinds in Spanish."""

WORDS = """\
fuel: gasolinera, gasolina, estación de servicio
charger: estación de carga, punto de recarga, cargador
parking: aparcamiento, estacionamiento
rest_area: área de descanso, área de servicio
car_wash: lavado de coches
car_repair: taller, taller mecánico
tyres: neumáticos
car_rental: alquiler de coches
restaurant: restaurante, restaurantes
cafe: cafetería
ice_cream: heladería
bakery: panadería
hotel: hotel, hoteles
hostel: albergue
camping: camping
supermarket: supermercado
mall: centro comercial
market: mercado
hospital: hospital, urgencias
pharmacy: farmacia
doctor: médico
dentist: dentista
museum: museo
castle: castillo
cinema: cine
theatre: teatro
park: parque, jardín
beach: playa
swimming: piscina
airport: aeropuerto
station: estación, estación de tren
bus_station: estación de autobuses
police: policía, comisaría
fire_station: bomberos
townhall: ayuntamiento
post_office: correos
bank: banco
atm: cajero, cajero automático
toilets: aseos, baños
school: escuela
university: universidad
library: biblioteca
religion: iglesia
cemetery: cementerio
"""

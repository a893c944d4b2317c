"""Words for kinds in Finnish."""

WORDS = """\
fuel: huoltoasema, bensa-asema, bensa, polttoaine
charger: latausasema, latauspiste
parking: pysäköinti, parkkipaikka, pysäköintialue, parkkihalli
restaurant: ravintola, ravintolat
cafe: kahvila
bakery: leipomo
hotel: hotelli
supermarket: supermarket, ruokakauppa
hospital: sairaala
pharmacy: apteekki
doctor: lääkäri
dentist: hammaslääkäri
museum: museo
castle: linna
theatre: teatteri
cinema: elokuvateatteri
park: puisto
beach: uimaranta
airport: lentokenttä
station: rautatieasema
bus_station: linja-autoasema
police: poliisi, poliisiasema
fire_station: paloasema
townhall: kaupungintalo
post_office: posti
bank: pankki
atm: pankkiautomaatti
toilets: vessa, wc
school: koulu
university: yliopisto
library: kirjasto
religion: kirkko
"""

"""Words for kinds in German."""

WORDS = """\
fuel: Tankstelle, Tankstellen, tanken, Benzin, Sprit, Zapfsäule
charger: Ladestation, Ladestationen, Ladesäule, Ladepunkt, Elektrotankstelle, Stromtankstelle, Schnelllader, laden
parking: Parkplatz, Parkplätze, Parkhaus, Tiefgarage, parken
rest_area: Raststätte, Rastplatz, Rasthof, Autohof, Autobahnraststätte
car_wash: Autowäsche, Waschanlage, Waschstraße, Autowaschanlage
car_repair: Autowerkstatt, Werkstatt, Garage, Autoreparatur, Kfz-Werkstatt
tyres: Reifen, Reifenhändler, Reifenhandel, Pneu
car_parts: Autoteile, Ersatzteile
car_dealer: Autohändler, Autohaus
car_rental: Autovermietung, Mietwagen, Leihwagen, Autoverleih
car_sharing: Carsharing
motorcycle: Motorrad, Motorräder, Motorradwerkstatt
vehicle_inspection: TÜV, Hauptuntersuchung, Motorfahrzeugkontrolle, Fahrzeugprüfung
dump_station: Entsorgungsstation, Wohnmobilentsorgung
restaurant: Restaurant, Restaurants, Gasthaus, Gasthof, Wirtshaus, essen, Gaststätte
fast_food: Imbiss, Schnellimbiss, Schnellrestaurant, Döner
cafe: Café, Kaffee, Kaffeehaus
ice_cream: Eisdiele, Eis, Eiscafé
bar: Bar, Nachtclub, Disco, Disko, Diskothek
pub: Kneipe, Biergarten, Bier
bakery: Bäckerei, Bäcker, Brot, Konditorei, Beck
drinking_water: Trinkwasser, Trinkbrunnen
picnic: Picknick, Picknickplatz, Grillplatz, Rastplatz im Grünen
hotel: Hotel, Hotels, Unterkunft, übernachten, Motel
guest_house: Pension, Ferienwohnung, Gästehaus
hostel: Jugendherberge, Hostel
camping: Campingplatz, Camping, Zeltplatz
caravan: Wohnmobilstellplatz, Stellplatz
alpine_hut: Berghütte, Alpenhütte, Hütte, Alphütte, Schutzhütte
supermarket: Supermarkt, Lebensmittel, einkaufen, Lebensmittelladen
convenience: Kiosk, Dorfladen, Minimarkt, Hofladen
mall: Einkaufszentrum, Kaufhaus, Warenhaus
market: Markt, Marktplatz, Wochenmarkt
butcher: Metzgerei, Metzger, Fleischerei, Fleisch
drinks: Getränke, Getränkemarkt, Wein, Weinhandlung, Weingut, Brauerei
clothes: Kleidung, Kleider, Mode, Schuhe, Bekleidung, Schuhgeschäft
electronics: Elektronik, Computer, Handy, Elektromarkt
hardware: Baumarkt, Eisenwaren
furniture: Möbel, Möbelhaus
garden_centre: Gartencenter, Gärtnerei, Blumen, Blumenladen, Florist
books: Buchhandlung, Bücher, Buchladen, Schreibwaren, Papeterie
sports_shop: Sportgeschäft, Sportartikel
bicycle: Fahrrad, Fahrradladen, Velo, Fahrradverleih
drugstore: Drogerie, Kosmetik, Parfümerie
hairdresser: Friseur, Frisör, Coiffeur, Kosmetikstudio
optician: Optiker, Brillen
jewelry: Juwelier, Schmuck, Uhren
toys: Spielwaren, Spielzeug, Geschenke, Souvenirs
laundry: Wäscherei, Waschsalon, Reinigung, Textilreinigung
pets: Tierbedarf, Zoohandlung
other_shop: Geschäft, Geschäfte, Laden, Reisebüro
hospital: Krankenhaus, Spital, Klinik, Notaufnahme, Notfall
pharmacy: Apotheke, Apotheken, Medikamente
doctor: Arzt, Ärztin, Ärzte, Hausarzt, Arztpraxis
dentist: Zahnarzt, Zahnärztin
therapist: Physiotherapie, Therapeut
veterinary: Tierarzt, Tierklinik
defibrillator: Defibrillator, Defi
museum: Museum, Museen, Galerie, Kunsthalle
attraction: Sehenswürdigkeit, Sehenswürdigkeiten, Attraktion
castle: Burg, Schloss, Burgen, Ruine
monument: Denkmal, Gedenkstätte
artwork: Kunstwerk, Skulptur, Statue
viewpoint: Aussichtspunkt, Aussicht, Leuchtturm
theatre: Theater, Konzerthaus, Oper
cinema: Kino
casino: Kasino, Spielbank, Casino
zoo: Zoo, Tierpark, Aquarium
theme_park: Freizeitpark, Vergnügungspark, Kegelbahn
park: Park, Parks, Garten, Grünanlage
nature: Naturschutzgebiet
beach: Strand, Badestrand
swimming: Schwimmbad, Freibad, Hallenbad, baden, Therme
sports: Sportzentrum, Fitnessstudio, Turnhalle, Sporthalle
stadium: Stadion
sports_ground: Golfplatz, Eisbahn, Minigolf
playground: Spielplatz
waterfall: Wasserfall
tourist_info: Touristeninformation, Tourist-Info, Verkehrsbüro
airport: Flughafen, Flugplatz
heliport: Hubschrauberlandeplatz
station: Bahnhof, Zug, Haltestelle der Bahn
tram_stop: Straßenbahn, Tramhaltestelle
bus_station: Busbahnhof
bus_stop: Bushaltestelle, Bus, Haltestelle
ferry: Fähre, Fähranleger
marina: Jachthafen, Yachthafen, Hafen
taxi: Taxi, Taxistand
cable_car: Seilbahn, Gondel, Sessellift, Skilift, Bergbahn
motorway_exit: Ausfahrt, Autobahnausfahrt
border: Grenze, Grenzübergang, Zoll
police: Polizei, Polizeiwache, Polizeistation
fire_station: Feuerwehr
townhall: Rathaus, Gemeindeverwaltung, Gemeindehaus, Behörde, Amt
embassy: Botschaft, Konsulat
courthouse: Gericht, Gefängnis
post_office: Post, Postamt, Poststelle
bank: Bank, Banken, Sparkasse
atm: Geldautomat, Bankomat, Bargeld
exchange: Wechselstube, Geldwechsel
toilets: Toilette, Toiletten, WC, Klo
school: Schule, Schulen, Fahrschule, Musikschule
kindergarten: Kindergarten, Kita, Kinderkrippe
university: Universität, Hochschule, Uni
library: Bibliothek, Bücherei
community: Gemeindezentrum, Gemeindesaal, Begegnungszentrum
religion: Kirche, Kapelle, Moschee, Synagoge, Gotteshaus, Kathedrale, Kloster
cemetery: Friedhof
recycling: Recyclinghof, Wertstoffhof, Sammelstelle
company: Firma, Büro, Unternehmen
"""

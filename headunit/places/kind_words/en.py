"""Words for kinds in English."""

WORDS = """\
fuel: fuel, petrol, gas, gas station, petrol station, filling station, service station, diesel, gasoline
charger: charger, chargers, charging station, charging, charging point, ev charger, ev charging, fast charger
parking: parking, car park, parking lot, parking garage, parking space, multi-storey
rest_area: rest area, services, motorway services, truck stop, lay-by, rest stop
car_wash: car wash, carwash
car_repair: car repair, garage, mechanic, workshop, auto repair
tyres: tyres, tires, tyre shop, tire shop
car_parts: car parts, auto parts, spare parts
car_dealer: car dealer, car dealership, dealership
car_rental: car rental, rental car, car hire, rent a car
car_sharing: car sharing, carsharing
motorcycle: motorcycle, motorcycles, motorbike
vehicle_inspection: vehicle inspection, mot
dump_station: dump station, sanitary station
restaurant: restaurant, restaurants, food, eat, dinner, lunch, dining
fast_food: fast food, takeaway, takeout, burger, pizza, kebab
cafe: cafe, café, coffee, coffee shop, tea
ice_cream: ice cream
bar: bar, cocktail bar, nightclub, night club, club
pub: pub, beer garden, beer
bakery: bakery, bread, pastry, cakes
drinking_water: drinking water, water fountain
picnic: picnic, picnic site, barbecue, bbq
hotel: hotel, hotels, motel, accommodation, place to sleep
guest_house: guest house, bed and breakfast, b&b, apartment
hostel: hostel, youth hostel
camping: camping, campsite, camp site, campground
caravan: caravan site, rv park, motorhome, motorhome pitch
alpine_hut: mountain hut, alpine hut, hut, chalet
supermarket: supermarket, groceries, grocery store, grocery
convenience: convenience store, corner shop, kiosk, newsagent, farm shop
mall: mall, shopping mall, shopping centre, shopping center, department store
market: market, marketplace
butcher: butcher, meat, fishmonger, delicatessen
drinks: wine, wine shop, liquor store, off-licence, beverages, drinks
clothes: clothes, clothing, fashion, shoes, shoe shop
electronics: electronics, computer shop, mobile phones, phone shop
hardware: hardware store, diy, diy store, home improvement
furniture: furniture, furniture store
garden_centre: garden centre, garden center, florist, flowers, plants
books: bookshop, bookstore, books, stationery
sports_shop: sports shop, sporting goods, outdoor shop, ski shop
bicycle: bicycle, bicycle shop, bike shop, bike rental, bikes
drugstore: drugstore, cosmetics, perfumery
hairdresser: hairdresser, barber, hair salon, beauty salon
optician: optician, glasses
jewelry: jeweller, jewelry, jewellery, watches
toys: toys, toy shop, gifts, gift shop, souvenirs
laundry: laundry, launderette, laundromat, dry cleaning
pets: pet shop, pet supplies
other_shop: shop, shops, store, shopping, travel agency
hospital: hospital, emergency room, a&e, emergency
pharmacy: pharmacy, chemist, medicine
doctor: doctor, doctors, physician, gp, clinic, medical centre
dentist: dentist
therapist: physiotherapist, physiotherapy, therapist
veterinary: vet, veterinarian, animal hospital
defibrillator: defibrillator, aed
museum: museum, museums, gallery, art gallery
attraction: sights, attraction, attractions, tourist attraction, sightseeing
castle: castle, castles, ruins, fort, fortress
monument: monument, memorial
artwork: artwork, sculpture, statue
viewpoint: viewpoint, scenic view, lookout, lighthouse
theatre: theatre, theater, concert hall, opera
cinema: cinema, movies, movie theater, movie theatre
casino: casino
zoo: zoo, aquarium
theme_park: theme park, amusement park, bowling
park: park, parks, garden, gardens
nature: nature reserve
beach: beach, beaches
swimming: swimming, swimming pool, pool, water park, sauna
sports: sports centre, gym, fitness, fitness centre
stadium: stadium, arena
sports_ground: golf, golf course, ice rink, mini golf
playground: playground
waterfall: waterfall
tourist_info: tourist information, tourist info, visitor centre
airport: airport
heliport: heliport
station: station, railway station, train station, train
tram_stop: tram stop, tram
bus_station: bus station, coach station
bus_stop: bus stop, bus
ferry: ferry, ferry terminal
marina: marina, harbour, harbor
taxi: taxi, taxi rank, cab
cable_car: cable car, gondola, ski lift, chairlift
motorway_exit: motorway exit, exit, junction
border: border, border crossing, customs
police: police, police station
fire_station: fire station, fire brigade, fire department
townhall: town hall, city hall, government
embassy: embassy, consulate
courthouse: courthouse, court
post_office: post office, post
bank: bank, banks
atm: atm, cash machine, cash, cashpoint
exchange: currency exchange, bureau de change, money exchange
toilets: toilets, toilet, restroom, wc, bathroom, loo
school: school, schools
kindergarten: kindergarten, nursery, preschool
university: university, college
library: library
community: community centre, community center, social services
religion: church, place of worship, mosque, synagogue, temple, chapel, cathedral
cemetery: cemetery, graveyard
recycling: recycling, recycling centre
company: company, office, business
"""

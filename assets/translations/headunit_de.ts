<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>BusPage</name>
    <message>
        <source>%1 damaged</source>
        <translation>%1 beschädigt</translation>
    </message>
    <message>
        <source>%1 error frames</source>
        <translation>%1 Fehlerframes</translation>
    </message>
    <message>
        <source>%1 frames of too many messages</source>
        <translation>%1 Frames von zu vielen Botschaften</translation>
    </message>
    <message>
        <source>%1 frames/s</source>
        <translation>%1 Frames/s</translation>
    </message>
    <message>
        <source>%1 lost here</source>
        <translation>%1 hier verloren</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Botschaften</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Messages are shown when the car stands.</source>
        <translation>Botschaften werden gezeigt, wenn das Auto steht.</translation>
    </message>
    <message>
        <source>bus-off</source>
        <translation>Bus-off</translation>
    </message>
    <message>
        <source>error-passive</source>
        <translation>fehlerpassiv</translation>
    </message>
    <message>
        <source>many errors</source>
        <translation>viele Fehler</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>sent / received wrong: %1</source>
        <translation>falsch gesendet / empfangen: %1</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>works well</source>
        <translation>arbeitet gut</translation>
    </message>
</context>
<context>
    <name>CarPage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Charging cable</source>
        <translation>Ladekabel</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Front fog lights</source>
        <translation>Nebelscheinwerfer</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>Kraftstoff</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Fern</translation>
    </message>
    <message>
        <source>Lights</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Lock the doors</source>
        <translation>Türen verriegeln</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Abblend</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Rear fog light</source>
        <translation>Nebelschlussleuchte</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Somebody in the passenger seat</source>
        <translation>Beifahrersitz belegt</translation>
    </message>
    <message>
        <source>Traction battery</source>
        <translation>Hochvoltbatterie</translation>
    </message>
    <message>
        <source>Wipers</source>
        <translation>Scheibenwischer</translation>
    </message>
</context>
<context>
    <name>ClimateBar</name>
    <message>
        <source>A/C</source>
        <translation>A/C</translation>
    </message>
    <message>
        <source>Air conditioning</source>
        <translation>Klimaanlage</translation>
    </message>
    <message>
        <source>Defrost the windscreen</source>
        <translation>Frontscheibe entfrosten</translation>
    </message>
    <message>
        <source>Driver&apos;s temperature</source>
        <translation>Temperatur Fahrer</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>Gebläse</translation>
    </message>
    <message>
        <source>Passenger&apos;s temperature</source>
        <translation>Temperatur Beifahrer</translation>
    </message>
</context>
<context>
    <name>ControlSheet</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>Bald</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Temperature, asked</source>
        <translation>Temperatur, angefragt</translation>
    </message>
    <message>
        <source>The one</source>
        <translation>Haupttaste</translation>
    </message>
    <message>
        <source>What to do about it.</source>
        <translation>Was dagegen zu tun ist.</translation>
    </message>
    <message>
        <source>With icon</source>
        <translation>Mit Symbol</translation>
    </message>
</context>
<context>
    <name>ControlWindow</name>
    <message>
        <source>Car</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Fahren</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Simulated car</source>
        <translation>Simuliertes Fahrzeug</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>World</source>
        <translation>Umwelt</translation>
    </message>
    <message>
        <source>km/h</source>
        <translation>km/h</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Day colours</source>
        <translation>Tagfarben</translation>
    </message>
    <message>
        <source>Night colours</source>
        <translation>Nachtfarben</translation>
    </message>
</context>
<context>
    <name>DrivePage</name>
    <message>
        <source>Accelerator</source>
        <translation>Gas</translation>
    </message>
    <message>
        <source>Brake</source>
        <translation>Bremse</translation>
    </message>
    <message>
        <source>Cruise control at this speed</source>
        <translation>Tempomat mit diesem Tempo</translation>
    </message>
    <message>
        <source>Driven by the simulator</source>
        <translation>Der Simulator fährt</translation>
    </message>
    <message>
        <source>Gear</source>
        <translation>Fahrstufe</translation>
    </message>
    <message>
        <source>Hazard lights</source>
        <translation>Warnblinker</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Blinker</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Parking brake</source>
        <translation>Feststellbremse</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Steering wheel</source>
        <translation>Lenkrad</translation>
    </message>
    <message>
        <source>follows the road</source>
        <translation>folgt der Straße</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
</context>
<context>
    <name>EnergyCard</name>
    <message>
        <source>Charge</source>
        <translation>Ladestand</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>Kraftstoff</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Reichweite</translation>
    </message>
</context>
<context>
    <name>GalleryPane</name>
    <message>
        <source>Controls</source>
        <translation>Bedienteile</translation>
    </message>
</context>
<context>
    <name>GearLadder</name>
    <message>
        <source>Gear %1</source>
        <translation>Fahrstufe %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>HomePane</name>
    <message>
        <source>E</source>
        <translation>O</translation>
    </message>
    <message>
        <source>It comes back by itself under open sky.</source>
        <translation>Kommt unter freiem Himmel von selbst zurück.</translation>
    </message>
    <message>
        <source>Looking for satellites</source>
        <translation>Satelliten werden gesucht</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>NO</translation>
    </message>
    <message>
        <source>NW</source>
        <translation>NW</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Keine Position</translation>
    </message>
    <message>
        <source>No receiver is connected.</source>
        <translation>Kein Empfänger angeschlossen.</translation>
    </message>
    <message>
        <source>Open the vehicle pane</source>
        <translation>Fahrzeugansicht öffnen</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>SO</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>SW</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>The position is not plausible</source>
        <translation>Position nicht plausibel</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
</context>
<context>
    <name>LinkList</name>
    <message>
        <source>Nothing was asked to be connected.</source>
        <translation>Keine Verbindung eingerichtet.</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connected, silent</source>
        <translation>verbunden, keine Daten</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>not reachable, trying again</source>
        <translation>nicht erreichbar, neuer Versuch läuft</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht genutzt</translation>
    </message>
    <message>
        <source>reports a fault</source>
        <translation>meldet eine Störung</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Head unit</source>
        <translation>Bordsystem</translation>
    </message>
</context>
<context>
    <name>MessageDetail</name>
    <message>
        <source>Came %1 times</source>
        <translation>Kam %1-mal</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Botschaft schließen</translation>
    </message>
    <message>
        <source>No DBC tells what it means.</source>
        <translation>Keine DBC-Datei sagt, was sie bedeutet.</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>No message fits “%1”.</source>
        <translation>Keine Botschaft passt zu „%1“.</translation>
    </message>
    <message>
        <source>No message has come yet.</source>
        <translation>Noch kam keine Botschaft.</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>Put away: %1</source>
        <translation>Ausblenden: %1</translation>
    </message>
</context>
<context>
    <name>NoticeStack</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>12 V battery low</source>
        <translation>Bordbatterie schwach</translation>
    </message>
    <message>
        <source>ABS fault</source>
        <translation>ABS-Störung</translation>
    </message>
    <message>
        <source>Airbag off</source>
        <translation>Airbag abgeschaltet</translation>
    </message>
    <message>
        <source>Battery low</source>
        <translation>Batterie fast leer</translation>
    </message>
    <message>
        <source>Brake fluid low</source>
        <translation>Bremsflüssigkeit niedrig</translation>
    </message>
    <message>
        <source>Charge soon.</source>
        <translation>Bald laden.</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Cruise control</source>
        <translation>Tempomat</translation>
    </message>
    <message>
        <source>Door open</source>
        <translation>Tür offen</translation>
    </message>
    <message>
        <source>Drive gently. Have it read out soon.</source>
        <translation>Verhalten fahren. Bald in die Werkstatt.</translation>
    </message>
    <message>
        <source>Engine fault</source>
        <translation>Motorstörung</translation>
    </message>
    <message>
        <source>Engine oil low</source>
        <translation>Motorölstand niedrig</translation>
    </message>
    <message>
        <source>Engine oil very low</source>
        <translation>Motorölstand sehr niedrig</translation>
    </message>
    <message>
        <source>Engine too hot</source>
        <translation>Motor zu heiß</translation>
    </message>
    <message>
        <source>Fill up soon.</source>
        <translation>Bald tanken.</translation>
    </message>
    <message>
        <source>Front fog lights</source>
        <translation>Nebelscheinwerfer</translation>
    </message>
    <message>
        <source>Fuel low</source>
        <translation>Kraftstoff fast leer</translation>
    </message>
    <message>
        <source>High beam</source>
        <translation>Fernlicht</translation>
    </message>
    <message>
        <source>Ice possible</source>
        <translation>Glättegefahr</translation>
    </message>
    <message>
        <source>It will not open in a crash. Have it checked.</source>
        <translation>Löst bei einem Unfall nicht aus. Prüfen lassen.</translation>
    </message>
    <message>
        <source>Low beam</source>
        <translation>Abblendlicht</translation>
    </message>
    <message>
        <source>Parking brake</source>
        <translation>Feststellbremse</translation>
    </message>
    <message>
        <source>Parking brake is on</source>
        <translation>Feststellbremse angezogen</translation>
    </message>
    <message>
        <source>Parking lights</source>
        <translation>Standlicht</translation>
    </message>
    <message>
        <source>Rear fog light</source>
        <translation>Nebelschlussleuchte</translation>
    </message>
    <message>
        <source>Release it before you drive on.</source>
        <translation>Vor der Weiterfahrt lösen.</translation>
    </message>
    <message>
        <source>Seat belt open</source>
        <translation>Gurt nicht angelegt</translation>
    </message>
    <message>
        <source>Slippery</source>
        <translation>Fahrbahn glatt</translation>
    </message>
    <message>
        <source>Slow down. Fill or change it soon.</source>
        <translation>Langsamer fahren. Bald Luft nachfüllen oder Rad wechseln.</translation>
    </message>
    <message>
        <source>Stability control fault</source>
        <translation>Störung der Stabilitätskontrolle</translation>
    </message>
    <message>
        <source>Stop and close it.</source>
        <translation>Anhalten und schließen.</translation>
    </message>
    <message>
        <source>Stop where it is safe. Do not drive on.</source>
        <translation>Sicher anhalten. Nicht weiterfahren.</translation>
    </message>
    <message>
        <source>Stop where it is safe. Let it cool down.</source>
        <translation>Sicher anhalten. Motor abkühlen lassen.</translation>
    </message>
    <message>
        <source>Stop where it is safe. Switch the engine off.</source>
        <translation>Sicher anhalten. Motor abstellen.</translation>
    </message>
    <message>
        <source>Switch off what you do not need.</source>
        <translation>Unnötige Verbraucher ausschalten.</translation>
    </message>
    <message>
        <source>Take curves slowly.</source>
        <translation>Kurven langsam fahren.</translation>
    </message>
    <message>
        <source>Top it up at the next stop.</source>
        <translation>Beim nächsten Halt nachfüllen.</translation>
    </message>
    <message>
        <source>Tyre pressure low</source>
        <translation>Reifendruck niedrig</translation>
    </message>
    <message>
        <source>Wheels may lock. Brake gently.</source>
        <translation>Räder können blockieren. Sanft bremsen.</translation>
    </message>
</context>
<context>
    <name>NumberGrid</name>
    <message>
        <source>12 V battery</source>
        <translation>Bordbatterie</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Ø Verbrauch</translation>
    </message>
    <message>
        <source>Cabin</source>
        <translation>Innenraum</translation>
    </message>
    <message>
        <source>Coolant</source>
        <translation>Kühlmittel</translation>
    </message>
    <message>
        <source>Odometer</source>
        <translation>Gesamtstrecke</translation>
    </message>
    <message>
        <source>Trip</source>
        <translation>Fahrstrecke</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fahrzeug</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>%1 open</source>
        <translation>%1 offen</translation>
    </message>
    <message>
        <source>Belt %1</source>
        <translation>Gurt %1</translation>
    </message>
    <message>
        <source>Front left door</source>
        <translation>Tür vorne links</translation>
    </message>
    <message>
        <source>Front left tyre</source>
        <translation>Reifen vorne links</translation>
    </message>
    <message>
        <source>Front right door</source>
        <translation>Tür vorne rechts</translation>
    </message>
    <message>
        <source>Front right tyre</source>
        <translation>Reifen vorne rechts</translation>
    </message>
    <message>
        <source>Hood</source>
        <translation>Motorhaube</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Rear left door</source>
        <translation>Tür hinten links</translation>
    </message>
    <message>
        <source>Rear left tyre</source>
        <translation>Reifen hinten links</translation>
    </message>
    <message>
        <source>Rear right door</source>
        <translation>Tür hinten rechts</translation>
    </message>
    <message>
        <source>Rear right tyre</source>
        <translation>Reifen hinten rechts</translation>
    </message>
    <message>
        <source>Shut</source>
        <translation>Zu</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Kofferraum</translation>
    </message>
</context>
<context>
    <name>PlotLane</name>
    <message>
        <source>Nothing to draw yet.</source>
        <translation>Noch nichts zu zeichnen.</translation>
    </message>
    <message>
        <source>Take %1 out of the plot</source>
        <translation>%1 aus den Kurven nehmen</translation>
    </message>
</context>
<context>
    <name>PlotPage</name>
    <message>
        <source>Messages</source>
        <translation>Botschaften</translation>
    </message>
    <message>
        <source>Nothing is plotted</source>
        <translation>Keine Kurven gewählt</translation>
    </message>
    <message>
        <source>Open a message and touch its signals.</source>
        <translation>Öffnen Sie eine Botschaft und tippen Sie auf ihre Signale.</translation>
    </message>
</context>
<context>
    <name>PreferencesPane</name>
    <message>
        <source>Auto</source>
        <translation>Automatik</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>Driver sits</source>
        <translation>Fahrer sitzt</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>The rest can be changed when the car stands.</source>
        <translation>Weiteres lässt sich im Stand ändern.</translation>
    </message>
    <message>
        <source>Tyre pressure</source>
        <translation>Reifendruck</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>%1 frames in %2</source>
        <translation>%1 Frames in %2</translation>
    </message>
    <message>
        <source>%1 frames lost: the disk is too slow</source>
        <translation>%1 Frames verloren: Datenträger zu langsam</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Dateiart</translation>
    </message>
    <message>
        <source>Record the buses</source>
        <translation>Busse aufnehmen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>Aufnahme starten</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Aufnahme beenden</translation>
    </message>
    <message>
        <source>The recording failed.</source>
        <translation>Die Aufnahme ist gescheitert.</translation>
    </message>
</context>
<context>
    <name>ReplayCard</name>
    <message>
        <source>10 seconds ahead</source>
        <translation>10 Sekunden vor</translation>
    </message>
    <message>
        <source>10 seconds back</source>
        <translation>10 Sekunden zurück</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>On the way there ...</source>
        <translation>Auf dem Weg dorthin ...</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>Stelle der Aufnahme</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
</context>
<context>
    <name>SearchPad</name>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Suche: %1</translation>
    </message>
</context>
<context>
    <name>Segmented</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>SignalLine</name>
    <message>
        <source>Plot %1</source>
        <translation>%1 als Kurve</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>außerhalb des Bereichs</translation>
    </message>
</context>
<context>
    <name>SkyPage</name>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>12 V battery weak</source>
        <translation>Bordbatterie schwach</translation>
    </message>
    <message>
        <source>2D</source>
        <translation>2D</translation>
    </message>
    <message>
        <source>ABS fault</source>
        <translation>ABS-Störung</translation>
    </message>
    <message>
        <source>Airbag fault</source>
        <translation>Airbag-Störung</translation>
    </message>
    <message>
        <source>Brake fluid low</source>
        <translation>Bremsflüssigkeit niedrig</translation>
    </message>
    <message>
        <source>Bus-off</source>
        <translation>Bus-off</translation>
    </message>
    <message>
        <source>CAN bus</source>
        <translation>CAN-Bus</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Defects; trouble codes: %1</source>
        <translation>Störungen; Fehlercodes: %1</translation>
    </message>
    <message>
        <source>Dry</source>
        <translation>Trocken</translation>
    </message>
    <message>
        <source>ESC fault</source>
        <translation>ESC-Störung</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Engine fault</source>
        <translation>Motorstörung</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Hangs</source>
        <translation>Hängt</translation>
    </message>
    <message>
        <source>Ice</source>
        <translation>Eis</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>Sprung</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Oil level low</source>
        <translation>Ölstand niedrig</translation>
    </message>
    <message>
        <source>Outside temperature</source>
        <translation>Außentemperatur</translation>
    </message>
    <message>
        <source>Road</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Satellites</source>
        <translation>Satelliten</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>Schnee</translation>
    </message>
    <message>
        <source>Wet</source>
        <translation>Nass</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>gpsd</source>
        <translation>gpsd</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>2D fix</source>
        <translation>GPS 2D</translation>
    </message>
    <message>
        <source>Bus off</source>
        <translation>Busfehler</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>Fahrzeug</translation>
    </message>
    <message>
        <source>Car silent</source>
        <translation>Keine Daten</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>GPS</source>
        <translation>GPS</translation>
    </message>
    <message>
        <source>GPS lost</source>
        <translation>GPS verloren</translation>
    </message>
    <message>
        <source>GPS unsure</source>
        <translation>GPS unsicher</translation>
    </message>
    <message>
        <source>No GPS</source>
        <translation>Kein GPS</translation>
    </message>
    <message>
        <source>No car</source>
        <translation>Kein Fahrzeug</translation>
    </message>
    <message>
        <source>No receiver</source>
        <translation>Kein Empfänger</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>Außen</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>GPS sucht</translation>
    </message>
    <message>
        <source>Turn signal left</source>
        <translation>Blinker links</translation>
    </message>
    <message>
        <source>Turn signal right</source>
        <translation>Blinker rechts</translation>
    </message>
</context>
<context>
    <name>StatusCard</name>
    <message>
        <source>No warnings</source>
        <translation>Keine Warnungen</translation>
    </message>
    <message>
        <source>This car tells of no faults</source>
        <translation>Dieses Fahrzeug meldet keine Störungen</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>%1: less</source>
        <translation>%1: weniger</translation>
    </message>
    <message>
        <source>%1: more</source>
        <translation>%1: mehr</translation>
    </message>
</context>
<context>
    <name>TechnicianPane</name>
    <message>
        <source>1 h</source>
        <translation>1 Std.</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 Min.</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 Min.</translation>
    </message>
    <message>
        <source>10 s</source>
        <translation>10 Sek.</translation>
    </message>
    <message>
        <source>Buses</source>
        <translation>Busse</translation>
    </message>
    <message>
        <source>Check the CAN connection. It is tried again by itself.</source>
        <translation>Prüfen Sie die CAN-Verbindung. Sie wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>No frame has come yet</source>
        <translation>Noch kam kein Frame</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Time shown: %1</source>
        <translation>Gezeigte Zeit: %1</translation>
    </message>
</context>
<context>
    <name>TripCard</name>
    <message>
        <source>Engine</source>
        <translation>Drehzahl</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Trip</source>
        <translation>Fahrstrecke</translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>VehiclePane</name>
    <message>
        <source>Check the CAN connection. It is tried again by itself.</source>
        <translation>CAN-Verbindung prüfen. Neue Versuche laufen.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Dials</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Drehzahl</translation>
    </message>
    <message>
        <source>Frames may arrive, but only a car&apos;s folder says what they mean.</source>
        <translation>Es mögen Daten kommen, doch erst mit einem Fahrzeugprofil haben sie Bedeutung.</translation>
    </message>
    <message>
        <source>No car is named</source>
        <translation>Kein Fahrzeug angegeben</translation>
    </message>
    <message>
        <source>Nothing is heard from the car</source>
        <translation>Keine Daten vom Fahrzeug</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Tyre front left</source>
        <translation>Reifen vorne links</translation>
    </message>
    <message>
        <source>Tyre front right</source>
        <translation>Reifen vorne rechts</translation>
    </message>
    <message>
        <source>Tyre rear left</source>
        <translation>Reifen hinten links</translation>
    </message>
    <message>
        <source>Tyre rear right</source>
        <translation>Reifen hinten rechts</translation>
    </message>
</context>
</TS>

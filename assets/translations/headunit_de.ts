<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AskPage</name>
    <message>
        <source>Clear all trouble codes?</source>
        <translation>Alle Fehlercodes löschen?</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>Jetzt löschen</translation>
    </message>
    <message>
        <source>Codes and frozen values are lost for good. Save the report first.</source>
        <translation>Codes und Begleitwerte sind endgültig verloren. Erst den Bericht sichern.</translation>
    </message>
    <message>
        <source>Keep the codes</source>
        <translation>Codes behalten</translation>
    </message>
    <message>
        <source>Nothing is mended. A fault that is still there comes back.</source>
        <translation>Repariert wird nichts. Was noch defekt ist, kommt wieder.</translation>
    </message>
    <message>
        <source>Only when the car stands</source>
        <translation>Nur im Stand</translation>
    </message>
    <message>
        <source>The self-tests start anew: until they have run, an emission test may fail.</source>
        <translation>Die Selbsttests beginnen neu: bis sie gelaufen sind, kann eine Abgasprüfung scheitern.</translation>
    </message>
</context>
<context>
    <name>AskedCard</name>
    <message>
        <source>Asked of the car</source>
        <translation>Vom Auto erbeten</translation>
    </message>
</context>
<context>
    <name>BrowseView</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Change the playlist</source>
        <translation>Wiedergabeliste ändern</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete it for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete the playlist</source>
        <translation>Wiedergabeliste löschen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Wird geholt</translation>
    </message>
    <message>
        <source>Keep on this device</source>
        <translation>Auf diesem Gerät behalten</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Wird gesucht</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Noch nichts hier</translation>
    </message>
    <message>
        <source>Rename the playlist</source>
        <translation>Wiedergabeliste umbenennen</translation>
    </message>
    <message>
        <source>Search for music</source>
        <translation>Musik suchen</translation>
    </message>
    <message>
        <source>What is on goes on. The library plays without a network.</source>
        <translation>Was läuft, läuft weiter. Die Bibliothek spielt ohne Netz.</translation>
    </message>
</context>
<context>
    <name>BuildCard</name>
    <message>
        <source>%1 · %2 %</source>
        <translation>%1 · %2 %</translation>
    </message>
    <message>
        <source>Building the map</source>
        <translation>Die Karte wird gebaut</translation>
    </message>
    <message>
        <source>Building the road network</source>
        <translation>Das Straßennetz wird gebaut</translation>
    </message>
    <message>
        <source>Building the search</source>
        <translation>Die Suche wird gebaut</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Fetching the map data</source>
        <translation>Kartendaten werden geholt</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Not built</source>
        <translation>Nicht gebaut</translation>
    </message>
    <message>
        <source>Reading the map data</source>
        <translation>Kartendaten werden gelesen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept.</source>
        <translation>Angehalten. Fertiges bleibt erhalten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
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
    <name>CallBar</name>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Nummer unterdrückt</translation>
    </message>
    <message>
        <source>Open the call: %1</source>
        <translation>Anruf öffnen: %1</translation>
    </message>
</context>
<context>
    <name>CallScreen</name>
    <message>
        <source>Dialling</source>
        <translation>Wählt</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Into the car</source>
        <translation>Ins Auto</translation>
    </message>
    <message>
        <source>It could not be put through</source>
        <translation>Keine Verbindung zustande gekommen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Mute me</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Nummer unterdrückt</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>On hold: %1</source>
        <translation>Gehalten: %1</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation>Klingelt dort</translation>
    </message>
    <message>
        <source>Speak again</source>
        <translation>Wieder sprechen</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>The line was lost</source>
        <translation>Die Verbindung ging verloren</translation>
    </message>
    <message>
        <source>The other side has hung up</source>
        <translation>Die Gegenseite hat aufgelegt</translation>
    </message>
    <message>
        <source>To the handset</source>
        <translation>Ans Telefon</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
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
    <name>Cloud</name>
    <message>
        <source>%1 until %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Climate</source>
        <translation>Klima</translation>
    </message>
    <message>
        <source>Connected to the hub</source>
        <translation>Mit der Zentrale verbunden</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Doors, tyres, charge, climate</source>
        <translation>Türen, Reifen, Ladung, Klima</translation>
    </message>
    <message>
        <source>Drive there</source>
        <translation>Hinfahren</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Find the car</source>
        <translation>Auto finden</translation>
    </message>
    <message>
        <source>Forget a trip</source>
        <translation>Fahrt vergessen</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Horn and lights</source>
        <translation>Hupe und Licht</translation>
    </message>
    <message>
        <source>It came too late</source>
        <translation>Es kam zu spät</translation>
    </message>
    <message>
        <source>It has not seen the code</source>
        <translation>Es hat den Code nicht gesehen</translation>
    </message>
    <message>
        <source>It is meant for another car</source>
        <translation>Es ist für ein anderes Auto</translation>
    </message>
    <message>
        <source>It was not understood</source>
        <translation>Es wurde nicht verstanden</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Looking for the hub</source>
        <translation>Zentrale wird gesucht</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>No hub is named in the settings</source>
        <translation>In den Einstellungen steht keine Zentrale</translation>
    </message>
    <message>
        <source>No line to the hub: what is to be told waits here</source>
        <translation>Keine Verbindung zur Zentrale: was zu melden ist, wartet hier</translation>
    </message>
    <message>
        <source>Not while the car is driven</source>
        <translation>Nicht während der Fahrt</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Pair a device</source>
        <translation>Gerät koppeln</translation>
    </message>
    <message>
        <source>Read trouble codes</source>
        <translation>Fehlercodes lesen</translation>
    </message>
    <message>
        <source>Sent to the car: %1</source>
        <translation>Ans Auto gesendet: %1</translation>
    </message>
    <message>
        <source>Somebody in the car said no</source>
        <translation>Jemand im Auto hat nein gesagt</translation>
    </message>
    <message>
        <source>Speed and pedals</source>
        <translation>Tempo und Pedale</translation>
    </message>
    <message>
        <source>The car did not do it</source>
        <translation>Das Auto hat es nicht getan</translation>
    </message>
    <message>
        <source>The car does not know what time it is</source>
        <translation>Das Auto weiß nicht, wie spät es ist</translation>
    </message>
    <message>
        <source>The car does not know where it is</source>
        <translation>Das Auto weiß nicht, wo es ist</translation>
    </message>
    <message>
        <source>The car shows no code now</source>
        <translation>Das Auto zeigt gerade keinen Code</translation>
    </message>
    <message>
        <source>The car was switched off before it was done</source>
        <translation>Das Auto wurde vorher ausgeschaltet</translation>
    </message>
    <message>
        <source>The hub does not answer</source>
        <translation>Die Zentrale antwortet nicht</translation>
    </message>
    <message>
        <source>The hub refuses the car</source>
        <translation>Die Zentrale lehnt das Auto ab</translation>
    </message>
    <message>
        <source>There is no way to %1</source>
        <translation>Es gibt keinen Weg nach %1</translation>
    </message>
    <message>
        <source>This car cannot be asked for it</source>
        <translation>Dieses Auto kann darum nicht gebeten werden</translation>
    </message>
    <message>
        <source>This car cannot do it</source>
        <translation>Dieses Auto kann das nicht</translation>
    </message>
    <message>
        <source>This device is not paired</source>
        <translation>Dieses Gerät ist nicht gekoppelt</translation>
    </message>
    <message>
        <source>This role may not ask for it</source>
        <translation>Diese Rolle darf das nicht</translation>
    </message>
    <message>
        <source>Trips</source>
        <translation>Fahrten</translation>
    </message>
    <message>
        <source>Trouble codes</source>
        <translation>Fehlercodes</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Aufschließen</translation>
    </message>
    <message>
        <source>Valet mode</source>
        <translation>Valet-Modus</translation>
    </message>
    <message>
        <source>Wake the car</source>
        <translation>Auto wecken</translation>
    </message>
    <message>
        <source>What is playing</source>
        <translation>Was spielt</translation>
    </message>
    <message>
        <source>Where the car is</source>
        <translation>Wo das Auto ist</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>Werkstatt</translation>
    </message>
    <message>
        <source>being done</source>
        <translation>wird ausgeführt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>zu spät</translation>
    </message>
</context>
<context>
    <name>CloudPane</name>
    <message>
        <source>Back to the settings</source>
        <translation>Zurück zu den Einstellungen</translation>
    </message>
    <message>
        <source>Phone and PC</source>
        <translation>Handy und PC</translation>
    </message>
    <message>
        <source>Private drive</source>
        <translation>Private Fahrt</translation>
    </message>
</context>
<context>
    <name>CodeLine</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Control unit %1</source>
        <translation>Steuergerät %1</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Control unit %1</source>
        <translation>Steuergerät %1</translation>
    </message>
    <message>
        <source>Maker&apos;s own code</source>
        <translation>Herstellercode</translation>
    </message>
    <message>
        <source>Standard code</source>
        <translation>Normierter Code</translation>
    </message>
    <message>
        <source>When it came</source>
        <translation>Als er auftrat</translation>
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
        <source>Phone</source>
        <translation>Telefon</translation>
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
    <name>Diagnostics</name>
    <message>
        <source>%1 (%2): confirmed</source>
        <translation>%1 (%2): bestätigt</translation>
    </message>
    <message>
        <source>%1 (%2): in the past</source>
        <translation>%1 (%2): früher einmal</translation>
    </message>
    <message>
        <source>%1 (%2): mended, not yet proved</source>
        <translation>%1 (%2): behoben, noch nicht nachgewiesen</translation>
    </message>
    <message>
        <source>%1 (%2): seen, not confirmed</source>
        <translation>%1 (%2): gesehen, nicht bestätigt</translation>
    </message>
    <message>
        <source>%1 confirmed</source>
        <translation>%1 bestätigt</translation>
    </message>
    <message>
        <source>%1 counts confirmed codes (%2) but names none</source>
        <translation>%1 zählt bestätigte Codes (%2), nennt aber keinen</translation>
    </message>
    <message>
        <source>%1 does not answer properly: %2</source>
        <translation>%1 antwortet nicht richtig: %2</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>%1 von 100</translation>
    </message>
    <message>
        <source>A control unit is not heard. Have the supply, the plugs and the wiring checked first.</source>
        <translation>Ein Steuergerät ist nicht zu hören. Zuerst Versorgung, Stecker und Leitungen prüfen lassen.</translation>
    </message>
    <message>
        <source>Airbags may not open, or may open unasked. Do not touch them; go to a workshop.</source>
        <translation>Airbags lösen vielleicht nicht aus, oder ungewollt. Nicht anfassen; in die Werkstatt fahren.</translation>
    </message>
    <message>
        <source>CNG</source>
        <translation>Erdgas</translation>
    </message>
    <message>
        <source>Comfort may be missing. The car can be driven on.</source>
        <translation>Komfort kann fehlen. Das Auto kann weiterfahren.</translation>
    </message>
    <message>
        <source>Control units</source>
        <translation>Steuergeräte</translation>
    </message>
    <message>
        <source>Drive gently and have it mended: unburnt fuel destroys the catalyst. If the lamp flashes, stop.</source>
        <translation>Sanft fahren und reparieren lassen: unverbrannter Kraftstoff zerstört den Katalysator. Blinkt die Lampe, anhalten.</translation>
    </message>
    <message>
        <source>Frozen with the codes</source>
        <translation>Mit den Codes gespeichert</translation>
    </message>
    <message>
        <source>Have the 12 V battery, its terminals and the generator checked.</source>
        <translation>12-V-Batterie, ihre Klemmen und die Lichtmaschine prüfen lassen.</translation>
    </message>
    <message>
        <source>LPG</source>
        <translation>Autogas</translation>
    </message>
    <message>
        <source>Lamp and self-tests</source>
        <translation>Lampe und Selbsttests</translation>
    </message>
    <message>
        <source>Look for loose hoses and a dirty air filter first. Consumption may be higher until it is mended.</source>
        <translation>Zuerst nach losen Schläuchen und verschmutztem Luftfilter sehen. Bis dahin kann der Verbrauch höher sein.</translation>
    </message>
    <message>
        <source>NOT complete</source>
        <translation>NICHT abgeschlossen</translation>
    </message>
    <message>
        <source>OBD requirements met</source>
        <translation>erfüllte OBD-Norm</translation>
    </message>
    <message>
        <source>Shift gently, tow nothing, and have the gearbox checked.</source>
        <translation>Sanft schalten, nichts ziehen und das Getriebe prüfen lassen.</translation>
    </message>
    <message>
        <source>Stop and let the engine cool. Do not open the coolant cap while it is hot.</source>
        <translation>Anhalten und den Motor abkühlen lassen. Den Kühlerdeckel nicht heiß öffnen.</translation>
    </message>
    <message>
        <source>Switch the engine off. Check the oil level before you start it again.</source>
        <translation>Motor abstellen. Vor dem nächsten Start den Ölstand prüfen.</translation>
    </message>
    <message>
        <source>The car may have less power. Have it looked at in a workshop.</source>
        <translation>Das Auto hat vielleicht weniger Leistung. In einer Werkstatt nachsehen lassen.</translation>
    </message>
    <message>
        <source>Touch nothing orange: it carries high voltage. This is work for a specialist.</source>
        <translation>Nichts Oranges berühren: dort ist Hochspannung. Das ist Arbeit für Fachleute.</translation>
    </message>
    <message>
        <source>Trouble codes</source>
        <translation>Fehlercodes</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Vehicle health report</source>
        <translation>Fahrzeugbericht</translation>
    </message>
    <message>
        <source>What did not work</source>
        <translation>Was nicht gelang</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>You can brake, but ABS or stability control may not help. Keep your distance.</source>
        <translation>Sie können bremsen, aber ABS oder Stabilitätsregelung helfen vielleicht nicht. Abstand halten.</translation>
    </message>
    <message>
        <source>absolute load</source>
        <translation>absolute Last</translation>
    </message>
    <message>
        <source>accelerator pedal position D</source>
        <translation>Fahrpedalstellung D</translation>
    </message>
    <message>
        <source>accelerator pedal position E</source>
        <translation>Fahrpedalstellung E</translation>
    </message>
    <message>
        <source>actual torque</source>
        <translation>Drehmoment</translation>
    </message>
    <message>
        <source>ambient air temperature</source>
        <translation>Außentemperatur</translation>
    </message>
    <message>
        <source>auxiliary emission controls</source>
        <translation>zusätzliche Abgasreinigung</translation>
    </message>
    <message>
        <source>barometric pressure</source>
        <translation>Luftdruck</translation>
    </message>
    <message>
        <source>bifuel diesel</source>
        <translation>bivalent Diesel</translation>
    </message>
    <message>
        <source>bifuel petrol</source>
        <translation>bivalent Benzin</translation>
    </message>
    <message>
        <source>body</source>
        <translation>Karosserie</translation>
    </message>
    <message>
        <source>calculated engine load</source>
        <translation>berechnete Motorlast</translation>
    </message>
    <message>
        <source>catalyst temperature, bank 1 sensor 1</source>
        <translation>Katalysatortemperatur, Bank 1 Sonde 1</translation>
    </message>
    <message>
        <source>catalyst temperature, bank 2 sensor 1</source>
        <translation>Katalysatortemperatur, Bank 2 Sonde 1</translation>
    </message>
    <message>
        <source>chassis</source>
        <translation>Fahrwerk</translation>
    </message>
    <message>
        <source>closed loop</source>
        <translation>geregelt</translation>
    </message>
    <message>
        <source>closed loop, fault</source>
        <translation>geregelt, gestört</translation>
    </message>
    <message>
        <source>commanded evaporative purge</source>
        <translation>Tankentlüftung Sollwert</translation>
    </message>
    <message>
        <source>commanded exhaust gas recirculation</source>
        <translation>Abgasrückführung Sollwert</translation>
    </message>
    <message>
        <source>commanded lambda</source>
        <translation>Lambda Sollwert</translation>
    </message>
    <message>
        <source>commanded throttle</source>
        <translation>Drosselklappe Sollwert</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>computer and output circuits</source>
        <translation>Steuergerät und Ausgänge</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>control module voltage</source>
        <translation>Spannung am Steuergerät</translation>
    </message>
    <message>
        <source>coolant temperature</source>
        <translation>Kühlmitteltemperatur</translation>
    </message>
    <message>
        <source>diesel</source>
        <translation>Diesel</translation>
    </message>
    <message>
        <source>distance since codes were cleared</source>
        <translation>Strecke seit dem Löschen</translation>
    </message>
    <message>
        <source>distance with the lamp on</source>
        <translation>Strecke mit Lampe an</translation>
    </message>
    <message>
        <source>driver&apos;s demanded torque</source>
        <translation>Fahrerwunschmoment</translation>
    </message>
    <message>
        <source>electric</source>
        <translation>elektrisch</translation>
    </message>
    <message>
        <source>engine fuel rate</source>
        <translation>Kraftstoffverbrauch</translation>
    </message>
    <message>
        <source>engine oil temperature</source>
        <translation>Motoröltemperatur</translation>
    </message>
    <message>
        <source>engine speed</source>
        <translation>Motordrehzahl</translation>
    </message>
    <message>
        <source>ethanol</source>
        <translation>Ethanol</translation>
    </message>
    <message>
        <source>ethanol in fuel</source>
        <translation>Ethanolanteil</translation>
    </message>
    <message>
        <source>evaporative system pressure</source>
        <translation>Druck der Tankentlüftung</translation>
    </message>
    <message>
        <source>exhaust gas recirculation error</source>
        <translation>Abweichung der Abgasrückführung</translation>
    </message>
    <message>
        <source>extended data</source>
        <translation>erweiterte Daten</translation>
    </message>
    <message>
        <source>failed since cleared</source>
        <translation>fehlgeschlagen seit dem Löschen</translation>
    </message>
    <message>
        <source>freeze frame</source>
        <translation>Standbild</translation>
    </message>
    <message>
        <source>fuel</source>
        <translation>Kraftstoff</translation>
    </message>
    <message>
        <source>fuel and air metering</source>
        <translation>Kraftstoff- und Luftzumessung</translation>
    </message>
    <message>
        <source>fuel and air metering, auxiliary emission controls</source>
        <translation>Kraftstoff- und Luftzumessung, zusätzliche Abgasreinigung</translation>
    </message>
    <message>
        <source>fuel and air metering, injectors</source>
        <translation>Kraftstoff- und Luftzumessung, Einspritzventile</translation>
    </message>
    <message>
        <source>fuel injection timing</source>
        <translation>Einspritzzeitpunkt</translation>
    </message>
    <message>
        <source>fuel level</source>
        <translation>Tankfüllung</translation>
    </message>
    <message>
        <source>fuel pressure (gauge)</source>
        <translation>Kraftstoffdruck (relativ)</translation>
    </message>
    <message>
        <source>fuel rail pressure (absolute)</source>
        <translation>Raildruck (absolut)</translation>
    </message>
    <message>
        <source>fuel rail pressure (gauge)</source>
        <translation>Raildruck (relativ)</translation>
    </message>
    <message>
        <source>fuel rail pressure over manifold</source>
        <translation>Raildruck über Saugrohr</translation>
    </message>
    <message>
        <source>fuel system</source>
        <translation>Kraftstoffsystem</translation>
    </message>
    <message>
        <source>generic</source>
        <translation>normiert</translation>
    </message>
    <message>
        <source>hybrid battery charge</source>
        <translation>Ladung der Hybridbatterie</translation>
    </message>
    <message>
        <source>hybrid diesel</source>
        <translation>Hybrid Diesel</translation>
    </message>
    <message>
        <source>hybrid electric</source>
        <translation>Hybrid elektrisch</translation>
    </message>
    <message>
        <source>hybrid ethanol</source>
        <translation>Hybrid Ethanol</translation>
    </message>
    <message>
        <source>hybrid petrol</source>
        <translation>Hybrid Benzin</translation>
    </message>
    <message>
        <source>hybrid propulsion</source>
        <translation>Hybridantrieb</translation>
    </message>
    <message>
        <source>ignition or misfire</source>
        <translation>Zündung oder Aussetzer</translation>
    </message>
    <message>
        <source>in the past</source>
        <translation>früher einmal</translation>
    </message>
    <message>
        <source>intake air temperature</source>
        <translation>Ansauglufttemperatur</translation>
    </message>
    <message>
        <source>intake manifold pressure</source>
        <translation>Saugrohrdruck</translation>
    </message>
    <message>
        <source>invalid data</source>
        <translation>ungültige Daten</translation>
    </message>
    <message>
        <source>lamp off</source>
        <translation>Lampe aus</translation>
    </message>
    <message>
        <source>lamp on</source>
        <translation>Lampe an</translation>
    </message>
    <message>
        <source>long term fuel trim, bank 1</source>
        <translation>Langzeit-Gemischkorrektur, Bank 1</translation>
    </message>
    <message>
        <source>long term fuel trim, bank 2</source>
        <translation>Langzeit-Gemischkorrektur, Bank 2</translation>
    </message>
    <message>
        <source>lost communication</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>manufacturer</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>mass air flow</source>
        <translation>Luftmasse</translation>
    </message>
    <message>
        <source>methanol</source>
        <translation>Methanol</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>network electrical</source>
        <translation>Netzwerk elektrisch</translation>
    </message>
    <message>
        <source>no control unit answered</source>
        <translation>kein Steuergerät hat geantwortet</translation>
    </message>
    <message>
        <source>no self-tests</source>
        <translation>keine Selbsttests</translation>
    </message>
    <message>
        <source>no status bit</source>
        <translation>kein Statusbit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>not tested since cleared</source>
        <translation>seit dem Löschen nicht geprüft</translation>
    </message>
    <message>
        <source>not tested this cycle</source>
        <translation>in dieser Fahrt nicht geprüft</translation>
    </message>
    <message>
        <source>odometer</source>
        <translation>Kilometerstand</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>open loop, cold</source>
        <translation>gesteuert, kalt</translation>
    </message>
    <message>
        <source>open loop, fault</source>
        <translation>gesteuert, gestört</translation>
    </message>
    <message>
        <source>open loop, load</source>
        <translation>gesteuert, Last</translation>
    </message>
    <message>
        <source>oxygen sensor, bank 1 sensor 1</source>
        <translation>Lambdasonde, Bank 1 Sonde 1</translation>
    </message>
    <message>
        <source>oxygen sensor, bank 1 sensor 2</source>
        <translation>Lambdasonde, Bank 1 Sonde 2</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>vorläufig</translation>
    </message>
    <message>
        <source>permanent</source>
        <translation>dauerhaft</translation>
    </message>
    <message>
        <source>petrol</source>
        <translation>Benzin</translation>
    </message>
    <message>
        <source>powertrain</source>
        <translation>Antrieb</translation>
    </message>
    <message>
        <source>propane</source>
        <translation>Propan</translation>
    </message>
    <message>
        <source>reference torque</source>
        <translation>Bezugsmoment</translation>
    </message>
    <message>
        <source>relative accelerator pedal position</source>
        <translation>relative Fahrpedalstellung</translation>
    </message>
    <message>
        <source>relative throttle position</source>
        <translation>relative Drosselklappenstellung</translation>
    </message>
    <message>
        <source>self-tests not complete: %1</source>
        <translation>nicht abgeschlossene Selbsttests: %1</translation>
    </message>
    <message>
        <source>short term fuel trim, bank 1</source>
        <translation>Kurzzeit-Gemischkorrektur, Bank 1</translation>
    </message>
    <message>
        <source>short term fuel trim, bank 2</source>
        <translation>Kurzzeit-Gemischkorrektur, Bank 2</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>Momentaufnahme</translation>
    </message>
    <message>
        <source>software compatibility</source>
        <translation>Softwareverträglichkeit</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>tells nothing of itself</source>
        <translation>sagt nichts über sich</translation>
    </message>
    <message>
        <source>test failed</source>
        <translation>Prüfung fehlgeschlagen</translation>
    </message>
    <message>
        <source>test failed this cycle</source>
        <translation>in dieser Fahrt fehlgeschlagen</translation>
    </message>
    <message>
        <source>the 12 V battery is flat: %1 V</source>
        <translation>die 12-V-Batterie ist leer: %1 V</translation>
    </message>
    <message>
        <source>the 12 V battery is not charged with the engine running: %1 V</source>
        <translation>die 12-V-Batterie wird bei laufendem Motor nicht geladen: %1 V</translation>
    </message>
    <message>
        <source>the codes were cleared %1 km ago: what was wrong may not have come back yet</source>
        <translation>die Codes wurden vor %1 km gelöscht: was defekt war, ist vielleicht noch nicht wieder da</translation>
    </message>
    <message>
        <source>the codes were cleared lately: what was wrong may not have come back yet</source>
        <translation>die Codes wurden kürzlich gelöscht: was defekt war, ist vielleicht noch nicht wieder da</translation>
    </message>
    <message>
        <source>the coolant is too hot: %1 °C</source>
        <translation>das Kühlmittel ist zu heiß: %1 °C</translation>
    </message>
    <message>
        <source>the malfunction lamp is on (%1)</source>
        <translation>die Motorkontrollleuchte brennt (%1)</translation>
    </message>
    <message>
        <source>the mixture of bank %1 is corrected by %2 %</source>
        <translation>das Gemisch von Bank %1 wird um %2 % korrigiert</translation>
    </message>
    <message>
        <source>throttle position</source>
        <translation>Drosselklappenstellung</translation>
    </message>
    <message>
        <source>throttle position B</source>
        <translation>Drosselklappenstellung B</translation>
    </message>
    <message>
        <source>time since codes were cleared</source>
        <translation>Zeit seit dem Löschen</translation>
    </message>
    <message>
        <source>time since engine start</source>
        <translation>Zeit seit dem Motorstart</translation>
    </message>
    <message>
        <source>time with the lamp on</source>
        <translation>Zeit mit Lampe an</translation>
    </message>
    <message>
        <source>timing advance, cylinder 1</source>
        <translation>Zündwinkel, Zylinder 1</translation>
    </message>
    <message>
        <source>transmission</source>
        <translation>Getriebe</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>vehicle speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>vehicle speed, idle control, auxiliary inputs</source>
        <translation>Geschwindigkeit, Leerlauf, weitere Eingänge</translation>
    </message>
    <message>
        <source>warm-ups since codes were cleared</source>
        <translation>Warmläufe seit dem Löschen</translation>
    </message>
    <message>
        <source>warning lamp</source>
        <translation>Warnlampe</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPane</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Check the car</source>
        <translation>Auto prüfen</translation>
    </message>
    <message>
        <source>Clear codes</source>
        <translation>Codes löschen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht sichern</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Day colours</source>
        <translation>Tagfarben</translation>
    </message>
    <message>
        <source>More panes</source>
        <translation>Weitere Ansichten</translation>
    </message>
    <message>
        <source>Night colours</source>
        <translation>Nachtfarben</translation>
    </message>
    <message>
        <source>Other panes</source>
        <translation>Andere Ansichten</translation>
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
        <source>Follows the navigator</source>
        <translation>Folgt der Navigation</translation>
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
        <source>Miss the next turn</source>
        <translation>Nächste Abzweigung verpassen</translation>
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
        <source>Steering wheel: louder</source>
        <translation>Lenkrad: lauter</translation>
    </message>
    <message>
        <source>Steering wheel: mute</source>
        <translation>Lenkrad: stumm</translation>
    </message>
    <message>
        <source>Steering wheel: next</source>
        <translation>Lenkrad: nächster</translation>
    </message>
    <message>
        <source>Steering wheel: play or pause</source>
        <translation>Lenkrad: Wiedergabe oder Pause</translation>
    </message>
    <message>
        <source>Steering wheel: previous</source>
        <translation>Lenkrad: voriger</translation>
    </message>
    <message>
        <source>Steering wheel: quieter</source>
        <translation>Lenkrad: leiser</translation>
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
    <name>FindPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Search for music</source>
        <translation>Musik suchen</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Suche: %1</translation>
    </message>
    <message>
        <source>Title, artist or album</source>
        <translation>Titel, Interpret oder Album</translation>
    </message>
    <message>
        <source>Try fewer letters. Chinese is found by its pinyin too.</source>
        <translation>Versuchen Sie weniger Buchstaben. Chinesisch geht auch in Pinyin.</translation>
    </message>
    <message>
        <source>Type when parked</source>
        <translation>Tippen nur im Parken</translation>
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
    <name>ItemList</name>
    <message>
        <source>%1: on this device</source>
        <translation>%1: auf diesem Gerät</translation>
    </message>
    <message numerus="yes">
        <source>%n more when the car stands</source>
        <translation>
            <numerusform>%n weiterer im Stand</numerusform>
            <numerusform>%n weitere im Stand</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeypadPage</name>
    <message>
        <source>By %1</source>
        <translation>Über %1</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Call 112 now</source>
        <translation>Jetzt 112 rufen</translation>
    </message>
    <message>
        <source>Emergency call</source>
        <translation>Notruf</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>No phone is connected: see Phones. Help can be called by a phone that is paired and near.</source>
        <translation>Kein Telefon ist verbunden: siehe Telefone. Hilfe ruft auch ein gekoppeltes Telefon in der Nähe.</translation>
    </message>
</context>
<context>
    <name>LaneRow</name>
    <message>
        <source>Lanes</source>
        <translation>Fahrstreifen</translation>
    </message>
</context>
<context>
    <name>LetterPad</name>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leerzeichen</translation>
    </message>
</context>
<context>
    <name>LibraryTop</name>
    <message numerus="yes">
        <source>%n files could not be read</source>
        <translation>
            <numerusform>%n Datei war nicht lesbar</numerusform>
            <numerusform>%n Dateien waren nicht lesbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are on a drive that is not plugged in</source>
        <translation>
            <numerusform>%n Titel liegt auf einem nicht eingesteckten Laufwerk</numerusform>
            <numerusform>%n Titel liegen auf einem nicht eingesteckten Laufwerk</numerusform>
        </translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message numerus="yes">
        <source>Looking for music: %n tracks</source>
        <translation>
            <numerusform>Musik wird gesucht: %n Titel</numerusform>
            <numerusform>Musik wird gesucht: %n Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>No music yet</source>
        <translation>Noch keine Musik</translation>
    </message>
    <message>
        <source>Plug in a USB drive with music on it.</source>
        <translation>Stecken Sie einen USB-Stick mit Musik ein.</translation>
    </message>
    <message>
        <source>Plug in a USB drive, or copy music into the folder %1</source>
        <translation>Stecken Sie einen USB-Stick ein oder kopieren Sie Musik in den Ordner %1</translation>
    </message>
</context>
<context>
    <name>LimitSign</name>
    <message>
        <source>Speed limit %1</source>
        <translation>Tempolimit %1</translation>
    </message>
    <message>
        <source>Too fast: the limit is %1</source>
        <translation>Zu schnell: erlaubt sind %1</translation>
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
    <name>LyricsView</name>
    <message>
        <source>Lyrics when the car stands</source>
        <translation>Liedtext im Stand</translation>
    </message>
    <message>
        <source>No lyrics</source>
        <translation>Kein Liedtext</translation>
    </message>
    <message>
        <source>Put a file of the same name with .lrc at its end beside the music.</source>
        <translation>Legen Sie eine gleichnamige Datei mit der Endung .lrc neben die Musik.</translation>
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
    <name>ManeuverBanner</name>
    <message>
        <source>Distance to the turn</source>
        <translation>Entfernung zur Abzweigung</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>Ausfahrt %1</translation>
    </message>
    <message>
        <source>Finding a new route</source>
        <translation>Neue Route wird gesucht</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Keine Position</translation>
    </message>
    <message>
        <source>You have arrived</source>
        <translation>Sie sind da</translation>
    </message>
    <message>
        <source>then</source>
        <translation>dann</translation>
    </message>
</context>
<context>
    <name>MapButtons</name>
    <message>
        <source>2D</source>
        <translation>2D</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Näher</translation>
    </message>
    <message>
        <source>Further</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>Heading up</source>
        <translation>Fahrtrichtung oben</translation>
    </message>
    <message>
        <source>North up</source>
        <translation>Norden oben</translation>
    </message>
    <message>
        <source>Turn the map north</source>
        <translation>Karte nach Norden drehen</translation>
    </message>
    <message>
        <source>View from above</source>
        <translation>Ansicht von oben</translation>
    </message>
    <message>
        <source>View from behind the car</source>
        <translation>Ansicht von hinter dem Auto</translation>
    </message>
</context>
<context>
    <name>MapFingerArea</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
</context>
<context>
    <name>MapTrouble</name>
    <message>
        <source>A region once added works without a network.</source>
        <translation>Eine Region braucht danach kein Netz mehr.</translation>
    </message>
    <message>
        <source>Build the region again.</source>
        <translation>Die Region neu bauen.</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>No map here</source>
        <translation>Hier keine Karte</translation>
    </message>
    <message>
        <source>No map yet</source>
        <translation>Noch keine Karte</translation>
    </message>
    <message>
        <source>The car is where this map ends.</source>
        <translation>Das Auto ist am Rand dieser Karte.</translation>
    </message>
    <message>
        <source>The map cannot be read</source>
        <translation>Die Karte ist unlesbar</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Back to the car</source>
        <translation>Zum Auto</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>Keine Position</translation>
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
    <name>MiniBar</name>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Open music: %1</source>
        <translation>Musik öffnen: %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>MiniPlayer</name>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Open music: %1</source>
        <translation>Musik öffnen: %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriger</translation>
    </message>
</context>
<context>
    <name>MusicPane</name>
    <message>
        <source>Browse</source>
        <translation>Stöbern</translation>
    </message>
    <message>
        <source>Lyrics</source>
        <translation>Liedtext</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
</context>
<context>
    <name>NavigationPane</name>
    <message>
        <source>%1 min faster another way</source>
        <translation>%1 min schneller auf anderem Weg</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on to %1?</source>
        <translation>Weiter nach %1?</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Search along the way</source>
        <translation>Entlang der Route suchen</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Speed camera %1</source>
        <translation>Blitzer %1</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>Wohin?</translation>
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
        <source>%1 could not be played</source>
        <translation>%1 ließ sich nicht abspielen</translation>
    </message>
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
        <source>It is kept. Plug the drive in again and press play.</source>
        <translation>Sie bleibt erhalten. Laufwerk wieder einstecken und Abspielen drücken.</translation>
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
        <source>Nothing in the queue can be played</source>
        <translation>Nichts in der Warteschlange lässt sich abspielen</translation>
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
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
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
        <source>Several tracks could not be played</source>
        <translation>Mehrere Titel ließen sich nicht abspielen</translation>
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
        <source>The playlist stays as it was</source>
        <translation>Die Wiedergabeliste bleibt, wie sie war</translation>
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
    <name>NowCard</name>
    <message>
        <source>15 s back</source>
        <translation>15 s zurück</translation>
    </message>
    <message>
        <source>15 s on</source>
        <translation>15 s vor</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Live, %1 s in store</source>
        <translation>Live, %1 s Vorrat</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Zu den Favoriten</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>No favourite any more</source>
        <translation>Aus den Favoriten</translation>
    </message>
    <message>
        <source>No reception. It goes on by itself.</source>
        <translation>Kein Empfang. Es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Paused for something more important</source>
        <translation>Angehalten für Wichtigeres</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriger</translation>
    </message>
    <message>
        <source>Repeat: all</source>
        <translation>Wiederholen: alle</translation>
    </message>
    <message>
        <source>Repeat: off</source>
        <translation>Wiederholen: aus</translation>
    </message>
    <message>
        <source>Repeat: this one</source>
        <translation>Wiederholen: diesen</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation>Tempo %1</translation>
    </message>
    <message>
        <source>Waiting for the source</source>
        <translation>Warten auf die Quelle</translation>
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
    <name>OfferCard</name>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Add a map</source>
        <translation>Karte hinzufügen</translation>
    </message>
    <message>
        <source>Any other comes by the command line: headunit map add FILE.osm.pbf</source>
        <translation>Jede andere kommt über die Befehlszeile: headunit map add DATEI.osm.pbf</translation>
    </message>
</context>
<context>
    <name>OrderKeys</name>
    <message>
        <source>%1: further up</source>
        <translation>%1: weiter nach oben</translation>
    </message>
    <message>
        <source>%1: take out</source>
        <translation>%1: entfernen</translation>
    </message>
</context>
<context>
    <name>OutcomePage</name>
    <message>
        <source>%1: cleared</source>
        <translation>%1: gelöscht</translation>
    </message>
    <message>
        <source>%1: said no, %2</source>
        <translation>%1: lehnt ab, %2</translation>
    </message>
    <message>
        <source>Ask all control units for trouble codes. Takes some seconds; nothing is changed.</source>
        <translation>Alle Steuergeräte nach Fehlercodes fragen. Dauert einige Sekunden; verändert wird nichts.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Every control unit said no.</source>
        <translation>Alle Steuergeräte lehnen ab.</translation>
    </message>
    <message>
        <source>No control unit answers</source>
        <translation>Kein Steuergerät antwortet</translation>
    </message>
    <message>
        <source>Nobody tells whether the car stands, so nothing was sent.</source>
        <translation>Niemand sagt, ob das Auto steht, darum wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Nothing was cleared</source>
        <translation>Nichts wurde gelöscht</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Switch the ignition on and check the CAN connection.</source>
        <translation>Zündung einschalten und den CAN-Anschluss prüfen.</translation>
    </message>
    <message>
        <source>The car moved. Codes are cleared at standstill only.</source>
        <translation>Das Auto hat sich bewegt. Codes werden nur im Stand gelöscht.</translation>
    </message>
    <message>
        <source>The car was not checked yet</source>
        <translation>Das Auto wurde noch nicht geprüft</translation>
    </message>
    <message>
        <source>The connection broke off</source>
        <translation>Die Verbindung ist abgerissen</translation>
    </message>
    <message>
        <source>The control units could not be asked.</source>
        <translation>Die Steuergeräte konnten nicht gefragt werden.</translation>
    </message>
    <message>
        <source>The self-tests start anew. What is still broken will come back.</source>
        <translation>Die Selbsttests beginnen neu. Was noch defekt ist, kommt wieder.</translation>
    </message>
    <message>
        <source>This run only listens</source>
        <translation>Dieser Lauf hört nur zu</translation>
    </message>
    <message>
        <source>To ask the control units, start headunit with --allow-transmit.</source>
        <translation>Um die Steuergeräte zu fragen, headunit mit --allow-transmit starten.</translation>
    </message>
    <message>
        <source>To the codes</source>
        <translation>Zu den Codes</translation>
    </message>
    <message>
        <source>Trouble codes cleared</source>
        <translation>Fehlercodes gelöscht</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>What was read so far is not enough for a result.</source>
        <translation>Was bisher gelesen wurde, reicht nicht für ein Ergebnis.</translation>
    </message>
</context>
<context>
    <name>PairCard</name>
    <message>
        <source>%1 shows this number?</source>
        <translation>%1 zeigt diese Zahl?</translation>
    </message>
    <message>
        <source>A driver&apos;s</source>
        <translation>Eines Fahrers</translation>
    </message>
    <message>
        <source>A guest&apos;s, for a day</source>
        <translation>Eines Gasts, für einen Tag</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Open it on this computer</source>
        <translation>Auf diesem Rechner öffnen</translation>
    </message>
    <message>
        <source>Pair an owner&apos;s device</source>
        <translation>Gerät des Besitzers koppeln</translation>
    </message>
    <message>
        <source>Pairing code</source>
        <translation>Kopplungscode</translation>
    </message>
    <message>
        <source>Pairing waits until the car stands.</source>
        <translation>Koppeln geht, wenn das Auto steht.</translation>
    </message>
    <message>
        <source>Read this code with the phone&apos;s camera. It is good for two minutes.</source>
        <translation>Diesen Code mit der Kamera des Handys lesen. Er gilt zwei Minuten.</translation>
    </message>
    <message>
        <source>The workshop&apos;s, for a day</source>
        <translation>Der Werkstatt, für einen Tag</translation>
    </message>
    <message>
        <source>Waiting to be told: %1</source>
        <translation>Wartet auf Übertragung: %1</translation>
    </message>
    <message>
        <source>Yes, pair it</source>
        <translation>Ja, koppeln</translation>
    </message>
</context>
<context>
    <name>PairedCard</name>
    <message>
        <source>Paired</source>
        <translation>Gekoppelt</translation>
    </message>
    <message>
        <source>Unpair</source>
        <translation>Entkoppeln</translation>
    </message>
    <message>
        <source>Unpair %1</source>
        <translation>%1 entkoppeln</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Check the car</source>
        <translation>Auto prüfen</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Phone and PC</source>
        <translation>Handy und PC</translation>
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
    <name>Phone</name>
    <message>
        <source>Bluetooth is blocked by a switch of this computer</source>
        <translation>Bluetooth ist durch einen Schalter dieses Rechners gesperrt</translation>
    </message>
    <message>
        <source>Bluetooth is off</source>
        <translation>Bluetooth ist aus</translation>
    </message>
    <message>
        <source>Choose where the sound goes on the phone itself</source>
        <translation>Wohin der Ton geht, am Telefon selbst wählen</translation>
    </message>
    <message>
        <source>No phone is connected</source>
        <translation>Kein Telefon verbunden</translation>
    </message>
    <message>
        <source>No phone is connected: make the emergency call by hand</source>
        <translation>Kein Telefon verbunden: Notruf von Hand absetzen</translation>
    </message>
    <message>
        <source>Pairing has failed: try again</source>
        <translation>Koppeln fehlgeschlagen: noch einmal versuchen</translation>
    </message>
    <message>
        <source>The phone does not answer</source>
        <translation>Das Telefon antwortet nicht</translation>
    </message>
    <message>
        <source>The phone has no network</source>
        <translation>Das Telefon hat kein Netz</translation>
    </message>
    <message>
        <source>The phone is busy with another wish</source>
        <translation>Das Telefon ist noch mit etwas anderem beschäftigt</translation>
    </message>
    <message>
        <source>The phone is not connected</source>
        <translation>Das Telefon ist nicht verbunden</translation>
    </message>
    <message>
        <source>The phone is not in reach, or its Bluetooth is off</source>
        <translation>Das Telefon ist nicht in Reichweite, oder sein Bluetooth ist aus</translation>
    </message>
    <message>
        <source>The phone refused</source>
        <translation>Das Telefon hat abgelehnt</translation>
    </message>
    <message>
        <source>The telephone service does not answer</source>
        <translation>Der Telefondienst antwortet nicht</translation>
    </message>
    <message>
        <source>The telephone service is not running</source>
        <translation>Der Telefondienst läuft nicht</translation>
    </message>
    <message>
        <source>There is no Bluetooth here</source>
        <translation>Hier gibt es kein Bluetooth</translation>
    </message>
    <message>
        <source>There is no such call any more</source>
        <translation>Dieses Gespräch gibt es nicht mehr</translation>
    </message>
    <message>
        <source>This is not a number</source>
        <translation>Das ist keine Nummer</translation>
    </message>
    <message>
        <source>This phone is not known any more</source>
        <translation>Dieses Telefon ist nicht mehr bekannt</translation>
    </message>
    <message>
        <source>Two calls are on already</source>
        <translation>Es laufen schon zwei Gespräche</translation>
    </message>
</context>
<context>
    <name>PhonePage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of 5</source>
        <translation>%1 von 5</translation>
    </message>
    <message>
        <source>Ask to be paired</source>
        <translation>Um Kopplung bitten</translation>
    </message>
    <message>
        <source>Battery flat</source>
        <translation>Akku leer</translation>
    </message>
    <message>
        <source>Car&apos;s Bluetooth</source>
        <translation>Bluetooth des Autos</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Fahrer</translation>
    </message>
    <message>
        <source>Friend</source>
        <translation>Freund</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Unterdrückt</translation>
    </message>
    <message>
        <source>Let it ring: who calls</source>
        <translation>Klingeln lassen: wer ruft an</translation>
    </message>
    <message>
        <source>Linked to the car</source>
        <translation>Am Auto angemeldet</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Büro</translation>
    </message>
    <message>
        <source>Passenger</source>
        <translation>Beifahrer</translation>
    </message>
    <message>
        <source>Phone battery</source>
        <translation>Akku des Telefons</translation>
    </message>
    <message>
        <source>Phone network</source>
        <translation>Netz des Telefons</translation>
    </message>
    <message>
        <source>Stranger</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>They hang up</source>
        <translation>Gegenseite legt auf</translation>
    </message>
    <message>
        <source>They pick up</source>
        <translation>Gegenseite hebt ab</translation>
    </message>
    <message>
        <source>Whose phone</source>
        <translation>Wessen Telefon</translation>
    </message>
</context>
<context>
    <name>PhonePane</name>
    <message>
        <source>Keypad</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Pages of the phone</source>
        <translation>Seiten des Telefons</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>Telefone</translation>
    </message>
</context>
<context>
    <name>PhoneRow</name>
    <message>
        <source>Connect %1</source>
        <translation>%1 verbinden</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connected, battery %1 %</source>
        <translation>Verbunden, Akku %1 %</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Disconnect %1</source>
        <translation>%1 trennen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
</context>
<context>
    <name>PhonesPage</name>
    <message>
        <source>%1 shows the same number?</source>
        <translation>%1 zeigt dieselbe Zahl?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Do not disturb while driving</source>
        <translation>Während der Fahrt nicht stören</translation>
    </message>
    <message>
        <source>Found, touch yours. Its Bluetooth settings must be open.</source>
        <translation>Gefunden, das eigene antippen. Seine Bluetooth-Einstellungen müssen offen sein.</translation>
    </message>
    <message>
        <source>It is off, or this computer has none. headunit doctor says more.</source>
        <translation>Es ist aus, oder dieser Rechner hat keines. headunit doctor sagt mehr.</translation>
    </message>
    <message>
        <source>Look for phones</source>
        <translation>Telefone suchen</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Pairing waits until the car stands.</source>
        <translation>Koppeln geht, wenn das Auto steht.</translation>
    </message>
    <message>
        <source>Pairing with %1</source>
        <translation>Kopplung mit %1</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>There is no Bluetooth here</source>
        <translation>Hier gibt es kein Bluetooth</translation>
    </message>
    <message>
        <source>Type this number on %1</source>
        <translation>Diese Zahl auf %1 eingeben</translation>
    </message>
    <message>
        <source>Yes, pair it</source>
        <translation>Ja, koppeln</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Go here instead</source>
        <translation>Stattdessen hierhin</translation>
    </message>
    <message>
        <source>Is home</source>
        <translation>Ist Zuhause</translation>
    </message>
    <message>
        <source>Is work</source>
        <translation>Ist Arbeit</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Stop there</source>
        <translation>Dort halten</translation>
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
        <source>Calm</source>
        <translation>Ruhig</translation>
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
        <source>High contrast</source>
        <translation>Kontrastreich</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Phone and PC</source>
        <translation>Handy und PC</translation>
    </message>
    <message>
        <source>Speed camera warnings</source>
        <translation>Blitzerwarnung</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Technik</translation>
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
        <source>Where legal</source>
        <translation>Wo erlaubt</translation>
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
    <name>PrivacyCard</name>
    <message>
        <source>100 m</source>
        <translation>100 m</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>How exact a place</source>
        <translation>Wie genau der Ort</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>Nothing leaves before a device is paired.</source>
        <translation>Nichts verlässt das Auto, bevor ein Gerät gekoppelt ist.</translation>
    </message>
    <message>
        <source>Private drive: nothing but alarms leaves the car.</source>
        <translation>Private Fahrt: nur Alarme verlassen das Auto.</translation>
    </message>
    <message>
        <source>Sent since the start: %1</source>
        <translation>Seit dem Start gesendet: %1</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Stadt</translation>
    </message>
    <message>
        <source>What may leave the car</source>
        <translation>Was das Auto verlassen darf</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n Titel</numerusform>
            <numerusform>%n Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Keep in a playlist</source>
        <translation>In einer Wiedergabeliste behalten</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>Ordnen</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Asking the control units</source>
        <translation>Steuergeräte werden gefragt</translation>
    </message>
    <message>
        <source>Clearing the trouble codes</source>
        <translation>Fehlercodes werden gelöscht</translation>
    </message>
    <message>
        <source>Control unit %1</source>
        <translation>Steuergerät %1</translation>
    </message>
    <message>
        <source>Do not drive off and leave the ignition on.</source>
        <translation>Nicht losfahren, Zündung eingeschaltet lassen.</translation>
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
    <name>RegionCard</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 · as of %3</source>
        <translation>%1 · %2 · Stand %3</translation>
    </message>
    <message>
        <source>Build %1 again</source>
        <translation>%1 neu bauen</translation>
    </message>
    <message>
        <source>Build again</source>
        <translation>Neu bauen</translation>
    </message>
    <message>
        <source>Damaged: build it again</source>
        <translation>Beschädigt: neu bauen</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove %1 now</source>
        <translation>%1 jetzt entfernen</translation>
    </message>
    <message>
        <source>Remove?</source>
        <translation>Entfernen?</translation>
    </message>
    <message>
        <source>Update %1</source>
        <translation>%1 erneuern</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nutzen</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 nutzen</translation>
    </message>
</context>
<context>
    <name>RegionsPane</name>
    <message>
        <source>Add one: it is fetched and built once, and then needs no network.</source>
        <translation>Fügen Sie eine hinzu: einmal geholt und gebaut, braucht sie kein Netz.</translation>
    </message>
    <message>
        <source>Back to the settings</source>
        <translation>Zurück zu den Einstellungen</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Maps can be changed when the car stands.</source>
        <translation>Karten lassen sich im Stand ändern.</translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>Noch gibt es keine Karte</translation>
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
    <name>ResultPage</name>
    <message>
        <source>No trouble codes in %1 control units</source>
        <translation>Keine Fehlercodes in %1 Steuergeräten</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gesichert: %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gesichert: %1</translation>
    </message>
    <message>
        <source>The details when the car stands</source>
        <translation>Einzelheiten, wenn das Auto steht</translation>
    </message>
</context>
<context>
    <name>RingCard</name>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Ruft an</translation>
    </message>
    <message>
        <source>Calls too; the other one is held</source>
        <translation>Ruft auch an; das andere Gespräch wird gehalten</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Nummer unterdrückt</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>RouteChoice</name>
    <message>
        <source>Add the map of that country in the settings.</source>
        <translation>Fügen Sie die Karte des Landes in den Einstellungen hinzu.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Charge on the way</source>
        <translation>Unterwegs laden</translation>
    </message>
    <message>
        <source>Choose a place nearer to a road.</source>
        <translation>Wählen Sie einen Ort näher an einer Straße.</translation>
    </message>
    <message>
        <source>Choose a place on this side of the water, or allow ferries.</source>
        <translation>Wählen Sie ein Ziel diesseits des Wassers oder erlauben Sie Fähren.</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Drive on; the route is found from the next road.</source>
        <translation>Fahren Sie weiter; ab der nächsten Straße gibt es eine Route.</translation>
    </message>
    <message>
        <source>Finding the way</source>
        <translation>Weg wird gesucht</translation>
    </message>
    <message>
        <source>It is being started again. Try once more.</source>
        <translation>Sie wird neu gestartet. Bitte noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No ferries</source>
        <translation>Ohne Fähren</translation>
    </message>
    <message>
        <source>No motorways</source>
        <translation>Ohne Autobahn</translation>
    </message>
    <message>
        <source>No road is near the destination</source>
        <translation>Am Ziel ist keine Straße</translation>
    </message>
    <message>
        <source>No road leads there</source>
        <translation>Dorthin führt keine Straße</translation>
    </message>
    <message>
        <source>No route was found</source>
        <translation>Keine Route gefunden</translation>
    </message>
    <message>
        <source>No tolls</source>
        <translation>Ohne Maut</translation>
    </message>
    <message>
        <source>The car is not near a road</source>
        <translation>Das Auto ist an keiner Straße</translation>
    </message>
    <message>
        <source>The map does not reach that far</source>
        <translation>So weit reicht die Karte nicht</translation>
    </message>
    <message>
        <source>The route could not be worked out</source>
        <translation>Die Route ließ sich nicht berechnen</translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>Noch gibt es keine Karte</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>RouteRow</name>
    <message>
        <source>%1 % left</source>
        <translation>%1 % Rest</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>+%1 min traffic</source>
        <translation>+%1 min Verkehr</translation>
    </message>
    <message>
        <source>charge on the way</source>
        <translation>unterwegs laden</translation>
    </message>
    <message>
        <source>ferry</source>
        <translation>Fähre</translation>
    </message>
    <message>
        <source>toll</source>
        <translation>Maut</translation>
    </message>
    <message>
        <source>unpaved</source>
        <translation>unbefestigt</translation>
    </message>
</context>
<context>
    <name>SaveList</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Keep in a playlist</source>
        <translation>In einer Wiedergabeliste behalten</translation>
    </message>
    <message>
        <source>New playlist</source>
        <translation>Neue Wiedergabeliste</translation>
    </message>
    <message>
        <source>The whole queue</source>
        <translation>Ganze Liste</translation>
    </message>
    <message>
        <source>This track</source>
        <translation>Dieser Titel</translation>
    </message>
    <message>
        <source>What to keep</source>
        <translation>Was behalten werden soll</translation>
    </message>
</context>
<context>
    <name>ScoreCard</name>
    <message>
        <source>Have it looked at soon</source>
        <translation>Bald nachsehen lassen</translation>
    </message>
    <message>
        <source>Have it mended before long drives</source>
        <translation>Vor langen Fahrten reparieren lassen</translation>
    </message>
    <message>
        <source>Health %1 of 100</source>
        <translation>Zustand %1 von 100</translation>
    </message>
    <message>
        <source>In good order</source>
        <translation>In gutem Zustand</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>Gelesen %1</translation>
    </message>
    <message>
        <source>of 100</source>
        <translation>von 100</translation>
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
    <name>SearchPage</name>
    <message>
        <source>A map can be added in the settings.</source>
        <translation>Eine Karte kommt über die Einstellungen.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Drive home</source>
        <translation>Nach Hause fahren</translation>
    </message>
    <message>
        <source>Drive to work</source>
        <translation>Zur Arbeit fahren</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>Name, address or coordinates</source>
        <translation>Name, Adresse oder Koordinaten</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Search for a place</source>
        <translation>Ort suchen</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Suche: %1</translation>
    </message>
    <message>
        <source>Try fewer letters, or the name of the town.</source>
        <translation>Versuchen Sie weniger Buchstaben oder den Ortsnamen.</translation>
    </message>
    <message>
        <source>Type when parked</source>
        <translation>Tippen nur im Parken</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Your places</source>
        <translation>Ihre Orte</translation>
    </message>
</context>
<context>
    <name>SeekBar</name>
    <message>
        <source>Position %1 of %2</source>
        <translation>Stelle %1 von %2</translation>
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
    <name>SeverityChip</name>
    <message>
        <source>Soon</source>
        <translation>Bald</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Dringend</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
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
        <source>Check the car</source>
        <translation>Auto prüfen</translation>
    </message>
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
    <name>ToneView</name>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>B</source>
        <translation>H</translation>
    </message>
    <message>
        <source>Bass</source>
        <translation>Bass</translation>
    </message>
    <message>
        <source>F</source>
        <translation>V</translation>
    </message>
    <message>
        <source>Front and rear</source>
        <translation>Vorn und hinten</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Links und rechts</translation>
    </message>
    <message>
        <source>Lively</source>
        <translation>Lebhaft</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>The navigator&apos;s voice</source>
        <translation>Stimme der Navigation</translation>
    </message>
    <message>
        <source>Treble</source>
        <translation>Höhen</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
</context>
<context>
    <name>TripBar</name>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Arrival %1</source>
        <translation>Ankunft %1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Voice off</source>
        <translation>Stimme aus</translation>
    </message>
    <message>
        <source>Voice on</source>
        <translation>Stimme an</translation>
    </message>
    <message>
        <source>Whole route</source>
        <translation>Ganze Route</translation>
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
        <source>Check the car</source>
        <translation>Auto prüfen</translation>
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
<context>
    <name>VolumeControl</name>
    <message>
        <source>%1, volume %2</source>
        <translation>%1, Lautstärke %2</translation>
    </message>
    <message>
        <source>Assistant&apos;s volume</source>
        <translation>Lautstärke des Assistenten</translation>
    </message>
    <message>
        <source>Call volume</source>
        <translation>Gesprächslautstärke</translation>
    </message>
    <message>
        <source>Emergency volume</source>
        <translation>Notfall-Lautstärke</translation>
    </message>
    <message>
        <source>Message volume</source>
        <translation>Nachrichtenlautstärke</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Navigator&apos;s volume</source>
        <translation>Lautstärke der Navigation</translation>
    </message>
    <message>
        <source>Parking aid volume</source>
        <translation>Lautstärke der Einparkhilfe</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
</context>
<context>
    <name>music</name>
    <message>
        <source>20 Hz to 20 kHz</source>
        <translation>20 Hz bis 20 kHz</translation>
    </message>
    <message>
        <source>Add the address of a podcast, or an OPML file from another player.</source>
        <translation>Fügen Sie die Adresse eines Podcasts hinzu oder eine OPML-Datei aus einem anderen Player.</translation>
    </message>
    <message>
        <source>Add the address of a station, or a list of stations: m3u, pls or OPML.</source>
        <translation>Fügen Sie die Adresse eines Senders hinzu oder eine Senderliste: m3u, pls oder OPML.</translation>
    </message>
    <message>
        <source>Add your server: https://user:password@address/</source>
        <translation>Fügen Sie Ihren Server hinzu: https://user:password@address/</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <source>Artists</source>
        <translation>Interpreten</translation>
    </message>
    <message>
        <source>Bluetooth</source>
        <translation>Bluetooth</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Beide Seiten</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>Genres</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Most played</source>
        <translation>Meistgespielt</translation>
    </message>
    <message>
        <source>Music server</source>
        <translation>Musikserver</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New episodes</source>
        <translation>Neue Folgen</translation>
    </message>
    <message>
        <source>No music server yet</source>
        <translation>Noch kein Musikserver</translation>
    </message>
    <message>
        <source>On this device</source>
        <translation>Auf diesem Gerät</translation>
    </message>
    <message>
        <source>Pink noise</source>
        <translation>Rosa Rauschen</translation>
    </message>
    <message>
        <source>Playlist %1</source>
        <translation>Wiedergabeliste %1</translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>Wiedergabelisten</translation>
    </message>
    <message>
        <source>Podcasts</source>
        <translation>Podcasts</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Random albums</source>
        <translation>Zufällige Alben</translation>
    </message>
    <message>
        <source>Random songs</source>
        <translation>Zufällige Titel</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>Zuletzt hinzugefügt</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source>Test tones</source>
        <translation>Testtöne</translation>
    </message>
    <message>
        <source>There is no such source</source>
        <translation>Diese Quelle gibt es nicht</translation>
    </message>
    <message>
        <source>This cannot be shown: see the log</source>
        <translation>Das lässt sich nicht zeigen: siehe Protokoll</translation>
    </message>
    <message>
        <source>Unknown artist</source>
        <translation>Unbekannter Interpret</translation>
    </message>
    <message>
        <source>Various artists</source>
        <translation>Verschiedene Interpreten</translation>
    </message>
    <message>
        <source>What the phone plays</source>
        <translation>Was das Telefon spielt</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>no phone with music is connected</source>
        <translation>kein Telefon mit Musik ist verbunden</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Airport</source>
        <translation>Flughafen</translation>
    </message>
    <message>
        <source>Artwork</source>
        <translation>Kunstwerk</translation>
    </message>
    <message>
        <source>Bakery</source>
        <translation>Bäckerei</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Beach</source>
        <translation>Strand</translation>
    </message>
    <message>
        <source>Bicycles</source>
        <translation>Fahrräder</translation>
    </message>
    <message>
        <source>Books and stationery</source>
        <translation>Bücher und Schreibwaren</translation>
    </message>
    <message>
        <source>Border control</source>
        <translation>Grenzkontrolle</translation>
    </message>
    <message>
        <source>Bus station</source>
        <translation>Busbahnhof</translation>
    </message>
    <message>
        <source>Bus stop</source>
        <translation>Bushaltestelle</translation>
    </message>
    <message>
        <source>Butcher</source>
        <translation>Metzgerei</translation>
    </message>
    <message>
        <source>Cable car</source>
        <translation>Seilbahn</translation>
    </message>
    <message>
        <source>Café</source>
        <translation>Café</translation>
    </message>
    <message>
        <source>Camp site</source>
        <translation>Campingplatz</translation>
    </message>
    <message>
        <source>Car dealer</source>
        <translation>Autohaus</translation>
    </message>
    <message>
        <source>Car parts</source>
        <translation>Autoteile</translation>
    </message>
    <message>
        <source>Car rental</source>
        <translation>Autovermietung</translation>
    </message>
    <message>
        <source>Car repair</source>
        <translation>Autowerkstatt</translation>
    </message>
    <message>
        <source>Car sharing</source>
        <translation>Carsharing</translation>
    </message>
    <message>
        <source>Car wash</source>
        <translation>Autowäsche</translation>
    </message>
    <message>
        <source>Cash machine</source>
        <translation>Geldautomat</translation>
    </message>
    <message>
        <source>Casino</source>
        <translation>Casino</translation>
    </message>
    <message>
        <source>Castle</source>
        <translation>Burg</translation>
    </message>
    <message>
        <source>Cemetery</source>
        <translation>Friedhof</translation>
    </message>
    <message>
        <source>Charging station</source>
        <translation>Ladestation</translation>
    </message>
    <message>
        <source>Chemist</source>
        <translation>Drogerie</translation>
    </message>
    <message>
        <source>Cinema</source>
        <translation>Kino</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Großstadt</translation>
    </message>
    <message>
        <source>Clothes</source>
        <translation>Kleidung</translation>
    </message>
    <message>
        <source>Community centre</source>
        <translation>Gemeindezentrum</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Convenience store</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinaten</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Courthouse</source>
        <translation>Gericht</translation>
    </message>
    <message>
        <source>Currency exchange</source>
        <translation>Wechselstube</translation>
    </message>
    <message>
        <source>DIY store</source>
        <translation>Baumarkt</translation>
    </message>
    <message>
        <source>Defibrillator</source>
        <translation>Defibrillator</translation>
    </message>
    <message>
        <source>Dentist</source>
        <translation>Zahnarzt</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Arzt</translation>
    </message>
    <message>
        <source>Drinking water</source>
        <translation>Trinkwasser</translation>
    </message>
    <message>
        <source>Drinks and wine</source>
        <translation>Getränke und Wein</translation>
    </message>
    <message>
        <source>Electronics</source>
        <translation>Elektronik</translation>
    </message>
    <message>
        <source>Embassy</source>
        <translation>Botschaft</translation>
    </message>
    <message>
        <source>Farm</source>
        <translation>Bauernhof</translation>
    </message>
    <message>
        <source>Fast food</source>
        <translation>Schnellimbiss</translation>
    </message>
    <message>
        <source>Ferry terminal</source>
        <translation>Fähranleger</translation>
    </message>
    <message>
        <source>Fire station</source>
        <translation>Feuerwehr</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>Tankstelle</translation>
    </message>
    <message>
        <source>Furniture</source>
        <translation>Möbel</translation>
    </message>
    <message>
        <source>Garden centre</source>
        <translation>Gartencenter</translation>
    </message>
    <message>
        <source>Guest house</source>
        <translation>Pension</translation>
    </message>
    <message>
        <source>Hairdresser</source>
        <translation>Friseur</translation>
    </message>
    <message>
        <source>Hamlet</source>
        <translation>Weiler</translation>
    </message>
    <message>
        <source>Heliport</source>
        <translation>Hubschrauberlandeplatz</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>Krankenhaus</translation>
    </message>
    <message>
        <source>Hostel</source>
        <translation>Hostel</translation>
    </message>
    <message>
        <source>Hotel</source>
        <translation>Hotel</translation>
    </message>
    <message>
        <source>Ice cream</source>
        <translation>Eisdiele</translation>
    </message>
    <message>
        <source>Island</source>
        <translation>Insel</translation>
    </message>
    <message>
        <source>Jewellery and watches</source>
        <translation>Schmuck und Uhren</translation>
    </message>
    <message>
        <source>Kindergarten</source>
        <translation>Kindergarten</translation>
    </message>
    <message>
        <source>Laundry</source>
        <translation>Wäscherei</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Locality</source>
        <translation>Flurname</translation>
    </message>
    <message>
        <source>Marina</source>
        <translation>Jachthafen</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Markt</translation>
    </message>
    <message>
        <source>Monument</source>
        <translation>Denkmal</translation>
    </message>
    <message>
        <source>Motorcycles</source>
        <translation>Motorräder</translation>
    </message>
    <message>
        <source>Motorhome pitch</source>
        <translation>Wohnmobilstellplatz</translation>
    </message>
    <message>
        <source>Motorhome service point</source>
        <translation>Wohnmobil-Entsorgung</translation>
    </message>
    <message>
        <source>Motorway junction</source>
        <translation>Autobahnkreuz</translation>
    </message>
    <message>
        <source>Mountain hut</source>
        <translation>Berghütte</translation>
    </message>
    <message>
        <source>Museum</source>
        <translation>Museum</translation>
    </message>
    <message>
        <source>Nature reserve</source>
        <translation>Naturschutzgebiet</translation>
    </message>
    <message>
        <source>Optician</source>
        <translation>Optiker</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>Parking</source>
        <translation>Parkplatz</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Gipfel</translation>
    </message>
    <message>
        <source>Pet supplies</source>
        <translation>Tierbedarf</translation>
    </message>
    <message>
        <source>Pharmacy</source>
        <translation>Apotheke</translation>
    </message>
    <message>
        <source>Picnic site</source>
        <translation>Picknickplatz</translation>
    </message>
    <message>
        <source>Place of worship</source>
        <translation>Gotteshaus</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>Spielplatz</translation>
    </message>
    <message>
        <source>Plus code</source>
        <translation>Plus Code</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>Polizei</translation>
    </message>
    <message>
        <source>Post office</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>Protected area</source>
        <translation>Schutzgebiet</translation>
    </message>
    <message>
        <source>Pub</source>
        <translation>Kneipe</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Stadtviertel</translation>
    </message>
    <message>
        <source>Railway station</source>
        <translation>Bahnhof</translation>
    </message>
    <message>
        <source>Recycling centre</source>
        <translation>Wertstoffhof</translation>
    </message>
    <message>
        <source>Rest area</source>
        <translation>Rastplatz</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>Restaurant</translation>
    </message>
    <message>
        <source>School</source>
        <translation>Schule</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>Shopping centre</source>
        <translation>Einkaufszentrum</translation>
    </message>
    <message>
        <source>Sight</source>
        <translation>Sehenswürdigkeit</translation>
    </message>
    <message>
        <source>Sports centre</source>
        <translation>Sportzentrum</translation>
    </message>
    <message>
        <source>Sports ground</source>
        <translation>Sportplatz</translation>
    </message>
    <message>
        <source>Sports shop</source>
        <translation>Sportgeschäft</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Stadium</source>
        <translation>Stadion</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Bundesland</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Suburb</source>
        <translation>Stadtteil</translation>
    </message>
    <message>
        <source>Supermarket</source>
        <translation>Supermarkt</translation>
    </message>
    <message>
        <source>Swimming</source>
        <translation>Schwimmbad</translation>
    </message>
    <message>
        <source>Taxi</source>
        <translation>Taxi</translation>
    </message>
    <message>
        <source>Theatre</source>
        <translation>Theater</translation>
    </message>
    <message>
        <source>Theme park</source>
        <translation>Freizeitpark</translation>
    </message>
    <message>
        <source>Therapist</source>
        <translation>Therapeut</translation>
    </message>
    <message>
        <source>There is no map yet: add a region to search in.</source>
        <translation>Noch gibt es keine Karte: fügen Sie eine Region hinzu.</translation>
    </message>
    <message>
        <source>Toilets</source>
        <translation>Toiletten</translation>
    </message>
    <message>
        <source>Tourist information</source>
        <translation>Touristinformation</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Stadt</translation>
    </message>
    <message>
        <source>Town hall</source>
        <translation>Rathaus</translation>
    </message>
    <message>
        <source>Toys and gifts</source>
        <translation>Spielzeug und Geschenke</translation>
    </message>
    <message>
        <source>Tram stop</source>
        <translation>Straßenbahnhaltestelle</translation>
    </message>
    <message>
        <source>Tyres</source>
        <translation>Reifen</translation>
    </message>
    <message>
        <source>University</source>
        <translation>Universität</translation>
    </message>
    <message>
        <source>Vehicle inspection</source>
        <translation>Fahrzeugprüfung</translation>
    </message>
    <message>
        <source>Vet</source>
        <translation>Tierarzt</translation>
    </message>
    <message>
        <source>Viewpoint</source>
        <translation>Aussichtspunkt</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Dorf</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Gewässer</translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation>Wasserfall</translation>
    </message>
    <message>
        <source>Zoo</source>
        <translation>Zoo</translation>
    </message>
</context>
</TS>

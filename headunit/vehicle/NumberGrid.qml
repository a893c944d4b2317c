pragma ComponentBehavior: Bound

import QtQuick
import headunit.presentation
import headunit.ui.controls
import headunit.ui.theme

// The slower numbers, each with its name. Only those that the car can tell.
Card {
    id: card

    required property VehicleViewModel vehicle
    readonly property bool filled: grid.implicitHeight > 0
    readonly property int most: Math.max(2, Math.floor((width - 2 * Theme.gutter) / (200 * Theme.scale)))
    readonly property int count: ["trip", "consumption", "cabin", "coolant", "battery12", "odometer"].filter(name => vehicle.offers.includes(name)).length
    readonly property int columns: Math.max(2, Math.ceil(count / Math.ceil(count / most))) // rows of like length

    implicitHeight: grid.implicitHeight + 2 * Theme.gap
    visible: filled

    component Entry: Column {
        id: entry

        required property string name
        required property string label
        required property Quantity quantity

        visible: card.vehicle.offers.includes(name)
        width: (card.width - 2 * Theme.gutter) / card.columns

        Label {
            width: entry.width - Theme.unit
            text: entry.label
            quiet: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        ValueText {
            label: entry.label
            text: entry.quantity.text
            unit: entry.quantity.unit
            freshness: entry.quantity.freshness
            size: Theme.primary
        }
    }

    Grid {
        id: grid

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gutter
        columns: card.columns
        rowSpacing: Theme.unit

        Entry {
            name: "trip"
            label: qsTr("Trip")
            quantity: card.vehicle.trip
        }

        Entry {
            name: "consumption"
            label: qsTr("Average")
            quantity: card.vehicle.consumption
        }

        Entry {
            name: "cabin"
            label: qsTr("Cabin")
            quantity: card.vehicle.cabin
        }

        Entry {
            name: "coolant"
            label: qsTr("Coolant")
            quantity: card.vehicle.coolant
        }

        Entry {
            name: "battery12"
            label: qsTr("12 V battery")
            quantity: card.vehicle.battery12
        }

        Entry {
            name: "odometer"
            label: qsTr("Odometer")
            quantity: card.vehicle.odometer
        }
    }
}

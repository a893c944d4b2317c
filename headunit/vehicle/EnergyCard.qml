pragma ComponentBehavior: Bound

import QtQuick
import headunit.presentation
import headunit.ui.controls
import headunit.ui.theme

// What is left: charge and fuel, each with its bar, and how far it goes. What the car has not is not shown.
Card {
    id: card

    required property VehicleViewModel vehicle
    property bool sideBySide: false
    readonly property bool charge: vehicle.offers.includes("charge")
    readonly property bool fuel: vehicle.offers.includes("fuel")

    visible: charge || fuel
    implicitHeight: column.implicitHeight + 2 * Theme.gap

    component Store: Column {
        id: store

        required property string icon
        required property string label
        required property Quantity level
        required property real low
        property Quantity reach: null
        readonly property int size: width < 260 * Theme.scale ? Theme.secondary : Theme.primary

        spacing: Theme.unit

        Item {
            width: store.width
            height: value.implicitHeight

            Icon {
                id: symbol

                anchors.verticalCenter: parent.verticalCenter
                name: store.icon
                color: bar.fill === Theme.soon ? Theme.soon : Theme.faint
            }

            ValueText {
                id: value

                anchors.left: symbol.right
                anchors.leftMargin: Theme.unit
                label: store.label
                text: store.level.text
                unit: store.level.unit
                freshness: store.level.freshness
                size: store.size
            }

            ValueText {
                anchors.right: parent.right
                visible: store.reach !== null
                label: qsTr("Range")
                text: store.reach?.text ?? ""
                unit: store.reach?.unit ?? ""
                freshness: store.reach?.freshness ?? "stale"
                size: store.size
            }
        }

        Bar {
            id: bar

            width: store.width
            share: store.level.share
            freshness: store.level.freshness
            fill: store.level.share < store.low ? Theme.soon : Theme.accentInk
        }
    }

    Grid {
        id: column

        readonly property real share: columns === 2 ? (width - spacing) / 2 : width

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        columns: card.sideBySide && card.charge && card.fuel ? 2 : 1
        spacing: columns === 2 ? Theme.gutter + Theme.gap : Theme.gap

        Store {
            visible: card.charge
            width: column.share
            icon: "lightning-bolt"
            label: qsTr("Charge")
            level: card.vehicle.charge
            reach: card.vehicle.offers.includes("electricRange") ? card.vehicle.electricRange : card.vehicle.offers.includes("range") && !card.fuel ? card.vehicle.range : null
            low: 0.1
        }

        Store {
            visible: card.fuel
            width: column.share
            icon: "gas-station"
            label: qsTr("Fuel")
            level: card.vehicle.fuel
            reach: card.vehicle.offers.includes("fuelRange") ? card.vehicle.fuelRange : null
            low: 0.1
        }
    }
}

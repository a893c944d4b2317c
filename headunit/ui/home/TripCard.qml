pragma ComponentBehavior: Bound

import QtQuick
import headunit.presentation
import headunit.ui.controls
import headunit.ui.theme
import headunit.vehicle

// The drive in one card: gear, power to or from the wheels, distance of the trip.
Card {
    id: card

    required property VehicleViewModel vehicle
    readonly property bool power: vehicle.offers.includes("power")
    readonly property bool rpm: vehicle.offers.includes("rpm")
    readonly property bool narrow: width < 320 * Theme.scale
    readonly property int size: width >= (power ? 320 : 440) * Theme.scale ? Theme.title : power || !narrow ? Theme.primary : Theme.secondary

    component Figure: Column {
        id: figure

        required property string label
        required property Quantity quantity

        Label {
            text: figure.label
            quiet: true
            Accessible.ignored: true
        }

        ValueText {
            label: figure.label
            text: figure.quantity.text
            unit: figure.quantity.unit
            freshness: figure.quantity.freshness
            size: card.size
        }
    }

    implicitHeight: column.implicitHeight + 2 * Theme.gap

    Column {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        x: card.narrow ? Theme.gap : Theme.gutter
        width: parent.width - 2 * x
        spacing: Theme.gap

        GearLadder {
            anchors.horizontalCenter: parent.horizontalCenter
            gear: card.vehicle.gear
        }

        Item {
            width: parent.width
            height: drawn.height

            Figure {
                id: drawn

                visible: card.power || card.rpm
                label: card.power ? qsTr("Power") : qsTr("Engine")
                quantity: card.power ? card.vehicle.power : card.vehicle.rpm
            }

            Figure {
                x: drawn.visible ? Math.min(parent.width / 2, parent.width - width) : 0
                visible: card.vehicle.offers.includes("trip")
                label: qsTr("Trip")
                quantity: card.vehicle.trip
            }
        }
    }
}

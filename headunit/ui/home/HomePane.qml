pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme
import headunit.vehicle

// Home: where the car is and how fast, large; beside it what is left and how it drives. A touch on a card opens the car.
Item {
    id: pane

    required property HomeViewModel viewModel
    readonly property VehicleViewModel vehicle: viewModel.vehicle
    readonly property var winds: ({
            "N": qsTr("N"),
            "NE": qsTr("NE"),
            "E": qsTr("E"),
            "SE": qsTr("SE"),
            "S": qsTr("S"),
            "SW": qsTr("SW"),
            "W": qsTr("W"),
            "NW": qsTr("NW")
        })

    Card {
        id: stage

        width: Math.round(parent.width * 0.62) - Theme.gutter
        height: parent.height - 2 * Theme.gutter
        x: Theme.rightHandDrive ? parent.width - width - Theme.gutter : Theme.gutter
        y: Theme.gutter

        TrailView {
            anchors.fill: parent
            anchors.margins: Theme.half
            trail: pane.viewModel.trail
            here: pane.viewModel.here
            heading: pane.viewModel.heading
            placed: pane.viewModel.placed
        }

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Theme.gap, (parent.height - speed.height - height) / 2)
            width: parent.width - 4 * Theme.gutter
            visible: !pane.viewModel.placed
            icon: "crosshairs-off"
            what: pane.viewModel.quality === "searching" ? qsTr("Looking for satellites") : pane.viewModel.quality === "jumped" ? qsTr("The position is not plausible") : qsTr("No position")
            advice: pane.viewModel.quality === "no receiver" || pane.viewModel.quality === "absent" ? qsTr("No receiver is connected.") : qsTr("It comes back by itself under open sky.")
        }

        Row {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.gutter
            visible: pane.viewModel.placed
            spacing: Theme.unit

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "navigation"
                rotation: -pane.viewModel.heading
                color: Theme.stop
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: pane.winds[pane.viewModel.wind]
                size: Theme.primary
                strength: Theme.strong
            }
        }

        // The way driven may run under the speed: a veil keeps the figures clear of it.
        Rectangle {
            anchors.fill: speed
            anchors.margins: -Theme.half
            visible: pane.viewModel.placed
            radius: Theme.radius
            color: Qt.alpha(Theme.surface, 0.8)
        }

        ValueText {
            id: speed

            anchors.left: parent.left
            anchors.leftMargin: Theme.gutter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.unit
            label: qsTr("Speed")
            text: pane.vehicle.speed.text
            unit: pane.vehicle.speed.unit
            freshness: pane.vehicle.speed.freshness
            size: Theme.hero
            unitSize: Theme.primary
        }
    }

    Column {
        id: cards

        x: Theme.rightHandDrive ? Theme.gutter : stage.x + stage.width + Theme.gap
        y: Theme.gutter
        width: parent.width - stage.width - 2 * Theme.gutter - Theme.gap
        height: stage.height
        spacing: Theme.gap

        TripCard {
            id: trip

            width: parent.width
            height: energy.visible ? (cards.height - cards.spacing) * 0.45 : cards.height
            vehicle: pane.vehicle
        }

        EnergyCard {
            id: energy

            width: parent.width
            height: (cards.height - cards.spacing) * 0.55
            vehicle: pane.vehicle
        }
    }

    Touchable {
        id: opener

        x: cards.x
        y: cards.y
        width: cards.width
        height: cards.height
        label: qsTr("Open the vehicle pane")
        onTouched: pane.viewModel.openVehicle()

        FocusRing {
            shown: opener.activeFocus
        }
    }
}

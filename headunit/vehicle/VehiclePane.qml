pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The car's state: from above on the driver's side, its numbers beside. Where there is little room, a second page.
Item {
    id: pane

    required property VehicleViewModel viewModel
    readonly property bool roomy: height >= 500 * Theme.scale
    property bool details: false

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gutter, 640 * Theme.scale)
        visible: !pane.viewModel.hasAnything
        icon: "lan-disconnect"
        what: pane.viewModel.named ? qsTr("Nothing is heard from the car") : qsTr("No car is named")
        advice: pane.viewModel.named ? qsTr("Check the CAN connection. It is tried again by itself.") : qsTr("Frames may arrive, but only a car's folder says what they mean.")
        action: qsTr("Check the car")
        onActed: pane.viewModel.openCheck()
    }

    Item {
        id: content

        anchors.fill: parent
        anchors.margins: pane.roomy ? Theme.gutter : Theme.gap
        visible: pane.viewModel.hasAnything

        Card {
            id: above

            width: Math.round(content.width * 0.38)
            height: content.height
            x: Theme.rightHandDrive ? content.width - width : 0
            clip: true

            GearLadder {
                id: gears

                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.gap
                gear: pane.viewModel.gear
            }

            CarTop {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.top: parent.top
                anchors.topMargin: Math.round(48 * Theme.scale)
                anchors.bottom: gears.top
                anchors.bottomMargin: Theme.gap
                width: parent.width * 0.5
                openings: pane.viewModel.openings
                lights: pane.viewModel.lights
                lowTyres: pane.viewModel.lowTyres
            }

            Repeater {
                model: [
                    {
                        "q": pane.viewModel.tyreFrontLeft,
                        "label": qsTr("Tyre front left")
                    },
                    {
                        "q": pane.viewModel.tyreFrontRight,
                        "label": qsTr("Tyre front right")
                    },
                    {
                        "q": pane.viewModel.tyreRearLeft,
                        "label": qsTr("Tyre rear left")
                    },
                    {
                        "q": pane.viewModel.tyreRearRight,
                        "label": qsTr("Tyre rear right")
                    }
                ]

                TyreValue {
                    required property int index
                    required property var modelData

                    visible: pane.viewModel.hasTyres
                    x: index % 2 === 0 ? Theme.gap : above.width - width - Theme.gap
                    y: index < 2 ? above.height * 0.2 - height / 2 : Math.min(above.height * 0.72 - height / 2, gears.y - Theme.half - height)
                    pressure: modelData.q
                    low: pane.viewModel.lowTyres[index]
                    label: modelData.label
                }
            }
        }

        Column {
            id: numbers

            x: Theme.rightHandDrive ? 0 : above.width + Theme.gap
            width: content.width - above.width - Theme.gap
            height: content.height
            spacing: Theme.gap

            Row {
                id: dials

                readonly property bool second: pane.viewModel.offers.includes("power") || pane.viewModel.offers.includes("rpm")
                readonly property bool worded: pane.roomy && width >= 600 * Theme.scale
                readonly property real share: worded ? Math.min(height, second ? width * 0.3 : width * 0.5) : second ? (width - spacing) / 2 : width

                visible: pane.roomy || !pane.details
                width: parent.width
                height: pane.roomy ? content.height - energy.height - (grid.filled ? grid.height + Theme.gap : 0) - Theme.gap : content.height - energy.height - Theme.gap
                spacing: Theme.gap

                DialCard {
                    width: dials.share
                    height: dials.height
                    label: qsTr("Speed")
                    quantity: pane.viewModel.speed
                }

                DialCard {
                    visible: pane.viewModel.offers.includes("power")
                    width: dials.share
                    height: dials.height
                    label: qsTr("Power")
                    quantity: pane.viewModel.power
                    origin: 1 / 3
                }

                DialCard {
                    visible: !pane.viewModel.offers.includes("power") && pane.viewModel.offers.includes("rpm")
                    width: dials.share
                    height: dials.height
                    label: qsTr("Engine")
                    quantity: pane.viewModel.rpm
                    most: 5
                }

                StatusCard {
                    visible: dials.worded
                    width: dials.width - (dials.second ? 2 : 1) * (dials.share + dials.spacing)
                    height: dials.height
                    telltales: pane.viewModel.telltales
                    count: pane.viewModel.lit
                    tells: pane.viewModel.tellsFaults
                    onTouched: pane.viewModel.openCheck()
                }
            }

            EnergyCard {
                id: energy

                visible: (charge || fuel) && (pane.roomy || !pane.details)
                height: visible ? implicitHeight : 0
                width: pane.roomy ? parent.width : parent.width - page.width - Theme.gap
                sideBySide: width >= 560 * Theme.scale
                vehicle: pane.viewModel
            }

            NumberGrid {
                id: grid

                visible: filled && (pane.roomy || pane.details)
                height: pane.roomy ? implicitHeight : content.height - page.height - Theme.gap
                width: parent.width
                vehicle: pane.viewModel
            }
        }

        PushButton {
            visible: !pane.roomy && pane.details
            anchors.bottom: parent.bottom
            x: numbers.x
            label: qsTr("Check the car")
            icon: "car-wrench"
            onTouched: pane.viewModel.openCheck()
        }

        PushButton {
            id: page

            visible: !pane.roomy
            anchors.bottom: parent.bottom
            x: numbers.x + numbers.width - width
            label: pane.details ? qsTr("Dials") : qsTr("Details")
            text: ""
            icon: pane.details ? "speedometer" : "view-dashboard"
            onTouched: pane.details = !pane.details
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.guidance
import headunit.music
import headunit.ui.controls
import headunit.ui.theme
import headunit.vehicle

// Home: where the car is and how fast, large; beside it what plays, what is left and how it drives.
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

    Item {
        id: stage

        readonly property bool mapped: pane.viewModel.mapped

        width: Math.round(parent.width * 0.62)
        height: parent.height
        x: Theme.rightHandDrive ? parent.width - width : 0

        Loader {
            id: map

            function around(item: Item): rect {
                return item.visible ? Qt.rect(item.x, item.y, item.width, item.height) : Qt.rect(0, 0, 0, 0);
            }

            function open() {
                if (pane.viewModel.map !== null && status === Loader.Null)
                    setSource("HomeMap.qml", {
                        "viewModel": pane.viewModel.map
                    });
            }

            anchors.fill: parent
            visible: stage.mapped
            Component.onCompleted: open()

            Connections {
                target: pane.viewModel

                function onMapChanged() {
                    map.open();
                }
            }

            Connections {
                target: pane.viewModel.map === null ? pane.Window.window : null

                function onFrameSwapped() {
                    soon.start();
                }
            }

            // Who else waits for the first picture goes first: nothing of theirs takes so long.
            Timer {
                id: soon

                interval: 1
                onTriggered: pane.viewModel.openMap()
            }

            Binding {
                target: map.item
                property: "coverTop"
                value: banner.visible ? banner.height + Theme.gap : 0
            }

            Binding {
                target: map.item
                property: "coverBottom"
                value: foot.height + Theme.gap
            }

            Binding {
                target: map.item
                property: "reserved"
                value: [map.around(banner), map.around(foot)]
            }
        }

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.gutter
            visible: !stage.mapped
            radius: Theme.radius
            color: Theme.surface

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
                y: Math.max(Theme.gap, (parent.height - foot.height - height) / 2)
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
        }

        ManeuverBanner {
            id: banner

            x: Theme.gap
            y: Theme.gap
            width: Math.min(parent.width - 2 * Theme.gap, Math.round(480 * Theme.scale))
            visible: pane.viewModel.guidance.active
            guidance: pane.viewModel.guidance
        }

        // What lies behind may run under the figures: a veil keeps them clear of it.
        Rectangle {
            id: foot

            readonly property real inset: stage.mapped ? Theme.gap : Theme.half

            x: stage.mapped ? Theme.gap : Theme.gutter + Theme.gap
            anchors.bottom: parent.bottom
            anchors.bottomMargin: stage.mapped ? Theme.gap : Theme.gutter + Theme.half
            width: speed.width + (limit.visible ? limit.width + Theme.gap : 0) + 2 * inset
            height: speed.height
            radius: Theme.radius
            color: Qt.alpha(Theme.surface, 0.86)

            ValueText {
                id: speed

                x: foot.inset
                label: qsTr("Speed")
                text: pane.vehicle.speed.text
                unit: pane.vehicle.speed.unit
                freshness: pane.vehicle.speed.freshness
                size: Theme.hero
                unitSize: Theme.primary
                color: pane.viewModel.guidance.overLimit ? Theme.stop : Theme.ink
            }

            LimitSign {
                id: limit

                anchors.left: speed.right
                anchors.leftMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                limit: pane.viewModel.guidance.limit
                over: pane.viewModel.guidance.overLimit
            }
        }
    }

    Column {
        id: cards

        x: Theme.rightHandDrive ? Theme.gutter : stage.x + stage.width + Theme.gap
        y: Theme.gutter
        width: parent.width - stage.width - Theme.gutter - Theme.gap
        height: stage.height - 2 * Theme.gutter
        readonly property real free: height - (way.visible ? way.height + spacing : 0)
        // Where the column is too low for three cards, music stands where the drive's figures would.
        readonly property bool three: free >= player.least + trip.implicitHeight + energy.implicitHeight + 2 * spacing
        readonly property real shared: free - (energy.visible ? spacing : 0) - (player.visible && three ? player.least + spacing : 0)

        spacing: Theme.gap

        TripBar {
            id: way

            width: parent.width
            visible: pane.viewModel.guidance.active
            brief: true
            guidance: pane.viewModel.guidance
        }

        MiniPlayer {
            id: player

            readonly property real least: 2 * Theme.target + 3 * Theme.gap

            width: parent.width
            height: cards.three ? least : energy.visible ? cards.shared - Math.min(energy.implicitHeight, cards.shared * 0.58) : cards.shared
            visible: pane.viewModel.music.present
            now: pane.viewModel.music
        }

        TripCard {
            id: trip

            width: parent.width
            height: energy.visible ? cards.shared * 0.45 : cards.shared
            visible: !player.visible || cards.three
            vehicle: pane.vehicle
        }

        EnergyCard {
            id: energy

            width: parent.width
            height: cards.shared - (trip.visible ? trip.height : player.height)
            vehicle: pane.vehicle
        }
    }

    Touchable {
        id: opener

        x: cards.x
        readonly property real from: trip.visible ? trip.y : energy.y

        y: cards.y + from
        width: cards.width
        height: cards.height - from
        visible: trip.visible || energy.visible
        label: qsTr("Open the vehicle pane")
        onTouched: pane.viewModel.openVehicle()

        FocusRing {
            shown: opener.activeFocus
        }
    }
}

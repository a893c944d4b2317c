pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Settings: a few choices, all in sight, and what is connected. While the car moves only the colours can be changed.
Item {
    id: pane

    required property PreferencesViewModel viewModel
    readonly property bool roomy: width >= 1000 * Theme.scale

    Sheet {
        id: scroll

        anchors.fill: parent
        anchors.leftMargin: Theme.gutter
        anchors.rightMargin: Theme.gutter
        contentHeight: sheet.height + 2 * Theme.gap

        Grid {
            id: sheet

            y: Theme.gap
            width: scroll.width
            columns: pane.roomy ? 2 : 1
            spacing: Theme.gap

            Card {
                width: pane.roomy ? Math.round(sheet.width * 0.64) : sheet.width
                height: choices.height + 2 * Theme.gap

                Column {
                    id: choices

                    x: Theme.gutter
                    y: Theme.gap
                    width: parent.width - 2 * Theme.gutter
                    spacing: Theme.gap

                    Choice {
                        width: choices.width
                        label: qsTr("Colours")
                        choices: [qsTr("Auto"), qsTr("Day"), qsTr("Night")]
                        current: pane.viewModel.theme
                        onChosen: index => pane.viewModel.chooseTheme(index)
                    }

                    Chip {
                        visible: !pane.viewModel.mayConfigure
                        height: visible ? implicitHeight : 0
                        icon: "car-clock"
                        text: qsTr("The rest can be changed when the car stands.")
                    }

                    Choice {
                        width: choices.width
                        enabled: pane.viewModel.mayConfigure
                        label: qsTr("Language")
                        choices: ["English", "Deutsch", "简体中文"] // each in its own language, on purpose
                        current: pane.viewModel.language
                        onChosen: index => pane.viewModel.chooseLanguage(index)
                    }

                    Choice {
                        width: choices.width
                        enabled: pane.viewModel.mayConfigure
                        label: qsTr("Distance")
                        choices: ["km", "mi"]
                        current: pane.viewModel.distance
                        onChosen: index => pane.viewModel.chooseDistance(index)
                    }

                    Choice {
                        width: choices.width
                        enabled: pane.viewModel.mayConfigure
                        label: qsTr("Temperature")
                        choices: ["°C", "°F"]
                        current: pane.viewModel.temperature
                        onChosen: index => pane.viewModel.chooseTemperature(index)
                    }

                    Choice {
                        width: choices.width
                        enabled: pane.viewModel.mayConfigure
                        label: qsTr("Tyre pressure")
                        choices: ["bar", "kPa", "psi"]
                        current: pane.viewModel.pressure
                        onChosen: index => pane.viewModel.choosePressure(index)
                    }

                    Choice {
                        width: choices.width
                        enabled: pane.viewModel.mayConfigure
                        label: qsTr("Driver sits")
                        choices: [qsTr("left"), qsTr("right")]
                        current: pane.viewModel.drive
                        onChosen: index => pane.viewModel.chooseDrive(index)
                    }

                    Choice {
                        width: choices.width
                        label: qsTr("Map")
                        choices: [qsTr("Calm"), qsTr("High contrast")]
                        current: pane.viewModel.map
                        onChosen: index => pane.viewModel.chooseMap(index)
                    }

                    Choice {
                        width: choices.width
                        enabled: pane.viewModel.mayConfigure
                        label: qsTr("Speed camera warnings")
                        choices: [qsTr("Where legal"), qsTr("Off"), qsTr("On")]
                        current: pane.viewModel.cameras
                        onChosen: index => pane.viewModel.chooseCameras(index)
                    }
                }
            }

            Card {
                width: pane.roomy ? sheet.width - Math.round(sheet.width * 0.64) - Theme.gap : sheet.width
                height: connections.height + 2 * Theme.gap

                Column {
                    id: connections

                    x: Theme.gutter
                    y: Theme.gap
                    width: parent.width - 2 * Theme.gutter
                    spacing: Theme.gap

                    Label {
                        text: qsTr("Connections")
                        size: Theme.primary
                        strength: Theme.strong
                    }

                    LinkList {
                        width: parent.width
                        links: pane.viewModel.links
                    }

                    PushButton {
                        label: qsTr("Maps")
                        icon: "map"
                        onTouched: pane.viewModel.openMaps()
                    }

                    PushButton {
                        label: qsTr("Phone and PC")
                        icon: "cloud"
                        onTouched: pane.viewModel.openCloud()
                    }

                    PushButton {
                        label: qsTr("Technician")
                        icon: "wrench"
                        onTouched: pane.viewModel.openTechnician()
                    }

                    Label {
                        width: parent.width
                        text: qsTr("Version %1").arg(pane.viewModel.version)
                        quiet: true
                    }
                }
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        anchors.rightMargin: Theme.half
        visible: scroll.contentHeight > scroll.height
        y: scroll.visibleArea.yPosition * scroll.height
        width: Theme.unit
        height: scroll.visibleArea.heightRatio * scroll.height
        radius: width / 2
        color: Theme.track
    }
}

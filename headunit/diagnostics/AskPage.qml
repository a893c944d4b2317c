pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Before anything is forgotten: what will be lost, and a touch on another place than the one that led here.
Sheet {
    id: page

    required property DiagnosticsViewModel check

    contentHeight: sheet.height

    Card {
        id: sheet

        width: page.width
        height: content.height + 2 * Theme.gap

        Column {
            id: content

            x: Theme.gutter
            y: Theme.gap
            width: parent.width - 2 * Theme.gutter
            spacing: Theme.gap

            Label {
                width: parent.width
                text: qsTr("Clear all trouble codes?")
                size: Theme.primary
                strength: Theme.strong
                wrapMode: Text.Wrap
            }

            UnitLine {
                icon: "alert"
                ink: Theme.soon
                words: qsTr("Codes and frozen values are lost for good. Save the report first.")
            }

            UnitLine {
                icon: "alert"
                ink: Theme.soon
                words: qsTr("The self-tests start anew: until they have run, an emission test may fail.")
            }

            UnitLine {
                icon: "information"
                words: qsTr("Nothing is mended. A fault that is still there comes back.")
            }

            Chip {
                visible: page.check.moving
                icon: "car-clock"
                tone: "soon"
                text: qsTr("Only when the car stands")
            }

            Flow {
                width: parent.width
                spacing: Theme.gap

                PushButton {
                    enabled: !page.check.moving
                    label: qsTr("Clear now")
                    icon: "delete"
                    fill: Theme.stop
                    ink: Theme.inkOnSignal
                    onTouched: page.check.clear()
                }

                PushButton {
                    label: qsTr("Keep the codes")
                    onTouched: page.check.back()
                }
            }
        }
    }
}

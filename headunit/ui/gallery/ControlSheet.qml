pragma ComponentBehavior: Bound

import QtQuick
import headunit.notices
import headunit.ui.controls
import headunit.ui.theme

// Each control in each of its states.
Sheet {
    id: sheet

    contentHeight: flow.height + Theme.gutter

    Flow {
        id: flow

        width: sheet.width - Theme.gap
        spacing: Theme.gutter

        PushButton {
            label: qsTr("Button")
        }

        PushButton {
            label: qsTr("The one")
            lead: true
        }

        PushButton {
            label: qsTr("With icon")
            icon: "car"
        }

        PushButton {
            label: qsTr("Disabled")
            enabled: false
        }

        PushButton {
            label: qsTr("Add")
            text: ""
            icon: "plus"
        }

        Toggle {
            label: qsTr("Off")
        }

        Toggle {
            label: qsTr("On")
            checked: true
        }

        Segmented {
            label: qsTr("Choice")
            choices: ["km", "mi"]
            current: 1
        }

        Stepper {
            label: qsTr("Temperature")
            text: "21.5"
            unit: "°"
            freshness: "live"
        }

        Stepper {
            label: qsTr("Temperature, asked")
            text: "22.0"
            unit: "°"
            freshness: "live"
            pending: true
        }

        Repeater {
            model: ["live", "ageing", "stale"]

            ValueText {
                required property string modelData

                text: modelData === "stale" ? "--" : "83"
                unit: "km/h"
                freshness: modelData
            }
        }

        Repeater {
            model: ["live", "ageing", "stale"]

            Arc {
                required property string modelData

                width: Math.round(120 * Theme.scale)
                height: width
                share: 0.6
                freshness: modelData
            }
        }

        Bar {
            share: 0.7
            freshness: "live"
        }

        Bar {
            share: 0.06
            freshness: "live"
            fill: Theme.soon
        }

        Chip {
            icon: "crosshairs-gps"
            text: qsTr("Live")
            tone: "live"
        }

        Chip {
            icon: "crosshairs-question"
            text: qsTr("Soon")
            tone: "soon"
        }

        Chip {
            icon: "lan-disconnect"
            text: qsTr("Stop")
            tone: "stop"
        }

        NoticeCard {
            width: Math.round(440 * Theme.scale)
            key: "tyre"
            icon: "car-tire-alert"
            urgency: "soon"
            title: "Tyre pressure low"
            advice: "Slow down. Fill or change it soon."
        }

        NoticeCard {
            width: Math.round(440 * Theme.scale)
            key: "oil"
            icon: "oil"
            urgency: "stop"
            title: "Engine oil very low"
            advice: "Stop where it is safe. Switch the engine off."
        }

        EmptyState {
            width: Math.round(440 * Theme.scale)
            icon: "crosshairs-off"
            what: qsTr("Nothing here")
            advice: qsTr("What to do about it.")
            action: qsTr("Do it")
        }
    }
}

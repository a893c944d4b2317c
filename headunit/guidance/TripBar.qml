pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What is left of the trip, and what one may do about it.
Card {
    id: bar

    required property GuidanceViewModel guidance
    property bool brief: false
    readonly property string time: hours > 0 ? qsTr("%1 h %2 min").arg(hours).arg(guidance.remainingMinutes % 60) : qsTr("%1 min").arg(guidance.remainingMinutes)
    readonly property int hours: Math.floor(guidance.remainingMinutes / 60)

    signal overview

    implicitHeight: (brief ? Math.max(few.height, Theme.target) : content.height) + 2 * Theme.gap

    Column {
        id: few

        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.brief

        Label {
            text: bar.guidance.arrival
            size: Theme.primary
            strength: Theme.strong
            Accessible.name: qsTr("Arrival %1").arg(text)
        }

        Label {
            text: bar.time
            quiet: true
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.brief
        spacing: Theme.gap

        Loader {
            active: bar.brief
            sourceComponent: mute
        }

        PushButton {
            label: qsTr("End")
            text: ""
            icon: "close"
            onTouched: bar.guidance.stop()
        }
    }

    Component {
        id: mute

        PushButton {
            label: bar.guidance.muted ? qsTr("Voice on") : qsTr("Voice off")
            text: ""
            icon: bar.guidance.muted ? "volume-off" : "volume-high"
            checked: bar.guidance.muted
            onTouched: bar.guidance.toggleMute()
        }
    }

    Column {
        id: content

        x: Theme.gap
        y: Theme.gap
        width: parent.width - 2 * Theme.gap
        visible: !bar.brief
        spacing: Theme.unit

        Item {
            width: parent.width
            height: arrival.height

            Label {
                id: arrival

                text: bar.guidance.arrival
                size: Theme.title
                strength: Theme.strong
                Accessible.name: qsTr("Arrival %1").arg(text)
            }

            Label {
                anchors.right: parent.right
                anchors.baseline: arrival.baseline
                visible: !bar.brief
                text: qsTr("%1, %2").arg(bar.time).arg(bar.guidance.remaining)
                strength: Theme.medium
            }
        }

        Row {
            spacing: Theme.gap

            Loader {
                active: !bar.brief
                sourceComponent: mute
            }

            PushButton {
                label: qsTr("Whole route")
                text: ""
                icon: "map-outline"
                onTouched: bar.overview()
            }

            PushButton {
                label: qsTr("End")
                width: content.width - 2 * (Theme.target + Theme.gap)
                onTouched: bar.guidance.stop()
            }
        }
    }
}

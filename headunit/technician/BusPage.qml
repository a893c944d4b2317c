pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Each bus: how full, how fast, how well. All that may be seen of this pane while the car moves.
Flickable {
    id: page

    required property QtObject buses
    required property bool locked
    readonly property var words: ({
            "active": qsTr("works well"),
            "warning": qsTr("many errors"),
            "passive": qsTr("error-passive"),
            "bus-off": qsTr("bus-off"),
            "silent": qsTr("silent"),
            "lost": qsTr("not reachable")
        })

    contentHeight: list.height
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    Column {
        id: list

        width: page.width
        spacing: Theme.gap

        Chip {
            visible: page.locked
            icon: "car-clock"
            text: qsTr("Messages are shown when the car stands.")
        }

        Repeater {
            model: page.buses

            Card {
                id: bus

                required property string name
                required property real load
                required property string loadText
                required property string bitrate
                required property string rate
                required property int ids
                required property int errors
                required property string condition
                required property string tone
                required property string counters
                required property int damaged
                required property int dropped
                required property int crowdedOut

                width: list.width
                height: content.height + 2 * Theme.gap

                Column {
                    id: content

                    x: Theme.gutter
                    y: Theme.gap
                    width: parent.width - 2 * Theme.gutter
                    spacing: Theme.unit

                    Item {
                        width: parent.width
                        height: title.height

                        Verbatim {
                            id: title

                            elide: Text.ElideRight
                            text: bus.name
                            size: Theme.primary
                            strength: Theme.strong
                        }

                        Chip {
                            anchors.right: parent.right
                            anchors.verticalCenter: parent.verticalCenter
                            icon: bus.tone === "live" ? "lan-connect" : "lan-disconnect"
                            text: page.words[bus.condition]
                            tone: bus.tone
                        }
                    }

                    Row {
                        spacing: Theme.gap

                        Label {
                            text: qsTr("%1 of %2").arg(bus.loadText).arg(bus.bitrate)
                            strength: Theme.medium
                        }

                        Bar {
                            anchors.verticalCenter: parent.verticalCenter
                            width: Math.max(Theme.gutter, content.width * 0.4)
                            share: bus.load
                            freshness: "live"
                            fill: bus.load > 0.8 ? Theme.soon : Theme.accentInk
                        }
                    }

                    Flow {
                        width: parent.width
                        spacing: Theme.gutter

                        Label {
                            text: qsTr("%1 frames/s").arg(bus.rate)
                            quiet: true
                        }

                        Label {
                            text: qsTr("%1 messages").arg(bus.ids)
                            quiet: true
                        }

                        Label {
                            text: qsTr("%1 error frames").arg(bus.errors)
                            color: bus.errors > 0 ? Theme.soon : Theme.faint
                        }

                        Label {
                            visible: bus.counters !== ""
                            text: qsTr("sent / received wrong: %1").arg(bus.counters)
                            quiet: true
                        }

                        Label {
                            visible: bus.damaged > 0
                            text: qsTr("%1 damaged").arg(bus.damaged)
                            color: Theme.soon
                        }

                        Label {
                            visible: bus.dropped > 0
                            text: qsTr("%1 lost here").arg(bus.dropped)
                            color: Theme.soon
                        }

                        Label {
                            visible: bus.crowdedOut > 0
                            text: qsTr("%1 frames of too many messages").arg(bus.crowdedOut)
                            color: Theme.soon
                        }
                    }
                }
            }
        }
    }
}

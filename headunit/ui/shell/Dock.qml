pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Where one can go, on the driver's side: big targets, one level deep. At its foot: day or night in one tap.
Rectangle {
    id: dock

    required property QtObject panes
    required property string current
    required property bool night

    // Never closer than a finger's slip.
    readonly property real between: Theme.gap
    readonly property real lowest: 76 // of a target: Google's Design for Driving
    readonly property bool roomy: fits(places.count + 1)
    readonly property real side: Math.max(lowest, Math.min(Theme.dockTarget, Math.floor((height - 2 * Theme.unit + between) / (places.count + (roomy ? 1 : 0)) - between)))
    // In the lowest windows not all fit: the last ones are behind a key that turns to them.
    readonly property bool paged: !fits(places.count)
    readonly property int first: Math.floor((height - 2 * Theme.unit + between) / (lowest + between)) - 1
    property bool turned: false

    function fits(count: int): bool {
        return count * (lowest + between) - between + 2 * Theme.unit <= height;
    }

    signal chosen(string name)
    signal nightToggled

    implicitWidth: Theme.dockTarget + Theme.gap
    color: Theme.surface

    Column {
        anchors.top: parent.top
        anchors.topMargin: Theme.unit
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: dock.between

        Repeater {
            id: places

            model: dock.panes

            Touchable {
                id: place

                required property string name
                required property string title
                required property string icon
                required property int index

                visible: !dock.paged || dock.turned === index >= dock.first
                label: qsTranslate("Pane", place.title)
                checked: place.name === dock.current
                role: Accessible.PageTab
                implicitWidth: dock.side
                implicitHeight: dock.side
                onTouched: dock.chosen(place.name)
                onCheckedChanged: {
                    if (checked)
                        dock.turned = index >= dock.first;
                }

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radius
                    color: place.pressed ? Theme.pressed : place.checked ? Theme.accent : "transparent"
                }

                Icon {
                    anchors.centerIn: parent
                    name: place.icon
                    size: Theme.iconLarge
                    color: place.checked && !place.pressed ? Theme.inkOnAccent : Theme.ink
                }

                FocusRing {
                    shown: place.activeFocus
                }
            }
        }

        PushButton {
            visible: dock.paged
            implicitWidth: dock.side
            implicitHeight: dock.side
            label: dock.turned ? qsTr("Other panes") : qsTr("More panes")
            text: ""
            icon: "dots-horizontal"
            fill: "transparent"
            onTouched: dock.turned = !dock.turned
        }
    }

    PushButton {
        id: night

        // In the lowest windows the places need the room; day and night are in the settings too.
        visible: dock.roomy
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit
        anchors.horizontalCenter: parent.horizontalCenter
        implicitWidth: dock.side
        implicitHeight: dock.side
        label: dock.night ? qsTr("Day colours") : qsTr("Night colours")
        text: ""
        icon: dock.night ? "white-balance-sunny" : "weather-night"
        fill: "transparent"
        onTouched: dock.nightToggled()
    }
}

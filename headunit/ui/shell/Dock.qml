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

    readonly property bool roomy: places.count * (Theme.dockTarget + Theme.gap) + night.height + 2 * Theme.unit <= height
    // Never closer than a finger's slip.
    readonly property real between: roomy ? Theme.gap : Math.max(8, Theme.unit)

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

                label: qsTranslate("Pane", place.title)
                checked: place.name === dock.current
                role: Accessible.PageTab
                implicitWidth: Theme.dockTarget
                implicitHeight: Theme.dockTarget
                onTouched: dock.chosen(place.name)

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
    }

    PushButton {
        id: night

        // In the lowest windows the places need the room; day and night are in the settings too.
        visible: places.count * (Theme.dockTarget + dock.between) + height + 2 * Theme.unit <= dock.height
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit
        anchors.horizontalCenter: parent.horizontalCenter
        implicitWidth: Theme.dockTarget
        implicitHeight: Theme.dockTarget
        label: dock.night ? qsTr("Day colours") : qsTr("Night colours")
        text: ""
        icon: dock.night ? "white-balance-sunny" : "weather-night"
        fill: "transparent"
        onTouched: dock.nightToggled()
    }
}

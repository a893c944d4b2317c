pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The lit symbols, the most urgent first. What finds no room is the least urgent.
Row {
    id: row

    required property QtObject telltales
    property real room: 400
    property int size: Theme.icon
    readonly property int most: Math.max(1, Math.floor((room + spacing) / (size + spacing)))

    readonly property real wanted: lights.count * (size + spacing)

    spacing: Theme.gap

    Repeater {
        id: lights

        model: row.telltales

        Icon {
            id: light

            required property int index
            required property string icon
            required property string urgency
            required property string words

            name: icon
            size: row.size
            visible: index < row.most
            color: urgency === "stop" ? Theme.stop : urgency === "soon" ? Theme.soon : urgency === "far" ? Theme.beam : Theme.go
            Accessible.ignored: false
            Accessible.role: Accessible.Indicator
            Accessible.name: qsTranslate("Notices", light.words)
        }
    }
}

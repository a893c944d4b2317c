pragma ComponentBehavior: Bound

import QtQuick
import headunit.presentation
import headunit.ui.controls
import headunit.ui.theme

// One tyre's pressure, beside its wheel. Low is amber and carries the symbol.
Column {
    id: tyre

    required property Quantity pressure
    required property bool low
    required property string label

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: "car-tire-alert"
        color: Theme.soon
        opacity: tyre.low ? 1 : 0
        size: Theme.icon
    }

    ValueText {
        anchors.horizontalCenter: parent.horizontalCenter
        label: tyre.label
        text: tyre.pressure.text
        unit: ""
        freshness: tyre.pressure.freshness
        size: Theme.title
        color: tyre.low ? Theme.soon : Theme.ink
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        text: tyre.pressure.unit
        quiet: true
        visible: tyre.pressure.freshness !== "stale"
    }
}

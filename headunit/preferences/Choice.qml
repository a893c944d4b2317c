pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One setting: its name, and all it can be.
Item {
    id: choice

    required property string label
    required property list<string> choices
    required property int current
    readonly property bool stacked: words.implicitWidth + segments.implicitWidth + Theme.gutter > width

    signal chosen(int index)

    implicitHeight: stacked ? words.height + segments.height + Theme.half : segments.height

    Label {
        id: words

        anchors.left: parent.left
        y: choice.stacked ? 0 : (choice.height - height) / 2
        text: choice.label
        size: Theme.secondary
        strength: Theme.medium
        opacity: choice.enabled ? 1 : Theme.disabled
    }

    Segmented {
        id: segments

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: choice.stacked ? parent.width : implicitWidth
        label: choice.label
        choices: choice.choices
        current: choice.current
        onChosen: index => choice.chosen(index)
    }
}

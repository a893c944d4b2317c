pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// One choice out of a few, all in sight. `choices`: the words; `current`: the index chosen.
Rectangle {
    id: segmented

    required property string label
    required property list<string> choices
    required property int current
    readonly property real widest: choices.reduce((widest, word) => Math.max(widest, metrics.advanceWidth(word)), 0)

    signal chosen(int index)

    implicitWidth: choices.length * Math.max(Theme.target, Math.ceil(widest) + Theme.gutter) + 2 * Theme.half
    implicitHeight: Theme.target
    radius: Theme.radius
    color: Theme.raised
    opacity: enabled ? 1 : Theme.disabled

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.secondary
        font.hintingPreference: Font.PreferNoHinting
        font.weight: Theme.strong
        font.variableAxes: ({
                "wght": Theme.strong
            })
    }

    Row {
        x: Theme.half
        height: parent.height

        Repeater {
            model: segmented.choices

            Touchable {
                id: segment

                required property int index
                required property string modelData

                label: qsTr("%1: %2").arg(segmented.label).arg(modelData)
                role: Accessible.RadioButton
                checked: index === segmented.current
                opacity: 1
                width: (segmented.width - 2 * Theme.half) / segmented.choices.length
                height: segmented.height
                onTouched: segmented.chosen(index)

                Rectangle {
                    anchors.fill: parent
                    anchors.topMargin: Theme.half
                    anchors.bottomMargin: Theme.half
                    radius: Theme.radius - Theme.half
                    color: segment.pressed ? Theme.pressed : segment.checked ? Theme.accent : "transparent"
                }

                Label {
                    anchors.centerIn: parent
                    text: segment.modelData
                    strength: segment.checked ? Theme.strong : Theme.medium
                    color: segment.checked && !segment.pressed ? Theme.inkOnAccent : Theme.ink
                    Accessible.ignored: true
                }

                FocusRing {
                    shown: segment.activeFocus
                }
            }
        }
    }
}

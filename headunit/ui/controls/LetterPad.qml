pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Keys for names and numbers, each as large as a gloved finger. Umlauts and Chinese need none: the search finds them by
// their plain letters and their pinyin.
Item {
    id: pad

    readonly property int columns: Math.max(4, Math.min(10, Math.floor((width + Theme.unit) / (Theme.target + keys.spacing))))
    readonly property bool wide: columns >= 10
    readonly property list<string> letters: (wide ? "1234567890qwertyuiopasdfghjkl-zxcvbnm.," : "abcdefghijklmnopqrstuvwxyz0123456789-.,").split("")

    signal typed(string letter)
    signal rubbed

    implicitHeight: keys.height

    Grid {
        id: keys

        columns: pad.columns
        spacing: Theme.gap > 14 ? Theme.gap : Theme.unit

        Repeater {
            model: pad.letters

            PushButton {
                required property string modelData

                label: modelData.toUpperCase()
                width: Math.floor((pad.width - (pad.columns - 1) * keys.spacing) / pad.columns)
                size: Theme.primary
                onTouched: pad.typed(modelData)
            }
        }

        PushButton {
            label: qsTr("Space")
            text: ""
            icon: "keyboard-space"
            width: Math.floor((pad.width - (pad.columns - 1) * keys.spacing) / pad.columns)
            onTouched: pad.typed(" ")
        }

        PushButton {
            label: qsTr("Delete")
            text: ""
            icon: "backspace-outline"
            width: Math.floor((pad.width - (pad.columns - 1) * keys.spacing) / pad.columns)
            onTouched: pad.rubbed()
        }
    }
}

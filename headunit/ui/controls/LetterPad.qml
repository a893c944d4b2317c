pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Keys for names and numbers, each as large as a gloved finger. Umlauts and Chinese need none: the search finds them by
// their plain letters and their pinyin. The key that takes back is among the first: it is never scrolled away.
Item {
    id: pad

    readonly property int columns: Math.max(4, Math.min(11, Math.floor((width + Theme.unit) / (Theme.target + keys.spacing))))
    readonly property bool wide: columns >= 11
    readonly property string letters: wide ? "1234567890<qwertyuiop-asdfghjkl.,zxcvbnm+'/_" : "<_abcdefghijklmnopqrstuvwxyz0123456789-.,+'/"

    signal typed(string letter)
    signal rubbed

    implicitHeight: keys.height

    Grid {
        id: keys

        columns: pad.columns
        spacing: Theme.gap > 14 ? Theme.gap : Math.max(8, Theme.unit)

        Repeater {
            model: pad.letters.split("")

            PushButton {
                required property string modelData
                readonly property bool space: modelData === "_"
                readonly property bool rub: modelData === "<"

                label: space ? qsTr("Space") : rub ? qsTr("Delete") : modelData.toUpperCase()
                text: icon === "" ? label : ""
                icon: space ? "keyboard-space" : rub ? "backspace-outline" : ""
                width: Math.floor((pad.width - (pad.columns - 1) * keys.spacing) / pad.columns)
                size: Theme.primary
                onTouched: rub ? pad.rubbed() : pad.typed(space ? " " : modelData)
            }
        }
    }
}

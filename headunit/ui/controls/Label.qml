pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Text in the one family. `size` and `strength` are tokens of Theme; figures are tabular, so numbers do not dance.
Text {
    id: label

    property int size: Theme.secondary
    property int strength: Theme.regular
    property bool quiet: false

    color: quiet ? Theme.faint : Theme.ink
    // Beside Inter, Chinese is never bold: its bold face answers to its own name only.
    font.family: strength >= Theme.strong && /[\u2e80-\u9fff]/.test(text) ? Theme.hanFamily : Theme.family
    font.pixelSize: size
    font.hintingPreference: Font.PreferNoHinting // the same shapes on every system
    font.weight: strength
    font.variableAxes: ({
            "wght": label.strength
        })
    font.features: ({
            "tnum": 1
        })
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}

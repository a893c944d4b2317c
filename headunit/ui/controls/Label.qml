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
    font.family: Theme.family
    font.pixelSize: size
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

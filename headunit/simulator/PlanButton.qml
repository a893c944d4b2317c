pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One part of the car seen from above. `checked` is the state worth noticing: open, leaking.
PushButton {
    id: part

    property bool alarming: true

    fill: checked ? (alarming ? Theme.soon : Theme.accent) : Theme.raised
    ink: checked ? (alarming ? Theme.inkOnSignal : Theme.inkOnAccent) : Theme.ink
}

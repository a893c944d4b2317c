pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A name, and under it all that one thing can be.
Column {
    id: row

    required property string label
    required property list<string> choices
    required property int current

    signal chosen(int index)

    spacing: Theme.half

    Label {
        text: row.label
        quiet: true
    }

    Segmented {
        width: row.width
        label: row.label
        choices: row.choices
        current: row.current
        onChosen: index => row.chosen(index)
    }
}

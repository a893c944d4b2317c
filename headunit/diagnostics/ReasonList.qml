pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What each point is for that is missing from the score.
Column {
    id: list

    required property QtObject reasons

    function filled(words: string, values: list<string>): string {
        const text = values.reduce((text, value) => text.arg(value), qsTranslate("Diagnostics", words));
        return text.charAt(0).toUpperCase() + text.slice(1);
    }

    spacing: Theme.gap

    Repeater {
        model: list.reasons

        Row {
            id: reason

            required property int points
            required property string words
            required property list<string> values

            spacing: Theme.gap

            Label {
                id: points

                width: Math.round(56 * Theme.scale)
                text: "−" + reason.points
                strength: Theme.strong
            }

            Label {
                width: list.width - points.width - reason.spacing
                text: list.filled(reason.words, reason.values)
                wrapMode: Text.Wrap
            }
        }
    }
}

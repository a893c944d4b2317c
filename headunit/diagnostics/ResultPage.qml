pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What was found: the score and why, and every code in words. While the car moves, the score alone.
Sheet {
    id: page

    required property DiagnosticsViewModel check
    required property bool roomy
    readonly property bool locked: check.view === "moving"

    contentHeight: sheet.height

    Grid {
        id: sheet

        width: page.width
        columns: page.roomy ? 2 : 1
        spacing: Theme.gap

        ScoreCard {
            width: page.roomy ? Math.round(page.width * 0.4) : page.width
            check: page.check
            reasoned: page.roomy && !page.locked
        }

        Column {
            id: list

            width: page.roomy ? page.width - Math.round(page.width * 0.4) - Theme.gap : page.width
            spacing: Theme.gap

            Chip {
                visible: page.locked
                icon: "car-clock"
                text: qsTr("The details when the car stands")
            }

            UnitLine {
                visible: !page.locked && page.check.saved !== ""
                icon: "check"
                words: qsTr("Saved: %1").arg(page.check.saved)
            }

            UnitLine {
                visible: !page.locked && page.check.saveTrouble !== ""
                icon: "alert"
                ink: Theme.soon
                words: qsTr("Not saved: %1").arg(page.check.saveTrouble)
            }

            UnitLine {
                visible: !page.locked && page.check.codeCount === 0
                icon: "check"
                ink: Theme.go
                words: qsTr("No trouble codes in %1 control units").arg(page.check.unitCount)
            }

            Repeater {
                model: page.locked ? null : page.check.codes

                CodeLine {
                    width: list.width
                    onTouched: page.check.open(key)
                }
            }

            Card {
                visible: !page.roomy && !page.locked && page.check.score < 100
                width: list.width
                height: why.height + 2 * Theme.gap

                ReasonList {
                    id: why

                    x: Theme.gutter
                    y: Theme.gap
                    width: parent.width - 2 * Theme.gutter
                    reasons: page.check.reasons
                }
            }
        }
    }
}

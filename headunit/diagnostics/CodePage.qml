pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One code: what it means, what to do first, what its own characters say, and what was frozen when it came.
Sheet {
    id: page

    required property DiagnosticsViewModel check
    required property bool roomy

    contentHeight: sheet.height

    Grid {
        id: sheet

        readonly property bool two: page.roomy && page.check.frozenCount > 0

        width: page.width
        columns: two ? 2 : 1
        spacing: Theme.gap

        Repeater {
            model: page.check.opened

            Card {
                id: about

                required property string code
                required property string words
                required property string severity
                required property string ecu
                required property string unit
                required property list<string> found
                required property string system
                required property bool generic
                required property string subsystem
                required property string advice
                required property list<string> raw
                readonly property list<string> kind: [system, subsystem].filter(word => word !== "").map(word => qsTranslate("Diagnostics", word))

                width: sheet.two ? Math.round(page.width * 0.55) : page.width
                height: content.height + 2 * Theme.gap

                Column {
                    id: content

                    x: Theme.gutter
                    y: Theme.gap
                    width: parent.width - 2 * Theme.gutter
                    spacing: Theme.gap

                    Row {
                        spacing: Theme.gap

                        Label {
                            text: about.code
                            size: Theme.primary
                            strength: Theme.strong
                        }

                        SeverityChip {
                            anchors.verticalCenter: parent.verticalCenter
                            severity: about.severity
                        }
                    }

                    Label {
                        width: parent.width
                        text: about.words
                        size: Theme.primary
                        wrapMode: Text.Wrap
                    }

                    UnitLine {
                        icon: "wrench"
                        ink: Theme.accentInk
                        words: qsTranslate("Diagnostics", about.advice)
                    }

                    Label {
                        width: parent.width
                        text: (about.generic ? qsTr("Standard code") : qsTr("Maker's own code")) + ": " + about.kind.join(", ")
                        wrapMode: Text.Wrap
                    }

                    Label {
                        width: parent.width
                        text: (about.unit === "" ? qsTr("Control unit %1").arg(about.ecu) : about.unit + " (" + about.ecu + ")") + ": " + about.found.map(word => qsTranslate("Diagnostics", word)).join(", ")
                        wrapMode: Text.Wrap
                    }

                    Repeater {
                        model: about.raw

                        Verbatim {
                            quiet: true
                            wrapMode: Text.Wrap
                            required property string modelData

                            width: content.width
                            text: modelData
                        }
                    }
                }
            }
        }

        Card {
            visible: page.check.frozenCount > 0
            width: sheet.two ? page.width - Math.round(page.width * 0.55) - Theme.gap : page.width
            height: frozen.height + 2 * Theme.gap

            Column {
                id: frozen

                x: Theme.gutter
                y: Theme.gap
                width: parent.width - 2 * Theme.gutter
                spacing: Theme.unit

                Label {
                    width: parent.width
                    text: qsTr("When it came")
                    size: Theme.primary
                    strength: Theme.strong
                    wrapMode: Text.Wrap
                }

                Repeater {
                    model: page.check.frozen

                    Item {
                        id: entry

                        required property string name
                        required property string value
                        required property string unit

                        width: frozen.width
                        height: Math.max(title.height, figure.height)

                        Label {
                            id: title

                            width: parent.width - figure.width - Theme.gap
                            text: qsTranslate("Diagnostics", entry.name)
                            quiet: true
                            wrapMode: Text.Wrap
                        }

                        Label {
                            id: figure

                            anchors.right: parent.right
                            text: qsTranslate("Diagnostics", entry.value) + (entry.unit === "" ? "" : " " + entry.unit)
                            strength: Theme.medium
                        }
                    }
                }
            }
        }
    }
}

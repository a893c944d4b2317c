pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One thing is so: nothing read yet, nothing may be sent, cleared, refused, failed. What it is, and what to do.
Sheet {
    id: page

    required property DiagnosticsViewModel check
    readonly property string view: check.view
    readonly property var outcomes: ({
            "listen": {
                "icon": "information",
                "what": qsTr("This run only listens"),
                "advice": qsTr("To ask the control units, start headunit with --allow-transmit."),
                "action": ""
            },
            "never": {
                "icon": "car-wrench",
                "what": qsTr("The car was not checked yet"),
                "advice": qsTr("Ask all control units for trouble codes. Takes some seconds; nothing is changed."),
                "action": qsTr("Check now")
            },
            "cleared": {
                "icon": "check",
                "what": qsTr("Trouble codes cleared"),
                "advice": qsTr("The self-tests start anew. What is still broken will come back."),
                "action": qsTr("Read again")
            },
            "refused": {
                "icon": "alert-octagon",
                "what": qsTr("Nothing was cleared"),
                "advice": page.refusals[page.check.refusal] ?? "",
                "action": qsTr("To the codes")
            },
            "failed": {
                "icon": "lan-disconnect",
                "what": page.check.brokenOff ? qsTr("The connection broke off") : qsTr("No control unit answers"),
                "advice": page.check.brokenOff ? qsTr("What was read so far is not enough for a result.") : qsTr("Switch the ignition on and check the CAN connection."),
                "action": qsTr("Try again")
            }
        })
    readonly property var refusals: ({
            "moving": qsTr("The car moved. Codes are cleared at standstill only."),
            "speed unknown": qsTr("Nobody tells whether the car stands, so nothing was sent."),
            "units": qsTr("Every control unit said no."),
            "other": qsTr("The control units could not be asked.")
        })

    contentHeight: Math.max(height, sheet.height)

    Column {
        id: sheet

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(0, (page.height - height) / 2)
        width: Math.min(page.width, Math.round(720 * Theme.scale))
        spacing: Theme.gap

        EmptyState {
            readonly property var shown: page.outcomes[page.view] ?? page.outcomes["never"]

            width: parent.width
            icon: shown.icon
            what: shown.what
            advice: shown.advice
            action: shown.action
            onActed: page.view === "refused" ? page.check.acknowledge() : page.check.read()
        }

        Repeater {
            model: page.check.cleared

            UnitLine {
                required property string ecu
                required property string refusal

                x: (sheet.width - width) / 2
                icon: refusal === "" ? "check" : "close"
                words: refusal === "" ? qsTr("%1: cleared").arg(ecu) : qsTr("%1: said no, %2").arg(ecu).arg(refusal)
            }
        }

        Verbatim {
            quiet: true
            wrapMode: Text.Wrap
            width: parent.width
            visible: text !== ""
            text: page.view === "failed" || page.check.refusal === "other" ? page.check.trouble : ""
            horizontalAlignment: Text.AlignHCenter
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The control units are being asked: how far it is, and who has answered.
Sheet {
    id: page

    required property DiagnosticsViewModel check
    readonly property bool reading: check.view === "reading"

    contentHeight: sheet.height

    Column {
        id: sheet

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(page.width, Math.round(720 * Theme.scale))
        spacing: Theme.gap

        Label {
            width: parent.width
            text: page.reading ? qsTr("Asking the control units") : qsTr("Clearing the trouble codes")
            size: Theme.primary
            strength: Theme.medium
            wrapMode: Text.Wrap
        }

        Bar {
            visible: page.reading
            width: parent.width
            share: page.check.share
            freshness: "live"
        }

        Label {
            width: parent.width
            text: page.reading ? qsTr("%1 %").arg(Math.round(100 * page.check.share)) : qsTr("Do not drive off and leave the ignition on.")
            quiet: true
            wrapMode: Text.Wrap
        }

        Repeater {
            model: page.check.units

            UnitLine {
                required property string ecu
                required property string name
                required property bool done

                visible: page.reading
                icon: done ? "check" : "dots-horizontal"
                ink: done ? Theme.ink : Theme.faint
                words: qsTr("Control unit %1").arg(name === "" ? ecu : name)
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The check of the car: ask the control units, see what they say, look at one code, have all forgotten. One page at a time.
Item {
    id: pane

    required property DiagnosticsViewModel viewModel
    readonly property bool roomy: width >= 1000 * Theme.scale && height >= 480 * Theme.scale
    readonly property string view: viewModel.view
    readonly property bool done: view === "result" || view === "moving"

    Row {
        id: head

        x: Theme.gutter
        y: Theme.gap
        height: Theme.target
        spacing: Theme.gap

        PushButton {
            label: qsTr("Back")
            text: ""
            icon: "chevron-left"
            onTouched: pane.viewModel.back()
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: pane.roomy || !pane.done
            text: qsTr("Check the car")
            size: Theme.primary
            strength: Theme.strong
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        y: head.y
        visible: pane.done
        spacing: Theme.gap

        PushButton {
            label: qsTr("Read again")
            text: pane.roomy ? label : ""
            icon: "refresh"
            onTouched: pane.viewModel.read()
        }

        PushButton {
            visible: pane.view === "result"
            label: qsTr("Save report")
            text: pane.roomy ? label : ""
            icon: "content-save"
            onTouched: pane.viewModel.save()
        }

        PushButton {
            visible: pane.view === "result" && pane.viewModel.codeCount > 0
            label: qsTr("Clear codes")
            icon: "delete"
            onTouched: pane.viewModel.askToClear()
        }
    }

    Item {
        id: body

        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.left: parent.left
        anchors.leftMargin: Theme.gutter
        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter

        OutcomePage {
            anchors.fill: parent
            visible: ["listen", "never", "cleared", "refused", "failed"].includes(pane.view)
            check: pane.viewModel
        }

        ReadingPage {
            anchors.fill: parent
            visible: pane.view === "reading" || pane.view === "clearing"
            check: pane.viewModel
        }

        ResultPage {
            anchors.fill: parent
            visible: pane.done
            check: pane.viewModel
            roomy: pane.roomy
        }

        CodePage {
            anchors.fill: parent
            visible: pane.view === "code"
            check: pane.viewModel
            roomy: pane.roomy
        }

        AskPage {
            anchors.fill: parent
            visible: pane.view === "ask"
            check: pane.viewModel
        }
    }
}

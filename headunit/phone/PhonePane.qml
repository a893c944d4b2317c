pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The phone: the call while one is on, else a number to call, and the phones themselves.
Item {
    id: pane

    required property PhoneViewModel viewModel
    readonly property bool calling: viewModel.call.first.present

    Segmented {
        id: tabs

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        visible: !pane.calling
        height: visible ? implicitHeight : 0
        label: qsTr("Pages of the phone")
        choices: [qsTr("Keypad"), qsTr("Phones")]
        current: pane.viewModel.page
        onChosen: index => pane.viewModel.turn(index)
    }

    Item {
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter

        CallScreen {
            anchors.fill: parent
            visible: pane.calling
            viewModel: pane.viewModel
        }

        KeypadPage {
            anchors.fill: parent
            visible: !pane.calling && pane.viewModel.page === 0
            viewModel: pane.viewModel
        }

        PhonesPage {
            anchors.fill: parent
            visible: !pane.calling && pane.viewModel.page === 1
            devices: pane.viewModel.devices
        }
    }
}

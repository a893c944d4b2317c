pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The mirror to the owner's phone and PC: the hub, who is paired, what may leave the car, what was asked of it.
Item {
    id: pane

    required property CloudViewModel viewModel
    readonly property bool roomy: width >= 1000 * Theme.scale
    readonly property real column: roomy ? Math.round((sheet.width - Theme.gap) / 2) : sheet.width

    PushButton {
        id: back

        x: Theme.gutter
        y: Theme.gap
        label: qsTr("Back to the settings")
        text: ""
        icon: "chevron-left"
        onTouched: pane.viewModel.back()
    }

    Label {
        id: title

        anchors.left: back.right
        anchors.leftMargin: Theme.gutter
        anchors.verticalCenter: back.verticalCenter
        text: qsTr("Phone and PC")
        size: Theme.primary
        strength: Theme.strong
    }

    PushButton {
        id: privately

        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        anchors.verticalCenter: back.verticalCenter
        label: qsTr("Private drive")
        icon: "eye-off"
        checked: pane.viewModel.privateDrive
        role: Accessible.CheckBox
        onTouched: pane.viewModel.drivePrivately(!pane.viewModel.privateDrive)
    }

    Sheet {
        id: scroll

        anchors.top: back.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.gutter
        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        contentHeight: sheet.height + Theme.gap

        Grid {
            id: sheet

            width: scroll.width
            columns: pane.roomy ? 2 : 1
            spacing: Theme.gap

            Column {
                width: pane.column
                spacing: Theme.gap

                PairCard {
                    width: parent.width
                    viewModel: pane.viewModel
                }

                PairedCard {
                    width: parent.width
                    visible: pane.viewModel.anyScreen
                    viewModel: pane.viewModel
                }
            }

            Column {
                width: pane.column
                spacing: Theme.gap

                AskedCard {
                    width: parent.width
                    visible: pane.viewModel.anyAsked
                    viewModel: pane.viewModel
                }

                PrivacyCard {
                    width: parent.width
                    viewModel: pane.viewModel
                }
            }
        }
    }
}

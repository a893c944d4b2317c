pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The line to the hub, and how a device is paired: a code to be read by its camera, then digits to compare.
Card {
    id: card

    required property CloudViewModel viewModel

    height: content.height + 2 * Theme.gap

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Label {
            width: parent.width
            text: card.viewModel.line
            color: card.viewModel.lineTone === "soon" ? Theme.soon : card.viewModel.lineTone === "stop" ? Theme.stop : Theme.ink
            wrapMode: Text.Wrap
        }

        Verbatim {
            width: parent.width
            visible: text !== ""
            text: card.viewModel.hub
            quiet: true
            wrapMode: Text.WrapAnywhere
        }

        Label {
            width: parent.width
            visible: card.viewModel.waiting !== ""
            text: qsTr("Waiting to be told: %1").arg(card.viewModel.waiting)
            quiet: true
            wrapMode: Text.Wrap
        }

        Column {
            width: parent.width
            visible: card.viewModel.code !== "" && card.viewModel.digits === ""
            spacing: Theme.gap

            Image {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width, Math.round(320 * Theme.scale))
                height: width
                source: card.viewModel.code
                smooth: false
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Pairing code")
            }

            Label {
                width: parent.width
                text: qsTr("Read this code with the phone's camera. It is good for two minutes.")
                quiet: true
                wrapMode: Text.Wrap
            }

            Flow {
                width: parent.width
                spacing: Theme.gap

                PushButton {
                    label: qsTr("Done")
                    onTouched: card.viewModel.endPairing()
                }

                PushButton {
                    label: qsTr("Open it on this computer")
                    enabled: card.viewModel.mayConfigure
                    onTouched: Qt.openUrlExternally(card.viewModel.address)
                }
            }
        }

        Column {
            width: parent.width
            visible: card.viewModel.digits !== ""
            spacing: Theme.gap

            Label {
                width: parent.width
                text: qsTr("%1 shows this number?").arg(card.viewModel.asking)
                wrapMode: Text.Wrap
            }

            Verbatim {
                text: card.viewModel.digits
                size: Theme.figure
                strength: Theme.strong
            }

            Flow {
                width: parent.width
                spacing: Theme.gap

                PushButton {
                    label: qsTr("Yes, pair it")
                    lead: true
                    enabled: card.viewModel.mayConfigure
                    onTouched: card.viewModel.agree(true)
                }

                PushButton {
                    label: qsTr("No")
                    onTouched: card.viewModel.endPairing()
                }
            }
        }

        Flow {
            width: parent.width
            visible: card.viewModel.code === ""
            spacing: Theme.gap

            PushButton {
                label: qsTr("Pair an owner's device")
                icon: "cellphone"
                lead: !card.viewModel.anyScreen
                enabled: card.viewModel.mayConfigure && card.viewModel.online
                onTouched: card.viewModel.pair(0)
            }

            PushButton {
                label: qsTr("A driver's")
                enabled: card.viewModel.mayConfigure && card.viewModel.online
                onTouched: card.viewModel.pair(1)
            }

            PushButton {
                label: qsTr("A guest's, for a day")
                enabled: card.viewModel.mayConfigure && card.viewModel.online
                onTouched: card.viewModel.pair(2)
            }

            PushButton {
                label: qsTr("The workshop's, for a day")
                enabled: card.viewModel.mayConfigure && card.viewModel.online
                onTouched: card.viewModel.pair(3)
            }
        }

        Chip {
            visible: !card.viewModel.mayConfigure
            icon: "car-clock"
            text: qsTr("Pairing waits until the car stands.")
        }
    }
}

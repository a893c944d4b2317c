pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A number to call; and help, which needs neither a number nor a choice of phone.
Sheet {
    id: page

    required property PhoneViewModel viewModel
    readonly property bool wide: width >= 2 * Math.round(380 * Theme.scale)

    contentHeight: content.height + Theme.gap

    Grid {
        id: content

        width: page.width
        columns: page.wide ? 2 : 1
        spacing: Theme.gutter

        Column {
            width: page.wide ? Math.round((page.width - Theme.gutter) / 2) : page.width
            spacing: Theme.gap

            Verbatim {
                width: parent.width
                height: Theme.target
                verticalAlignment: Text.AlignVCenter
                text: page.viewModel.digits
                size: Theme.title
                strength: Theme.medium
                elide: Text.ElideLeft
                maximumLineCount: 1
            }

            Label {
                width: parent.width
                text: page.viewModel.devices.current === "" ? qsTr("No phone is connected: see Phones. Help can be called by a phone that is paired and near.") : qsTr("By %1").arg(page.viewModel.devices.current)
                quiet: true
                wrapMode: Text.Wrap
            }

            Label {
                width: parent.width
                visible: page.viewModel.call.fault !== ""
                text: page.viewModel.call.faultWords
                color: Theme.soon
                wrapMode: Text.Wrap
            }

            Flow {
                width: parent.width
                spacing: Theme.gap

                PushButton {
                    label: qsTr("Call")
                    icon: "phone"
                    lead: true
                    enabled: page.viewModel.digits !== "" && page.viewModel.call.may
                    onTouched: page.viewModel.dial()
                }

                PushButton {
                    label: qsTr("Erase")
                    text: ""
                    icon: "backspace-outline"
                    enabled: page.viewModel.digits !== ""
                    onTouched: page.viewModel.erase()
                }

                PushButton {
                    label: page.viewModel.askedEmergency ? qsTr("Call 112 now") : qsTr("Emergency call")
                    icon: "alert-octagon"
                    fill: page.viewModel.askedEmergency ? Theme.stop : Theme.raised
                    ink: page.viewModel.askedEmergency ? Theme.inkOnSignal : Theme.stop
                    onTouched: page.viewModel.askedEmergency ? page.viewModel.callEmergency() : page.viewModel.askEmergency(true)
                }
            }

            Timer {
                interval: 6000
                running: page.viewModel.askedEmergency
                onTriggered: page.viewModel.askEmergency(false)
            }
        }

        KeyPad {
            width: page.wide ? Math.round((page.width - Theme.gutter) / 2) : page.width
            onPressed: digit => page.viewModel.press(digit)
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The phones: connect, pair, forget; and whether they may disturb.
Sheet {
    id: page

    required property DevicesViewModel devices

    contentHeight: content.height + Theme.gap

    Column {
        id: content

        width: page.width
        spacing: Theme.gap

        EmptyState {
            width: parent.width
            visible: !page.devices.there && !page.devices.any
            icon: "bluetooth-off"
            what: qsTr("There is no Bluetooth here")
            advice: qsTr("It is off, or this computer has none. headunit doctor says more.")
        }

        Card {
            width: parent.width
            visible: page.devices.pairing !== ""
            height: asking.height + 2 * Theme.gap

            Column {
                id: asking

                x: Theme.gutter
                y: Theme.gap
                width: parent.width - 2 * Theme.gutter
                spacing: Theme.gap

                Label {
                    width: parent.width
                    text: page.devices.compare ? qsTr("%1 shows the same number?").arg(page.devices.pairing) : page.devices.digits !== "" ? qsTr("Type this number on %1").arg(page.devices.pairing) : qsTr("Pairing with %1").arg(page.devices.pairing)
                    wrapMode: Text.Wrap
                }

                Verbatim {
                    visible: text !== ""
                    text: page.devices.digits
                    size: Theme.figure
                    strength: Theme.strong
                }

                Flow {
                    width: parent.width
                    spacing: Theme.gap

                    PushButton {
                        visible: page.devices.compare
                        label: qsTr("Yes, pair it")
                        lead: true
                        onTouched: page.devices.agree(true)
                    }

                    PushButton {
                        label: page.devices.compare ? qsTr("No") : qsTr("Cancel")
                        onTouched: page.devices.agree(false)
                    }
                }
            }
        }

        Label {
            width: parent.width
            visible: page.devices.fault !== ""
            text: page.devices.fault
            color: Theme.soon
            wrapMode: Text.Wrap
        }

        Repeater {
            model: page.devices.known

            PhoneRow {
                required property string address

                width: content.width
                mayConfigure: page.devices.mayConfigure
                onUsed: page.devices.use(address)
                onReleased: page.devices.release(address)
                onForgotten: page.devices.forget(address)
            }
        }

        Flow {
            width: parent.width
            spacing: Theme.gap

            PushButton {
                label: page.devices.searching ? qsTr("Stop looking") : qsTr("Look for phones")
                icon: "bluetooth"
                lead: !page.devices.any && !page.devices.searching
                enabled: page.devices.there && (page.devices.mayConfigure || page.devices.searching)
                onTouched: page.devices.search(!page.devices.searching)
            }

            PushButton {
                label: qsTr("Do not disturb while driving")
                icon: "bell-off"
                checked: page.devices.dnd
                role: Accessible.CheckBox
                onTouched: page.devices.quiet(!page.devices.dnd)
            }
        }

        Label {
            width: parent.width
            visible: page.devices.searching
            text: qsTr("Found, touch yours. Its Bluetooth settings must be open.")
            quiet: true
            wrapMode: Text.Wrap
        }

        Flow {
            width: parent.width
            visible: page.devices.searching
            spacing: Theme.gap

            Repeater {
                model: page.devices.found

                Touchable {
                    id: seen

                    required property string address
                    required property string name

                    implicitWidth: face.width + 2 * Theme.gutter
                    label: name
                    enabled: page.devices.mayConfigure
                    onTouched: page.devices.pair(address)

                    Rectangle {
                        anchors.fill: parent
                        radius: Theme.radius
                        color: seen.pressed ? Theme.pressed : Theme.raised
                    }

                    Verbatim {
                        id: face

                        anchors.centerIn: parent
                        text: seen.name
                        strength: Theme.medium
                        Accessible.ignored: true
                    }

                    FocusRing {
                        shown: seen.activeFocus
                    }
                }
            }
        }

        Chip {
            visible: !page.devices.mayConfigure
            icon: "car-clock"
            text: qsTr("Pairing waits until the car stands.")
        }
    }
}

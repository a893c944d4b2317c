pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The call that is on: who, for how long, and every hand one can lay on it.
Sheet {
    id: screen

    required property PhoneViewModel viewModel
    readonly property CallViewModel call: viewModel.call
    readonly property bool wide: width >= 2 * Math.round(380 * Theme.scale)

    function phaseWords(party: Party): string {
        const words = {
            "dialing": qsTr("Dialling"),
            "alerting": qsTr("Ringing there"),
            "held": qsTr("On hold"),
            "active": "",
            "ended": ""
        };
        const ends = {
            "here": qsTr("Ended"),
            "there": qsTr("The other side has hung up"),
            "refused": qsTr("Refused"),
            "missed": qsTr("Missed"),
            "lost": qsTr("The line was lost"),
            "failed": qsTr("It could not be put through")
        };
        return party.phase === "ended" ? ends[party.end] ?? qsTr("Ended") : words[party.phase] ?? "";
    }

    contentHeight: content.height + Theme.gap

    Grid {
        id: content

        width: screen.width
        columns: screen.wide ? 2 : 1
        spacing: Theme.gutter

        Column {
            width: screen.wide ? Math.round((screen.width - Theme.gutter) / 2) : screen.width
            spacing: Theme.gap

            Row {
                width: parent.width
                spacing: Theme.gap

                Face {
                    id: face

                    width: Math.round(112 * Theme.scale)
                    height: width
                    photo: screen.call.first.photo
                    letters: screen.call.first.letters
                }

                Column {
                    width: parent.width - face.width - Theme.gap
                    anchors.verticalCenter: parent.verticalCenter

                    Verbatim {
                        width: parent.width
                        text: screen.call.first.title !== "" ? screen.call.first.title : qsTr("Number withheld")
                        size: Theme.primary
                        strength: Theme.strong
                        wrapMode: Text.Wrap
                        maximumLineCount: 2
                        elide: Text.ElideRight
                    }

                    Verbatim {
                        width: parent.width
                        visible: text !== ""
                        text: screen.call.first.number
                        quiet: true
                    }

                    Label {
                        width: parent.width
                        text: [screen.phaseWords(screen.call.first), screen.call.first.time].filter(word => word !== "").join(" · ")
                        color: screen.call.first.phase === "ended" ? Theme.soon : Theme.faint
                        wrapMode: Text.Wrap
                    }
                }
            }

            Label {
                width: parent.width
                visible: screen.call.other.present
                text: qsTr("On hold: %1").arg(screen.call.other.title)
                quiet: true
                wrapMode: Text.Wrap
            }

            Label {
                width: parent.width
                visible: screen.call.fault !== ""
                text: screen.call.faultWords
                color: Theme.soon
                wrapMode: Text.Wrap
            }

            PushButton {
                width: parent.width
                label: qsTr("Hang up")
                icon: "phone-hangup"
                fill: Theme.stop
                ink: Theme.inkOnSignal
                enabled: screen.call.on
                onTouched: screen.call.hangUp()
            }
        }

        Column {
            width: screen.wide ? Math.round((screen.width - Theme.gutter) / 2) : screen.width
            spacing: Theme.gap

            Flow {
                width: parent.width
                spacing: Theme.gap
                visible: screen.call.on

                PushButton {
                    label: screen.call.muted ? qsTr("Speak again") : qsTr("Mute me")
                    icon: screen.call.muted ? "microphone-off" : "microphone"
                    checked: screen.call.muted
                    onTouched: screen.call.toggleMute()
                }

                PushButton {
                    label: qsTr("Keys")
                    icon: "dialpad"
                    checked: screen.viewModel.tones
                    onTouched: screen.viewModel.toggleTones()
                }

                PushButton {
                    label: screen.call.first.phase === "held" ? qsTr("Go on") : qsTr("Hold")
                    icon: "pause"
                    checked: screen.call.first.phase === "held"
                    visible: !screen.call.other.present
                    onTouched: screen.call.toggleHold()
                }

                PushButton {
                    label: qsTr("Swap")
                    icon: "swap-horizontal"
                    visible: screen.call.other.present
                    onTouched: screen.call.swap()
                }

                PushButton {
                    label: qsTr("Together")
                    icon: "account-group"
                    visible: screen.call.other.present
                    onTouched: screen.call.merge()
                }

                PushButton {
                    label: screen.call.onPhone ? qsTr("Into the car") : qsTr("To the handset")
                    icon: "cellphone"
                    checked: screen.call.onPhone
                    onTouched: screen.call.toggleHandset()
                }
            }

            KeyPad {
                width: parent.width
                visible: screen.viewModel.tones && screen.call.on
                onPressed: digit => screen.call.tone(digit)
            }
        }
    }
}

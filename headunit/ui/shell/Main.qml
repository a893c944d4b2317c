pragma ComponentBehavior: Bound

import QtQuick
import headunit.guidance
import headunit.music
import headunit.notices
import headunit.phone
import headunit.ui.shell
import headunit.ui.theme
import headunit.vehicle

// The head unit's window: dock on the driver's side, status above, climate and volume below, the pane between.
Window {
    id: root

    required property ShellViewModel shell
    required property NoticesViewModel notices
    required property ClimateViewModel climate
    required property GuidanceViewModel guidance
    required property SoundViewModel sound
    required property NowViewModel now
    required property CallViewModel call
    required property PaneBook panes
    required property string first
    required property bool still

    visible: true
    minimumWidth: 800
    minimumHeight: 480
    title: qsTr("Head unit")
    color: Theme.ground

    Binding {
        target: Theme
        property: "night"
        value: root.shell.night
    }

    Binding {
        target: Theme
        property: "still"
        value: root.still
    }

    Binding {
        target: Theme
        property: "rightHandDrive"
        value: root.shell.rightHandDrive
    }

    Binding {
        target: Theme
        property: "scale"
        value: Math.max(0.8, Math.min(root.width / 1280, root.height / 720))
    }

    MediaKeys {
        sound: root.sound
    }

    Dock {
        id: dock

        height: parent.height
        x: Theme.rightHandDrive ? parent.width - width : 0
        panes: root.panes.dock
        current: stage.current
        night: root.shell.night
        onChosen: name => stage.open(name)
        onNightToggled: root.shell.toggleNight()
    }

    Item {
        x: Theme.rightHandDrive ? 0 : dock.width
        width: parent.width - dock.width
        height: parent.height

        StatusBar {
            id: status

            width: parent.width
            shell: root.shell
            telltales: root.notices.telltales
        }

        // The next turn stays in sight whatever pane is open; home and navigation show it larger themselves.
        ManeuverBanner {
            id: turn

            anchors.top: status.bottom
            x: Theme.gutter
            width: parent.width - 2 * Theme.gutter
            visible: root.guidance.active && stage.current !== "home" && stage.current !== "navigation"
            brief: true
            guidance: root.guidance
        }

        Stage {
            id: stage

            anchors.top: turn.visible ? turn.bottom : status.bottom
            anchors.bottom: strip.top
            width: parent.width
            panes: root.panes
            first: root.first
        }

        Strip {
            id: strip

            anchors.bottom: bottom.top
            width: parent.width
            now: root.now
            pane: stage.current
            room: bottom.y - stage.y
            calling: root.call.on && stage.current !== "phone"
            call: Component {
                CallBar {
                    call: root.call
                }
            }
        }

        ClimateBar {
            id: bottom

            anchors.bottom: parent.bottom
            width: parent.width
            climate: root.climate
            sound: root.sound
            now: root.now
        }

        NoticeStack {
            visible: !ring.visible
            anchors.bottom: strip.top
            anchors.bottomMargin: Theme.unit
            x: Theme.rightHandDrive ? Theme.gutter : parent.width - width - Theme.gutter
            width: Math.max(Math.round(parent.width * 0.38) - Theme.gutter, Math.round(420 * Theme.scale))
            notices: root.notices.notices
            count: root.notices.count
            onDismissed: key => root.notices.dismiss(key)
            onActed: key => root.notices.act(key)
        }

        // Over any pane, at the lower edge of the driver's side: the banner and the next turn stay in sight.
        RingCard {
            id: ring

            visible: root.call.ringing
            anchors.bottom: strip.top
            anchors.bottomMargin: Theme.unit
            x: Theme.rightHandDrive ? parent.width - width - Theme.gutter : Theme.gutter
            width: Math.min(parent.width - 2 * Theme.gutter, Math.round(560 * Theme.scale))
            call: root.call
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.music
import headunit.ui.theme

// The one slot between pane and climate bar for what goes on elsewhere: a call before music, and one at a time.
// Music gives way where the pane would become too low for what it has to show, and to the map: there the key in the
// climate bar is enough. A call is worth its height anywhere but on its own pane.
Item {
    id: strip

    required property NowViewModel now
    required property string pane // the one that is open
    required property real room // height for pane and strip together
    property bool calling: false // the phone's: a call that its own pane does not show already
    property Component call: null // the phone's bar, `Theme.target` high and more; it fills the slot's width
    readonly property real slot: Theme.target + 2 * Theme.half
    readonly property real least: 340 // no pane is asked to be lower: what one has at 800x480
    readonly property bool playing: !calling && now.present && !["home", "music", "navigation"].includes(pane) && room - slot - 2 * Theme.unit >= least

    visible: calling || playing
    height: visible ? slot + 2 * Theme.unit : 0 // what is scrolled in the pane ends beside it, not behind it

    Loader {
        x: Theme.gutter
        y: Theme.unit
        width: strip.width - 2 * Theme.gutter
        height: strip.slot
        active: strip.visible
        sourceComponent: strip.calling ? strip.call : music
    }

    Component {
        id: music

        MiniBar {
            now: strip.now
        }
    }
}

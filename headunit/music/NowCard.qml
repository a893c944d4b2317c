pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What is playing, large: cover, words, place in the track, and the keys one finds without looking. Tall: the cover above; flat: beside.
Card {
    id: card

    required property NowViewModel now
    readonly property bool flat: width > height * 1.25 && width >= keysWidth + Theme.target + 3 * Theme.gap
    // Beside the next turn, in the lowest windows: a title and the keys.
    readonly property bool low: height < play.height + 2 * Theme.target + 3 * Theme.gap
    readonly property real pad: low || width < 560 * Theme.scale ? Theme.gap : Theme.gutter
    readonly property int others: low ? 5 : 4 // keys beside the play key
    readonly property real keysWidth: others * (Theme.target + Math.max(8, Theme.unit)) + play.width
    readonly property real picture: flat ? Math.min(height - 2 * pad, width - keysWidth - (low ? 0 : 4 * Theme.gap) - 3 * pad) : Math.min(width - 2 * pad, words.y - pad - Theme.gap)
    readonly property color tint: !now.coloured ? Theme.surface : Theme.night ? now.surfaceNight : now.surfaceDay
    readonly property color lively: !now.coloured ? Theme.accent : Theme.night ? now.accentNight : now.accentDay
    readonly property string status: now.playing === "stalled" ? (now.buffered >= 0 ? qsTr("No reception. It goes on by itself.") : qsTr("Waiting for the source")) : now.playing === "held" ? qsTr("Paused for something more important") : now.playing === "loading" ? qsTr("Loading") : now.fault
    readonly property var repeats: ({
            "off": qsTr("Repeat: off"),
            "all": qsTr("Repeat: all"),
            "one": qsTr("Repeat: this one")
        })

    component LikeKey: NowKey {
        label: card.now.speech ? qsTr("Speed %1").arg(card.now.speed) : card.now.favourite ? qsTr("No favourite any more") : qsTr("Make it a favourite")
        text: card.now.speech ? card.now.speed + "×" : ""
        icon: card.now.speech ? "" : card.now.favourite ? "heart" : "heart-outline"
        checked: !card.now.speech && card.now.favourite
        onTouched: card.now.speech ? card.now.turnSpeed() : card.now.toggleFavourite()
    }

    component NowKey: PushButton {
        property bool lit: checked

        text: ""
        fill: lit ? card.lively : Qt.alpha(Theme.ink, 0.1)
        ink: lit ? Theme.inkOnAccent : Theme.ink
    }

    color: tint

    Cover {
        x: card.flat ? card.pad : (card.width - width) / 2
        y: card.pad
        width: card.picture
        height: width
        visible: width >= 72 * Theme.scale
        source: card.now.cover
        symbol: card.now.symbol
        symbolSize: Math.max(Theme.icon, Math.round(width / 3))
        behind: card.tint
    }

    Item {
        id: side

        x: card.flat ? card.picture + 2 * card.pad : card.pad
        y: card.pad
        width: card.width - x - card.pad
        height: card.height - 2 * card.pad
    }

    Item {
        id: words

        x: side.x
        y: card.flat ? side.y : bar.y - height - Theme.half
        width: side.width
        height: card.low ? lines.height : Math.max(lines.height, like.height)

        Column {
            id: lines

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - (like.visible ? like.width + Theme.gap : 0)

            Verbatim {
                width: parent.width
                text: card.low && card.now.artist !== "" ? card.now.title + " · " + card.now.artist : card.now.title
                size: card.low ? Theme.secondary : Theme.primary
                strength: Theme.strong
                wrapMode: Text.Wrap
                maximumLineCount: card.low ? 1 : 2
                elide: Text.ElideRight
            }

            Verbatim {
                width: parent.width
                visible: text !== "" && !card.low
                text: [card.now.artist, card.now.album].filter((word, at, all) => word !== "" && all.indexOf(word) === at).join(" · ")
                quiet: true
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
            }

            Row {
                visible: card.status !== "" && (!card.low || card.now.live)
                spacing: Theme.unit

                Icon {
                    id: sign

                    name: card.now.fault !== "" && card.status === card.now.fault ? "alert" : card.now.playing === "stalled" ? "cloud-off-outline" : "information"
                    size: Theme.iconSmall
                    color: Theme.ink
                }

                Verbatim {
                    width: lines.width - sign.width - Theme.unit
                    text: card.status
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
            }
        }

        LikeKey {
            id: like

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: !card.low
        }
    }

    SeekBar {
        id: bar

        x: side.x
        y: keys.y - height - Theme.unit
        width: side.width
        visible: !card.now.live && (!card.low || y >= words.y + words.height)
        now: card.now
        fill: card.lively
    }

    Chip {
        x: side.x
        anchors.verticalCenter: bar.verticalCenter
        visible: card.now.live && !card.low
        icon: "radio"
        text: card.now.buffered > 0 ? qsTr("Live, %1 s in store").arg(card.now.buffered) : qsTr("Live")
        tone: "live"
    }

    Row {
        id: keys

        readonly property real free: (side.width - play.width - card.others * Theme.target) / card.others

        x: side.x + (side.width - width) / 2
        y: card.height - card.pad - height
        spacing: Math.max(8, Math.min(Theme.gutter, free))

        NowKey {
            anchors.verticalCenter: parent.verticalCenter
            visible: !card.now.live
            label: card.now.speech ? qsTr("15 s back") : qsTr("Shuffle")
            icon: card.now.speech ? "rewind-15" : "shuffle"
            checked: !card.now.speech && card.now.shuffle
            role: card.now.speech ? Accessible.Button : Accessible.CheckBox
            onTouched: card.now.speech ? card.now.skip(-1) : card.now.toggleShuffle()
        }

        NowKey {
            anchors.verticalCenter: parent.verticalCenter
            label: qsTr("Previous")
            icon: "skip-previous"
            onTouched: card.now.previous()
        }

        NowKey {
            id: play

            implicitWidth: Theme.dockTarget > 88 ? Theme.dockTarget : 88
            implicitHeight: implicitWidth
            label: card.now.wanted ? qsTr("Pause") : qsTr("Play")
            icon: card.now.wanted ? "pause" : "play"
            lit: true
            onTouched: card.now.toggle()
        }

        NowKey {
            anchors.verticalCenter: parent.verticalCenter
            label: qsTr("Next")
            icon: "skip-next"
            onTouched: card.now.next()
        }

        NowKey {
            anchors.verticalCenter: parent.verticalCenter
            visible: !card.now.live
            label: card.now.speech ? qsTr("15 s on") : card.repeats[card.now.repeat]
            icon: card.now.speech ? "fast-forward-15" : card.now.repeat === "one" ? "repeat-once" : "repeat"
            checked: !card.now.speech && card.now.repeat !== "off"
            onTouched: card.now.speech ? card.now.skip(1) : card.now.turnRepeat()
        }

        LikeKey {
            anchors.verticalCenter: parent.verticalCenter
            visible: card.low
            width: Theme.target
        }
    }
}

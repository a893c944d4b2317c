pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The words of the song, the line that is sung in the middle. Only while the car stands.
Item {
    id: view

    required property LyricsViewModel lyrics

    ListView {
        id: list

        anchors.fill: parent
        visible: view.lyrics.mayRead && view.lyrics.present
        clip: true
        spacing: Theme.gap
        boundsBehavior: Flickable.StopAtBounds
        model: view.lyrics.rows
        currentIndex: view.lyrics.line
        highlightRangeMode: view.lyrics.timed ? ListView.ApplyRange : ListView.NoHighlightRange
        preferredHighlightBegin: height * 0.35
        preferredHighlightEnd: height * 0.6
        highlightMoveDuration: Theme.calm

        delegate: Verbatim {
            required property int line
            required property string words

            width: list.width
            text: words
            size: Theme.primary
            strength: line === view.lyrics.line ? Theme.strong : Theme.medium
            quiet: view.lyrics.timed && line !== view.lyrics.line
            wrapMode: Text.Wrap
        }
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gutter
        visible: !list.visible
        icon: view.lyrics.mayRead ? "text" : "car"
        what: view.lyrics.mayRead ? qsTr("No lyrics") : qsTr("Lyrics when the car stands")
        advice: view.lyrics.mayRead ? qsTr("Put a file of the same name with .lrc at its end beside the music.") : ""
    }
}

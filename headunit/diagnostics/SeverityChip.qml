pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls

// How soon something is to be done: by shape, word and colour.
Chip {
    required property string severity

    icon: severity === "urgent" ? "alert-octagon" : severity === "soon" ? "alert" : "information"
    tone: severity === "urgent" ? "stop" : severity === "soon" ? "soon" : "quiet"
    text: severity === "urgent" ? qsTr("Urgent") : severity === "soon" ? qsTr("Soon") : qsTr("Watch")
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A person's photo, or the letters that stand for it.
Rectangle {
    id: face

    required property string photo
    required property string letters

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    radius: width / 2
    color: Theme.raised
    clip: true

    Image {
        id: picture

        anchors.fill: parent
        visible: status === Image.Ready
        source: face.photo
        sourceSize: Qt.size(face.width, face.height)
        fillMode: Image.PreserveAspectCrop
        asynchronous: true
    }

    Verbatim {
        anchors.centerIn: parent
        visible: !picture.visible && face.letters !== ""
        text: face.letters
        size: Math.round(face.height * 0.4)
        strength: Theme.medium
        Accessible.ignored: true
    }

    Icon {
        anchors.centerIn: parent
        visible: !picture.visible && face.letters === ""
        name: "account"
        size: Math.round(face.height * 0.6)
        color: Theme.faint
    }
}

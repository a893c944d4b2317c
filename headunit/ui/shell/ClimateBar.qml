pragma ComponentBehavior: Bound

import QtQuick
import headunit.music
import headunit.ui.controls
import headunit.ui.theme
import headunit.vehicle

// Climate and volume, always within reach. Where the car cannot be asked, it shows and does not pretend to obey.
// Short of room, the volume comes before the fan, and in the smallest windows before the passenger's temperature.
Rectangle {
    id: bar

    required property ClimateViewModel climate
    required property SoundViewModel sound
    required property NowViewModel now
    // What stands beside what: the volume with its key; the two temperatures and the two keys that are always there.
    readonly property real loudest: near.width + Theme.target + Theme.gap
    readonly property real least: 2 * near.width + 2 * Theme.target + Theme.gap + 4 * Theme.gutter
    readonly property real rest: width - least - (sound.present ? loudest + Theme.gap : 0)
    readonly property bool narrow: sound.present && climate.present && rest < 0
    readonly property bool wordy: width >= 11 * Theme.target && rest >= cool.worded
    readonly property bool roomy: width >= 14.6 * Theme.target && rest >= cool.worded + near.width + Theme.gap

    implicitHeight: climate.present || sound.present ? Theme.target + Theme.gap : 0
    visible: climate.present || sound.present
    color: Theme.surface

    Stepper {
        id: near

        x: Theme.rightHandDrive ? parent.width - width - Theme.gutter : Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.climate.present
        label: qsTr("Driver's temperature")
        text: bar.climate.driver.text
        unit: "°"
        freshness: bar.climate.driver.freshness
        pending: bar.climate.pendingDriver
        enabled: bar.climate.mayAsk
        onStepped: direction => bar.climate.stepDriver(direction)
    }

    Row {
        id: middle

        readonly property real from: near.visible ? near.width + Theme.gutter : 0
        readonly property real to: far.visible ? far.width + Theme.gutter : bar.narrow ? alone.width + Theme.gutter : 0
        readonly property real begin: Theme.rightHandDrive ? to : from
        readonly property real end: bar.width - (Theme.rightHandDrive ? from : to)

        x: begin + (end - begin - width) / 2
        anchors.verticalCenter: parent.verticalCenter
        spacing: bar.narrow ? Math.max(8, Theme.unit) : Theme.gap

        PushButton {
            id: cool

            readonly property real worded: Math.round(70 * Theme.scale) // what the word adds

            visible: bar.climate.present
            label: qsTr("Air conditioning")
            text: bar.wordy ? qsTr("A/C") : ""
            icon: "snowflake"
            checked: bar.climate.cooling
            role: Accessible.CheckBox
            enabled: bar.climate.mayAsk
            onTouched: bar.climate.toggleCooling()
        }

        Stepper {
            id: fan

            visible: bar.climate.present && bar.roomy
            label: qsTr("Fan")
            text: bar.climate.fan.text
            unit: bar.climate.fan.unit
            freshness: bar.climate.fan.freshness
            pending: bar.climate.pendingFan
            enabled: bar.climate.mayAsk
            onStepped: direction => bar.climate.stepFan(direction)
        }

        PushButton {
            visible: bar.climate.present
            label: qsTr("Defrost the windscreen")
            text: ""
            icon: "car-defrost-front"
            checked: bar.climate.defrost
            role: Accessible.CheckBox
            enabled: bar.climate.mayAsk
            onTouched: bar.climate.toggleDefrost()
        }

        VolumeControl {
            id: loud

            visible: bar.sound.present && !bar.narrow
            sound: bar.sound
            now: bar.now
        }
    }

    Stepper {
        id: far

        x: Theme.rightHandDrive ? Theme.gutter : parent.width - width - Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.climate.present && !bar.narrow
        label: qsTr("Passenger's temperature")
        text: bar.climate.passenger.text
        unit: "°"
        freshness: bar.climate.passenger.freshness
        pending: bar.climate.pendingPassenger
        enabled: bar.climate.mayAsk
        onStepped: direction => bar.climate.stepPassenger(direction)
    }

    VolumeControl {
        id: alone

        x: Theme.rightHandDrive ? Theme.gutter : parent.width - width - Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.narrow
        full: bar.width >= bar.least - near.width + bar.loudest
        sound: bar.sound
        now: bar.now
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme
import headunit.vehicle

// Climate, always within reach. Where the car cannot be asked, it shows and does not pretend to obey.
Rectangle {
    id: bar

    required property ClimateViewModel climate
    readonly property bool wordy: width >= 11 * Theme.target
    readonly property bool roomy: width >= 14.6 * Theme.target

    implicitHeight: climate.present ? Theme.target + Theme.gap : 0
    visible: climate.present
    color: Theme.surface

    Stepper {
        id: near

        x: Theme.rightHandDrive ? parent.width - width - Theme.gutter : Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Driver's temperature")
        text: bar.climate.driver.text
        unit: "°"
        freshness: bar.climate.driver.freshness
        pending: bar.climate.pendingDriver
        enabled: bar.climate.mayAsk
        onStepped: direction => bar.climate.stepDriver(direction)
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.gap

        PushButton {
            label: qsTr("Air conditioning")
            text: bar.wordy ? qsTr("A/C") : ""
            icon: "snowflake"
            checked: bar.climate.cooling
            role: Accessible.CheckBox
            enabled: bar.climate.mayAsk
            onTouched: bar.climate.toggleCooling()
        }

        Stepper {
            visible: bar.roomy
            label: qsTr("Fan")
            text: bar.climate.fan.text
            unit: bar.climate.fan.unit
            freshness: bar.climate.fan.freshness
            pending: bar.climate.pendingFan
            enabled: bar.climate.mayAsk
            onStepped: direction => bar.climate.stepFan(direction)
        }

        PushButton {
            label: qsTr("Defrost the windscreen")
            text: ""
            icon: "car-defrost-front"
            checked: bar.climate.defrost
            role: Accessible.CheckBox
            enabled: bar.climate.mayAsk
            onTouched: bar.climate.toggleDefrost()
        }
    }

    Stepper {
        x: Theme.rightHandDrive ? Theme.gutter : parent.width - width - Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Passenger's temperature")
        text: bar.climate.passenger.text
        unit: "°"
        freshness: bar.climate.passenger.freshness
        pending: bar.climate.pendingPassenger
        enabled: bar.climate.mayAsk
        onStepped: direction => bar.climate.stepPassenger(direction)
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The phones in the car: who calls, and what goes wrong between phone, network and car.
Column {
    id: page

    required property PhoneControls phone
    readonly property real half: (width - Theme.gap) / 2

    spacing: Theme.gap

    ChoiceRow {
        width: page.width
        label: qsTr("Whose phone")
        choices: [qsTr("Driver"), qsTr("Passenger")]
        current: page.phone.which
        onChosen: index => page.phone.take(index)
    }

    ChoiceRow {
        width: page.width
        label: qsTr("Let it ring: who calls")
        choices: [qsTr("Friend"), qsTr("Office"), qsTr("Stranger"), qsTr("Hidden")]
        current: -1
        onChosen: index => page.phone.ring(index)
    }

    Row {
        spacing: Theme.gap

        PushButton {
            width: page.half
            label: qsTr("They hang up")
            enabled: page.phone.ringing || page.phone.talking || page.phone.calling
            onTouched: page.phone.hangUp()
        }

        PushButton {
            width: page.half
            label: qsTr("They pick up")
            enabled: page.phone.calling
            onTouched: page.phone.pickUp()
        }
    }

    Row {
        spacing: Theme.gap

        PushButton {
            width: page.half
            label: qsTr("Linked to the car")
            checked: page.phone.linked
            onTouched: page.phone.turn("link", !checked)
        }

        PushButton {
            width: page.half
            label: qsTr("Battery flat")
            checked: !page.phone.running
            onTouched: page.phone.turn("power", checked)
        }
    }

    Lever {
        width: page.width
        label: qsTr("Phone battery")
        text: qsTr("%1 %").arg(Math.round(share * 100))
        share: page.phone.battery
        onMoved: share => page.phone.slide("battery", share)
    }

    Lever {
        width: page.width
        label: qsTr("Phone network")
        text: qsTr("%1 of 5").arg(Math.round(share * 5))
        share: page.phone.signal
        onMoved: share => page.phone.slide("signal", share)
    }

    Row {
        spacing: Theme.gap

        PushButton {
            width: page.half
            label: qsTr("Ask to be paired")
            enabled: page.phone.running
            onTouched: page.phone.askToPair()
        }

        PushButton {
            width: page.half
            label: qsTr("Car's Bluetooth")
            checked: page.phone.bluetooth
            onTouched: page.phone.turn("bluetooth", !checked)
        }
    }
}

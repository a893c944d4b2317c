pragma Singleton

import QtQuick

// Design tokens. Sizes are for 1280x720 and follow `scale`; touch targets never shrink below a gloved finger.
// Contrast of every pair that the controls use is measured in tests/ui/test_contrast.py.
QtObject {
    id: theme

    // Set by the shell from the driver's choices and the window.
    property bool night: true
    property real scale: 1
    property bool still: false // no motion: snapshots and tests
    property bool rightHandDrive: false

    // Surfaces, dark to light towards the driver.
    readonly property color ground: night ? "#0B0E13" : "#F3F5F7"
    readonly property color surface: night ? "#141A22" : "#FFFFFF"
    readonly property color raised: night ? "#1E2630" : "#E3E8ED"
    readonly property color pressed: night ? "#2B3643" : "#CBD3DB"
    readonly property color track: night ? "#2B3643" : "#CBD3DB"
    readonly property color hairline: night ? "#222B36" : "#D5DCE3"

    // Ink.
    readonly property color ink: night ? "#F2F5F8" : "#10151B"
    readonly property color faint: night ? "#A9B4C0" : "#4A5561"
    readonly property color old: night ? "#828D99" : "#5E6975" // a value that grows old

    // The accent fills; on surfaces its ink variant writes and draws lines.
    readonly property color accent: night ? "#3DD6C6" : "#19B8A6"
    readonly property color accentInk: night ? "#3DD6C6" : "#08685E"
    readonly property color inkOnAccent: "#10151B"

    // "Soon" and "stop", "on" and "far": the ISO 2575 meanings of amber, red, green and blue.
    readonly property color soon: night ? "#FFB547" : "#8A5200"
    readonly property color stop: night ? "#FF7A6E" : "#B3261E"
    readonly property color go: night ? "#6BD98A" : "#146C2E"
    readonly property color beam: night ? "#7FB4FF" : "#0B57C2"
    readonly property color inkOnSignal: night ? "#10151B" : "#FFFFFF"

    // A speed limit as the sign at the road, by day and by night (Vienna Convention on Road Signs, C 14).
    readonly property color signFace: "#FFFFFF"
    readonly property color signRim: "#C1121F"
    readonly property color signInk: "#10151B"

    // The drawn car.
    readonly property color paint: night ? "#33404E" : "#B9C4CE"
    readonly property color glass: night ? "#1A222C" : "#5E6B78"
    readonly property color light: night ? "#FFE9B8" : "#FFD25E"

    // Type: one family; weight and size make order.
    readonly property string family: "Inter"
    readonly property string hanFamily: "Noto Sans CJK SC"
    readonly property string iconFamily: "Material Design Icons"
    readonly property int regular: 400
    readonly property int medium: 500
    readonly property int strong: 650
    readonly property int hero: Math.round(112 * scale)
    readonly property int figure: Math.round(60 * scale)
    readonly property int title: Math.round(44 * scale)
    readonly property int primary: Math.round(32 * scale)
    readonly property int secondary: Math.round(24 * scale)
    readonly property int iconSmall: Math.round(28 * scale)
    readonly property int icon: Math.round(40 * scale)
    readonly property int iconLarge: Math.round(56 * scale)

    // Space: an 8 px grid.
    readonly property int half: Math.round(4 * scale)
    readonly property int unit: Math.round(8 * scale)
    readonly property int gap: Math.round(16 * scale)
    readonly property int gutter: Math.round(24 * scale)
    readonly property int radius: Math.round(20 * scale)
    readonly property int line: Math.max(2, Math.round(2 * scale))
    readonly property int stroke: Math.round(10 * scale)

    // Touch: 76 px is the floor of Google's Design for Driving, whatever the scale.
    readonly property int target: Math.max(76, Math.round(76 * scale))
    readonly property int dockTarget: Math.max(76, Math.round(88 * scale))
    readonly property int statusBar: Math.round(56 * scale)

    // Motion.
    readonly property int quick: still ? 0 : 150
    readonly property int calm: still ? 0 : 250
    readonly property int glide: still ? 0 : 400

    // A disabled control is drawn this faint.
    readonly property real disabled: 0.45
}

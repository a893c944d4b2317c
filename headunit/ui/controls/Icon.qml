pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme
import "glyphs.js" as Glyphs

// One glyph of the icon font, by its name ("car-door"). A picture only: the control around it has the words.
Text {
    id: icon

    required property string name
    property int size: Theme.icon

    width: size
    height: size
    color: Theme.ink
    text: Glyphs.glyph(icon.name)
    font.family: Theme.iconFamily
    font.pixelSize: size
    font.hintingPreference: Font.PreferNoHinting
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    lineHeightMode: Text.FixedHeight
    lineHeight: size
    Accessible.ignored: true
}

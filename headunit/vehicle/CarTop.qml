pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.theme

// The car from above: what is open, what is lit, which tyre is low. Drawn on a grid of 200 x 420, front up.
Item {
    id: car

    required property list<string> openings // front left, front right, rear left, rear right, hood, trunk
    required property list<string> lights
    required property list<bool> lowTyres
    readonly property real k: Math.min(width / 200, height / 420)

    Accessible.ignored: true

    Item {
        width: 200
        height: 420
        anchors.centerIn: parent
        scale: car.k

        Repeater {
            model: [[34, false], [166, true]]

            Shape {
                id: cone

                required property list<var> modelData

                x: modelData[0] - 60
                y: car.lights.includes("high") ? -120 : -70
                width: 120
                height: car.lights.includes("high") ? 140 : 90
                visible: car.lights.includes("low") || car.lights.includes("high")

                ShapePath {
                    strokeColor: "transparent"
                    fillGradient: LinearGradient {
                        y1: cone.height
                        y2: 0

                        GradientStop {
                            position: 0
                            color: Qt.alpha(Theme.light, 0.55)
                        }

                        GradientStop {
                            position: 1
                            color: Qt.alpha(Theme.light, 0)
                        }
                    }
                    startX: 52
                    startY: cone.height
                    PathLine {
                        x: 5
                        y: 0
                    }
                    PathLine {
                        x: 115
                        y: 0
                    }
                    PathLine {
                        x: 68
                        y: cone.height
                    }
                }
            }
        }

        Repeater {
            model: [[12, 62], [166, 62], [12, 300], [166, 300]]

            Rectangle {
                required property int index
                required property list<real> modelData

                x: modelData[0]
                y: modelData[1]
                width: 22
                height: 58
                radius: 8
                color: car.lowTyres[index] ? Theme.soon : Theme.glass
            }
        }

        Shape {
            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: "transparent"
                fillColor: Theme.paint
                PathSvg {
                    path: "M60 8C80 2 120 2 140 8C166 14 177 32 179 62L182 150C184 200 184 240 182 300L180 372C178 402 162 413 140 416C118 420 82 420 60 416C38 413 22 402 20 372L18 300C16 240 16 200 18 150L21 62C23 32 34 14 60 8Z"
                }
            }

            ShapePath {
                strokeColor: "transparent"
                fillColor: car.openings[4] === "open" ? Theme.stop : "transparent"
                PathSvg {
                    path: "M64 22C80 17 120 17 136 22C154 27 162 40 164 66L166 122C140 108 60 108 34 122L36 66C38 40 46 27 64 22Z"
                }
            }

            ShapePath {
                strokeColor: "transparent"
                fillColor: car.openings[5] === "open" ? Theme.stop : "transparent"
                PathSvg {
                    path: "M36 368C60 378 140 378 164 368L162 384C158 398 150 402 138 404C118 407 82 407 62 404C50 402 42 398 38 384Z"
                }
            }

            ShapePath {
                strokeColor: "transparent"
                fillColor: Theme.glass
                PathSvg {
                    path: "M34 142C60 122 140 122 166 142L152 188C130 178 70 178 48 188ZM50 306C70 313 130 313 150 306L163 350C140 364 60 364 37 350ZM32 160L44 194L44 300L32 338C30 290 30 210 32 160ZM168 160L156 194L156 300L168 338C170 290 170 210 168 160Z"
                }
            }
        }

        Repeater {
            model: [
                {
                    "x": 30,
                    "y": 20,
                    "lamp": "left",
                    "ink": Theme.soon
                },
                {
                    "x": 156,
                    "y": 20,
                    "lamp": "right",
                    "ink": Theme.soon
                },
                {
                    "x": 28,
                    "y": 394,
                    "lamp": "left",
                    "ink": Theme.soon
                },
                {
                    "x": 158,
                    "y": 394,
                    "lamp": "right",
                    "ink": Theme.soon
                },
                {
                    "x": 48,
                    "y": 402,
                    "lamp": "brake",
                    "ink": Theme.stop
                },
                {
                    "x": 138,
                    "y": 402,
                    "lamp": "brake",
                    "ink": Theme.stop
                },
                {
                    "x": 93,
                    "y": 408,
                    "lamp": "fog",
                    "ink": Theme.stop
                }
            ]

            Rectangle {
                required property var modelData

                x: modelData.x
                y: modelData.y
                width: 14
                height: 10
                radius: 4
                color: modelData.ink
                visible: car.lights.includes(modelData.lamp)
            }
        }

        Repeater {
            model: [[14, 158, 38], [176, 158, -38], [14, 240, 38], [176, 240, -38]]

            Rectangle {
                required property int index
                required property list<real> modelData

                x: modelData[0]
                y: modelData[1]
                width: 10
                height: 78
                radius: 5
                transformOrigin: Item.Top
                rotation: car.openings[index] === "open" ? modelData[2] : 0
                color: Theme.stop
                visible: car.openings[index] === "open"

                Behavior on rotation {
                    NumberAnimation {
                        duration: Theme.calm
                        easing.type: Easing.OutCubic
                    }
                }
            }
        }
    }
}

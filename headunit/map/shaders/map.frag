#version 440
// Smooth edges, dashes and arrows, cut to the tile's square so that each pixel belongs to exactly one tile.
layout(location = 0) in vec2 tilePlace;
layout(location = 1) in vec3 line;
layout(location = 2) flat in vec4 paint;
layout(location = 3) flat in vec4 shape;
layout(location = 4) in float haze;
layout(location = 0) out vec4 pixel;

layout(std140, binding = 0) uniform Piece {
    mat4 matrix;
    vec4 square;
    vec4 unit;
} piece;

layout(std140, binding = 1) uniform Table {
    vec4 row[128];
    vec4 view;
    vec4 hazeColour;
} table;

float slope(float value)
{
    return max(length(vec2(dFdx(value), dFdy(value))), 1e-5);
}

void main()
{
    // Derivatives first: they are undefined after a fork.
    float across = slope(line.x), travelled = slope(line.z);
    if (any(lessThan(tilePlace, piece.square.xy)) || any(greaterThan(tilePlace, piece.square.zw)))
        discard;
    float cover = paint.a;
    if (shape.w > 1.5) {
        float shaft = max(abs(line.x) - 0.13, abs(line.y + 0.4) - 0.5);
        float head = max((abs(line.x) * 0.9 - (0.9 - line.y) * 0.5) / 1.03, -line.y);
        cover *= clamp(0.5 - min(shaft, head) / across, 0.0, 1.0);
    } else if (shape.w > 0.5) {
        float away = length(line.xy);
        cover *= clamp((shape.x - away) / across + 0.5, 0.0, 1.0) - clamp((-shape.x - away) / across + 0.5, 0.0, 1.0);
        if (shape.z > 0.0) {
            float within = mod(line.z, shape.y + shape.z);
            cover *= clamp((0.5 * shape.y - abs(within - 0.5 * shape.y)) / travelled + 0.5, 0.0, 1.0);
        }
    }
    pixel = vec4(mix(paint.rgb, table.hazeColour.rgb, haze) * cover, cover);
}

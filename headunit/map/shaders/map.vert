#version 440
// A vertex of mesh.py: moved aside by half the line's width, and coloured by its row of the style's table.
layout(location = 0) in vec2 place;    // tile units
layout(location = 1) in vec2 extrude;  // half widths
layout(location = 2) in float travel;  // tile units from the line's start
layout(location = 3) in vec4 marks;    // row, across, along, first zoom; bytes as 0..1

layout(location = 0) out vec2 tilePlace;
layout(location = 1) out vec3 line;    // across and along the line in pixels, travel in pixels
layout(location = 2) flat out vec4 paint;
layout(location = 3) flat out vec4 shape;  // half width, dash on, dash off, kind
layout(location = 4) out float haze;

layout(std140, binding = 0) uniform Piece {
    mat4 matrix;   // tile units to clip space
    vec4 square;   // what to draw of the tile: least and most
    vec4 unit;     // x: tile units to a pixel
} piece;

layout(std140, binding = 1) uniform Table {
    vec4 row[128];   // colour 0xRRGGBB, half width (-1: hidden), dash on * 8 or -1 area, -2 arrows, dash off * 8 * 256 + alpha
    vec4 view;       // zoom, depth of the picture's middle, pixels at the last whole zoom to a pixel, strength of the haze
    vec4 hazeColour;
} table;

void main()
{
    vec4 entry = table.row[int(marks.x * 255.0 + 0.5)];
    bool area = entry.z > -1.5 && entry.z < -0.5;
    bool arrow = entry.z < -1.5;
    float red = floor(entry.x / 65536.0), green = floor(mod(entry.x, 65536.0) / 256.0), blue = mod(entry.x, 256.0);
    float off = floor(entry.w / 256.0);
    paint = vec4(red, green, blue, entry.w - off * 256.0) / 255.0;
    shape = vec4(entry.y, max(entry.z, 0.0) / 8.0, off / 8.0, area ? 0.0 : (arrow ? 2.0 : 1.0));

    float depth = (piece.matrix * vec4(place, 0.0, 1.0)).w / table.view.y;
    float reach = area ? 0.0 : (arrow ? entry.y : entry.y + 0.75 * depth); // room for a smooth edge
    vec2 sides = (marks.yz * 255.0 - 127.0) / 127.0;
    line = vec3(arrow ? sides : sides * reach, travel / piece.unit.x * table.view.z);
    tilePlace = place + extrude * reach * piece.unit.x;
    gl_Position = piece.matrix * vec4(tilePlace, 0.0, 1.0);
    haze = clamp((gl_Position.w / table.view.y - 1.4) * 0.7, 0.0, 1.0) * table.view.w;
    bool early = arrow && marks.w * 255.0 > table.view.x + 0.01;
    if (entry.y < -0.5 || early)
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0); // all three corners: nothing
}

"""The map on the screen: vector tiles, a style, a camera, labels. Two ways of drawing, one look. Knows no route
planning."""

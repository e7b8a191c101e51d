/** A place in millimetres, or in parts of an em in an outline; `y` grows downwards. */
export type Point = readonly [x: number, y: number];

/** A closed outline of straight lines and, where `via` is given, quadratic curves. */
export interface Contour {
  readonly start: Point;
  readonly segments: readonly { readonly via: Point | null; readonly to: Point }[];
}

/** What is filled: inside is where the contours wind around a point, whatever the direction (non-zero rule). */
export type Shape = readonly Contour[];

/** A box of a drawing, in millimetres. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A closed outline of straight lines. */
export function polygon(points: readonly Point[]): Contour {
  const [start = [0, 0], ...rest] = points;
  return { start, segments: rest.map((to) => ({ via: null, to })) };
}

/** A disc as eight curves, true to 0.1 % of its radius. */
export function disc([x, y]: Point, radius: number): Contour {
  const at = (turn: number, distance: number): Point => [
    x + distance * Math.cos((turn * Math.PI) / 8),
    y + distance * Math.sin((turn * Math.PI) / 8),
  ];
  const outer = radius / Math.cos(Math.PI / 8);
  return {
    start: at(0, radius),
    segments: Array.from({ length: 8 }, (_, eighth) => ({
      via: at(2 * eighth + 1, outer),
      to: at(2 * eighth + 2, radius),
    })),
  };
}

/** A straight stroke of a width, with square ends that reach half the width beyond both points. */
export function stroke([x1, y1]: Point, [x2, y2]: Point, width: number): Contour {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [((x2 - x1) / length) * (width / 2), ((y2 - y1) / length) * (width / 2)];
  return polygon([
    [x1 - ux - uy, y1 - uy + ux],
    [x1 - ux + uy, y1 - uy - ux],
    [x2 + ux + uy, y2 + uy - ux],
    [x2 + ux - uy, y2 + uy + ux],
  ]);
}

/** The same shape, scaled and then moved. */
export function placed(shape: Shape, scale: number, [dx, dy]: Point): Shape {
  const move = ([x, y]: Point): Point => [x * scale + dx, y * scale + dy];
  return shape.map(({ start, segments }) => ({
    start: move(start),
    segments: segments.map(({ via, to }) => ({ via: via === null ? null : move(via), to: move(to) })),
  }));
}

/** The smallest box that holds a shape; control points count, so a curve may stay within it. */
export function boundsOf(shape: Shape): Box {
  const points = shape.flatMap(({ start, segments }) => [
    start,
    ...segments.flatMap(({ via, to }) => (via === null ? [to] : [via, to])),
  ]);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** A shape in the words of an SVG path, to a thousandth of a millimetre. Source: SVG 2, section 9.3. */
export function pathOf(shape: Shape): string {
  const write = ([x, y]: Point) => `${Number(x.toFixed(3))} ${Number(y.toFixed(3))}`;
  return shape
    .map(({ start, segments }) => {
      const parts = segments.map(({ via, to }) =>
        via === null ? `L${write(to)}` : `Q${write(via)} ${write(to)}`,
      );
      return `M${write(start)}${parts.join("")}Z`;
    })
    .join("");
}

/** Whether two boxes share more than an edge; a thousandth of a millimetre is taken for none. */
export function overlap(one: Box, other: Box): boolean {
  const slack = 0.001;
  return (
    one.x + one.width > other.x + slack &&
    other.x + other.width > one.x + slack &&
    one.y + one.height > other.y + slack &&
    other.y + other.height > one.y + slack
  );
}

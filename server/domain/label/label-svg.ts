import { ground, ink } from "./contrast.ts";
import type { LabelDrawing, Mark, Typeface } from "./label.ts";
import { quietZone } from "./qr-payload.ts";
import type { Shape } from "./shape.ts";
import { pathOf, placed, polygon } from "./shape.ts";

/**
 * A label as a whole SVG file in millimetres. Letters are drawn as outlines, so that it prints the same everywhere; what
 * they say stands in the title for those who cannot see it.
 *
 * Source: SVG 2, sections 5.7 (title), 8.7 (view box and size) and 9.3 (path data).
 */
export function labelSvg(drawing: LabelDrawing, typeface: Typeface): string {
  const { widthMm, heightMm } = drawing;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" ` +
    `viewBox="0 0 ${widthMm} ${heightMm}" xml:lang="${escaped(drawing.language)}" role="img">` +
    `<title>${escaped(drawing.words)}</title>${labelGroup(drawing, typeface)}</svg>`
  );
}

/** The drawing itself, to be set into a larger one. */
export function labelGroup({ widthMm, heightMm, marks }: LabelDrawing, typeface: Typeface): string {
  const paths = marks.map((mark) => {
    const edges = mark.kind === "code" ? ' shape-rendering="crispEdges"' : "";
    return `<path fill="${ink}"${edges} d="${pathOf(shapeOf(mark, typeface))}"/>`;
  });
  return `<path fill="${ground}" d="M0 0H${widthMm}V${heightMm}H0Z"/>${paths.join("")}`;
}

/** A mark as what is filled: runs of dark modules, letters or the symbol itself, in millimetres. */
export function shapeOf(mark: Mark, typeface: Typeface): Shape {
  switch (mark.kind) {
    case "shape":
      return mark.shape;
    case "text":
      return placed(typeface.outline(mark.text, mark.weight), mark.sizeMm, [mark.x, mark.baseline]);
    case "code":
      return placed(runsOf(mark), mark.moduleMm, [mark.x, mark.y]);
  }
}

/** Dark modules as horizontal runs in module units, so that no edge shows between neighbours. */
function runsOf({ code }: Extract<Mark, { readonly kind: "code" }>): Shape {
  const runs: Shape[number][] = [];
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.dark(x, y)) continue;
      const start = x;
      while (x < code.size && code.dark(x, y)) x++;
      const [from, to, top] = [start + quietZone, x + quietZone, y + quietZone];
      runs.push(
        polygon([
          [from, top],
          [to, top],
          [to, top + 1],
          [from, top + 1],
        ]),
      );
    }
  }
  return runs;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

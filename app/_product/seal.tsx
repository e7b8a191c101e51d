import { decodeBase64url } from "../../server/domain/record/base64url.ts";

const centre = 36;

/**
 * The seal of a record: 64 rays around a ring, one for each half byte of its SHA-256 digest, so that the same record
 * always draws the same seal and another one never does. The mark in the middle repeats what the sentence beside it says.
 */
export function Seal({
  digest,
  mark,
  label,
}: {
  readonly digest: string;
  readonly mark: "ok" | "failed" | "open";
  readonly label: string;
}) {
  return (
    <svg
      className={`seal seal-${mark}`}
      viewBox="0 0 72 72"
      width="72"
      height="72"
      role="img"
      aria-label={label}
    >
      <path d={sealPath(digest)} />
      <circle cx={centre} cy={centre} r="17.5" />
      <path className="seal-mark" d={marks[mark]} />
    </svg>
  );
}

const marks = {
  ok: "M28.5 36.5l5.2 5.2 9.8-11",
  failed: "M30 30l12 12M42 30l-12 12",
  open: "M29 36h14",
} as const;

/** Path of the rays: clockwise from the top, the length of each says the value of its half byte. */
export function sealPath(digest: string): string {
  return halfBytes(digest)
    .map((value, place) => {
      const turn = (place / 64) * 2 * Math.PI;
      const [x, y] = [Math.sin(turn), -Math.cos(turn)];
      const outer = 21.5 + (value * 13) / 15;
      const [fromX, fromY] = [at(x, 20), at(y, 20)];
      return `M${pair(fromX, fromY)}l${pair(at(x, outer) - fromX, at(y, outer) - fromY)}`;
    })
    .join("");
}

/** In tenths: finer than any screen shows, and the same on every machine. */
function at(direction: number, radius: number): number {
  return Math.round((centre + direction * radius) * 10);
}

/** Two numbers of tenths as short as a path may have them. Source: SVG 2, section 9.3.9 (grammar). */
function pair(x: number, y: number): string {
  const [left, right] = [x, y].map((tenths) => String(tenths / 10).replace(/^(-?)0\./, "$1."));
  return `${left ?? ""}${y < 0 ? "" : " "}${right ?? ""}`;
}

function halfBytes(digest: string): number[] {
  const bytes = decodeBase64url(digest);
  return (bytes.ok ? [...bytes.value] : []).flatMap((byte) => [byte >> 4, byte & 15]);
}

import { crc32, deflateSync } from "node:zlib";

/**
 * A PNG file of one bit a pixel, where a 1 is white.
 *
 * @param rows each row begins with a zero octet (no filter), then eight pixels an octet, the leftmost highest.
 * @param dpi printed resolution; none: the picture has no size of its own.
 *
 * Source: PNG specification (ISO/IEC 15948), sections 5 (structure), 11.2 (critical chunks) and 11.3.5.3 (pHYs).
 */
export function bitPng(
  width: number,
  height: number,
  rows: Uint8Array,
  dpi?: number,
): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk("IHDR", header),
      ...(dpi === undefined ? [] : [chunk("pHYs", perMetre(dpi))]),
      chunk("IDAT", deflateSync(rows, { level: 9 })),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

function perMetre(dpi: number): Buffer {
  const body = Buffer.alloc(9);
  const dots = Math.round(dpi / 0.0254);
  body.writeUInt32BE(dots, 0);
  body.writeUInt32BE(dots, 4);
  body[8] = 1;
  return body;
}

function chunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(body.length, 0);
  framed.set(typed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

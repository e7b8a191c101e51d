import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** 10 MiB. */
export const largestFileBytes = 10 * 1024 * 1024;

export type FileKind = "application/pdf" | "image/png" | "image/jpeg";

/**
 * What a file is, judged by its content and never by its name. A file whose end is missing is a broken upload.
 *
 * Problems: `FILE_TOO_LARGE`, `FILE_TYPE_REFUSED`, `FILE_BROKEN`.
 *
 * Source: ISO 32000-1, 7.5.2 and 7.5.5 (PDF header and trailer); PNG third edition, 5.2 and 11.2.5 (signature, IEND);
 * ITU-T T.81, B.1.1.3 (JPEG markers SOI and EOI).
 */
export function judgeFile(bytes: Uint8Array): Parsed<FileKind> {
  if (bytes.length > largestFileBytes) {
    return reject("FILE_TOO_LARGE", "file", {
      value: String(bytes.length),
      expected: String(largestFileBytes),
    });
  }
  const kind = kinds.find(({ start }) => start.every((byte, place) => bytes[place] === byte));
  if (kind === undefined) return reject("FILE_TYPE_REFUSED", "file");
  return kind.isWhole(bytes) ? accept(kind.kind) : reject("FILE_BROKEN", "file");
}

interface Kind {
  readonly kind: FileKind;
  readonly start: readonly number[];
  readonly isWhole: (bytes: Uint8Array) => boolean;
}

const kinds: readonly Kind[] = [
  {
    kind: "application/pdf",
    start: [...ascii("%PDF-")],
    // Readers look for the marker in the last 1024 bytes; signing tools add a line end or two behind it.
    isWhole: (bytes) => holds(bytes.subarray(-1024), ascii("%%EOF")),
  },
  {
    kind: "image/png",
    start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    isWhole: (bytes) => endsWith(bytes, [0, 0, 0, 0, ...ascii("IEND"), 0xae, 0x42, 0x60, 0x82]),
  },
  { kind: "image/jpeg", start: [0xff, 0xd8, 0xff], isWhole: (bytes) => endsWith(bytes, [0xff, 0xd9]) },
];

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function endsWith(bytes: Uint8Array, end: readonly number[]): boolean {
  return end.every((byte, place) => bytes[bytes.length - end.length + place] === byte);
}

function holds(bytes: Uint8Array, sought: Uint8Array): boolean {
  return bytes.some((_, at) => sought.every((byte, place) => bytes[at + place] === byte));
}

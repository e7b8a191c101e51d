import type { Inflate, PdfHarm } from "./pdf-contents.ts";
import { findPdfHarm } from "./pdf-contents.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** 10 MiB. */
export const largestFileBytes = 10 * 1024 * 1024;

export type FileKind = "application/pdf" | "image/png" | "image/jpeg";

/**
 * What a file is, judged by its content and never by its name. A file whose end is missing is a broken upload. Refused is
 * what could do something by itself to whoever opens it: drawings and pages with scripts, files that are two things at once,
 * and PDF with what `findPdfHarm` finds.
 *
 * Problems: `FILE_TOO_LARGE`, `FILE_BROKEN`, `FILE_TYPE_REFUSED`; `E_FILE_SVG`, `E_FILE_PAGE`, `E_FILE_TWO_KINDS`,
 * `E_PDF_SCRIPT`, `E_PDF_ACTION`, `E_PDF_EMBEDDED`, `E_PDF_FORM`, `E_PDF_ENCRYPTED`, `E_PDF_UNREADABLE`.
 *
 * Source: ISO 32000-1, 7.5.2 and 7.5.5 (PDF header and trailer); PNG third edition, 5.2 and 11.2.5 (signature, IEND);
 * ITU-T T.81, B.1.1.3 (JPEG markers SOI and EOI).
 */
export function judgeFile(bytes: Uint8Array, inflate: Inflate): Parsed<FileKind> {
  if (bytes.length > largestFileBytes) {
    return reject("FILE_TOO_LARGE", "file", {
      value: String(bytes.length),
      expected: String(largestFileBytes),
    });
  }
  const kind = kinds.find(({ start }) => start.every((byte, place) => bytes[place] === byte));
  if (kind === undefined) return reject(refusedText(bytes) ?? "FILE_TYPE_REFUSED", "file");
  if (!kind.isWhole(bytes)) return reject("FILE_BROKEN", "file");
  if (isSomethingElseToo(kind.kind, bytes)) return reject("E_FILE_TWO_KINDS", "file");
  const harm = kind.kind === "application/pdf" ? findPdfHarm(bytes, inflate) : null;
  return harm === null ? accept(kind.kind) : reject(harmCodes[harm], "file");
}

const harmCodes: Readonly<Record<PdfHarm, string>> = {
  script: "E_PDF_SCRIPT",
  action: "E_PDF_ACTION",
  embedded: "E_PDF_EMBEDDED",
  form: "E_PDF_FORM",
  encrypted: "E_PDF_ENCRYPTED",
  unreadable: "E_PDF_UNREADABLE",
};

/** The code for a drawing or page as text, whatever its alphabet of bytes; null for anything else. */
function refusedText(bytes: Uint8Array): string | null {
  const beginning = String.fromCharCode(...bytes.subarray(0, 4096))
    .replaceAll("\0", "")
    .toLowerCase();
  if (/<svg[\s>:]|<!doctype\s+svg/.test(beginning)) return "E_FILE_SVG";
  return /<(?:!doctype\s+html|html|script|body|iframe|\?php)/.test(beginning) ? "E_FILE_PAGE" : null;
}

/**
 * Whether other programs would take the file for something else: a PDF is recognised by its mark anywhere in the first 1024
 * bytes, an archive by its last ones, a page by its tags.
 *
 * Source: ISO 32000-1, annex H.3 note 13; PKWARE APPNOTE 6.3.10, 4.3.16.
 */
function isSomethingElseToo(kind: FileKind, bytes: Uint8Array): boolean {
  const [first, last] = [bytes.subarray(0, 1024), bytes.subarray(-65_557)];
  const isPdf = kind !== "application/pdf" && holds(first, ascii("%PDF-"));
  const isArchive = holds(last, [0x50, 0x4b, 0x05, 0x06]);
  const isPage = ["<script", "<html", "<?php", "<!DOCTYPE html"].some((tag) =>
    holds(bytes.subarray(0, 65_536), ascii(tag)),
  );
  return isPdf || isArchive || isPage;
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

function holds(bytes: Uint8Array, sought: ArrayLike<number>): boolean {
  const [first = 0] = Array.from(sought);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (Array.from(sought).every((byte, place) => bytes[at + place] === byte)) return true;
  return false;
}

import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inflateWithin } from "../../platform/inflate.ts";
import { judgeFile } from "./file-kind.ts";

const bytes = (...parts: readonly (string | Uint8Array)[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))),
  );
const judged = (file: Uint8Array) => {
  const result = judgeFile(file, inflateWithin);
  return result.ok ? result.value : result.problems[0]?.code;
};
const pdf = (...objects: readonly (string | Uint8Array)[]) =>
  bytes(
    "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
    ...objects,
    "\ntrailer << /Root 1 0 R >>\n%%EOF\n",
  );
const object = (dictionary: string) => `\n3 0 obj\n<< ${dictionary} >>\nendobj\n`;
const stream = (dictionary: string, contents: Uint8Array) =>
  bytes(
    `\n4 0 obj\n<< ${dictionary} /Length ${String(contents.length)} >>\nstream\n`,
    contents,
    "\nendstream\nendobj\n",
  );
const packed = (text: string) => new Uint8Array(deflateSync(Buffer.from(text, "latin1")));
const objects = (text: string) => stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed(text));

describe("a PDF", () => {
  test.each([
    ["plain", pdf()],
    [
      "with a packed drawing that looks like anything",
      pdf(stream("/Filter /FlateDecode", packed("q /JS gs Q"))),
    ],
    ["with harmless objects in an object stream", pdf(objects("5 0 << /Type /Font /BaseFont /Helvetica >>"))],
    ["that opens at a page", pdf(object("/OpenAction [3 0 R /Fit]"))],
    ["that opens where another object says, without any link", pdf(object("/OpenAction 9 0 R"))],
    [
      "with a link that is followed when it is clicked",
      pdf(object("/A << /S /URI /URI (https://x.example) >>")),
    ],
    ["with a name that only begins like a bad one", pdf(object("/JSX true /AAA 1 /XFA2 2"))],
  ])("%s is kept", (_, file) => {
    expect(judged(file)).toBe("application/pdf");
  });

  test.each([
    ["JavaScript", pdf(object("/S /JavaScript /JS (app.alert(1))")), "E_PDF_SCRIPT"],
    ["JavaScript under a coded name", pdf(object("/S /J#61vaScript")), "E_PDF_SCRIPT"],
    ["JavaScript behind no space", pdf(object("/S/JavaScript/JS(x)")), "E_PDF_SCRIPT"],
    ["JavaScript in an object stream", pdf(objects("5 0 << /S /JavaScript /JS (x) >>")), "E_PDF_SCRIPT"],
    [
      "JavaScript in an object stream under a coded name",
      pdf(stream("/Type /Ob#6aStm /N 1 /First 4 /Filter /Fl#61teDecode", packed("5 0 << /JS (x) >>"))),
      "E_PDF_SCRIPT",
    ],
    [
      "JavaScript in an object stream that does not call itself one",
      pdf(stream("/N 1 /First 4 /Filter /FlateDecode", packed("5 0 << /JS (x) >>"))),
      "E_PDF_SCRIPT",
    ],
    [
      "JavaScript in an object stream that is not packed",
      pdf(stream("/Type /ObjStm /N 1 /First 4", bytes("5 0 << /JS (x) >>"))),
      "E_PDF_SCRIPT",
    ],
    ["a program to start", pdf(object("/S /Launch /F (cmd.exe)")), "E_PDF_ACTION"],
    ["an action for each event", pdf(object("/AA << /O 5 0 R >>")), "E_PDF_ACTION"],
    [
      "an address that is opened at once",
      pdf(object("/OpenAction << /S /URI /URI (https://x.example) >>")),
      "E_PDF_ACTION",
    ],
    [
      "an opening elsewhere that may be a link",
      pdf(object("/OpenAction 9 0 R /Z << /URI (x) >>")),
      "E_PDF_ACTION",
    ],
    [
      "a coded opening beside a plain one",
      pdf(object("/OpenAction [3 0 R /Fit] /Op#65nAction << /S /URI /URI (x) >>")),
      "E_PDF_ACTION",
    ],
    ["a form that sends itself", pdf(object("/S /SubmitForm /F (https://x.example)")), "E_PDF_ACTION"],
    ["another file", pdf(object("/Names << /EmbeddedFiles 5 0 R >>")), "E_PDF_EMBEDDED"],
    ["a film", pdf(object("/Subtype /RichMedia")), "E_PDF_EMBEDDED"],
    ["an XFA form", pdf(object("/AcroForm << /XFA 5 0 R >>")), "E_PDF_FORM"],
    ["encryption", pdf(object("/Encrypt 5 0 R")), "E_PDF_ENCRYPTED"],
    [
      "an object hidden in a drawing",
      pdf(stream("", bytes("q Q 7 0 obj << /S /JavaScript >> endobj"))),
      "E_PDF_UNREADABLE",
    ],
    [
      "an object stream packed twice",
      pdf(stream("/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]", bytes("00>"))),
      "E_PDF_UNREADABLE",
    ],
    [
      "an object stream that is no zlib stream",
      pdf(stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bytes("nonsense"))),
      "E_PDF_UNREADABLE",
    ],
    [
      "an object stream of a gigabyte",
      pdf(
        stream(
          "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
          new Uint8Array(deflateSync(Buffer.alloc(70 * 1024 * 1024))),
        ),
      ),
      "E_PDF_UNREADABLE",
    ],
    ["a stream without an end", pdf("4 0 obj << /Length 5 >>\nstream\nq Q"), "E_PDF_UNREADABLE"],
    ["a head that is no head", pdf(object("/X (\n>>\nstream\n) /JS (x) /Y (endstream)")), "E_PDF_UNREADABLE"],
  ])("with %s is refused by name", (_, file, code) => {
    expect(judged(file)).toBe(code);
  });

  test("of many beginnings and no end is judged in no time worth counting", () => {
    const parts = ">>stream /OpenAction [1 0 R /Fit ".repeat(200_000);
    expect(judged(pdf(parts))).toBe("E_PDF_UNREADABLE");
    expect(judged(pdf(object("/OpenAction [1 0 R /Fit ".repeat(200_000))))).toBe("E_PDF_ACTION");
  });
});

describe("any other file", () => {
  const png = (...inside: readonly (string | Uint8Array)[]) =>
    bytes(
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      ...inside,
      Uint8Array.of(0, 0, 0, 0),
      "IEND",
      Uint8Array.of(0xae, 0x42, 0x60, 0x82),
    );
  const jpeg = (...inside: readonly string[]) =>
    bytes(Uint8Array.of(0xff, 0xd8, 0xff), ...inside, Uint8Array.of(0xff, 0xd9));
  test.each([
    ["an image", png("pixels"), "image/png"],
    ["a photo", jpeg("pixels"), "image/jpeg"],
    [
      "a drawing with a script",
      bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      "E_FILE_SVG",
    ],
    [
      "a drawing behind a declaration",
      bytes('\ufeff<?xml version="1.0"?>\n<!-- x -->\n<svg:svg onload="x()"/>'),
      "E_FILE_SVG",
    ],
    [
      "a drawing that calls elsewhere",
      bytes('<SVG ><image href="https://x.example/a.png"/></SVG>'),
      "E_FILE_SVG",
    ],
    [
      "a drawing in two bytes for each letter",
      new Uint8Array(Buffer.from("<svg onload='x()'/>", "utf16le")),
      "E_FILE_SVG",
    ],
    ["a web page", bytes("<!DOCTYPE html><body>"), "E_FILE_PAGE"],
    ["a workbook", bytes("PK\x03\x04"), "FILE_TYPE_REFUSED"],
    ["an image that is a PDF, too", png("%PDF-1.7"), "E_FILE_TWO_KINDS"],
    ["an image that is a page, too", png("tEXt<script>x</script>"), "E_FILE_TWO_KINDS"],
    ["an image that is an archive, too", jpeg("PK\x05\x06"), "E_FILE_TWO_KINDS"],
    ["a PDF that is an archive, too", pdf("PK\x05\x06"), "E_FILE_TWO_KINDS"],
    ["a PDF behind something else", bytes("GIF89a %PDF-1.7 %%EOF"), "FILE_TYPE_REFUSED"],
    [
      "an image without its end",
      bytes(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)),
      "FILE_BROKEN",
    ],
  ])("%s is told from all others by its content", (_, file, expected) => {
    expect(judged(file)).toBe(expected);
  });
});

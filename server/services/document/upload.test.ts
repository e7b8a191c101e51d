import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyone } from "../../context.ts";
import type { Context } from "../../context.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { document } from "../../../db/schema/index.ts";
import { diskFileStore } from "../../platform/file-store.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf, releaseData } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { createModel } from "../model/create.ts";
import type { ModelView } from "../model/view.ts";
import { readFile } from "./read.ts";
import { uploadDocument } from "./upload.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let author: Context;
let model: ModelView;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-files-"));
  author = { ...operator.author, files: diskFileStore(folder) };
  model = await createModel(author, modelOf(operator));
  await releaseData(operator, model.id);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.end();
});

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9]);

function upload(bytes: Uint8Array, attribute = "instructionsForUse") {
  return uploadDocument(author, {
    modelId: model.id,
    attribute,
    title: "Manual",
    language: "en",
    bytes: new Uint8Array(bytes),
  });
}

/** Identifier and product of a document's address, as the product's page reads them. */
function addressOf(address: string) {
  const [product = "", id = ""] = address.split("/documents/");
  return { productUrl: `http://localhost:3000${product}`, id };
}

async function filesKept() {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names.filter((name) => name.isFile()).map(({ name }) => name);
}

describe("a file", () => {
  test.each([
    ["PDF", pdf, "application/pdf"],
    ["PNG", png, "image/png"],
    ["JPEG", jpeg, "image/jpeg"],
  ])("of kind %s is kept and served byte for byte", async (_, bytes, mediaType) => {
    const kept = await upload(bytes);
    expect(kept).toMatchObject({ mediaType, sizeBytes: bytes.length, attribute: "instructionsForUse" });
    const served = await readFile({ ...author, caller: anyone }, addressOf(kept.path));
    expect(Buffer.from(served.bytes).equals(bytes)).toBe(true);
    expect(served.open).toBe(true);
  });

  test.each([
    ["one byte more than 10 MiB", Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]), "FILE_TOO_LARGE"],
    ["an HTML page called manual.pdf", Buffer.from("<html><script>"), "FILE_TYPE_REFUSED", "E_FILE_PAGE"],
    ["an SVG drawing with a script", Buffer.from("<svg onload='x()'/>"), "FILE_TYPE_REFUSED", "E_FILE_SVG"],
    [
      "a PDF with JavaScript",
      Buffer.from("%PDF-1.4\n1 0 obj <</S /JavaScript /JS (x)>> endobj\n%%EOF\n"),
      ...(["FILE_TYPE_REFUSED", "E_PDF_SCRIPT"] as const),
    ],
    ["an empty file", Buffer.alloc(0), "FILE_TYPE_REFUSED"],
    ["a PDF cut off", pdf.subarray(0, -8), "FILE_BROKEN"],
    ["a PNG cut off", png.subarray(0, -5), "FILE_BROKEN"],
    ["a JPEG cut off", jpeg.subarray(0, -1), "FILE_BROKEN"],
  ])("%s is refused, and nothing is kept", async (_, bytes, code, named: string = code) => {
    const before = await filesKept();
    const refusal = await refusalFrom(upload(bytes));
    expect(refusal.code).toBe(code);
    expect(refusal.problems).toMatchObject([{ code: named, path: "file" }]);
    expect(await filesKept()).toEqual(before);
  });

  test("that comes twice is kept once, and no half-written file stays", async () => {
    const [one, two] = await Promise.all([upload(pdf), upload(pdf, "dueDiligenceReport")]);
    expect(addressOf(one.path).id).toBe(addressOf(two.path).id);
    expect(new Set(await filesKept()).size).toBe((await filesKept()).length);
    expect((await filesKept()).every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
    expect(await database.db.$count(document)).toBe((await filesKept()).length);
  });

  test("for a data point that no document answers is refused", async () => {
    expect((await refusalFrom(upload(pdf, "batteryMass"))).problems).toMatchObject([
      { code: "E_DOCUMENT_ATTRIBUTE", path: "attribute" },
    ]);
  });
});

describe("who may read", () => {
  test("a test report is for authorities, whoever knows its address", async () => {
    const report = Buffer.concat([pdf, Buffer.from("\n")]);
    const address = addressOf((await upload(report, "testReportResults")).path);
    const reader = async (role: "authority" | "interest"): Promise<Context> => ({
      ...author,
      caller: await registry.person(role, { role, operatorId: null }),
    });
    expect((await refusalFrom(readFile({ ...author, caller: anyone }, address))).code).toBe("NOT_SIGNED_IN");
    expect((await refusalFrom(readFile(await reader("interest"), address))).code).toBe("NOT_ALLOWED");
    expect((await readFile(await reader("authority"), address)).open).toBe(false);
  });

  test("a document is not served under another product, nor under a made-up identifier", async () => {
    const { id } = addressOf((await upload(pdf)).path);
    const elsewhere = { productUrl: "http://localhost:3000/id/voltara/OTHER", id };
    expect((await refusalFrom(readFile(author, elsewhere))).code).toBe("DOCUMENT_NOT_FOUND");
    expect((await refusalFrom(readFile(author, { productUrl: model.productUrl, id: "1' or" }))).code).toBe(
      "DOCUMENT_NOT_FOUND",
    );
  });
});

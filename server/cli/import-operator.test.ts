import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { anyone } from "../context.ts";
import { Refusal } from "../refusal.ts";
import { readDocument } from "../services/passport/document.ts";
import { issueItem } from "../services/passport/issue-item.ts";
import { exportTenant } from "../services/tenant/export.ts";
import { importTenant } from "../services/tenant/import.ts";
import type { Fixture } from "../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../test/fixture.ts";
import { runImport } from "./import.ts";

let origin: TestDatabase;
let target: TestDatabase;
let here: Fixture;
let there: Fixture;
let productUrl: string;
let archive: Uint8Array;
let asked: string[] = [];

/** The empty registry, as its route answers: `Bearer keeper` is its keeper's token. */
const server = createServer((request, response) => {
  asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
  void (async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request)
      chunks.push(chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk)));
    const ctx = request.headers.authorization === "Bearer keeper" ? there.keeper : there.as(anyone);
    try {
      const read = () => Promise.resolve(new Uint8Array(Buffer.concat(chunks)));
      const imported = await importTenant(ctx, { read });
      response.writeHead(201).end(JSON.stringify(imported));
    } catch (error) {
      const { status, code, message } =
        error instanceof Refusal ? error : { status: 500, code: "", message: String(error) };
      response.writeHead(status).end(JSON.stringify({ code, message, problems: [] }));
    }
  })();
});
let url = "";

beforeAll(async () => {
  [origin, target] = [await testDatabase(), await testDatabase()];
  [here, there] = [fixture(origin), fixture(target)];
  const operator = await here.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const item = { modelId: model.id, serial: "A-1", manufacturedOn: "2026-10" };
  ({ productUrl } = await issueItem(operator.signer, item));
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await exportTenant(operator.signer, { slug: "voltara" })).parts)
    chunks.push(chunk);
  archive = new Uint8Array(Buffer.concat(chunks));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line no-unsafe-type-assertion -- a server on a port has such an address
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.close();
  await Promise.all([origin.end(), target.end()]);
});
beforeEach(() => {
  asked = [];
});

async function run(args: readonly string[], bytes: Uint8Array = archive) {
  const said = { out: "", err: "" };
  const exit = await runImport(["--kind", "operator", "voltara.zip", ...args], {
    readInput: () => Promise.resolve(bytes),
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { exit, ...said };
}

test("an operator's archive is checked without any network, brought once, and served as it was", async () => {
  const dry = await run(["--dry-run"]);
  expect(JSON.parse(dry.out)).toMatchObject({ holds: true, operator: "voltara", passports: 2 });
  expect([dry.exit, asked]).toEqual([0, []]);

  expect(await run(["--url", url, "--token", "somebody"])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("NOT_SIGNED_IN"),
  });
  const brought = await run(["--url", url, "--token", "keeper"]);
  expect(brought).toMatchObject({ exit: 0, err: "" });
  expect(JSON.parse(brought.out)).toMatchObject({ slug: "voltara", passports: 2 });
  expect(await readDocument(there.as(anyone), { productUrl })).toEqual(
    await readDocument(here.as(anyone), { productUrl }),
  );
  expect(await run(["--url", url, "--token", "keeper"])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("REGISTRY_NOT_EMPTY"),
  });
});

test("what is no whole archive is never sent", async () => {
  const torn = await run(["--url", url, "--token", "keeper"], archive.slice(0, archive.length / 2));
  expect(torn).toMatchObject({ exit: 2, out: "" });
  for (const args of [
    ["--operator", "voltara", "--url", url, "--token", "keeper"],
    ["--category", "EV", "--url", url, "--token", "keeper"],
    ["--url", url],
    ["--token", "keeper"],
  ])
    expect(await run(args)).toMatchObject({ exit: 2, out: "" });
  expect(asked).toEqual([]);
});

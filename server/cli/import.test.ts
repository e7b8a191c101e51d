import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runImport } from "./import.ts";

/** A registry that gives these answers in turn, and remembers what it was asked. */
let answers: { readonly status: number; readonly body: unknown }[] = [];
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`);
  request.resume();
  request.on("end", () => {
    const { status, body } = answers.shift() ?? { status: 500, body: null };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line no-unsafe-type-assertion -- a server on a port has such an address
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => server.close());
beforeEach(() => {
  answers = [];
  asked = [];
});

async function run(args: readonly string[]) {
  const said = { out: "", err: "" };
  const exit = await runImport(
    args,
    {
      readInput: (file) =>
        file === "gone.csv"
          ? Promise.reject(new Error("no such file"))
          : Promise.resolve(Buffer.from("a,b\n1,2\n")),
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
    },
    1,
  );
  return { exit, ...said };
}
const good = () => ["--operator", "volta", "--kind", "models", "models.csv", "--url", url, "--token", "t"];
const state = (over: object) => ({
  id: "one",
  state: "accepted",
  goodRows: 2,
  badRows: 0,
  doneRows: 2,
  ...over,
});

test("a file is sent, waited for, and what became of it written as JSON", async () => {
  answers = [
    { status: 202, body: state({ state: "running", doneRows: 0 }) },
    { status: 200, body: state({ state: "running", doneRows: 1 }) },
    { status: 200, body: state({}) },
  ];
  const { exit, out } = await run(good());
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ state: "accepted", doneRows: 2 });
  expect(asked).toEqual([
    "POST /api/product-imports Bearer t",
    "GET /api/product-imports/one Bearer t",
    "GET /api/product-imports/one Bearer t",
  ]);
});

test.each([
  ["some rows are refused", state({ badRows: 1 }), 1],
  ["it was stopped", state({ state: "stopped" }), 1],
  ["no row was good", state({ goodRows: 0, badRows: 2, state: "staged" }), 2],
  ["it was only tried", state({ state: "staged" }), 0],
])("the exit code says that %s", async (_, body, exit) => {
  answers = [{ status: 200, body }];
  expect((await run(good())).exit).toBe(exit);
});

test("readings go where readings are taken", async () => {
  answers = [{ status: 200, body: { kept: 1, known: 0, refused: 1 } }];
  const { exit } = await run(["--kind", "use-data", "f.csv", "--url", url, "--token", "t"]);
  expect([exit, asked]).toEqual([1, ["POST /api/readings/file Bearer t"]]);
});

test("a refusal, an unread file and a missing word are told, and nothing is done", async () => {
  answers = [
    { status: 403, body: { code: "NOT_ALLOWED", message: "Your roles do not allow this.", problems: [] } },
  ];
  expect(await run(good())).toMatchObject({
    exit: 2,
    out: "",
    err: expect.stringContaining("NOT_ALLOWED: Your"),
  });
  for (const args of [
    ["--operator", "volta", "--kind", "boats", "f.csv", "--url", url, "--token", "t"],
    ["--kind", "models", "f.csv", "--url", url, "--token", "t"],
    ["--operator", "volta", "--kind", "models", "--url", url, "--token", "t"],
    ["--operator", "volta", "--kind", "models", "f.csv", "--url", "here", "--token", "t"],
    ["--operator", "volta", "--kind", "models", "gone.csv", "--url", url, "--token", "t"],
  ])
    expect(await run(args)).toMatchObject({ exit: 2, out: "" });
  expect(asked).toHaveLength(1);
});

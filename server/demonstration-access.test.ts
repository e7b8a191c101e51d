import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readDemonstrationAccess, writeDemonstrationAccess } from "./demonstration-access.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-access-"));
const access = {
  password: "a-password",
  signIns: [{ email: "exporter@demo.example", what: "Demonstration exporter" }],
  tokens: { exporter: "1", interest: "2", authority: "3", notifiedBody: "4", admin: "5" },
};

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a restart shows the same sign-ins and tokens, kept for their owner's eyes only", () => {
  const dataDir = path.join(folder, "kept");
  writeDemonstrationAccess(dataDir, access);
  expect(readDemonstrationAccess(dataDir)).toEqual(access);
  for (const file of ["demo-tokens.json", "demo-sign-ins.json"])
    expect(fs.statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600);
});

test("the tokens stand alone in their file, in the form that scripts rely on", () => {
  const dataDir = path.join(folder, "form");
  writeDemonstrationAccess(dataDir, access);
  expect(JSON.parse(fs.readFileSync(path.join(dataDir, "demo-tokens.json"), "utf8"))).toEqual(access.tokens);
});

test("a lost or damaged file counts as none, so that new ones are made", () => {
  expect(readDemonstrationAccess(path.join(folder, "nothing"))).toBeNull();
  const dataDir = path.join(folder, "damaged");
  writeDemonstrationAccess(dataDir, access);
  fs.writeFileSync(path.join(dataDir, "demo-tokens.json"), '{"exporter": "1"');
  expect(readDemonstrationAccess(dataDir)).toBeNull();
});

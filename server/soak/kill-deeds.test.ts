import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresBinaries } from "../../db/postgres-binaries.ts";
import { killAtDeeds } from "./kill-deeds.ts";

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-deeds-"));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test(
  "killed while a file is taken over or a declaration released, nothing is half done, and the staged file is still usable",
  { timeout: 300_000 },
  async () => {
    const binDir = process.env["CELLPROOF_TEST_PG_BIN"] ?? postgresBinaries();
    const pauseMs = (cycle: number) => cycle * 90;
    const program = "server/soak/deeds.ts";
    expect(await killAtDeeds({ cycles: 4, folder, binDir, program, pauseMs })).toEqual([]);
  },
);

test(
  "killed while batteries are entered, handed over, signed anew, made of others or registered, none is half there, none twice, and all of it goes on",
  { timeout: 300_000 },
  async () => {
    const binDir = process.env["CELLPROOF_TEST_PG_BIN"] ?? postgresBinaries();
    const apart = path.join(folder, "batteries");
    const program = "server/soak/battery-deeds.ts";
    const pauseMs = (cycle: number) => 300 + cycle * 1500;
    expect(await killAtDeeds({ cycles: 3, folder: apart, binDir, program, pauseMs })).toEqual([]);
  },
);

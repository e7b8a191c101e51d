import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresBinaries } from "../../db/postgres-binaries.ts";
import { killAgainAndAgain } from "./kills.ts";

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-kills-"));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test(
  "a program or server killed at any moment loses nothing that was committed",
  { timeout: 300_000 },
  async () => {
    const binDir = process.env["CELLPROOF_TEST_PG_BIN"] ?? postgresBinaries();
    expect(
      await killAgainAndAgain({ cycles: 10, folder, binDir, pauseMs: (cycle) => 40 + cycle * 25 }),
    ).toEqual([]);
  },
);

import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SmallLog } from "../test/small-log.ts";
import type { OwnWitness } from "./own-witness.ts";
import { keepOwnWitness } from "./own-witness.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "own-witness-"));
  undo.push(() => fs.rmSync(made, { recursive: true, force: true }));
  return path.join(made, "witness");
}

const program = path.resolve("server/cli/cellproof.mjs");
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const name = "registry.example/witness/ours";

const ask = async (url: string, request: string) =>
  (await fetch(`${url}/add-checkpoint`, { method: "POST", body: request })).status;

/** Gone for good: nobody answers at its address. */
const isGone = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  );

describe("the registry's own witness", () => {
  test("killed without warning is there again, with its key, its address and its memory", async () => {
    const log = new SmallLog("registry.example/log").add("one", "two");
    const state = folder();
    const ready: OwnWitness[] = [];
    const kept = keepOwnWitness({
      ...{ program, folder: state, name, logVkey: log.vkeyText, logger: silent },
      onReady: async (witness) => void ready.push(witness),
    });
    undo.push(() => kept.stop());
    await vi.waitFor(() => expect(ready).toHaveLength(1), { timeout: 20_000 });
    const [{ url, vkey } = { url: "", vkey: "" }] = ready;
    expect(vkey).toMatch(/^registry\.example\/witness\/ours\+/);
    expect(await ask(url, await log.request(0))).toBe(200);

    process.kill(ready[0]?.pid ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(ready).toHaveLength(2), { timeout: 20_000 });
    expect(ready[1]).toMatchObject({ url, vkey });
    log.add("three");
    expect(await ask(url, await log.request(0))).toBe(409);
    expect(await ask(url, await log.request(2))).toBe(200);

    await kept.stop();
    expect(await isGone(url)).toBe(true);
    expect(ready).toHaveLength(2);
  }, 60_000);

  test("takes another port when its own is taken", async () => {
    const state = folder();
    const taken = await import("node:net").then(({ createServer }) => createServer());
    taken.listen(0, "127.0.0.1");
    await once(taken, "listening");
    undo.push(() => taken.close());
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    fs.mkdirSync(state);
    fs.writeFileSync(path.join(state, "port"), String(port));
    const ready: OwnWitness[] = [];
    const kept = keepOwnWitness({
      ...{ program, folder: state, name, logVkey: new SmallLog("a").vkeyText, logger: silent },
      onReady: async (witness) => void ready.push(witness),
    });
    undo.push(() => kept.stop());
    await vi.waitFor(() => expect(ready).toHaveLength(1), { timeout: 20_000 });
    expect(new URL(ready[0]?.url ?? "").port).not.toBe(String(port));
  }, 60_000);

  test("ends when the registry is killed without warning", async () => {
    const state = folder();
    const file = pathToFileURL(path.resolve("server/platform/own-witness.ts")).href;
    const options = { program, folder: state, name, logVkey: new SmallLog("a").vkeyText };
    const script = `
      import { register } from "tsx/esm/api";
      register({ tsconfig: false });
      const { keepOwnWitness } = await import(${JSON.stringify(file)});
      const logger = { info() {}, warn() {}, error() {} };
      keepOwnWitness({ ...${JSON.stringify(options)}, logger, onReady: async (ready) => console.log(JSON.stringify(ready)) });
      setInterval(() => {}, 1000);
    `;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    undo.push(() => parent.kill("SIGKILL"));
    const [line = ""]: string[] = await once(createInterface({ input: parent.stdout }), "line");
    const ready: OwnWitness = JSON.parse(line);
    expect(await isGone(ready.url)).toBe(false);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(isRunning(ready.pid)).toBe(false), { timeout: 20_000 });
    expect(await isGone(ready.url)).toBe(true);
  }, 60_000);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

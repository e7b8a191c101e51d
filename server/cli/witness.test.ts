import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { webCrypto } from "../platform/web-crypto.ts";
import { sha256, SmallLog } from "../test/small-log.ts";
import { parseCheckpoint, verifyCosignature } from "../domain/transparency/checkpoint.ts";
import { parseVkey, vkeyOf } from "../domain/transparency/note.ts";
import type { Vkey } from "../domain/transparency/note.ts";
import type { Witness } from "./cosign.ts";
import { cosign } from "./cosign.ts";
import type { CliIo } from "./io.ts";
import { listen, runWitness } from "./witness.ts";
import type { RunningWitness } from "./witness.ts";
import { openWitnessKey, WitnessStates } from "./witness-state.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "witness-"));
  undo.push(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

const origin = "registry.example/log";
const bytesOf = (text: string) => new TextEncoder().encode(text);
const numbered = (count: number, word = "entry") => Array.from({ length: count }, (_, at) => `${word} ${at}`);

function witnessOf(log: SmallLog, state = folder(), now = () => new Date("2026-11-21T12:00:00Z")): Witness {
  return {
    key: openWitnessKey(state, "witness.example/w1"),
    logs: [log.vkey],
    states: new WitnessStates(state),
    now,
  };
}

async function running(witness: Witness, lines: string[] = []): Promise<RunningWitness> {
  const server = await listen(witness, { host: "127.0.0.1", port: 0 }, (line) => lines.push(line));
  undo.push(() => server.close());
  return server;
}

const post = (url: string, body: string) => fetch(`${url}/add-checkpoint`, { method: "POST", body });

/** The seconds this witness states under the checkpoint of a request; throws when it did not sign it. */
async function timesOf(request: string, answer: string, vkey: Vkey): Promise<readonly number[]> {
  const checkpoint = parseCheckpoint(request.slice(request.indexOf("\n\n") + 2) + answer);
  const times = checkpoint.ok ? await verifyCosignature(checkpoint.value.note, vkey, webCrypto) : checkpoint;
  if (!times.ok || times.value.length === 0) throw new Error("not signed");
  return times.value;
}

describe("a witness asked over HTTP", () => {
  test("signs the first state it sees and each that continues it", async () => {
    const log = new SmallLog(origin).add(...numbered(3));
    const witness = witnessOf(log);
    const { url } = await running(witness);
    const first = await log.request(0);
    const answer = await post(url, first);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toMatch(/^— witness\.example\/w1 [A-Za-z0-9+/]+=*\n$/);
    expect(await timesOf(first, text, witness.key.vkey)).toEqual([Date.parse("2026-11-21T12:00:00Z") / 1000]);

    for (const size of [3, 4, 8, 300]) {
      const oldSize = log.entries.length;
      log.add(...numbered(size - oldSize, `step ${size}`));
      const request = await log.request(oldSize);
      const next = await post(url, request);
      expect(next.status).toBe(200);
      await timesOf(request, await next.text(), witness.key.vkey);
    }
    expect(witness.states.newest(origin)).toMatchObject({ size: 300, root: log.root() });
  });

  test("says the size it knows when asked from another one", async () => {
    const log = new SmallLog(origin).add(...numbered(5));
    const { url } = await running(witnessOf(log));
    for (const oldSize of [3, 5]) {
      const answer = await post(url, await log.request(oldSize));
      expect([answer.status, await answer.text()]).toEqual([409, "0\n"]);
    }
    await post(url, await log.request(0));
    for (const request of [await log.request(0), await log.request(4), await log.request(0, 3)]) {
      const answer = await post(url, request);
      expect([answer.status, await answer.text()]).toEqual([409, "5\n"]);
      expect(answer.headers.get("content-type")).toBe("text/x.tlog.size");
    }
  });

  test("never signs a smaller or another tree, and keeps what the log signed as evidence", async () => {
    const log = new SmallLog(origin).add(...numbered(7));
    const witness = witnessOf(log);
    const lines: string[] = [];
    const server = await running(witness, lines);
    await post(server.url, await log.request(0));

    const sameSize = log.fork(4).add(...numbered(3, "forked"));
    const answer = await post(server.url, await sameSize.request(7));
    expect(answer.status).toBe(409);
    const larger = log.fork(4).add(...numbered(9, "forked"));
    expect((await post(server.url, await larger.request(7))).status).toBe(422);
    expect((await post(server.url, await log.request(3, 5))).status).toBe(409);
    expect((await post(server.url, `old 7\n\n${log.checkpoint(5)}`)).status).toBe(400);

    expect(server.sawUnsound()).toBe(true);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("two different states of the same size");
    expect(lines[1]).toContain("built on another history");
    const evidence = fs.readFileSync(/Kept in (.*)\.$/.exec(lines[0] ?? "")?.[1] ?? "", "utf8");
    expect(evidence).toContain(log.checkpoint(7));
    expect(evidence).toContain(sameSize.checkpoint());
    expect(witness.states.newest(origin)).toMatchObject({ size: 7, root: log.root() });
  });

  test("does not call a log unsound because a stranger spoiled a proof", async () => {
    const log = new SmallLog(origin).add(...numbered(3));
    const server = await running(witnessOf(log));
    await post(server.url, await log.request(0));
    log.add(...numbered(4, "more"));
    const spoiled = (await log.request(3)).replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${"A".repeat(43)}=\n`);
    expect((await post(server.url, spoiled)).status).toBe(422);
    expect((await post(server.url, `old 3\n\n${log.checkpoint()}`)).status).toBe(422);
    expect(server.sawUnsound()).toBe(false);
    expect((await post(server.url, await log.request(3))).status).toBe(200);
  });

  const log = new SmallLog(origin).add(...numbered(3));
  const other = new SmallLog("other.example/log").add(...numbered(3));
  const imposter = new SmallLog(origin).add(...numbered(3));
  test.each([
    ["a log it does not know", () => other.request(0), 404],
    ["a log that only has the name of one", () => imposter.request(0), 403],
    ["a signature for another state", async () => (await log.request(0)).replace("\n3\n", "\n4\n"), 403],
    ["nothing", () => "", 400],
    ["no old size", () => log.checkpoint(), 400],
    ["an old size with a leading zero", async () => (await log.request(0)).replace("old 0", "old 00"), 400],
    ["an old size that is larger", () => `old 4\n\n${log.checkpoint()}`, 400],
    ["a proof that is no base64", () => `old 0\n****\n\n${log.checkpoint()}`, 400],
    ["a proof for the first state", () => `old 0\n${"A".repeat(43)}=\n\n${log.checkpoint()}`, 422],
    ["64 hashes", () => `old 0\n${`${"A".repeat(43)}=\n`.repeat(64)}\n${log.checkpoint()}`, 400],
    ["Windows line ends", async () => (await log.request(0)).replaceAll("\n", "\r\n"), 400],
    ["a checkpoint that is none", () => "old 0\n\nhello\n", 400],
    ["a request of any size", () => "x".repeat(200_000), 413],
  ])("refuses %s", async (_, request, status) => {
    const witness = witnessOf(log);
    const { url } = await running(witness);
    expect((await post(url, await request())).status).toBe(status);
    expect(witness.states.newest(origin)).toBeNull();
  });

  test("signs for a log whose key changed under its name when it knows both keys", async () => {
    const witness = { ...witnessOf(log), logs: [log.vkey, imposter.vkey] };
    expect(await cosign(bytesOf(await imposter.request(0)), witness)).toMatchObject({ status: 200 });
  });

  test("answers nothing else", async () => {
    const { url } = await running(witnessOf(log));
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/other`, { method: "POST" })).status).toBe(404);
    const self = await (await fetch(url)).text();
    expect(parseVkey(self.trim())).toMatchObject({ value: { name: "witness.example/w1", type: 4 } });
  });

  test("signs nothing when its memory cannot be written or read", async () => {
    const state = folder();
    const witness = witnessOf(log, state);
    const lines: string[] = [];
    const { url } = await running(witness, lines);
    expect((await post(url, await log.request(0))).status).toBe(200);
    const logs = path.join(state, "logs");
    const [name = ""] = fs.readdirSync(logs);
    fs.writeFileSync(path.join(logs, name, "2.json"), "{");
    const answer = await post(url, await log.request(3));
    expect([answer.status, await answer.text()]).toEqual([500, "The witness cannot sign now.\n"]);
    expect(lines.join()).toContain("damaged");
  });

  test("never goes back behind a time it has stated", async () => {
    const state = folder();
    const early = witnessOf(log, state, () => new Date("2026-11-20T12:00:00Z"));
    await cosign(bytesOf(await log.request(0)), witnessOf(log, state));
    const again = await log.request(3);
    const { body } = await cosign(bytesOf(again), early);
    expect(await timesOf(again, body, early.key.vkey)).toEqual([Date.parse("2026-11-21T12:00:00Z") / 1000]);
  });
});

describe("many requests at once", () => {
  test("leave one line of states: whoever is signed continues what was signed before", async () => {
    const log = new SmallLog(origin).add(...numbered(64));
    const state = folder();
    // Two programs on one folder, each with its own requests.
    const witnesses = [witnessOf(log, state), witnessOf(log, state)];
    const signed: number[] = [];
    const ask = async (worker: number) => {
      const witness = witnesses[worker % 2] ?? witnessOf(log, state);
      let known = 0;
      for (let size = 1 + (worker % 5); size <= 64; size += 1 + (worker % 7)) {
        const { status, body } = await cosign(
          bytesOf(await log.request(Math.min(known, size), size)),
          witness,
        );
        if (status === 200) signed.push(size);
        known = status === 200 ? size : Math.max(known, Number(body));
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, worker) => ask(worker)));
    expect(signed.length).toBeGreaterThan(5);
    expect(signed).toEqual(signed.toSorted((one, other) => one - other));
    expect(new WitnessStates(state).newest(origin)?.size).toBe(signed.at(-1));
  });

  test("to two histories are signed for one of them only", async () => {
    for (let round = 0; round < 10; round++) {
      const log = new SmallLog(origin).add(...numbered(4));
      const fork = log.fork(4).add("black");
      log.add("white");
      const state = folder();
      await cosign(bytesOf(await log.request(0, 4)), witnessOf(log, state));
      const answers = await Promise.all([
        cosign(bytesOf(await log.request(4)), witnessOf(log, state)),
        cosign(bytesOf(await fork.request(4)), witnessOf(log, state)),
      ]);
      expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    }
  });

  test("a program that fell behind does not make a state the others have cleared away", () => {
    const states = new WitnessStates(folder());
    const state = (size: number) => ({
      size,
      root: sha256(bytesOf(String(size))),
      time: size,
      checkpoint: "",
    });
    states.keep(origin, null, state(1));
    const behind = states.newest(origin);
    for (let size = 2; size <= 6; size++) states.keep(origin, states.newest(origin), state(size));
    expect(states.keep(origin, behind, state(99))).toBe(false);
    expect(states.newest(origin)?.size).toBe(6);
  });
});

describe("cellproof witness", () => {
  async function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
    let [out, err] = ["", ""];
    const io: CliIo = {
      readInput: (name) =>
        files[name] === undefined
          ? Promise.reject(new Error(`no ${name}`))
          : Promise.resolve(bytesOf(files[name])),
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    };
    return { code: await runWitness(args, io), out, err };
  }

  test("signs a file, and a newer one with its proof", async () => {
    const log = new SmallLog(origin).add(...numbered(3));
    const common = ["--state", folder(), "--log", log.vkeyText];
    const first = await run(
      { cp: log.checkpoint() },
      ...common,
      "--name",
      "witness.example/w1",
      "--checkpoint",
      "cp",
    );
    expect([first.code, first.err.startsWith("Signed as witness.example/w1+")]).toEqual([0, true]);
    const vkey = parseVkey(first.err.replace("Signed as ", "").trim());
    if (!vkey.ok) throw new Error("no key");
    await timesOf(`\n\n${log.checkpoint()}`, first.out, vkey.value);

    log.add(...numbered(4, "more"));
    const files = {
      cp: log.checkpoint(),
      proof: `${(await log.proof(3)).join("\n")}\n`,
      all: await log.request(7),
    };
    const missing = await run(files, ...common, "--checkpoint", "cp");
    expect([missing.code, missing.out]).toEqual([2, ""]);
    expect(missing.err).toContain("from there to 7 with --proof");
    expect((await run(files, ...common, "--checkpoint", "cp", "--proof", "proof")).code).toBe(0);
    expect((await run(files, ...common, "--checkpoint", "all")).code).toBe(0);
    const older = await run({ cp: log.checkpoint(3) }, ...common, "--checkpoint", "cp");
    expect([older.code, older.out]).toEqual([2, ""]);
  });

  test("exits 1 for a log with two histories", async () => {
    const log = new SmallLog(origin).add(...numbered(4));
    const common = ["--state", folder(), "--log", log.vkeyText, "--name", "w", "--checkpoint"];
    expect((await run({ cp: log.checkpoint() }, ...common, "cp")).code).toBe(0);
    const fork = log.fork(2).add(...numbered(2, "forked"));
    const same = await run({ cp: fork.checkpoint() }, ...common, "cp");
    expect([same.code, same.out]).toEqual([1, ""]);
    expect(same.err).toContain("UNSOUND");
    fork.add("more");
    expect((await run({ all: await fork.request(4) }, ...common, "all")).code).toBe(1);
  });

  const vkey = new SmallLog(origin).vkeyText;
  test.each([
    ["no state", ["--log", vkey, "--checkpoint", "cp"]],
    ["no log", ["--state", "x", "--checkpoint", "cp"]],
    ["a log key that is none", ["--state", "x", "--log", "nothing", "--checkpoint", "cp"]],
    ["neither address nor file", ["--state", "x", "--log", vkey]],
    [
      "both address and file",
      ["--state", "x", "--log", vkey, "--checkpoint", "cp", "--listen", "127.0.0.1:0"],
    ],
    ["an address without port", ["--state", "x", "--log", vkey, "--listen", "127.0.0.1"]],
    ["a port beyond all ports", ["--state", "x", "--log", vkey, "--listen", "127.0.0.1:65536"]],
    ["a name with spaces", ["--state", "x", "--log", vkey, "--checkpoint", "cp", "--name", "a b"]],
    ["an option it does not know", ["--state", "x", "--logs", vkey]],
  ])("exits 2 for %s and says what is missing", async (_, args) => {
    const { code, out, err } = await run({}, ...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^cellproof witness: \S/);
  });

  test("keeps its key and its name", async () => {
    const log = new SmallLog(origin).add("one");
    const state = folder();
    const unnamed = await run(
      { cp: log.checkpoint() },
      "--state",
      state,
      "--log",
      log.vkeyText,
      "--checkpoint",
      "cp",
    );
    expect(unnamed.err).toContain("--name");
    const first = openWitnessKey(state, "w");
    expect(openWitnessKey(state, undefined).vkey).toEqual(first.vkey);
    expect(() => openWitnessKey(state, "v")).toThrow("is called w");
    expect(fs.statSync(path.join(state, "key.json")).mode & 0o077).toBe(0);
    expect(fs.readFileSync(path.join(state, "vkey"), "utf8")).toMatch(
      /^w\+[0-9a-f]{8}\+B[A-Za-z0-9+/]{43}\n$/,
    );
    expect(first.vkey).toEqual(vkeyOf("w", 4, first.vkey.publicKey, sha256));
  });

  /** The program as a person runs it. */
  async function start(args: readonly string[]) {
    const child = spawn(process.execPath, ["server/cli/cellproof.mjs", "witness", ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    undo.push(() => child.kill("SIGKILL"));
    const [line = ""]: string[] = await once(createInterface({ input: child.stdout }), "line");
    const said: { url: string; vkey: string } = JSON.parse(line);
    return { child, ...said };
  }

  test("killed without warning again and again, never signs behind what it has signed", async () => {
    const log = new SmallLog(origin).add(...numbered(400));
    const args = ["--state", folder(), "--log", log.vkeyText, "--name", "w", "--listen", "127.0.0.1:0"];
    let signed = 0;
    for (let round = 0; round < 4; round++) {
      const { child, url } = await start(args);
      const known = Number(await (await post(url, await log.request(signed === 0 ? 1 : 0, 400))).text());
      // What was answered is never forgotten; what was kept but not answered may be there too.
      expect(known).toBeGreaterThanOrEqual(signed);
      let size = known;
      let kill: NodeJS.Timeout | undefined;
      for (;;) {
        kill ??= setTimeout(() => child.kill("SIGKILL"), 40 + round * 30);
        const answer = await post(url, await log.request(size, size + 1)).catch(() => null);
        if (answer === null) break;
        expect(answer.status).toBe(200);
        signed = size += 1;
      }
    }
    expect(signed).toBeGreaterThan(0);
  });

  test("stops when it is told to, and with --until-input-ends when its parent is gone", async () => {
    const log = new SmallLog(origin);
    const args = ["--state", folder(), "--log", log.vkeyText, "--name", "w", "--listen", "127.0.0.1:0"];
    const told = await start(args);
    told.child.kill("SIGTERM");
    expect(await once(told.child, "exit")).toEqual([0, null]);
    const left = await start([...args, "--until-input-ends"]);
    expect(left.vkey).toBe(told.vkey);
    left.child.stdin.end();
    expect(await once(left.child, "exit")).toEqual([0, null]);
  });
});

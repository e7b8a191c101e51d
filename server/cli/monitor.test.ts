import { createHash, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import example from "../../public/vectors/worked-example.json" with { type: "json" };
import { cosignatureLine, cosignatureMessage, parseCheckpoint } from "../domain/transparency/checkpoint.ts";
import {
  issuerKeyEntry,
  passportEntry,
  statusChangeEntry,
  statusListEntry,
} from "../domain/transparency/entry.ts";
import { leafHash } from "../domain/transparency/leaf-hash.ts";
import { formatVkey, vkeyOf } from "../domain/transparency/note.ts";
import { serveLog, sha256, SmallLog } from "../test/small-log.ts";
import type { CliIo } from "./io.ts";
import { logAddress } from "./log-reader.ts";
import { runMonitor } from "./monitor.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "monitor-"));
  undo.push(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

type Answer = (path: string) => string | Uint8Array | number | undefined;

async function served(answer: Answer): Promise<string> {
  const { url, close } = await serveLog(answer);
  undo.push(close);
  return url;
}

async function run(...args: readonly string[]) {
  let [out, err] = ["", ""];
  const io: CliIo = {
    readInput: (name) => fs.promises.readFile(name),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  };
  const code = await runMonitor(args, io);
  return { code, out, err, kinds: args.includes("--json") ? kindsIn(out) : [] };
}

/** Level and kind of each finding. */
function kindsIn(out: string): readonly string[] {
  const lines = out.split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => {
    const { level, kind }: { level: string; kind?: string } = JSON.parse(line);
    return kind === undefined ? [] : [`${level} ${kind}`];
  });
}

const origin = "registry.example/log";
const time = new Date("2026-11-20T12:00:00Z");
const subjectOf = (n: number) => Buffer.alloc(16, n).toString("base64url");
const digestOf = (text: string) => createHash("sha256").update(text).digest("base64url");
const leafOf = (entry: Uint8Array | undefined) =>
  entry === undefined ? null : Buffer.from(leafHash(entry, sha256)).toString("base64url");
const version = (subject: number, number: number, before?: Uint8Array, mark = "") =>
  passportEntry({
    subject: subjectOf(subject),
    version: number,
    previous: leafOf(before),
    artifacts: { "vc+jwt": digestOf(`${subject} ${number} ${mark}`) },
    time,
  });
const list = (sequence: number, mark = "") =>
  statusListEntry({
    list: "https://registry.example/op/voltara/status/1",
    sequence,
    artifacts: { "vc+jwt": digestOf("list"), "statuslist+jwt": digestOf(`token ${sequence} ${mark}`) },
    time,
  });
const jwk = (seed: number) => {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seed)]);
  const { x = "" } = createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({ format: "jwk" });
  return { kty: "OKP", crv: "Ed25519", x } as const;
};
const issuer = "did:web:registry.example:op:voltara";
const kidOf = (seed: number) =>
  `${issuer}#${digestOf(JSON.stringify({ crv: "Ed25519", kty: "OKP", x: jwk(seed).x }))}`;
const keyEntry = (action: "add" | "retire" | "compromise", seed: number, kid = kidOf(seed)) =>
  issuerKeyEntry({
    action,
    issuer,
    alsoKnownAs: [],
    kid,
    jwk: jwk(seed),
    custody: "registry",
    ...(action === "compromise" ? { since: time } : {}),
    time,
  });

/** Passports in one version each, as many as asked for. */
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) =>
    passportEntry({
      subject: Buffer.from((from + at).toString(16).padStart(32, "0"), "hex").toString("base64url"),
      version: 1,
      previous: null,
      artifacts: { "vc+jwt": digestOf(String(from + at)) },
      time,
    }),
  );

describe("a log that is sound", () => {
  test("is followed from the first entry on, across tiles, and each later run reads what is new", async () => {
    const log = new SmallLog(origin).add(...many(600));
    const asked: string[] = [];
    const url = await served((path) => {
      asked.push(path);
      return log.answer(path);
    });
    const common = ["--url", url, "--state", folder(), "--once"];
    const first = await run(...common, "--log", log.vkeyText);
    expect([first.code, first.out, first.err]).toEqual([
      0,
      "Sound: 600 entries followed; signed by no witness.\n",
      "",
    ]);

    asked.length = 0;
    log.add(...many(300, 600));
    expect(await run(...common)).toMatchObject({
      code: 0,
      out: "Sound: 900 entries followed; signed by no witness.\n",
    });
    expect(asked.filter((path) => path.startsWith("tile/entries/"))).toEqual([
      "tile/entries/002",
      "tile/entries/003.p/132",
    ]);
    expect((await run(...common)).code).toBe(0);
  });

  test("may be empty, and may have cleared away partial tiles that became full", async () => {
    const log = new SmallLog(origin);
    const url = await served((path) => log.answer(path));
    const common = ["--url", url, "--state", folder(), "--once", "--log", log.vkeyText];
    expect((await run(...common)).code).toBe(0);
    log.add(...many(4));
    expect((await run(...common)).code).toBe(0);
    log.add(...many(300, 4));
    // Read at 4 entries by a newcomer, when only the full tile is left.
    const late = await served((path) =>
      path === "checkpoint" ? log.checkpoint(4) : path.includes(".p/") ? 404 : log.answer(path),
    );
    const newcomer = ["--url", late, "--state", folder(), "--once", "--log", log.vkeyText];
    expect((await run(...newcomer)).code).toBe(0);
  });

  test("is the worked example", async () => {
    const log = new SmallLog(origin).add(...example.log.entries);
    const answer: Answer = (path) => (path === "checkpoint" ? example.log.checkpoint7 : log.answer(path));
    const policy = path.join(folder(), "policy");
    fs.writeFileSync(policy, `log ${example.log.vkey}\nwitness w ${example.log.witnessVkey}\nquorum w\n`);
    const { code, out } = await run(
      ...["--url", await served(answer), "--state", folder(), "--policy", policy, "--once"],
      ...["--issuer", issuer],
    );
    expect(code).toBe(0);
    expect(out).toContain(`Entry 0: add of key ${issuer}#dPuwcr1T8YIyXT1n2hIN2nscgDFw17NPTsvTvdnNRq4`);
    expect(out).toContain("signed by witness.example/w1 at 2026-11-20T");
  });

  test("without enough witnesses is sound, and that they are missing is said", async () => {
    const log = new SmallLog(origin).add(...many(3));
    const witnessKey = generateKeyPairSync("ed25519").privateKey;
    const publicKey = new Uint8Array(Buffer.from(witnessKey.export({ format: "jwk" }).x ?? "", "base64url"));
    const witness = vkeyOf("witness.example/w1", 4, publicKey, sha256);
    const policy = path.join(folder(), "policy");
    fs.writeFileSync(policy, `log ${log.vkeyText}\nwitness w ${formatVkey(witness)}\nquorum w\n`);
    let lines = "";
    const url = await served((path) => (path === "checkpoint" ? log.checkpoint() + lines : log.answer(path)));
    const common = ["--url", url, "--state", folder(), "--policy", policy, "--once"];
    expect(await run(...common)).toMatchObject({
      code: 0,
      out: "Sound: 3 entries followed; signed by no witness; fewer witnesses than the policy asks for.\n",
    });
    const checkpoint = parseCheckpoint(log.checkpoint());
    const body = checkpoint.ok ? checkpoint.value.note.text : "";
    const cosigned = (text: string) => {
      const seconds = Date.parse("2026-11-20T13:00:00Z") / 1000;
      const signature = sign(null, cosignatureMessage(text, seconds), witnessKey);
      return `${cosignatureLine(witness, seconds, signature)}\n`;
    };
    lines = cosigned(body);
    expect((await run(...common)).out).toContain("signed by witness.example/w1 at 2026-11-20T13:00:00Z.");
    lines = cosigned("other");
    expect((await run(...common, "--json")).kinds).toEqual(["unsound signature"]);
  });
});

describe("a log that lies is found out, with exit 1 and words", () => {
  /** Follows an honest log, then lets it lie, then be honest again. */
  async function lied(honest: SmallLog, lie: Answer) {
    let answer: Answer = (path) => honest.answer(path);
    const url = await served((path) => answer(path));
    const state = folder();
    const common = ["--url", url, "--state", state, "--log", honest.vkeyText, "--once"];
    expect((await run(...common)).code).toBe(0);
    answer = lie;
    const result = await run(...common, "--json");
    answer = (path) => honest.answer(path);
    return { ...result, state, after: await run(...common, "--json") };
  }

  test("by showing less than before", async () => {
    const log = new SmallLog(origin).add(...many(9));
    const { code, kinds, err, state } = await lied(log, (path) =>
      path === "checkpoint" ? log.checkpoint(8) : log.answer(path),
    );
    expect([code, kinds]).toEqual([1, ["unsound rollback"]]);
    expect(err).toContain("kept in");
    expect(fs.readdirSync(path.join(state, "evidence"))).toHaveLength(1);
  });

  test.each([7, 8, 9, 300])("by a second history, seen at %i entries, and stays found out", async (size) => {
    const log = new SmallLog(origin).add(...many(8));
    const fork = log.fork(5).add(...many(size - 5, 1000));
    const { code, kinds, after } = await lied(log, (path) => fork.answer(path));
    expect([code, kinds]).toEqual([1, [size < 8 ? "unsound rollback" : "unsound fork"]]);
    // The log goes back to its first story: what it signed beside it, it cannot take back.
    expect(after.code).toBe(size < 8 ? 0 : 1);
  });

  test("by a second history only in the entries it serves", async () => {
    const log = new SmallLog(origin).add(...many(8));
    const longer = log.fork(8).add(...many(4, 8));
    const other = log.fork(8).add(...many(4, 1000));
    const { code, kinds } = await lied(log, (path) =>
      path.startsWith("tile/entries/") ? other.answer(path) : longer.answer(path),
    );
    expect([code, kinds]).toEqual([1, ["unsound entriesElsewhere"]]);
  });

  test("by tiles that are not those of its entries", async () => {
    const log = new SmallLog(origin).add(...many(8));
    const longer = log.fork(8).add(...many(4, 8));
    const other = log.fork(8).add(...many(4, 1000));
    const { code, kinds } = await lied(log, (path) =>
      path.startsWith("tile/0/") ? other.answer(path) : longer.answer(path),
    );
    expect([code, kinds]).toEqual([1, ["unsound tiles"]]);
  });

  test("by a tile above the first that does not fit", async () => {
    const log = new SmallLog(origin).add(...many(300));
    const { code, kinds } = await lied(log.fork(3), (path) =>
      path.startsWith("tile/1/") ? new Uint8Array(32) : log.answer(path),
    );
    expect([code, kinds]).toEqual([1, ["unsound tiles"]]);
  });

  test.each([
    ["an entry bundle", "tile/entries/"],
    ["a tile", "tile/0/"],
  ])("by not serving %s", async (_, what) => {
    const log = new SmallLog(origin).add(...many(8));
    const longer = log.fork(8).add(...many(4, 8));
    const { code, kinds, after } = await lied(log, (path) =>
      path.startsWith(what) ? 404 : longer.answer(path),
    );
    expect([code, kinds]).toEqual([1, ["unsound missing"]]);
    expect(after.code).toBe(0);
  });

  test("by a bundle that is cut off", async () => {
    const log = new SmallLog(origin).add(...many(3));
    const longer = log.fork(3).add(...many(4, 8));
    const { kinds } = await lied(log, (path) => {
      const found = longer.answer(path);
      return path.startsWith("tile/entries/") && found instanceof Uint8Array ? found.subarray(0, -1) : found;
    });
    expect(kinds).toEqual(["unsound missing"]);
  });

  test("by entries changed before what a new watcher reads again", async () => {
    const log = new SmallLog(origin).add(...many(8));
    const changed = log.fork(2).add(...many(6, 1000));
    let answer: Answer = (path) => log.answer(path);
    const url = await served((path) => answer(path));
    const common = ["--url", url, "--state", folder(), "--log", log.vkeyText, "--once", "--json"];
    await run(...common);
    answer = (path) => (path === "checkpoint" ? log.checkpoint() : changed.answer(path));
    expect((await run(...common, "--issuer", issuer)).kinds).toEqual(["unsound rewritten"]);
  });

  const imposter = new SmallLog(origin).add(...many(8));
  const other = new SmallLog("other.example/log").add(...many(8));
  test.each([
    ["another key under its name", () => imposter.checkpoint()],
    ["another log", () => other.checkpoint()],
    ["a page", () => "<html>Hello</html>\n"],
    ["a size without a signature for it", (log: SmallLog) => log.checkpoint().replace("\n8\n", "\n9\n")],
  ])("by a checkpoint of %s", async (_, checkpoint) => {
    const log = new SmallLog(origin).add(...many(8));
    const { code, kinds } = await lied(log, (path) =>
      path === "checkpoint" ? checkpoint(log) : log.answer(path),
    );
    expect([code, kinds]).toEqual([1, ["unsound signature"]]);
  });
});

describe("entries that no honest log has", () => {
  const first = version(1, 1);
  const second = version(1, 2, first);
  const status = (number: number) =>
    statusChangeEntry({ subject: subjectOf(1), version: number, status: "revoked", time });
  test.each([
    ["a version a second time", [first, second, version(1, 2, first, "again")], ["versionTwice"]],
    ["a first version a second time", [first, version(1, 1, undefined, "again")], ["versionTwice"]],
    ["a version that skips one", [first, version(1, 3, first)], ["versionGap"]],
    ["a passport that starts with version 2", [version(1, 2)], ["versionGap"]],
    ["a version that names no predecessor", [first, version(1, 2)], ["previousWrong"]],
    ["a version that names another predecessor", [first, second, version(1, 3, first)], ["previousWrong"]],
    ["a status of a version there is not", [first, status(2)], ["statusOfNothing"]],
    ["a list that starts late", [list(2)], ["listGap"]],
    ["a list that skips a number", [list(1), list(3)], ["listGap"]],
    ["a list that repeats a number", [list(1), list(2), list(2, "again")], ["listTwice"]],
    ["a key retired that was never added", [keyEntry("retire", 1)], ["keyUnknown"]],
    [
      "a key added after it was given up",
      [keyEntry("add", 1), keyEntry("compromise", 1), keyEntry("add", 1)],
      ["keyTwice"],
    ],
    [
      "a key under the name of another",
      [keyEntry("add", 1), keyEntry("retire", 2, kidOf(1))],
      ["keyName", "keyChanged"],
    ],
    ["white space", [`${new TextDecoder().decode(first)} `], ["entry"]],
    ["no JSON", ["hello"], ["entry"]],
    ["an unknown type", ['{"time":"2026-11-20T12:00:00Z","type":"note","v":1}'], ["entry"]],
  ] as const)("are found: %s", async (_, entries, kinds) => {
    const log = new SmallLog(origin).add(...many(2), ...entries);
    const url = await served((path) => log.answer(path));
    const common = ["--url", url, "--state", folder(), "--once", "--json"];
    const found = await run(...common, "--log", log.vkeyText);
    expect([found.code, found.kinds]).toEqual([1, kinds.map((kind) => `unsound ${kind}`)]);
    expect(found.out).not.toMatch(/\{\w+\}/);
    // The signed tree holds them for ever: later runs go on and exit 1 again, and tell no fault as a new one.
    log.add(...many(2, 2));
    const later = await run(...common);
    expect([later.code, later.kinds]).toEqual([1, []]);
    expect(later.out).toContain(`"size":${log.entries.length}`);
  });

  test("are not what an honest life of keys, versions and lists is taken for", async () => {
    const third = version(1, 3, second);
    const log = new SmallLog(origin).add(
      ...[keyEntry("add", 1), first, list(1), second, keyEntry("add", 2), keyEntry("retire", 1)],
      statusChangeEntry({ subject: subjectOf(1), version: 1, status: "superseded", time }),
      ...[list(2), third, keyEntry("compromise", 1), version(2, 1), status(3)],
    );
    const url = await served((path) => log.answer(path));
    const { code, out } = await run("--url", url, "--state", folder(), "--log", log.vkeyText, "--once");
    expect([code, out]).toEqual([0, "Sound: 12 entries followed; signed by no witness.\n"]);
  });
});

describe("whoever watches is told", () => {
  const watchedLog = () => new SmallLog(origin).add(keyEntry("add", 1), version(1, 1), version(2, 1));

  test("each key of an issuer, and alerted to one that is not named", async () => {
    const log = watchedLog();
    const url = await served((path) => log.answer(path));
    const common = ["--url", url, "--state", folder(), "--once", "--json"];
    const watching = [...common, "--log", log.vkeyText, "--issuer", issuer];
    expect(await run(...watching)).toMatchObject({ code: 0, kinds: ["news key"] });
    expect(await run(...watching)).toMatchObject({ code: 0, kinds: [] });
    log.add(keyEntry("add", 2));
    const silent = await run(...watching, "--key", kidOf(1));
    expect([silent.code, silent.kinds]).toEqual([1, ["alert keyUnexpected"]]);
    expect(silent.out).toContain(kidOf(2));
    log.add(keyEntry("compromise", 2));
    expect((await run(...watching)).out).toContain("In doubt since 2026-11-20T12:00:00Z.");
    expect((await run(...common, "--issuer", "did:web:registry.example:op:other")).kinds).toEqual([]);
  });

  test("versions and statuses of passports named in a file, also those of before", async () => {
    const log = watchedLog();
    const url = await served((path) => log.answer(path));
    const common = ["--url", url, "--state", folder(), "--once", "--json"];
    expect((await run(...common, "--log", log.vkeyText)).kinds).toEqual([]);
    const file = path.join(folder(), "subjects");
    fs.writeFileSync(file, `# mine\n${subjectOf(1)} pack A\n\n`);
    expect(await run(...common, "--subjects", file)).toMatchObject({ code: 0, kinds: ["news version"] });
    log.add(
      statusChangeEntry({ subject: subjectOf(1), version: 1, status: "revoked", reason: "error", time }),
    );
    fs.appendFileSync(file, subjectOf(2));
    expect((await run(...common, "--subjects", file)).kinds).toEqual(["news version", "news status"]);
    fs.writeFileSync(file, "Voltara\n");
    const wrong = await run(...common, "--subjects", file);
    expect([wrong.code, wrong.err.includes("Voltara")]).toEqual([2, true]);
  });

  test("of versions that have no record among theirs, and of records the log does not know", async () => {
    const recordOf = (subject: number, number: number, mark: string) => {
      const passport = {
        logOrigin: origin,
        logSubject: subjectOf(subject),
        version: number,
        previous: null,
      };
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      return `${part({ alg: "ES256" })}.${part({ passport, mark })}.AAAA`;
    };
    const entryOf = (subject: number, number: number, record: string, before?: Uint8Array) =>
      passportEntry({
        subject: subjectOf(subject),
        version: number,
        previous: leafOf(before),
        artifacts: { "vc+jwt": digestOf(record) },
        time,
      });
    const [plain, full, bundled] = [recordOf(1, 1, "a"), recordOf(2, 1, "b"), recordOf(3, 1, "c")];
    const firstOfOne = entryOf(1, 1, plain);
    const log = new SmallLog(origin).add(firstOfOne, entryOf(2, 1, full), entryOf(3, 1, bundled));
    const records = folder();
    fs.writeFileSync(path.join(records, "one.jwt"), `${plain}\n`);
    fs.writeFileSync(path.join(records, "two.sd-jwt"), `${full}~WyJhIiwiYiIsMV0~`);
    fs.writeFileSync(path.join(records, "three.json"), JSON.stringify({ v: 1, record: bundled }));
    fs.writeFileSync(path.join(records, "readme.txt"), "nothing");
    const url = await served((path) => log.answer(path));
    const args = ["--url", url, "--state", folder(), "--once", "--json", "--log", log.vkeyText];
    const watching = [...args, "--records", records];
    const first = await run(...watching);
    expect([first.code, first.kinds]).toEqual([0, ["news version", "news version", "news version"]]);
    expect(first.err).toContain("readme.txt");

    log.add(entryOf(1, 2, "signed without me", firstOfOne));
    const foreign = await run(...watching);
    expect([foreign.code, foreign.kinds]).toEqual([1, ["alert versionUnknown"]]);
    expect(foreign.out).toContain(digestOf("signed without me"));
    expect((await run(...watching)).code).toBe(0);

    fs.writeFileSync(path.join(records, "never.jwt"), recordOf(1, 9, "d"));
    expect(await run(...watching)).toMatchObject({ code: 1, kinds: ["alert recordUnlogged"] });
  });
});

describe("the monitor", () => {
  test("says that it cannot ask, with exit 3, and forgets nothing", async () => {
    const log = new SmallLog(origin).add(...many(3));
    let answer: Answer = (path) => log.answer(path);
    const url = await served((path) => answer(path));
    const common = ["--url", url, "--state", folder(), "--log", log.vkeyText, "--once"];
    expect((await run(...common)).code).toBe(0);
    answer = () => 503;
    const down = await run(...common);
    expect([down.code, down.out]).toEqual([3, ""]);
    expect(down.err).toContain("answers 503");
    answer = () => undefined;
    expect((await run(...common)).code).toBe(3);
    const gone = ["--url", "http://127.0.0.1:9/log", "--state", folder(), "--log", log.vkeyText, "--once"];
    expect((await run(...gone)).code).toBe(3);
    answer = (path) => log.answer(path);
    expect((await run(...common)).code).toBe(0);
  });

  test("runs on until the log is unsound", async () => {
    const log = new SmallLog(origin).add(...many(3));
    let looks = 0;
    const url = await served((path) => {
      if (path !== "checkpoint") return log.answer(path);
      looks += 1;
      return looks < 3 ? log.checkpoint() : log.checkpoint(1);
    });
    const ended = await run("--url", url, "--state", folder(), "--log", log.vkeyText, "--interval", "1");
    expect([ended.code, looks]).toEqual([1, 3]);
    expect(ended.out).toMatch(
      /^Sound.*\nSound.*\nUNSOUND The log shows 1 entries, having shown 3 before\.\nDo not rely/,
    );
  });

  test("refuses a state of another log, a damaged one, and a policy it cannot use", async () => {
    const log = new SmallLog(origin).add(...many(1));
    const other = new SmallLog("other.example/log");
    const url = await served((path) => log.answer(path));
    const state = folder();
    const common = ["--url", url, "--state", state, "--once"];
    expect((await run(...common)).err).toContain("nothing is pinned");
    expect((await run(...common, "--log", log.vkeyText)).code).toBe(0);
    expect((await run(...common, "--log", other.vkeyText)).err).toContain("remembers another log");
    expect((await run(...common, "--log", "nothing")).err).toContain("line 1 of the policy");
    fs.writeFileSync(path.join(state, "monitor.json"), "{");
    expect(await run(...common)).toMatchObject({ code: 2, out: "" });
  });

  const key = new SmallLog(origin).vkeyText;
  const enough = ["--url", "https://registry.example", "--state", "x", "--log", key];
  test.each([
    ["no address", ["--state", "x", "--log", key]],
    ["an open address", ["--url", "http://registry.example/log", "--state", "x", "--log", key]],
    ["no state", ["--url", "https://registry.example/log", "--log", key]],
    ["key and policy", [...enough, "--policy", "p"]],
    ["an issuer that is no DID", [...enough, "--issuer", "Voltara"]],
    ["an interval in words", [...enough, "--interval", "often"]],
    ["an unknown option", [...enough, "--often"]],
  ])("exits 2 for %s", async (_, args) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^cellproof monitor: \S/);
  });

  test.each([
    ["https://registry.example", "https://registry.example/log"],
    ["https://registry.example/", "https://registry.example/log"],
    ["https://registry.example/log/", "https://registry.example/log"],
    ["http://localhost:3000", "http://localhost:3000/log"],
    ["http://127.0.0.1:3000/other/log", "http://127.0.0.1:3000/other/log"],
    ["http://localhost.example", null],
    ["https://user@registry.example/log", null],
    ["https://registry.example/log?x", null],
    ["ftp://registry.example", null],
    ["registry.example/log", null],
  ])("takes %s for %s", (given, address) => expect(logAddress(given)).toBe(address));
});

import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** What a killing hits: the program, its PostgreSQL, or both at once. */
const victims = ["program", "server", "both"] as const;

const foundForm = z.strictObject({
  wrong: z.array(z.string()),
  accepted: z.array(z.string()),
  released: z.array(z.string()),
});

/**
 * Kills a registry in the middle of its deeds, again and again, and each time starts anew on the same
 * folder. Returns a sentence for everything that was half done or lost afterwards; none when everything held.
 */
export async function killAtDeeds(options: {
  readonly cycles: number;
  readonly folder: string;
  readonly binDir: string;
  /** The program that does deeds, as server/soak/deeds.ts says what it found and did. */
  readonly program: string;
  /** Milliseconds between the first deed of a cycle and its killing. */
  readonly pauseMs: (cycle: number) => number;
}): Promise<readonly string[]> {
  const { cycles, folder, binDir, program, pauseMs } = options;
  const dataDir = path.join(folder, "deeds");
  fs.mkdirSync(dataDir, { recursive: true });
  const failures: string[] = [];
  let acknowledged: readonly string[] = [];
  for (let cycle = 0; cycle <= cycles; cycle += 1) {
    const isLast = cycle === cycles;
    const registry = run(program, { dataDir, binDir, write: !isLast });
    const found = await registry.found;
    failures.push(...found.wrong.map((wrong) => `Before cycle ${cycle}: ${wrong}`));
    const there = new Set([
      ...found.accepted.map((id) => `accepted ${id}`),
      ...found.released.map((id) => `released ${id}`),
    ]);
    failures.push(
      ...acknowledged.filter((deed) => !there.has(deed)).map((deed) => `Lost before cycle ${cycle}: ${deed}`),
    );
    if (isLast) {
      registry.process.kill("SIGTERM");
      await registry.ended;
      if (there.size === 0) failures.push("Nothing was done, so nothing was shown.");
      return failures;
    }
    const begun = await Promise.race([registry.firstDeed, registry.ended.then(() => "ended")]);
    if (begun === "ended") return [...failures, `Cycle ${cycle} could not go on: ${registry.words()}`];
    await sleep(pauseMs(cycle));
    const victim = victims[cycle % victims.length];
    if (victim !== "program") process.kill(serverPid(dataDir), "SIGKILL");
    if (victim !== "server") registry.process.kill("SIGKILL");
    await registry.ended;
    acknowledged = [...acknowledged, ...registry.deeds()];
  }
  return failures;
}

function run(
  program: string,
  options: { readonly dataDir: string; readonly binDir: string; readonly write: boolean },
) {
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const deeds: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let begun: (how: string) => void = () => {};
  const firstDeed = new Promise<string>((resolve) => (begun = resolve));
  const found = new Promise<z.infer<typeof foundForm>>((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith('{"wrong"')) resolve(foundForm.parse(JSON.parse(line)));
      if (!/^(accepted|released) /.test(line)) return;
      deeds.push(line);
      begun("begun");
    });
    void ended.then(() => reject(new Error(said)));
  });
  return { process: child, found, firstDeed, ended, deeds: () => deeds, words: () => said };
}

function serverPid(dataDir: string): number {
  return Number(fs.readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { bundleWriter, runWriter } from "./program.ts";

/** What a killing hits: the program, its PostgreSQL, or both at once. */
const victims = ["program", "server", "both"] as const;

/**
 * Kills a writing program or its PostgreSQL without warning, again and again, and each time starts anew on the same
 * folder. Returns a sentence for every cycle in which a committed number was missing afterwards, or one was there
 * that nobody wrote; none when everything held.
 */
export async function killAgainAndAgain(options: {
  readonly cycles: number;
  readonly folder: string;
  readonly binDir: string;
  /** Milliseconds the program may write before it is killed. */
  readonly pauseMs: (cycle: number) => number;
}): Promise<readonly string[]> {
  const { cycles, folder, binDir, pauseMs } = options;
  const writer = await bundleWriter(folder);
  const dataDir = path.join(folder, "data");
  const failures: string[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const program = runWriter(writer, { dataDir, binDir, write: true });
    await program.ready;
    await sleep(pauseMs(cycle));
    const victim = victims[cycle % victims.length];
    if (victim !== "program") process.kill(serverPid(dataDir), "SIGKILL");
    if (victim !== "server") program.process.kill("SIGKILL");
    await program.ended;
    const acknowledged = program.acknowledged();
    const { count, highest } = await readBack(writer, { dataDir, binDir });
    // The last number may be committed and not yet printed; all up to the acknowledged one must be there, without a gap.
    if (count !== highest || highest < acknowledged)
      failures.push(
        `Cycle ${cycle} (${victim}): ${acknowledged} acknowledged, highest ${highest}, ${count} found.`,
      );
  }
  return failures;
}

async function readBack(writer: string, at: { readonly dataDir: string; readonly binDir: string }) {
  const program = runWriter(writer, { ...at, write: false });
  const { host, port } = await program.ready;
  const client = new pg.Client({ host, port, user: "postgres", database: "postgres" });
  await client.connect();
  const { rows } = await client.query<{ count: string; highest: string }>(
    "select count(*)::text as count, coalesce(max(number), 0)::text as highest from written",
  );
  await client.end();
  program.process.kill("SIGTERM");
  await program.ended;
  return { count: Number(rows[0]?.count), highest: Number(rows[0]?.highest) };
}

function serverPid(dataDir: string): number {
  return Number(fs.readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

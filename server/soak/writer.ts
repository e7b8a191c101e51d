import pg from "pg";
import { startEmbeddedPostgres } from "../../db/embedded.ts";
import type { EmbeddedOptions } from "../../db/embedded.ts";

/**
 * A small program to be killed: starts PostgreSQL on a folder, writes one number after another and prints each one
 * after its commit. Prints first what it reached: `{"host", "port", "version"}`. Argument: JSON of the options, and
 * `write: false` to hold the server without writing. Ends cleanly on SIGTERM.
 */
const options = readOptions(process.argv[2] ?? "{}");
const server = await startEmbeddedPostgres({ ...options, report: (message) => console.error(message) });
process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
console.log(JSON.stringify({ host: server.host, port: server.port, version: server.version }));
if (options.write) {
  const client = new pg.Client(server.connection("postgres"));
  client.on("error", () => process.exit(1)); // the server was killed under us: what was printed is what counts
  await client.connect();
  await client.query("create table if not exists written (number bigint primary key)");
  const { rows } = await client.query<{ last: string }>(
    "select coalesce(max(number), 0)::text as last from written",
  );
  for (let number = Number(rows[0]?.last) + 1; ; number++) {
    await client.query("insert into written values ($1)", [number]);
    process.stdout.write(`${number}\n`);
  }
} else setInterval(() => {}, 60_000);

function readOptions(json: string): EmbeddedOptions & { write: boolean } {
  const given: unknown = JSON.parse(json);
  if (
    typeof given !== "object" ||
    given === null ||
    !("dataDir" in given) ||
    typeof given.dataDir !== "string"
  )
    throw new Error("dataDir is missing");
  return {
    dataDir: given.dataDir,
    write: "write" in given && given.write === true,
    ...("binDir" in given && typeof given.binDir === "string" ? { binDir: given.binDir } : {}),
    ...("fsync" in given && given.fsync === false ? { fsync: false } : {}),
  };
}

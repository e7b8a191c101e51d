import path from "node:path";
import { parseArgs } from "node:util";
import type { CliIo } from "./io.ts";
import { checkFile } from "./export.ts";
import { messageOf } from "./io.ts";

const usage = `cellproof import --operator SLUG --kind models|items|use-data FILE [--category CATEGORY] [--dry-run]
                 --url URL --token TOKEN [--language en|zh]
cellproof import --kind operator ARCHIVE [--dry-run] --url URL --token TOKEN

Sends a workbook or text file to a running registry: models, single batteries (items), or readings of batteries (use-data).
Good rows are entered, bad ones stay out; the same file again changes nothing. Waits until the rows are entered.

The second form brings a whole operator, as "cellproof export" wrote it, into an empty registry under the same PUBLIC_URL: all
of it or nothing. The archive is checked before it is sent; --dry-run ends there, without any network. The token is one of
the registry's keeper.

  --category   of all models in the file; without it each row says its own
  --dry-run    only judges the file; nothing is entered
  --url        the registry's address; else CELLPROOF_URL
  --token      a bearer token with the right to enter such rows; else CELLPROOF_TOKEN
  --language   of the reasons (en)

Writes what became of each row, or of the operator, to standard output, as JSON.
Exit: 0 every row was good; 1 some rows were refused, or the archive does not hold together; 2 nothing was done.
`;

const exits = { good: 0, someRefused: 1, nothing: 2 } as const;

/** Times between two questions how far an import is. */
const everyMs = 1000;

/** Sends a file and waits for what becomes of it. Answers the exit code: 0 all good, 1 some rows refused, 2 nothing done. */
export async function runImport(
  args: readonly string[],
  io: CliIo,
  waitMs: number = everyMs,
): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    io.out(usage);
    return exits.good;
  }
  if (typeof options === "string") {
    io.err(`cellproof import: ${options}\n\n${usage}`);
    return exits.nothing;
  }
  try {
    const bytes = await io.readInput(options.file);
    if (options.kind === "operator") return await sendOperator(options, bytes, io);
    return options.kind === "use-data"
      ? await sendReadings(options, bytes, io)
      : await sendProducts(options, bytes, io, waitMs);
  } catch (error) {
    io.err(`cellproof import: ${messageOf(error)}\n`);
    return exits.nothing;
  }
}

const kinds = ["models", "items", "use-data", "operator"] as const;

interface Options {
  readonly operator: string;
  readonly kind: (typeof kinds)[number];
  readonly category: string;
  readonly isDry: boolean;
  readonly url: string;
  readonly token: string;
  readonly language: string;
  readonly file: string;
}

/** Null when help is asked for; words when something is missing. */
function readOptions(args: readonly string[]): Options | string | null {
  const text = { type: "string" } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ operator: text, kind: text, category: text, url: text, token: text, language: text },
        ...{ "dry-run": { type: "boolean" }, help: { type: "boolean", short: "h" } },
      },
    });
  } catch (error) {
    return messageOf(error);
  }
  const { values, positionals } = parsed;
  if (values.help === true) return null;
  const kind = kinds.find((one) => one === values.kind);
  const url = values.url ?? process.env["CELLPROOF_URL"] ?? "";
  const token = values.token ?? process.env["CELLPROOF_TOKEN"] ?? "";
  const [file, ...more] = positionals;
  if (kind === undefined) return "--kind is models, items, use-data or operator";
  if (file === undefined || more.length > 0) return "expected one file";
  const isArchive = kind === "operator";
  if (isArchive && values.operator !== undefined)
    return "an archive says itself which operator it is of: leave --operator out";
  if (isArchive && values.category !== undefined) return "--category is for a file of models";
  if (values.operator === undefined && !isArchive && kind !== "use-data") return "--operator is missing";
  if (isArchive && values["dry-run"] === true && file !== undefined)
    return { ...bare, kind, file, isDry: true };
  if (!/^https?:\/\//.test(url)) return "--url is missing, or no address";
  if (token === "") return "--token is missing";
  return {
    ...{ kind, url: url.replace(/\/+$/, ""), token, file },
    ...{ operator: values.operator ?? "", category: values.category ?? "" },
    ...{ isDry: values["dry-run"] === true, language: values.language ?? "en" },
  };
}

const bare = { operator: "", category: "", url: "", token: "", language: "en" } as const;

/** Checks an archive as a stranger would, then brings it: the registry checks it once more, and takes all of it or nothing. */
async function sendOperator(options: Options, bytes: Uint8Array, io: CliIo): Promise<number> {
  const { file, isDry } = options;
  const { exit, said } = await checkFile(file, bytes);
  if (isDry || exit !== exits.good) {
    io.out(`${JSON.stringify(said, null, 2)}\n`);
    return exit;
  }
  const imported = await ask(options, "/api/tenant-import", new Blob([new Uint8Array(bytes)]));
  io.out(`${JSON.stringify(imported, null, 2)}\n`);
  return exits.good;
}

async function sendProducts(options: Options, bytes: Uint8Array, io: CliIo, waitMs: number): Promise<number> {
  const { operator, kind, category, isDry } = options;
  const form = formOf(options, bytes);
  form.set("operator", operator);
  form.set("kind", kind);
  form.set("category", category);
  if (isDry) form.set("dryRun", "true");
  let run = await ask(options, "/api/product-imports", form);
  const address = `/api/product-imports/${textIn(run, "id")}`;
  while (textIn(run, "state") === "running") {
    if (io.isWatched === true)
      io.err(`\r${String(numberIn(run, "doneRows"))} of ${String(numberIn(run, "goodRows"))} rows `);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    run = await ask(options, address);
  }
  if (io.isWatched === true) io.err("\r");
  io.out(`${JSON.stringify(run, null, 2)}\n`);
  const [good, bad] = [numberIn(run, "goodRows"), numberIn(run, "badRows")];
  if (textIn(run, "state") === "stopped") io.err("The import was stopped before its end.\n");
  if (good === 0) return exits.nothing;
  return bad > 0 || textIn(run, "state") === "stopped" ? exits.someRefused : exits.good;
}

async function sendReadings(options: Options, bytes: Uint8Array, io: CliIo): Promise<number> {
  const form = formOf(options, bytes);
  form.set("dryRun", options.isDry ? "1" : "0");
  const said = await ask(options, "/api/readings/file", form);
  io.out(`${JSON.stringify(said, null, 2)}\n`);
  const refused = numberIn(said, "refused");
  const taken = numberIn(said, "kept") + numberIn(said, "known");
  if (taken === 0) return exits.nothing;
  return refused > 0 ? exits.someRefused : exits.good;
}

function formOf({ file }: Options, bytes: Uint8Array): FormData {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], path.basename(file)));
  return form;
}

/** The answer's JSON; throws with the registry's reason where it refuses. */
async function ask(
  { url, token, language }: Options,
  address: string,
  body?: FormData | Blob,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "accept-language": language };
  const response = await fetch(
    `${url}${address}`,
    body === undefined ? { headers } : { method: "POST", headers, body },
  );
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const reason = textIn(answer, "message") || `the registry answered ${String(response.status)}`;
  const code = textIn(answer, "code");
  const problems = memberOf(answer, "problems");
  const details = (Array.isArray(problems) ? problems : []).map((one: unknown) => textIn(one, "code"));
  throw new Error([code, ...details].filter((one) => one !== "").join(" ") + `: ${reason}`);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function textIn(value: unknown, name: string): string {
  const text = memberOf(value, name);
  return typeof text === "string" ? text : "";
}

function numberIn(value: unknown, name: string): number {
  const number = memberOf(value, name);
  return typeof number === "number" ? number : 0;
}

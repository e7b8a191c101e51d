import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { checkArchive } from "../domain/archive/check-archive.ts";
import { webCrypto } from "../platform/web-crypto.ts";
import { readZip } from "../platform/zip-reader.ts";
import type { CliIo } from "./io.ts";
import { messageOf } from "./io.ts";

const help = `cellproof export --operator SLUG --url URL --token TOKEN --out FILE
cellproof export --check FILE

Takes everything an operator has at a running registry as one archive: what it entered, what it signed byte for byte, what
is hidden in it in clear, the entries of the log with their proofs. The token is one of a signer of that operator or of the
registry's keeper; it may stand in CELLPROOF_TOKEN instead. Private keys, accounts and tokens are never in it. The archive
is checked before the command ends; --check does that with one that is there already, without any network.

Exit: 0 the archive holds together; 1 it does not; 2 nothing was taken.
`;

/** Larger archives are not checked in one piece. */
const limits = { files: 60_000, bytes: 2_000_000_000 };

/** Runs `cellproof export`; answers the exit code. */
export async function runExport(args: string[], io: CliIo): Promise<number> {
  const asked = read(args);
  if (asked === "help") {
    io.out(help);
    return 0;
  }
  if (typeof asked === "string") {
    io.err(`cellproof export: ${asked}\n\n${help}`);
    return 2;
  }
  try {
    if ("check" in asked) return await check(asked.check, await io.readInput(asked.check), io);
    const { url, operator, token, out } = asked;
    const address = new URL(`/api/tenant-export?${new URLSearchParams({ operator }).toString()}`, url);
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) {
      io.err(
        `cellproof export: the registry answered ${String(response.status)}: ${await response.text()}\n`,
      );
      return 2;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    await writeFile(out, bytes, { flag: "wx", mode: 0o600 });
    return await check(out, bytes, io);
  } catch (error) {
    io.err(`cellproof export: ${messageOf(error)}\n`);
    return 2;
  }
}

type Asked =
  | { readonly check: string }
  | { readonly operator: string; readonly url: string; readonly token: string; readonly out: string };

/** What was asked for, or what is wrong with it. */
function read(args: string[]): Asked | string {
  const text = { type: "string" } as const;
  const options = { operator: text, url: text, token: text, out: text, check: text } as const;
  let values: Partial<Record<keyof typeof options, string>>;
  try {
    if (args.includes("--help") || args.includes("-h")) return "help";
    ({ values } = parseArgs({ args, options, strict: true }));
  } catch (error) {
    return messageOf(error);
  }
  const { operator, url, out, check: file } = values;
  if (file !== undefined) return { check: file };
  const token = values.token ?? process.env["CELLPROOF_TOKEN"];
  if (operator === undefined || url === undefined || out === undefined || token === undefined)
    return "--operator, --url, --token and --out are all needed";
  return { operator, url, token, out };
}

/** Whether the archive holds together; says so as JSON. */
async function check(file: string, bytes: Uint8Array, io: CliIo): Promise<number> {
  const { exit, said } = await checkFile(file, bytes);
  io.out(`${JSON.stringify(said, null, 2)}\n`);
  return exit;
}

/** The same for other commands: 0 it holds together, 1 it does not, and what is to be said of it. */
export async function checkFile(
  file: string,
  bytes: Uint8Array,
): Promise<{ readonly exit: 0 | 1; readonly said: object }> {
  const sha256 = (part: Uint8Array) => new Uint8Array(createHash("sha256").update(part).digest());
  const checked = await checkArchive(await readZip(bytes, limits), { crypto: webCrypto, sha256 });
  if (!checked.ok) return { exit: 1, said: { file, holds: false, problems: checked.problems } };
  const { manifest, rows, entries, signatures } = checked.value;
  const said = {
    ...{ file, holds: true, operator: manifest.operator.slug, publicUrl: manifest.publicUrl },
    ...{ exportedAt: manifest.exportedAt, passports: rows.get("passport")?.length ?? 0 },
    ...{ signedRecords: signatures, logEntries: entries.size, leftOut: manifest.leftOut },
  };
  return { exit: 0, said };
}

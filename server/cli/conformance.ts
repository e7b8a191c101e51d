import { judgeLine } from "../domain/verification/conformance.ts";
import { nodeCrypto } from "../platform/node-crypto.ts";
import type { CliIo } from "./io.ts";
import { readOneFile } from "./io.ts";

const name = "conformance";

const help = `cellproof conformance [FILE]

Reads test vectors, one JSON object {"id", "kind", "trust", "input"} on each line, from FILE or standard input, and writes
one JSON object {"id", "verdict": "accept" | "reject", "code"?, "reason"?, "status"?, "claims"?} for each. Kinds: vcjwt,
sdjwt, status, token-status, log, checkpoint, inclusion, consistency. Exit: 0 every line was judged; 2 unreadable.
`;

/** Judges every line and writes our verdict on it, in order. Answers the exit code. */
export async function runConformance(args: readonly string[], io: CliIo): Promise<number> {
  const file = await readOneFile({ name, help }, args, io);
  if ("exit" in file) return file.exit;
  const now = new Date();
  // Bytes that are no UTF-8 become a sign no vector holds: such a line is judged like any malformed one.
  const lines = new TextDecoder().decode(file.bytes).split(/\r?\n/);
  for (const line of lines.filter((text) => text.trim() !== "")) {
    io.out(`${JSON.stringify(await judgeLine(line, now, nodeCrypto))}\n`);
  }
  return 0;
}

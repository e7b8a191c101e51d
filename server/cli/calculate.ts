import { calculate } from "../domain/carbon-footprint/calculate.ts";
import type { CliIo } from "./io.ts";

const help = `cellproof calculate [FILE]

Answers one calculation request, or each element of a JSON array by itself. Operations ("op"): convert, total_energy,
transport, round, pcf. Exit code 0, or 2 when an answer carries "errors" or the input is no JSON.
`;

/** `cellproof calculate`: requests in, answers in the same form out. Exit 2 when any answer has errors. */
export async function runCalculate(args: string[], io: CliIo): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.out(help);
    return 0;
  }
  const [file = "-", ...more] = args;
  if (more.length > 0 || (file.startsWith("-") && file !== "-")) {
    io.err(`cellproof calculate: expected one file or "-", got ${args.join(" ")}\n\n${help}`);
    return 2;
  }
  const input = await readJson(file, io);
  if (!input.ok) {
    io.err(`cellproof calculate: ${input.reason}\n`);
    return 2;
  }
  const answers = Array.isArray(input.value) ? input.value.map(calculate) : calculate(input.value);
  io.out(`${JSON.stringify(answers, null, 2)}\n`);
  const refused = [answers].flat().filter((answer) => "errors" in answer).length;
  if (refused === 0) return 0;
  io.err(`cellproof calculate: ${refused} of ${[answers].flat().length} refused; see "errors"\n`);
  return 2;
}

type Input = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

async function readJson(file: string, io: CliIo): Promise<Input> {
  const name = file === "-" ? "standard input" : file;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await io.readInput(file));
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return {
      ok: false,
      reason: `cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

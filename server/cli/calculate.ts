import { calculate } from "../domain/carbon-footprint/calculate.ts";
import type { CliIo } from "./io.ts";
import { messageOf, readOneFile } from "./io.ts";

const help = `cellproof calculate [FILE]

Answers one calculation request, or each element of a JSON array by itself. Operations ("op"): convert, total_energy,
characterise, transport, cutoff, cff, dqr, round, pcf, check_report. Methods of pcf: mee-partial, mee-full, eu-cfb-ev, iso14067-ctg;
"methodVersion" asks for an older version. Quantities are decimal texts with a unit, {"value": "12.5", "unit": "kWh"}; a JSON number in
their place is refused, because a computer's number does not keep every digit.

Exit code 0, or 2 when an answer carries "errors" or the file could not be read. Input that is no JSON is answered like
any other request of the wrong form: with E_SCHEMA.
`;

/** `cellproof calculate`: requests in, answers in the same form out. Exit 2 when any answer has errors. */
export async function runCalculate(args: string[], io: CliIo): Promise<number> {
  const given = await readOneFile({ name: "calculate", help }, args, io);
  if ("exit" in given) return given.exit;
  const { name, bytes } = given;
  let request: unknown;
  try {
    request = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    // Left undefined, it is answered as a request that is no object.
    io.err(`cellproof calculate: ${name} is no JSON in UTF-8: ${messageOf(error)}\n`);
  }
  const answers = Array.isArray(request) ? request.map((element) => calculate(element)) : calculate(request);
  io.out(`${JSON.stringify(answers, null, 2)}\n`);
  const refused = [answers].flat().filter((answer) => "errors" in answer).length;
  if (refused === 0) return 0;
  io.err(`cellproof calculate: ${refused} of ${[answers].flat().length} refused; see "errors"\n`);
  return 2;
}

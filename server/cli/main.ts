import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { runCalculate } from "./calculate.ts";
import type { CliIo } from "./io.ts";

interface Command {
  readonly summary: string;
  /** Answers the exit code. */
  readonly run: (args: string[], io: CliIo) => Promise<number>;
}

/** Commands by name; the larger ones are loaded when they are called. */
const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["calculate", { summary: "calculate a carbon footprint request, or an array of them", run: runCalculate }],
  [
    "check",
    {
      summary: "check a carbon footprint report, or an array of them",
      run: async (args, io) => (await import("./check.ts")).runCheck(args, io),
    },
  ],
  [
    "verify",
    {
      summary: "verify a signed passport record, part by part",
      run: async (args, io) => (await import("./verify.ts")).runVerify(args, io),
    },
  ],
  [
    "conformance",
    {
      summary: "judge anybody's test vectors with the same verifier",
      run: async (args, io) => (await import("./conformance.ts")).runConformance(args, io),
    },
  ],
  [
    "export",
    {
      summary: "take everything of an operator from a running registry as one archive, and check it",
      run: async (args, io) => (await import("./export.ts")).runExport(args, io),
    },
  ],
  [
    "import",
    {
      summary: "send a file of models, batteries or readings, or a whole operator, to a running registry",
      run: async (args, io) => (await import("./import.ts")).runImport(args, io),
    },
  ],
  [
    "witness",
    {
      summary: "sign states of a transparency log that continue what it showed before",
      run: async (args, io) => (await import("./witness.ts")).runWitness(args, io),
    },
  ],
  [
    "monitor",
    {
      summary: "follow a transparency log and tell what is wrong or concerns you",
      run: async (args, io) => (await import("./monitor.ts")).runMonitor(args, io),
    },
  ],
]);

const help = `cellproof <command> [options]

${[...commands].map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`).join("\n")}

Reads the file named, or standard input when none is named or "-". Writes answers to standard output, as JSON or for
"verify" without --json in words, and messages to standard error. Needs no database, and no network but for
"export", "import", "witness" and "monitor".
"cellproof <command> --help" says more.
`;

/** Runs one command line and answers the exit code; 2 when there is no such command. */
export async function main(args: readonly string[], io: CliIo = processIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    io.out(help);
    return 0;
  }
  const command = name === undefined ? undefined : commands.get(name);
  if (command === undefined) {
    io.err(name === undefined ? help : `cellproof: there is no command "${name}"\n\n${help}`);
    return 2;
  }
  return command.run(rest, io);
}

const processIo: CliIo = {
  readInput: (fileOrDash) => (fileOrDash === "-" ? readStandardInput() : readFile(fileOrDash)),
  listFolder,
  writeFile: (file, text) => writeFile(file, text, { flag: "wx" }),
  isWatched: process.stderr.isTTY,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

async function listFolder(folder: string): Promise<readonly string[] | null> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return null;
  const found = await readdir(folder, { withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => path.join(folder, entry.name))
    .toSorted((one, other) => (one < other ? -1 : 1));
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

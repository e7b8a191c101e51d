/** What a command may touch: its input, standard output and standard error. Tests hand in their own. */
export interface CliIo {
  /** The bytes of a file, or of standard input for `-`. Rejects when the file cannot be read. */
  readInput(fileOrDash: string): Promise<Uint8Array>;
  /** Paths of the files in a folder, sorted, hidden ones left out; null when the path is no folder. */
  listFolder?(path: string): Promise<readonly string[] | null>;
  /** Writes a new file; rejects when there is one already or it cannot be written. */
  writeFile?(path: string, text: string): Promise<void>;
  /** Whether somebody watches standard error: only then is progress drawn there. */
  readonly isWatched?: boolean;
  /** To standard output, exactly as given. */
  out(text: string): void;
  /** To standard error, exactly as given. */
  err(text: string): void;
}

/** One command of the program: what it is called, and what `--help` says. */
interface Command {
  readonly name: string;
  readonly help: string;
}

/** The one file a command was given, or standard input; or the exit code with which it is over already. */
export async function readOneFile(
  { name: command, help }: Command,
  args: readonly string[],
  io: CliIo,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | { readonly exit: number }> {
  if (args.includes("--help") || args.includes("-h")) {
    io.out(help);
    return { exit: 0 };
  }
  const [file = "-", ...more] = args;
  if (more.length > 0 || (file.startsWith("-") && file !== "-")) {
    io.err(`cellproof ${command}: expected one file or "-", got ${args.join(" ")}\n\n${help}`);
    return { exit: 2 };
  }
  const name = file === "-" ? "standard input" : file;
  try {
    return { name, bytes: await io.readInput(file) };
  } catch (error) {
    io.err(`cellproof ${command}: cannot read ${name}: ${messageOf(error)}\n`);
    return { exit: 2 };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

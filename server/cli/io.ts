/** What a command may touch: its input, standard output and standard error. Tests hand in their own. */
export interface CliIo {
  /** The bytes of a file, or of standard input for `-`. Rejects when the file cannot be read. */
  readInput(fileOrDash: string): Promise<Uint8Array>;
  /** To standard output, exactly as given. */
  out(text: string): void;
  /** To standard error, exactly as given. */
  err(text: string): void;
}

/**
 * Why the log is halted or not signed: a code, so that every language has its own words, and what they speak of. The
 * sentences here are those of the program's own output, which is English.
 */
const sentences = {
  /** The row that says how far the log has come is gone. */
  headMissing: "The head of the log is missing.",
  rootWrong: "The root of the log is not that of its entries.",
  tilesWrong: "The tiles of the log do not lead to the root of its {size} entries.",
  treeUnreadable: "The tree of the log cannot be read: {detail}",
  databaseOlder:
    "The log has {size} entries, but {signed} were signed: the database is older than what was published.",
  notContinued: "The log does not continue the state of {signed} entries that was signed.",
  checkpointChanged: "The newest checkpoint in the database was changed.",
  checkpointMisfit: "The checkpoint of {size} entries does not fit them.",
  checkpointForeign: "The last checkpoint in the database is not signed by the key of this log.",
  memoryForeign: "The last checkpoint outside the database is not signed by the key of this log.",
  entryMissing: "Entry {index} of the log is missing.",
  entryChanged: "Entry {index} of the log is not the one that was logged.",
  tileChanged: "Tile {level}/{number} of the log was changed.",
  witnessAhead:
    "The witness {witness} has seen {signed} entries of this log, which holds {size}: the database is older than what was published.",
  /** Not halted, only not signed. */
  nothingRemembered:
    "The database has checkpoints, but none is remembered outside it (folder log in DATA_DIR), so nobody can tell whether " +
    "the database was put back to an earlier state. Put the folder back; or, when you are sure that the database is the " +
    "newest, start once with LOG_BELIEVE_DATABASE=1.",
} as const;
export type HaltCode = keyof typeof sentences;

export interface HaltReason {
  readonly code: HaltCode;
  readonly params: Readonly<Record<string, string>>;
}

/** Whether a text is one of them. */
export function isHaltCode(text: string): text is HaltCode {
  return Object.hasOwn(sentences, text);
}

/** The reason as the program says it. */
export function haltSentence({ code, params }: HaltReason): string {
  return sentences[code].replaceAll(/\{([a-z]+)\}/g, (_, name: string) => params[name] ?? "");
}

/** Writes what the keeper should know, one JSON object for each line. Never secrets, never who read what. */
export interface Logger {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

type Fields = Readonly<Record<string, unknown>>;

/** Standard error by default: standard output says to people where the registry is. */
export function createLogger(
  write: (line: string) => void = (line) => void process.stderr.write(line),
  now: () => Date = () => new Date(),
): Logger {
  const at =
    (level: string) =>
    (message: string, fields: Fields = {}): void =>
      write(`${JSON.stringify({ at: now().toISOString(), level, message, ...fields }, spellErrors)}\n`);
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** An error has no enumerable fields, so JSON would show `{}`: name, message, stack and cause are what matters. */
function spellErrors(_key: string, value: unknown): unknown {
  if (value instanceof Error)
    return {
      name: value.name,
      message: value.message,
      stack: value.stack,
      ...(value.cause === undefined ? {} : { cause: value.cause }),
    };
  return typeof value === "bigint" ? value.toString() : value;
}

import type { RegistrationEntry } from "./entry.ts";

/** The registry of the Union takes no more in one file. */
export const mostInFile = 100;

/**
 * Registrations to be handed to the registry of the Union. The Commission has not published the form of its files for
 * batteries: this one is our own, named as such, and holds everything that Art. 8 and 9 ask for. A converter to the
 * Commission's form will read it.
 */
export interface RegistrationFile {
  readonly format: typeof fileFormat;
  /** RFC 3339 UTC. */
  readonly preparedAt: string;
  readonly registrations: readonly RegistrationEntry[];
}

/** Name of the form of our registration files, with its version. */
export const fileFormat = "cellproof-registration-1.0";
/** Namespace of its XML form. */
export const fileNamespace = "urn:cellproof:registration:1.0";

/**
 * Files of at most {@link mostInFile} registrations, in the order given.
 *
 * Source: user guide of the registry, 1.02 (at most 100 registrations in a file).
 */
export function registrationFiles(
  entries: readonly RegistrationEntry[],
  preparedAt: string,
): readonly RegistrationFile[] {
  const count = Math.ceil(entries.length / mostInFile);
  return Array.from({ length: count }, (_, at) => ({
    format: fileFormat,
    preparedAt,
    registrations: entries.slice(at * mostInFile, (at + 1) * mostInFile),
  }));
}

/** The JSON form, two spaces a level and a final newline: the same file is the same bytes. */
export function registrationJson(file: RegistrationFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The XML form of the same: one element for each member, left out where it is null.
 *
 * Source: Extensible Markup Language (XML) 1.0, fifth edition.
 */
export function registrationXml(file: RegistrationFile): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<registrations xmlns="${fileNamespace}" format="${file.format}" preparedAt="${inXml(file.preparedAt)}">`,
    ...file.registrations.flatMap((entry) => [
      "  <registration>",
      ...elementsOf(entry, "    "),
      "  </registration>",
    ]),
    "</registrations>",
  ];
  return `${lines.join("\n")}\n`;
}

function elementsOf(members: object, indent: string): readonly string[] {
  return Object.entries(members).flatMap(([name, value]: readonly [string, unknown]) => {
    if (value === null) return [];
    if (typeof value === "object" && value !== null)
      return [`${indent}<${name}>`, ...elementsOf(value, `${indent}  `), `${indent}</${name}>`];
    const said = typeof value === "string" || typeof value === "number" ? String(value) : "";
    return [`${indent}<${name}>${inXml(said)}</${name}>`];
  });
}

/** What markup would take for its own is written as references; what XML cannot hold, as the replacement character. */
function inXml(text: string): string {
  return text.replaceAll(/[\p{Surrogate}\p{Cc}\ufffe\uffff&<>"']/gu, (character) => {
    const code = character.charCodeAt(0);
    const isHeld = code < 0xd800 && (code >= 0x20 || "\t\n\r".includes(character));
    return isHeld ? `&#${String(code)};` : "\u{fffd}";
  });
}

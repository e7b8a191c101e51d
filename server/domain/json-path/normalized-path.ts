/**
 * The one spelling of where a node stands.
 *
 * Source: RFC 9535, section 2.7 (normalized paths).
 *
 * @example `["a", 0, "b'c"]` is `$['a'][0]['b\'c']`.
 */
export function normalizedPath(location: readonly (string | number)[]): string {
  const steps = location.map((key) => (typeof key === "number" ? `[${String(key)}]` : `['${quoted(key)}']`));
  return `$${steps.join("")}`;
}

function quoted(name: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what has to be escaped
  return name.replaceAll(/[\u0000-\u001F'\\]/g, (character) => {
    const short = shorts[character];
    if (short !== undefined) return `\\${short}`;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

const shorts: Readonly<Record<string, string>> = {
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\f": "f",
  "\r": "r",
  "'": "'",
  "\\": "\\",
};

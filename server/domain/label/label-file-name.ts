/**
 * Names of the files of a batch of labels: the serial number, with what a file name cannot carry percent-encoded. Names
 * that some systems take for the same, because they tell no capital from a small letter, are numbered.
 *
 * @param serials in the order of the labels.
 * @param ending without the dot.
 *
 * @example `A/1` and `a/1` become `A%2F1.svg` and `a%2F1~2.svg`.
 */
export function labelFileNames(serials: readonly string[], ending: string): readonly string[] {
  const used = new Map<string, number>();
  return serials.map((serial) => {
    const name = serial
      .replaceAll(/[^A-Za-z0-9._-]/g, (character) => encodeURIComponent(character).replace(/^[^%]$/, percent))
      // Systems hide a file whose name begins with a dot, and some drop a dot at the end.
      .replace(/^\.|\.$/g, "%2E");
    const key = name.toLowerCase();
    const times = (used.get(key) ?? 0) + 1;
    used.set(key, times);
    return `${name}${times === 1 ? "" : `~${times}`}.${ending}`;
  });
}

/** What `encodeURIComponent` leaves as it is and a file name does not carry everywhere, such as `*`. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

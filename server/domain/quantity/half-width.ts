/**
 * A number typed with full-width digits, as Chinese keyboards give them, in the digits that are calculated with. Words and
 * everything else stay as they are, to be judged where they are read. Source: Unicode Standard Annex 15 (NFKC).
 *
 * @example `１２．５` is `12.5`; `２０２５年产量` stays.
 */
export function halfWidthNumber(text: string): string {
  return /^[\s\d.\-\uFF0D\uFF0E\uFF10-\uFF19]*$/.test(text) ? text.normalize("NFKC") : text;
}

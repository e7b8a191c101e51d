/**
 * A text without what nobody sees and everything around it suffers from: characters that turn the direction of writing
 * (U+202A to U+202E, U+2066 to U+2069), which would turn the sentence a name stands in, and control characters but tab
 * and line breaks. The zero stays, to be refused by name. Source: Unicode Technical Report 36, section 2.5; Unicode
 * Standard Annex 9, section 2.
 */
export function shownText(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]|(?![\0\t\n\r])\p{Cc}/gu, "");
}

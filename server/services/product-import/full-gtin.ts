/** Spreadsheets take the zeros in front of a GTIN away: its 14 digits again, and any other text as it is. */
export function fullGtin(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{8,14}$/.test(text) ? text.padStart(14, "0") : text;
}

/**
 * Whether a text is one to `longest` characters of GS1 character set 82, which lot, serial and most other texts of the
 * GS1 system are made of.
 *
 * Source: GS1 General Specifications, figure 7.11-1.
 */
export function isGs1Text(text: string, longest: number): boolean {
  return text.length <= longest && /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/.test(text);
}

/** The path somebody wanted before signing in; null unless it leads to this site, so that a link cannot send anybody elsewhere. */
export function pathInside(wanted: string | null): string | null {
  if (wanted === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes("\\")) return null;
  return wanted;
}

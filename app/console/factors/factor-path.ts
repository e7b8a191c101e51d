/** Address of a factor's own screen. */
export function factorPath(id: string): string {
  return `/console/factors/${encodeURIComponent(id)}`;
}

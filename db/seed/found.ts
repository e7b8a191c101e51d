/** What the demonstration must have by now. */
export function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the demonstration has no ${key}`);
  return value;
}

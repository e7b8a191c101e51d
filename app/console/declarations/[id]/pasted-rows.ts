/**
 * Rows on their way from the inventory to its import, in this tab alone. They are taken once, so that coming back later
 * begins with an empty field.
 */
const key = (id: string) => `pasted-rows-${id}`;

export function keepPasted(id: string, text: string): void {
  sessionStorage.setItem(key(id), text);
}

export function takePasted(id: string): string {
  const text = sessionStorage.getItem(key(id)) ?? "";
  sessionStorage.removeItem(key(id));
  return text;
}

/** Where the console shows the battery of a product URL. */
export function batteryPath(productUrl: string): string {
  return `/console/batteries/battery?${new URLSearchParams({ of: productUrl }).toString()}`;
}

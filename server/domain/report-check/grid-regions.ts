/**
 * Grid regions of China and the provinces they serve, ISO 3166-2:CN. Source: announcements of the Ministry of Ecology and
 * Environment on regional electricity factors. Inner Mongolia is served by two grids.
 */
const gridRegions: readonly (readonly [name: RegExp, provinces: readonly string[]])[] = [
  [/^(CN[- ])?(NC|NORTH( CHINA)?|华北)$/i, ["BJ", "TJ", "HE", "SX", "SD", "NM"]],
  [/^(CN[- ])?(NE|NORTH[- ]?EAST( CHINA)?|东北)$/i, ["LN", "JL", "HL", "NM"]],
  [/^(CN[- ])?(EC|EAST( CHINA)?|华东)$/i, ["SH", "JS", "ZJ", "AH", "FJ"]],
  [/^(CN[- ])?(CC|CENTRAL( CHINA)?|华中)$/i, ["HA", "HB", "HN", "JX"]],
  [/^(CN[- ])?(NW|NORTH[- ]?WEST( CHINA)?|西北)$/i, ["SN", "GS", "QH", "NX", "XJ"]],
  [/^(CN[- ])?(SOUTH( CHINA)?|CSG|南方|华南)$/i, ["GD", "GX", "HI", "YN", "GZ"]],
  [/^(CN[- ])?(SW|SOUTH[- ]?WEST( CHINA)?|西南)$/i, ["SC", "CQ", "XZ"]],
];

/** Whether a factor of `region` describes a site in `site`: the same place, its grid region, or its whole country. */
export function coversSite(region: string, site: string): boolean {
  const [wanted, place] = [plain(region), plain(site)];
  if (wanted === place) return true;
  const [country = "", subdivision] = place.split("-");
  if (wanted === country) return true;
  // A site named by its country only lies somewhere in every part of it.
  if (subdivision === undefined) return wanted.startsWith(`${country}-`);
  if (country !== "CN") return false;
  return gridRegions.some(([name, provinces]) => name.test(region.trim()) && provinces.includes(subdivision));
}

function plain(region: string): string {
  return region.normalize("NFKC").trim().toUpperCase().replaceAll("_", "-");
}

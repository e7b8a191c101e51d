/** The usual parts of a battery and other headings of an inventory, in the spellings people write, the first one shown. */
const known: readonly { readonly en: readonly string[]; readonly zh: readonly string[] }[] = [
  { en: ["Cathode"], zh: ["正极"] },
  { en: ["Anode"], zh: ["负极"] },
  { en: ["Electrolyte"], zh: ["电解液"] },
  { en: ["Separator"], zh: ["隔膜"] },
  { en: ["Cell housing", "Cell casing"], zh: ["电芯壳体"] },
  { en: ["Cells", "Cell"], zh: ["电芯"] },
  { en: ["Module", "Modules"], zh: ["模组"] },
  { en: ["Cells and modules"], zh: ["电芯与模组"] },
  { en: ["Module and pack"], zh: ["模组与电池包"] },
  { en: ["Pack"], zh: ["电池包"] },
  { en: ["Pack housing", "Pack casing"], zh: ["电池包壳体"] },
  { en: ["Battery management", "Battery management system"], zh: ["电池管理系统"] },
  { en: ["Wiring", "Wiring harness"], zh: ["线束"] },
  { en: ["Electrical parts"], zh: ["电气部件"] },
  { en: ["Cooling", "Cooling system"], zh: ["冷却系统"] },
  { en: ["Packaging"], zh: ["包装"] },
  { en: ["Refining"], zh: ["精炼"] },
  { en: ["Inbound transport"], zh: ["原材料运输"] },
  { en: ["Outbound transport"], zh: ["产品运输"] },
  { en: ["To the EU market"], zh: ["运往欧盟市场"] },
  { en: ["Other", "Others"], zh: ["其他"] },
];

/**
 * A component as readers of either language know it. Inventories name components in one language, in words of their own:
 * what is not a usual part stays as it was written in both. For showing only; the calculation goes by the name as written.
 */
export function componentNames(written: string): { readonly en: string; readonly zh: string } {
  const sought = written.trim().toLowerCase();
  const found = known.find(({ en, zh }) => [...en, ...zh].some((name) => name.toLowerCase() === sought));
  const [english] = found?.en ?? [];
  const [chinese] = found?.zh ?? [];
  return {
    en:
      english === undefined || found?.en.some((name) => name.toLowerCase() === sought) === true
        ? written
        : english,
    zh: chinese === undefined || found?.zh.includes(written.trim()) === true ? written : chinese,
  };
}

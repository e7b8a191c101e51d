type Country = "BE" | "CN";

/** Plant of a demonstration operator. */
interface SeedFacility {
  readonly code: string;
  readonly name: string;
  readonly nameOriginal: string;
  readonly city: string;
  /** ISO 3166-2. */
  readonly region: string;
  readonly country: Country;
  readonly identifierScheme: "demonstration";
  readonly identifier: string;
}

/** Demonstration operator: invented, and visibly so. */
interface SeedOperator {
  readonly slug: string;
  readonly name: string;
  readonly nameOriginal: string;
  readonly streetAddress: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: Country;
  readonly email: string;
  readonly web: string;
  readonly identifierScheme: "demonstration";
  readonly identifier: string;
  readonly facilities: readonly SeedFacility[];
}

function operator(
  slug: string,
  number: number,
  names: readonly [en: string, zh: string],
  address: readonly [street: string, postalCode: string, city: string],
  facilities: readonly (readonly [code: string, en: string, zh: string, city: string, region: string])[],
  country: Country = "CN",
): SeedOperator {
  const identifier = `DEMO-${String(number).padStart(4, "0")}`;
  return {
    slug,
    name: `${names[0]} (demonstration)`,
    nameOriginal: `${names[1]}（演示）`,
    streetAddress: address[0],
    postalCode: address[1],
    city: address[2],
    country,
    email: `passport@${slug}.example`,
    web: `https://${slug}.example`,
    identifierScheme: "demonstration",
    identifier,
    facilities: facilities.map(([code, name, nameOriginal, city, region]) => ({
      code,
      name: `${name} (demonstration)`,
      nameOriginal: `${nameOriginal}（演示）`,
      city,
      region,
      country,
      identifierScheme: "demonstration",
      identifier: `${identifier}-${code}`,
    })),
  };
}

/**
 * Who answers for the demonstration: two makers of packs, a maker of cells, a maker of modules, a refiner; makers of packs
 * for bicycles, of storage and of everyday batteries; in Europe one who gives batteries a second life and one who recycles
 * them. All names, addresses and identifiers are invented. The plants of the three suppliers lie in the region of the published report
 * their product is rebuilt from.
 */
export const operators: readonly SeedOperator[] = [
  operator(
    "lanternbridge",
    1,
    ["Lanternbridge Traction Packs", "灯桥动力电池包"],
    ["88 Demonstration Road", "226001", "Nantong"],
    [
      ["NT1", "Nantong pack plant", "南通电池包工厂", "Nantong", "CN-JS"],
      ["MY2", "Mianyang pack plant", "绵阳电池包工厂", "Mianyang", "CN-SC"],
    ],
  ),
  operator(
    "reedwater",
    2,
    ["Reedwater Battery Systems", "苇水电池系统"],
    ["12 Sample Avenue", "412001", "Zhuzhou"],
    [["ZZ1", "Zhuzhou battery plant", "株洲电池工厂", "Zhuzhou", "CN-HN"]],
  ),
  operator(
    "quillstone",
    3,
    ["Quillstone Cells", "翎石电芯"],
    ["5 Specimen Street", "056001", "Handan"],
    [["HD1", "Handan cell plant", "邯郸电芯工厂", "Handan", "CN-HE"]],
  ),
  operator(
    "tidemark",
    4,
    ["Tidemark Cells and Modules", "潮痕电芯与模组"],
    ["31 Illustration Lane", "312001", "Shaoxing"],
    [["SX1", "Shaoxing cell and module plant", "绍兴电芯与模组工厂", "Shaoxing", "CN-ZJ"]],
  ),
  operator(
    "saltgrove",
    5,
    ["Saltgrove Lithium Salts", "盐林锂盐"],
    ["7 Example Quay", "343001", "Ji'an"],
    [["JA1", "Ji'an refinery", "吉安精炼厂", "Ji'an", "CN-JX"]],
  ),
  operator(
    "larkspoke",
    6,
    ["Larkspoke Cycle Packs", "云雀辐骑行电池"],
    ["20 Example Road", "213001", "Changzhou"],
    [["CZ1", "Changzhou pack plant", "常州电池包工厂", "Changzhou", "CN-JS"]],
  ),
  operator(
    "cairnmoor",
    7,
    ["Cairnmoor Storage", "石冢储能"],
    ["4 Demonstration Avenue", "230001", "Hefei"],
    [["HF1", "Hefei storage plant", "合肥储能工厂", "Hefei", "CN-AH"]],
  ),
  operator(
    "wrenfield",
    8,
    ["Wrenfield Everyday Batteries", "鹪原日用电池"],
    ["16 Sample Lane", "321001", "Jinhua"],
    [["JH1", "Jinhua battery plant", "金华电池工厂", "Jinhua", "CN-ZJ"]],
  ),
  operator(
    "twiceturn",
    9,
    ["Twiceturn Second Life", "再转梯次利用"],
    ["2 Specimen Dock", "9000", "Ghent"],
    [["GE1", "Ghent workshop", "根特工场", "Ghent", "BE-VOV"]],
    "BE",
  ),
  operator(
    "hearthmill",
    10,
    ["Hearthmill Recovery", "炉磨回收"],
    ["11 Illustration Quay", "4000", "Liège"],
    [["LI1", "Liège recycling plant", "列日回收工厂", "Liège", "BE-WLG"]],
    "BE",
  ),
];

/**
 * Chinese for the titles, notes and boundaries that the records of the library carry, whole or sentence by sentence. Kept
 * apart from the records: their text is part of what a factor's content digest is made of, and a better translation must
 * never change that.
 */
const chinese: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Titles. Works in Chinese keep their own title; the English in brackets is for those who do not read it.
    "《温室气体 产品碳足迹量化方法与要求 动力电池（征求意见稿）》编制说明, March 2025 (drafting notes to the consultation draft of the Ministry of Ecology and Environment)":
      "生态环境部《温室气体 产品碳足迹量化方法与要求 动力电池（征求意见稿）》编制说明，2025年3月",
    "Announcement No. 3 of 2025 of the ministries for environment and statistics and the energy administration of China":
      "生态环境部、国家统计局、国家能源局公告（2025年第3号）",
    "Announcement of October 2025 of the ministries for environment and statistics and the energy administration of China":
      "生态环境部、国家统计局、国家能源局公告，2025年10月",
    "宜丰九岭锂业有限公司 碳酸锂产品碳足迹评价报告, 2025-04-01 (published product carbon footprint report)":
      "宜丰九岭锂业有限公司碳酸锂产品碳足迹评价报告，2025-04-01（已公开发布）",
    "唐山国轩电池有限公司 碳足迹评价报告 JXTL-2024-CFP-078, 2024-06-07 (published product carbon footprint report)":
      "唐山国轩电池有限公司碳足迹评价报告 JXTL-2024-CFP-078，2024-06-07（已公开发布）",
    "兰钧新能源科技有限公司 锂离子电池电芯和模组 产品碳足迹报告, data of January 2025 (published product carbon footprint report)":
      "兰钧新能源科技有限公司锂离子电池电芯和模组产品碳足迹报告，2025年1月数据（已公开发布）",
    "联合国全球契约组织 / 远景科技集团 动力电池全生命周期碳排放白皮书 (United Nations Global Compact and Envision, white paper on power batteries)":
      "联合国全球契约组织、远景科技集团《动力电池全生命周期碳排放白皮书》",
    "United Nations Global Compact and Envision, white paper on carbon emissions of power batteries over their life cycle":
      "联合国全球契约组织、远景科技集团《动力电池全生命周期碳排放白皮书》",
    "Illustrative value of the Cellproof demonstration; no source prints one":
      "Cellproof 演示用示例值，无文献来源",

    // Boundaries and places.
    "cradle-to-gate": "从摇篮到大门",
    "cradle-to-gate (assumed)": "从摇篮到大门（推定）",
    "cradle-to-gate, with part of the bill of materials": "从摇篮到大门，物料清单不完整",
    "gate-to-gate with transport": "从大门到大门，含运输",
    "life cycle": "全生命周期",
    combustion: "燃烧",
    "combustion (assumed)": "燃烧（推定）",
    Europe: "欧洲",
    "one battery maker": "一家电池企业",
    "outside CN": "中国以外",
    "EU rule": "欧盟规定",
    "EU, CN": "EU、CN",
    "KR, JP, CN": "KR、JP、CN",

    // Notes.
    "From a survey of 15 producers; year, spread and boundary of the survey are not stated.":
      "来自对 15 家生产企业的调研；未说明调研的年份、离散程度与系统边界。",
    "Consultation draft.": "征求意见稿。",
    "From a survey of 6 producers; one value for every ratio of nickel, cobalt and manganese.":
      "来自对 6 家生产企业的调研；不区分镍钴锰配比，统一取一个值。",
    "National fleet average, about a fifth of the French value beside it; a plant served by light trucks lies far above.":
      "全国车队平均值，约为并列的法国取值的五分之一；以轻型货车运输的工厂会远高于此值。",
    "Comparison column of the drafting notes; the French decree itself was not checked.":
      "取自编制说明的对比列；未核对法国法令原文。",
    "About a fourteenth of the French value beside it; take care where rail dominates a leg.":
      "约为并列的法国取值的十四分之一；以铁路为主的运输段请谨慎采用。",
    "Sea and inland waterways together; twice the French value beside it.":
      "海运与内河运输合并取值；为并列的法国取值的两倍。",
    "Within a fifth of the French value beside it.": "与并列的法国取值相差不超过五分之一。",
    "Boundary and chemistry are not stated.": "未说明系统边界与化学体系。",
    "Over 778.1 GWh it gives the national total printed beside it.":
      "乘以 778.1 GWh 即得并列给出的全国总量。",
    "From studies with different boundaries, as the source says itself.":
      "来自系统边界各不相同的研究，文献自身亦有说明。",
    "Depends on the chemistry; NCM lies at the upper end.": "取决于化学体系；三元接近上限。",
    "Only a lower end is printed.": "文献只给出下限。",
    "Only an upper end is printed.": "文献只给出上限。",
    "Holds where the battery maker states no value.": "制造商未给出数值时采用。",
    "60 cycles for each 20 000 km of the 120 000 km a year.":
      "年行驶 120 000 km，每 20 000 km 折合 60 次循环。",
    "Named as the default of the European draft and taken over.": "注明为欧盟草案的缺省值，予以沿用。",
    "Of the European draft, as the drafting notes quote it.": "欧盟草案的取值，按编制说明转引。",
    "From the trial guide to road-vehicle emission inventories; its year was not read there.":
      "取自道路机动车排放清单编制技术指南（试行）；文中未见其年份。",
    "Another value needs evidence in the report.": "采用其他数值须在报告中给出依据。",
    "Strictly below it; the mass goes to the component's input with the highest factor.":
      "须严格低于该值；其质量计入同一零部件中排放因子最高的输入。",
    "A recommendation, no obligation.": "属建议，非强制要求。",
    "Partial life cycle, raw materials to distribution.": "部分生命周期，从原材料获取到分销。",
    "Over 48 000 kWh: 100 kWh, 60 cycles a year, 8 years.":
      "除以 48 000 kWh：100 kWh，每年 60 次循环，8 年。",
    "What remains, 3.3 %, is the distribution; the source does not print it.":
      "其余 3.3 % 为分销，文献未列出。",
    "Life-cycle basis.": "基于全生命周期。",
    "Number as cited by public code; the announcement itself was not read.":
      "数值取自公开代码的引用；未读到公告原文。",
    "Life-cycle basis; another series than the CO2-only grid factors.":
      "基于全生命周期；与仅含 CO₂ 的电网排放因子不属同一系列。",
    "Number as cited by three public repositories.": "数值取自三处公开代码库的引用。",
    "Equals 0.6205 kg/kWh, the national footprint factor of 2023 on a life-cycle basis; the table labels it CO2.":
      "等于 0.6205 kg/kWh，即2023年全国电力平均碳足迹因子（全生命周期）；原表标注为 CO₂。",
    "Pressure and temperature of the steam are not stated; without upstream.":
      "未说明蒸汽的压力与温度；不含上游排放。",
    "Follows from the usual defaults of corporate accounting; combustion only.":
      "由企业碳核算的通用缺省值推得；仅含燃烧排放。",
    "Kept as printed.": "按原文保留。",
    "The number is what one tonne of diesel gives when burnt, so the printed unit per tonne-kilometre cannot be calculated with.":
      "该数值是燃烧一吨柴油的排放量，原文所印的“每吨公里”单位无法用于计算。",
    "Not for use on transport work.": "不得用于运输周转量。",
    "Raw materials and process emissions have no row; the electricity behind it, 60.5 MWh per tonne, is unusually high.":
      "原材料与工艺排放没有对应的行；所依据的用电量为每吨 60.5 MWh，明显偏高。",
    "Not for use as a default.": "不得作为缺省值使用。",
    "CO2 only, without upstream, of 2021.": "仅含 CO₂，不含上游，2021年数据。",
    "The print leaves out the unit of mass; kilogram is our reading.": "原文遗漏质量单位，按千克理解。",
    "A result; the amount and the factor behind it are not printed.":
      "属计算结果；未列出所依据的活动数据和因子。",
    "Foils, separator, can, binder and solvent have no row in that table.":
      "该表中没有箔材、隔膜、壳体、粘结剂和溶剂的行。",
    "The same as 47.44 kg for each kWh of capacity.": "相当于每 kWh 容量 47.44 kg。",
    "Another place of the report prints it per tonne.": "报告另一处以每吨表示。",
    "As the report quotes 中国产品全生命周期温室气体排放系数库; chemistry and stages are not stated.":
      "报告转引自《中国产品全生命周期温室气体排放系数库》；未说明化学体系与阶段。",
    "Called capacity in the source; whether it is the output made is not stated.":
      "原文称为产能；未说明是否为实际产量。",
    "The product of the two values above it in the same section.": "为同一节中前两个数值之积。",
    "Value of the fourth IPCC assessment; another section of the same report prints 21.":
      "IPCC 第四次评估报告的取值；同一报告另一章节为 21。",
    "Value of the second IPCC assessment; another section of the same report prints 25.":
      "IPCC 第二次评估报告的取值；同一报告另一章节为 25。",
    "Value of the fourth IPCC assessment; the report names no set.":
      "IPCC 第四次评估报告的取值；报告未写明出处。",
    "Value of the sixth IPCC assessment without the split into fossil and other methane.":
      "IPCC 第六次评估报告的取值，未区分化石源与非化石源甲烷。",
    "Nearly 200, read from the figure of a trend.": "接近 200，自趋势图读取。",
    "Given as an approximate value.": "文献给出的为近似值。",
    "Above the table by region and the Chinese average: compare boundaries first.":
      "高于分地区表和中国平均值：比较前请先核对系统边界。",
    "Laboratory scale.": "实验室规模。",
    "Columns of this table were inferred, because the values had come apart in the copy that was read; each column ends with its LFP range.":
      "所读版本中该表数值错位，各列系推断得出；每列以磷酸铁锂的范围结尾。",
    "Taken by the source from Faraday Insights 12, data of 2021.":
      "文献转引自 Faraday Insights 第12期，2021年数据。",
    "Europe's NCM values are missing in that copy.": "所读版本中缺少欧洲的三元数值。",
    "Two of three NCM values were left; the highest was taken as NCM111.":
      "三个三元数值仅存两个，取其中最高者为 NCM111。",
    "Two of three NCM values were left.": "三个三元数值仅存两个。",
    "May as well be NCM622.": "也可能是 NCM622。",
    "May as well be NCM811.": "也可能是 NCM811。",
    "From a statistical review of life-cycle studies (Bouter and Guichet).":
      "来自生命周期研究的统计综述（Bouter 与 Guichet）。",
    "From very few samples, as the source says itself.": "样本极少，文献自身亦有说明。",
    "Given as an approximate value; close to the Chinese default of 7.9.":
      "文献给出的为近似值；接近中国的缺省值 7.9。",
    "Over ratios and regions; the Chinese default of 22.5 lies at the lower end.":
      "涵盖不同配比与地区；中国的缺省值 22.5 接近下限。",
    "From a database that is not named.": "来自未具名的数据库。",
    "Given as an approximate value; the source does not print per what, the kilogram is our reading.":
      "文献给出的为近似值；未印出单位分母，按千克理解。",
    "The print of the unit is incomplete.": "原文单位印刷不完整。",
    "The upper end lies above the values of today.": "上限高于目前的数值。",
    "Almost zero in the source; over the life cycle wind and solar power are not zero.":
      "文献取值近乎为零；从全生命周期看，风电和光伏的排放并不为零。",
    "Not for a declaration.": "不得用于声明。",
    "Given as an approximate value; the last step's 53.8 % would start at about 60.4.":
      "文献给出的为近似值；按最后一步的 53.8 % 反推，起点应约为 60.4。",
    "Against the start of the path.": "相对于路径起点。",
    "Printed as 53.8 % less; from 60 to 27.9 it is 53.5 %.": "原文为降低 53.8 %；由 60 到 27.9 应为 53.5 %。",
    "Burden of the recycling process only, without credit for what is recovered.":
      "仅为回收工艺的负荷，不计回收产物的抵扣。",
    "For a pack of 74 kWh.": "以 74 kWh 电池包计。",
    "The saving printed beside it does not follow from the two printed values.":
      "并列给出的降幅不能由两个所列数值得出。",
    "Pilot scale.": "中试规模。",
    "CO2 only; its boundary is not stated.": "仅含 CO₂；未说明系统边界。",
    "From an old review (Nordelöf 2014).": "来自较早的综述（Nordelöf，2014）。",
    "In active materials, Regulation (EU) 2023/1542, Art. 8; for all the metals together, although the source writes that one or another is enough.":
      "指活性材料中的比例，法规 (EU) 2023/1542 第 8 条；各金属须同时满足，而文献写作满足其一即可。",
    "Columns of this table were inferred in the copy that was read.": "所读版本中该表各列系推断得出。",
    "Only a lower end is printed; the order of the columns was inferred.":
      "文献只给出下限；列的顺序系推断得出。",
    "Given as an approximate value; the order of the columns was inferred.":
      "文献给出的为近似值；列的顺序系推断得出。",
    "The figure prints fourteen shares of two packs; only one way splits them into twice a hundred percent, and which of both is LFP was inferred.":
      "图中给出两种电池包的十四个占比，只有一种分法使两者各为 100 %；其中哪一种为磷酸铁锂系推断得出。",
    "Split as for the LFP pack.": "拆分方式与磷酸铁锂电池包相同。",
    "Made up so that the demonstration can calculate; not for a real declaration.":
      "为使演示能够计算而编制，不得用于真实声明。",
  }),
);

/** A text in both languages. */
interface Both {
  readonly en: string;
  readonly zh: string;
}

/**
 * A title, note, boundary or place of a library record as readers of either language know it. A text that no record of
 * this program carries, such as that of somebody's own factor, stays as it was written in both.
 */
export function libraryWords(printed: string): Both {
  return { en: printed, zh: chinese.get(printed) ?? sentenceBySentence(printed) ?? printed };
}

/** The same for reading: a line's or band's source is looked up for every line of an inventory. */
const texts: readonly (readonly [string, string])[] = [...chinese];

/** Title and place of a source, as they stand behind each other: "Announcement No. 3, Table 5-2" and "公告，表 5-2". */
export function librarySource(title: string, where: string | null = null): Both {
  if (where !== null) {
    const titleZh = libraryWords(title).zh;
    // Behind a title that stays in English, an English place and comma read better than mixed ones.
    const zh = han.test(titleZh) ? `${titleZh}，${placeWords(where)}` : `${titleZh}, ${where}`;
    return { en: `${title}, ${where}`, zh };
  }
  // Lines and bands carry both in one text.
  const known = texts.find(([one]) => title.startsWith(`${one}, `));
  return known === undefined
    ? libraryWords(title)
    : librarySource(known[0], title.slice(known[0].length + 2));
}

const han = /\p{Script=Han}/u;

/** Section, table or figure of a source. */
function placeWords(where: string): string {
  return where
    .replace(/\btable /i, "表 ")
    .replace(/\bfigure /i, "图 ")
    .replace(/\bAbstract\b/, "摘要")
    .replaceAll(" and ", "、")
    .replaceAll(", ", "，");
}

/** Notes are put together from whole sentences; null unless each of them is known. */
function sentenceBySentence(printed: string): string | null {
  let rest = printed;
  let said = "";
  while (rest !== "") {
    const known = texts.find(([one]) => rest === one || rest.startsWith(`${one} `));
    if (known === undefined) return null;
    said += known[1];
    rest = rest.slice(known[0].length + 1);
  }
  return said;
}

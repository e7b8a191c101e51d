import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";

/** How the text of a cell is read. */
type CellKind =
  | "code"
  | "text"
  | "number"
  | "unit"
  /** A number with its unit in the same cell, or the unit in the heading. */
  | "quantity"
  /** 0..1, or a percentage marked as one. */
  | "share"
  | "integer"
  | "flag"
  /** `identifier@version` of the factor library; the newest version without one. */
  | "reference"
  | "sources"
  | "kind"
  | "stage"
  | "dataKind"
  | "electricityModel"
  | "transportMode"
  | "endOfLifeBasis"
  | "distribution"
  | "materialClass";

/** One column of an inventory in a spreadsheet. */
export interface LineField {
  readonly id: string;
  readonly cell: CellKind;
  /** Heading that an export writes, and other words people write there; compared without case, spaces and signs. */
  readonly en: readonly [heading: string, ...others: string[]];
  readonly zh: readonly [heading: string, ...others: string[]];
  /** The column that holds the unit of this number. */
  readonly unitField?: string;
  /** Kind of line it says something about; absent where it does for all. */
  readonly only?: InventoryLine["kind"];
}

const circular = (name: string, cell: "share" | "number" | "quantity"): LineField => ({
  id: `circular.${name}`,
  cell,
  en: [`CFF ${name}`],
  zh: [`CFF 参数 ${name}`, `循环公式 ${name}`, `循环足迹公式 ${name}`],
  only: "material",
});

/**
 * Every member of an inventory line as a column, in the order of an export. The first heading of each language is the
 * one an export writes; it is recognised again, so that an exported file imports back.
 */
export const lineFields: readonly LineField[] = [
  {
    id: "code",
    cell: "code",
    en: ["Code", "Line", "Line code", "ID", "Identifier", "Item no", "No", "Number", "Part number", "#"],
    zh: ["代码", "编号", "行号", "序号", "编码", "物料编码", "物料号", "料号", "行编号"],
  },
  {
    id: "kind",
    cell: "kind",
    en: ["Kind", "Type", "Line type", "Category"],
    zh: ["类型", "类别", "种类", "数据类别", "行类型"],
  },
  {
    id: "stage",
    cell: "stage",
    en: ["Stage", "Life cycle stage", "Lifecycle stage", "Phase", "Process stage"],
    zh: ["阶段", "生命周期阶段", "过程阶段", "所属阶段"],
  },
  {
    id: "component",
    cell: "text",
    en: ["Component", "Part", "Assembly", "Module"],
    zh: ["部件", "组件", "零部件", "所属部件", "部位"],
  },
  {
    id: "nameEn",
    cell: "text",
    en: [
      "Name (English)",
      "Name",
      "English name",
      "Name EN",
      "Description",
      "Material",
      "Material name",
      "Item",
      "Input",
      "Activity",
    ],
    zh: ["英文名称", "名称（英文）", "英文名"],
  },
  {
    id: "nameZh",
    cell: "text",
    en: ["Name (Chinese)", "Chinese name", "Name ZH", "Name CN"],
    zh: [
      "中文名称",
      "名称",
      "名称（中文）",
      "中文名",
      "物料名称",
      "材料名称",
      "材料",
      "物料",
      "项目",
      "活动",
      "描述",
    ],
  },
  {
    id: "amount",
    cell: "number",
    unitField: "amountUnit",
    en: [
      "Amount",
      "Mass",
      "Quantity",
      "Weight",
      "Net weight",
      "Activity data",
      "Consumption",
      "Value",
      "Energy",
      "Electricity consumption",
    ],
    zh: [
      "数量",
      "质量",
      "重量",
      "用量",
      "消耗量",
      "活动数据",
      "活动水平",
      "数值",
      "用电量",
      "耗电量",
      "单耗",
      "净重",
    ],
  },
  {
    id: "amountUnit",
    cell: "unit",
    en: ["Amount unit", "Unit", "Mass unit", "Unit of amount", "Unit of measure", "UOM"],
    zh: ["数量单位", "单位", "计量单位", "质量单位", "活动数据单位"],
  },
  {
    id: "transportMode",
    cell: "transportMode",
    only: "transport",
    en: ["Transport mode", "Mode", "Mode of transport", "Means of transport"],
    zh: ["运输方式", "运输模式", "运输工具"],
  },
  {
    id: "distance",
    cell: "number",
    unitField: "distanceUnit",
    only: "transport",
    en: ["Distance", "Transport distance"],
    zh: ["距离", "运输距离", "里程", "运距"],
  },
  {
    id: "distanceUnit",
    cell: "unit",
    only: "transport",
    en: ["Distance unit", "Unit of distance"],
    zh: ["距离单位", "里程单位"],
  },
  {
    id: "emptyShare",
    cell: "share",
    only: "transport",
    en: ["Empty return share", "Empty share", "Empty return", "Empty run"],
    zh: ["空驶返程比例", "空驶率", "空返率", "空载率", "返程空驶比例"],
  },
  {
    id: "electricityModel",
    cell: "electricityModel",
    only: "electricity",
    en: ["Electricity model", "Electricity", "Electricity source", "Power model"],
    zh: ["电力模型", "电力来源", "用电类型", "电力类型"],
  },
  {
    id: "electricitySources",
    cell: "sources",
    only: "electricity",
    en: ["Electricity sources", "Several electricity sources", "Electricity mix"],
    zh: ["多个电力来源", "电力结构", "电力组成"],
  },
  {
    id: "factor",
    cell: "reference",
    en: ["Factor", "Library factor", "Factor id", "Emission factor id", "Factor reference"],
    zh: ["因子", "因子库编号", "因子编号", "排放因子编号", "引用因子"],
  },
  {
    id: "factorValue",
    cell: "number",
    unitField: "factorUnit",
    en: ["Factor value", "Emission factor", "EF", "GHG factor", "Carbon factor", "Ev"],
    zh: ["因子数值", "排放因子", "碳排放因子", "碳足迹因子", "因子值", "排放系数"],
  },
  {
    id: "factorUnit",
    cell: "unit",
    en: ["Factor unit", "Emission factor unit", "EF unit", "Unit of factor"],
    zh: ["因子单位", "排放因子单位", "碳足迹因子单位"],
  },
  {
    id: "factorGwpSet",
    cell: "text",
    en: ["Factor GWP set", "GWP set", "GWP"],
    zh: ["因子 GWP 值", "因子GWP版本", "GWP版本", "GWP"],
  },
  {
    id: "recycledShare",
    cell: "share",
    only: "material",
    en: ["Recycled share", "Recycled content", "Recycled input", "Rr"],
    zh: ["再生材料比例", "再生料比例", "再生料含量", "回收料比例", "再生比例"],
  },
  {
    id: "recycledFactor",
    cell: "reference",
    only: "material",
    en: ["Recycled factor", "Library factor of recycled material", "Recycled factor id"],
    zh: ["再生材料因子", "再生材料因子编号", "再生料因子", "再生料因子编号", "再生材料引用因子"],
  },
  {
    id: "recycledFactorValue",
    cell: "number",
    unitField: "recycledFactorUnit",
    only: "material",
    en: ["Recycled factor value", "Recycled emission factor", "Er"],
    zh: ["再生材料因子数值", "再生料因子数值", "再生料排放因子", "再生材料排放因子"],
  },
  {
    id: "recycledFactorUnit",
    cell: "unit",
    only: "material",
    en: ["Recycled factor unit", "Unit of recycled factor"],
    zh: ["再生材料因子单位", "再生料因子单位", "再生料排放因子单位"],
  },
  {
    id: "recoveredShare",
    cell: "share",
    only: "material",
    en: ["Recovered share", "Recovery share", "R*", "Share recovered at end of life"],
    zh: ["回收比例", "回收利用比例", "可回收比例", "寿命终止回收比例"],
  },
  {
    id: "endOfLifeBasis",
    cell: "endOfLifeBasis",
    only: "material",
    en: ["End of life basis", "EoL basis"],
    zh: ["生命末期计算基准", "寿命终止计算基准", "报废处理基准"],
  },
  {
    id: "endOfLife",
    cell: "quantity",
    only: "material",
    en: ["End of life", "End of life treatment", "EoL", "EoL emission"],
    zh: ["生命末期处理", "寿命终止处理", "报废处理", "报废处理排放"],
  },
  {
    id: "circular.materialClass",
    cell: "materialClass",
    only: "material",
    en: ["Material class", "Metal or other"],
    zh: ["材料类别", "金属或其他"],
  },
  circular("A", "number"),
  circular("B", "number"),
  circular("R1", "share"),
  circular("R2", "share"),
  circular("R3", "share"),
  circular("Erec", "quantity"),
  circular("ErecEoL", "quantity"),
  circular("EvStar", "quantity"),
  circular("QsinQp", "number"),
  circular("QsoutQp", "number"),
  circular("EER", "quantity"),
  circular("LHV", "quantity"),
  circular("Xheat", "number"),
  circular("Xelec", "number"),
  circular("EseHeat", "quantity"),
  circular("EseElec", "quantity"),
  circular("ED", "quantity"),
  {
    id: "cut",
    cell: "flag",
    only: "material",
    en: ["Cut off", "Cut", "Cut-off applied"],
    zh: ["按取舍准则舍去", "是否舍去", "截断", "是否截断", "舍弃", "是否舍弃"],
  },
  {
    id: "cutReason",
    cell: "text",
    only: "material",
    en: ["Cut-off reason", "Reason for cut-off", "Cut reason"],
    zh: ["取舍理由", "截断理由", "舍弃理由", "截断原因"],
  },
  {
    id: "dataKind",
    cell: "dataKind",
    en: ["Data kind", "Primary or secondary", "Data type", "Primary/secondary", "Data source type"],
    zh: ["数据类型", "数据性质", "初级或次级", "初级/次级", "数据来源类型"],
  },
  {
    id: "quality.TeR",
    cell: "number",
    en: ["Quality TeR", "TeR", "Technology score"],
    zh: ["数据质量 TeR", "技术代表性"],
  },
  {
    id: "quality.GeR",
    cell: "number",
    en: ["Quality GeR", "GeR", "Geography score"],
    zh: ["数据质量 GeR", "地理代表性"],
  },
  {
    id: "quality.TiR",
    cell: "number",
    en: ["Quality TiR", "TiR", "Time score"],
    zh: ["数据质量 TiR", "时间代表性"],
  },
  {
    id: "quality.P",
    cell: "number",
    en: ["Quality P", "Precision score"],
    zh: ["数据质量 P", "精度", "精确性"],
  },
  {
    id: "uncertainty.distribution",
    cell: "distribution",
    en: ["Uncertainty distribution", "Distribution"],
    zh: ["不确定性分布", "分布类型"],
  },
  {
    id: "uncertainty.value",
    cell: "number",
    en: ["Uncertainty", "Uncertainty value", "GSD or spread"],
    zh: ["不确定性", "不确定度"],
  },
  {
    id: "geography",
    cell: "text",
    en: ["Geography", "Country", "Region", "Location", "Country of origin"],
    zh: ["地域", "地理范围", "地区", "国家", "国家或地区", "产地"],
  },
  {
    id: "activityYear",
    cell: "integer",
    en: ["Year", "Activity year", "Data year"],
    zh: ["年份", "数据年份"],
  },
  {
    id: "credit",
    cell: "flag",
    en: ["Credit", "Is a credit"],
    zh: ["抵扣", "是否抵扣", "减排抵扣"],
  },
  {
    id: "confidential",
    cell: "flag",
    en: ["Confidential", "Is confidential"],
    zh: ["保密", "是否保密", "机密"],
  },
  {
    id: "sourceEn",
    cell: "text",
    en: ["Source (English)", "Source", "Data source", "Evidence", "Reference"],
    zh: ["英文来源", "来源（英文）"],
  },
  {
    id: "sourceZh",
    cell: "text",
    en: ["Source (Chinese)"],
    zh: ["中文来源", "来源", "来源（中文）", "数据来源", "证据", "出处"],
  },
  {
    id: "supplierFootprintId",
    cell: "text",
    en: ["Supplier footprint", "Supplier record"],
    zh: ["供应商碳足迹", "供应商记录"],
  },
  { id: "illustrative", cell: "flag", en: ["Illustrative"], zh: ["示例数据", "仅作示例"] },
  {
    id: "publishedValue",
    cell: "number",
    unitField: "publishedUnit",
    en: ["Published value"],
    zh: ["公布值", "公布数值", "已公布数值"],
  },
  { id: "publishedUnit", cell: "unit", en: ["Published unit"], zh: ["公布值单位", "公布单位", "已公布单位"] },
  {
    id: "publishedProblem",
    cell: "text",
    en: ["Published problem"],
    zh: ["公布行未计入的原因", "公布数据问题"],
  },
];

const byId: ReadonlyMap<string, LineField> = new Map(lineFields.map((field) => [field.id, field]));

/** Null for a name that is no field. */
export function findField(id: string): LineField | null {
  return byId.get(id) ?? null;
}

/** Heading of the column that a corrected file adds; it is never read. */
export const reasonHeading = { en: "What to mend", zh: "需修改的问题" } as const;

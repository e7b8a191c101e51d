/** Something supplied, with a footprint and without a passport. */
interface SeedSupplierProduct {
  readonly operator: string;
  readonly facility: string;
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly declaredAmount: string;
  readonly declaredUnit: string;
}

/** The three supplied products, each rebuilt from a published report on such a product. */
export const supplierProducts: readonly SeedSupplierProduct[] = [
  {
    operator: "quillstone",
    facility: "HD1",
    code: "QS-LFP-CELLS-2023",
    nameEn: "LFP cells, 2023 (demonstration)",
    nameZh: "磷酸铁锂电芯，2023年（演示）",
    declaredAmount: "1",
    declaredUnit: "MWh",
  },
  {
    operator: "saltgrove",
    facility: "JA1",
    code: "SG-LI2CO3-2024",
    nameEn: "Lithium carbonate, 2024 (demonstration)",
    nameZh: "碳酸锂，2024年（演示）",
    declaredAmount: "1",
    declaredUnit: "t",
  },
  {
    operator: "tidemark",
    facility: "SX1",
    code: "TM-CELLS-MODULES-2024",
    nameEn: "Cells and modules, 2024 (demonstration)",
    nameZh: "电芯与模组，2024年（演示）",
    declaredAmount: "1",
    declaredUnit: "kWh",
  },
];

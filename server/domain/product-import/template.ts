import type { BatteryCategory } from "../battery/category.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Requirement } from "../catalogue/requirement.ts";
import { requirementOf } from "../catalogue/requirement.ts";
import type { ProductColumn, ProductKind } from "./column.ts";
import { neededColumns, productColumns } from "./column.ts";

/** What a template says of a column: whether it has to be filled. */
export type ColumnDuty =
  /** Without it a row is nothing, whatever the law says. */
  { readonly kind: "needed" } | { readonly kind: "free" } | Requirement;

export interface TemplateColumn {
  readonly column: ProductColumn;
  readonly duty: ColumnDuty;
}

/**
 * The columns of a template: what applies to the category on this day, and apart what stays empty until its act is there. Left
 * out is what never applies, and what the registry takes from elsewhere.
 *
 * @param day `YYYY-MM-DD`: when batteries of this kind are to be placed on the market.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) fourth subparagraph.
 */
export function templateColumns(
  catalogue: Catalogue,
  {
    category,
    kind,
    day,
  }: { readonly category: BatteryCategory; readonly kind: ProductKind; readonly day: string },
): { readonly filled: readonly TemplateColumn[]; readonly barred: readonly TemplateColumn[] } {
  const all = productColumns(catalogue, kind).flatMap((column): readonly TemplateColumn[] => {
    const { attribute } = column;
    const isNeeded = neededColumns[kind].includes(column.id);
    if (attribute === null) return [{ column, duty: { kind: isNeeded ? "needed" : "free" } }];
    const duty = requirementOf(catalogue, attribute, { category, day });
    const isNever = duty.kind === "notApplicable" || (duty.kind === "barred" && duty.forEver);
    return isNever ? [] : [{ column, duty: isNeeded ? { kind: "needed" } : duty }];
  });
  return {
    filled: all.filter(({ duty }) => duty.kind !== "barred"),
    barred: all.filter(({ duty }) => duty.kind === "barred"),
  };
}

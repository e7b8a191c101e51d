import type { Method } from "../../server/domain/carbon-footprint/request.ts";
import { categoryDefaults, energyRules } from "../../server/domain/carbon-footprint/total-energy.ts";
import type { EnergyRules } from "../../server/domain/carbon-footprint/total-energy.ts";
import { findMethod } from "../../server/domain/carbon-footprint/method.ts";
import type { useText } from "../_ui/console-text.tsx";
import type { FieldSpec } from "../_ui/fields-form.tsx";
import { asStated } from "../_ui/shown.ts";
import { wordIn } from "../_ui/word-in.ts";

/** Methods whose denominator is the energy over the service life, which is what a passport states. */
export const declarableMethods: readonly Method[] = ["mee-partial", "mee-full", "eu-cfb-ev"];

/** A battery that drives nothing the method names; its maker brings the cycles, with evidence. */
const otherCategory = "other";

export type EnergyName =
  | "usableCapacity"
  | "vehicleCategory"
  | "warrantyYears"
  | "warrantyKm"
  | "kmPerYear"
  | "fecPerYear";

/** What the denominator is typed from, under the rules of one method. */
export function energyFields(
  { t, words }: Pick<ReturnType<typeof useText>, "t" | "words">,
  chosen: { readonly method: string; readonly category: string },
  initial: Readonly<Record<Exclude<EnergyName, "vehicleCategory">, string>>,
  onCategory: (category: string) => void,
  capacityHelp?: string,
): readonly FieldSpec<EnergyName>[] {
  const rules = energyRulesOf(chosen.method);
  const defaults = categoryDefaults(rules, chosen.category);
  // Where the method fixes the cycles there is nothing to type: the maker's number would be refused.
  const isFixed = defaults !== null && rules.makerValue === "refused";
  return [
    {
      name: "usableCapacity",
      label: t("newDeclaration.usableCapacity"),
      kind: "decimal",
      initial: initial.usableCapacity,
      ...(capacityHelp === undefined ? {} : { help: capacityHelp }),
    },
    {
      name: "vehicleCategory",
      label: t("newDeclaration.vehicleCategory"),
      kind: "select",
      initial: chosen.category,
      onChange: onCategory,
      options: categoriesOf(chosen.method).map((value) => ({
        value,
        label: wordIn(words.vehicleCategory, value),
      })),
    },
    {
      name: "warrantyYears",
      label: t("newDeclaration.warrantyYears"),
      kind: "decimal",
      initial: initial.warrantyYears,
    },
    {
      name: "warrantyKm",
      label: t("newDeclaration.warrantyKm"),
      help: t("newDeclaration.warrantyKmHelp"),
      kind: "decimal",
      initial: initial.warrantyKm,
      optional: true,
    },
    {
      name: "kmPerYear",
      label: t("newDeclaration.kmPerYear"),
      help:
        defaults === null || defaults.kmPerYear === null
          ? t("newDeclaration.kmNoDefault")
          : t("newDeclaration.kmDefault", { km: asStated(defaults.kmPerYear) }),
      kind: "decimal",
      initial: initial.kmPerYear,
      optional: true,
    },
    ...(isFixed
      ? []
      : [
          {
            name: "fecPerYear" as const,
            label: t("newDeclaration.fecPerYear"),
            help:
              defaults === null
                ? t("newDeclaration.fecNeeded")
                : t("newDeclaration.fecHelp", { cycles: asStated(defaults.fecPerYear) }),
            kind: "decimal" as const,
            initial: initial.fecPerYear,
            optional: defaults !== null,
          },
        ]),
  ];
}

/** Vehicle categories a method names, and one for everything else. */
export function categoriesOf(method: string): readonly string[] {
  return [...Object.keys(energyRulesOf(method).categories), otherCategory];
}

/** What was typed, in the `energy` form of the calculation request; a field left empty is taken away. */
export function typedEnergy(
  typed: (name: EnergyName) => string,
  units: Partial<Record<"usableCapacity" | "warrantyYears" | "warrantyKm" | "fecPerYear", string>> = {},
) {
  const stated = (name: "warrantyKm" | "fecPerYear", unit: string) =>
    typed(name) === "" ? null : { value: typed(name), unit: units[name] ?? unit };
  return {
    usableCapacity: { value: typed("usableCapacity"), unit: units.usableCapacity ?? "kWh" },
    vehicleCategory: typed("vehicleCategory"),
    warrantyYears: { value: typed("warrantyYears"), unit: units.warrantyYears ?? "a" },
    warrantyKm: stated("warrantyKm", "km"),
    kmPerYear: typed("kmPerYear") === "" ? null : typed("kmPerYear"),
    fecPerYear: stated("fecPerYear", "1/a"),
  };
}

function energyRulesOf(method: string): EnergyRules {
  return findMethod(method)?.energyRules ?? energyRules.mee;
}

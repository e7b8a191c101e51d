import type { InventoryLine } from "../inventory-line.ts";
import { findMethod } from "../method.ts";
import type { Q } from "../request.ts";

/** Lines as a method would take them, and which of them had to be changed for it. */
export interface Substituted {
  readonly lines: readonly InventoryLine[];
  readonly changed: readonly string[];
}

/**
 * Puts the average mix in place of electricity that a method does not accept: contracts, certificates, residual mix. What
 * somebody has chosen as the average is used, since nobody can guess it from the inventory; own generation, which every
 * method knows under some name, stays. A substitution for comparison only: it never enters a declaration.
 *
 * @param average factor of the average consumption mix, per unit of energy.
 *
 * Source: EU draft of April 2024: directly connected generation or the national average consumption mix, nothing else.
 */
export function substituteElectricity(
  lines: readonly InventoryLine[],
  method: string,
  average: Q,
): Substituted {
  const accepted: readonly string[] = findMethod(method)?.electricityModels ?? [];
  const isRefused = (model: string | null) =>
    model !== null && model !== "internal" && !accepted.includes(model);
  const changed: string[] = [];
  const substituted = lines.map((line): InventoryLine => {
    if (line.kind !== "electricity") return line;
    const { electricitySources: sources } = line;
    const isSource = sources?.some(({ model }) => isRefused(model)) === true;
    const isLine = (sources === null || sources.length === 0) && isRefused(line.electricityModel);
    if (!isSource && !isLine) return line;
    changed.push(line.code);
    const plain = isLine
      ? {
          electricityModel: "national_average",
          factorId: null,
          factorVersion: null,
          factorValue: average.value,
          factorUnit: average.unit,
        }
      : {};
    return {
      ...line,
      ...plain,
      electricitySources:
        sources?.map((source) =>
          isRefused(source.model)
            ? { share: source.share, model: "national_average", factor: average }
            : source,
        ) ?? null,
    };
  });
  return { lines: substituted, changed };
}

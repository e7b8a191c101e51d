import type { Context } from "../../context.ts";
import { invalidInput } from "../input.ts";
import { compute } from "./compute.ts";
import { loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";
import { writeInventory } from "./write-inventory.ts";

interface Quantity {
  readonly value: string;
  readonly unit: string;
}

export interface EnergyChange {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly energy: {
    readonly usableCapacity?: Quantity | undefined;
    readonly vehicleCategory?: string | undefined;
    /** Null for a warranty that ends by distance alone. */
    readonly warrantyYears?: Quantity | null | undefined;
    /** A warranty that also ends by distance; null takes it away. */
    readonly warrantyKm?: Quantity | null | undefined;
    /** Distance in a year, in km; null: the default of the category holds again. */
    readonly kmPerYear?: string | null | undefined;
    /** Null takes the maker's value away: the default of the category holds again. */
    readonly fecPerYear?: Quantity | null | undefined;
    /** Supplied products only: what the total is divided by. */
    readonly output?: Quantity | undefined;
  };
}

/**
 * Changes the denominator of a draft. Fields that are not given stay. One that does not compute is refused with the
 * problem at its field, such as `usableCapacity.unit`.
 */
export async function changeEnergy(ctx: Context, input: EnergyChange): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const { inventory } = loaded;
    const given = Object.entries(input.energy).filter(([, value]) => value !== undefined);
    const merged = { ...inventory.energy, ...Object.fromEntries(given) };
    const energy = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
    const lines = await loadLines(tx, inventory.id);
    const problems = compute(lines, { ...inventory, energy })
      .errors.filter(({ path }) => path === "energy" || path.startsWith("energy."))
      .map(({ code, path }) => ({ code, path: path === "energy" ? path : path.slice("energy.".length) }));
    if (problems.length > 0) throw invalidInput(problems);
    await writeInventory(ctx, tx, loaded, {
      action: "declaration.changeEnergy",
      detail: { energy: input.energy },
      header: { energy },
    });
  });
  return readDeclaration(ctx, { id: input.id });
}

import type { Context } from "../../context.ts";
import { dataQualityOf } from "../../domain/carbon-footprint/data-quality.ts";
import { primaryDataShare } from "../../domain/carbon-footprint/inventory.ts";
import { extensionSchemaPath } from "../../domain/exchange/extension-schema.ts";
import type { ExportedDeclaration } from "../../domain/exchange/write-pact.ts";
import { writePactFootprint } from "../../domain/exchange/write-pact.ts";
import { Refusal } from "../../refusal.ts";
import type { Exported } from "./exported.ts";
import { exportName, factorOf, loadExported } from "./exported.ts";

export interface PactExport {
  readonly fileName: string;
  readonly footprint: Readonly<Record<string, unknown>>;
}

/**
 * A declaration as a PACT 3.0.3 footprint, for its operator's own people. `massKg` is the mass of one unit of the
 * output, for supplied products that are not declared by mass. What the format cannot say truly is refused as
 * `NOT_COMPUTABLE` with each problem.
 */
export async function exportPact(
  ctx: Context,
  input: { readonly id: string; readonly massKg?: string | undefined },
): Promise<PactExport> {
  const exported = await loadExported(ctx, input.id);
  const footprint = writePactFootprint(declarationOf(ctx, exported, input.massKg));
  if (!footprint.ok)
    throw new Refusal(
      "NOT_COMPUTABLE",
      "The exchange format cannot say what this declaration says.",
      footprint.problems,
    );
  return { fileName: exportName(exported, "pact.json"), footprint: footprint.value };
}

/** What the format is filled with. */
export function declarationOf(
  { publicUrl }: Pick<Context, "publicUrl">,
  exported: Exported,
  massKg: string | undefined,
): ExportedDeclaration {
  const { loaded, lines, result, output, earlier } = exported;
  const { declaration, inventory, operator, facility, model, product } = loaded;
  const criteria = dataQualityOf(lines, result, "three")?.criteria;
  const host = new URL(publicUrl).hostname;
  const named = (kind: string, code: string) => `urn:pact:${host}:${kind}:${encodeURIComponent(code)}`;
  return {
    ...{ id: declaration.id, number: declaration.number, precedingIds: earlier },
    standing:
      declaration.state === "released" ? "current" : declaration.releasedAt === null ? "draft" : "replaced",
    createdAt: (declaration.releasedAt ?? declaration.updatedAt).toISOString(),
    company: {
      name: operator.name,
      ids: [`urn:uuid:${operator.id}`, named("operator", operator.slug)],
    },
    product: {
      name: model?.name ?? product?.nameEn ?? "",
      description:
        model === null
          ? `${product?.nameEn ?? ""} (${product?.nameZh ?? ""})`
          : `${model.typeDesignation}, ${model.chemistry} battery of ${model.ratedEnergyKwh} kWh rated energy, ${model.category}`,
      ids: [
        ...(model?.gtin == null ? [] : [`urn:gtin:${model.gtin}`]),
        named("product-id", model?.modelCode ?? product?.code ?? declaration.id),
      ],
      battery: model === null ? null : { massKg: model.massKg, ratedEnergyKwh: model.ratedEnergyKwh },
    },
    place: { country: facility.country, region: facility.region },
    ...{ method: declaration.method, methodVersion: result.methodVersion, gwpSet: inventory.gwpSet },
    ...{
      periodStart: inventory.periodStart,
      periodEnd: inventory.periodEnd,
      output,
      massKgPerOutput: massKg,
    },
    ...{ result, primaryDataShare: primaryDataShare(lines, result) },
    quality:
      criteria?.TeR === undefined || criteria.GeR === undefined || criteria.TiR === undefined
        ? null
        : { TeR: criteria.TeR, GeR: criteria.GeR, TiR: criteria.TiR },
    secondarySources: sourcesOf(exported),
    allocation: inventory.study.allocation ?? null,
    conformityDeclarationNumber: declaration.conformityDeclarationNumber,
    ...{ requestDigest: declaration.requestDigest, resultDigest: declaration.resultDigest },
    extensionSchema: `${publicUrl}${extensionSchemaPath}`,
  };
}

/** Sources of the library behind secondary lines, each once. An operator's own ones are its own business. */
function sourcesOf(exported: Exported): ExportedDeclaration["secondarySources"] {
  const named = exported.lines
    .filter(({ dataKind, confidential }) => dataKind === "secondary" && !confidential)
    .flatMap((line) => {
      const factor = factorOf(exported, line);
      return factor === undefined || factor.operatorId !== null
        ? []
        : [[factor.sourceTitle, String(factor.year)] as const];
    });
  return [...new Map(named.map((pair) => [pair.join(" "), pair])).values()].map(([name, version]) => ({
    name,
    version,
  }));
}

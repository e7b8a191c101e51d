import type { Context } from "../../context.ts";
import { olcaSchemaFile, writeOlca } from "../../domain/exchange/write-olca.ts";
import type { ZipEntry } from "../../platform/zip-file.ts";
import { zipFile } from "../../platform/zip-file.ts";
import type { Exported } from "./exported.ts";
import { exportName, factorOf, loadExported, uuidOf } from "./exported.ts";

export interface OlcaExport {
  readonly fileName: string;
  readonly parts: AsyncGenerator<Uint8Array>;
}

/** An inventory with its result as an archive that openLCA imports, for its operator's own people. */
export async function exportOlca(ctx: Context, input: { readonly id: string }): Promise<OlcaExport> {
  const exported = await loadExported(ctx, input.id);
  const { updatedAt } = exported.loaded.declaration;
  return {
    fileName: exportName(exported, "olca.zip"),
    parts: zipFile(entriesOf(exported), updatedAt),
  };
}

function entriesOf(exported: Exported): readonly ZipEntry[] {
  const file = (name: string, content: unknown): ZipEntry => ({
    name,
    bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`),
  });
  const { loaded, lines, result, output } = exported;
  const { declaration, inventory, operator, facility, model, product } = loaded;
  const entities = writeOlca(
    {
      id: declaration.id,
      productName: model?.name ?? product?.nameEn ?? "",
      description: `Declaration ${String(declaration.number)}: ${inventory.title}`,
      output: output ?? { value: "1", unit: "piece" },
      lines: lines.map((line) => {
        const factor = factorOf(exported, line);
        return {
          line,
          source: factor === undefined ? null : { title: factor.sourceTitle, year: factor.year },
        };
      }),
      ...{ result, methodVersion: result.methodVersion, gwpSet: inventory.gwpSet },
      ...{ periodStart: inventory.periodStart, periodEnd: inventory.periodEnd },
      place: {
        code: facility.region ?? facility.country,
        name: `${facility.city}, ${facility.country}`,
      },
      company: {
        ...{ name: operator.name, address: operator.streetAddress, city: operator.city },
        ...{ zipCode: operator.postalCode, country: operator.country, email: operator.email },
      },
      changedAt: declaration.updatedAt.toISOString(),
      allocation: inventory.study.allocation ?? null,
      electricity: inventory.study.electricity ?? null,
    },
    uuidOf,
  );
  return [
    file(olcaSchemaFile.name, olcaSchemaFile.content),
    ...entities.map(({ folder, id, entity }) => file(`${folder}/${id}.json`, entity)),
  ];
}

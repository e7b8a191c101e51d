import type { Context } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { emptyLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { LineChanges } from "../../domain/carbon-footprint/line-changes.ts";
import { touchedFields } from "../../domain/carbon-footprint/line-changes.ts";
import { Fields } from "../input.ts";
import { editLine } from "./edit-line.ts";
import { refuseBrokenLine, refuseBrokenMembers } from "./judge.ts";
import { kinds, loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";
import { writeInventory } from "./write-inventory.ts";

export interface LineAddition {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly line: LineChanges & {
    readonly code: string;
    readonly kind: string;
    readonly stage: string;
    readonly nameEn: string;
    readonly nameZh: string;
  };
}

/** Adds a line at the end of a draft; a line that does not compute is refused with each problem at its field. */
export async function addLine(ctx: Context, input: LineAddition): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const { inventory } = loaded;
    const lines = await loadLines(tx, inventory.id);
    const position = Math.max(0, ...lines.map((line) => line.position)) + 1;
    const started = startLine(input.line, position, lines);
    const line = await editLine(tx, started, input.line, inventory.operatorId);
    refuseBrokenLine(line.code, touchedFields(input.line), lines, [...lines, line], inventory);
    refuseBrokenMembers(line);
    await writeInventory(ctx, tx, loaded, {
      action: "declaration.addLine",
      detail: { line: input.line },
      lines: { before: lines, after: [...lines, line] },
    });
  });
  return readDeclaration(ctx, { id: input.id });
}

/** The line without the fields that `editLine` reads. */
function startLine(
  given: LineAddition["line"],
  position: number,
  others: readonly InventoryLine[],
): InventoryLine {
  const fields = new Fields();
  const code = fields.text("code", given.code);
  if (!/^[A-Za-z0-9][A-Za-z0-9\-._]{0,59}$/.test(code))
    fields.add("E_LINE_CODE_FORMAT", "code", { value: code });
  if (others.some((other) => other.code === code)) fields.add("E_DUPLICATE", "code", { value: code });
  const kind = kinds.find((known) => known === given.kind);
  if (kind === undefined) fields.add("E_LINE_KIND", "kind", { value: given.kind });
  const nameEn = fields.text("nameEn", given.nameEn);
  const nameZh = fields.text("nameZh", given.nameZh);
  const sourceEn = fields.text("sourceEn", given.sourceEn ?? "");
  const sourceZh = fields.text("sourceZh", given.sourceZh ?? "");
  fields.refuse();
  return {
    ...emptyLine,
    code,
    position,
    kind: kind ?? "activity",
    stage: given.stage.trim(),
    nameEn,
    nameZh,
    sourceEn,
    sourceZh,
  };
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { logStateOf, verdictOnSheet } from "../../domain/verification/result-sheet.ts";
import type { SheetRow } from "../../domain/verification/result-sheet.ts";
import { readCheckpoint } from "../log/read-checkpoint.ts";
import { readPolicy } from "../log/read-policy.ts";
import type { JudgedProduct, ListToCheck } from "../oversight/check-list.ts";
import { judgeList } from "../oversight/check-list.ts";
import type { IssuedSheet } from "./issue.ts";
import { bytesOnSheet, issueSheet } from "./issue.ts";
import { registryIssuer } from "./registry-issuer.ts";

/** Checks a list as `checkList` does, and signs what was found with the registry's key. Refuses as that does. */
export async function issueListSheet(ctx: Context, input: ListToCheck): Promise<IssuedSheet> {
  demand(ctx, "oversight.read", null);
  const issuer = await registryIssuer(ctx);
  const list = await judgeList(ctx, input);
  const [policy, checkpoint] = await Promise.all([readPolicy(ctx), readCheckpoint(ctx)]);
  const checkedAt = new Date(list.checkedAt);
  return issueSheet(ctx, issuer, {
    ...{ kind: "list", checkedAt, asOf: checkedAt, policy },
    log: checkpoint === null ? null : logStateOf(checkpoint.note),
    list: { sha256: list.listDigest, rows: list.rows.length },
    rows: list.rows.map(onSheet),
  });
}

function onSheet({ row, text, productUrl, passport, answer, judged, enteredBy }: JudgedProduct): SheetRow {
  const verdict =
    judged === null
      ? { outcome: null, headline: null, demonstration: false, parts: [] }
      : verdictOnSheet(judged.verdict, false);
  return {
    ...{ row, asked: text, product: productUrl, answer, file: null, ...verdict },
    operator: passport?.operator ?? enteredBy,
    version: passport?.version ?? null,
    record: judged === null ? null : bytesOnSheet(judged.record),
  };
}

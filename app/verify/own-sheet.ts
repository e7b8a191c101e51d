import type { ResultSheet } from "../../server/domain/verification/result-sheet.ts";
import {
  newestLogState,
  programVersion,
  resultSheetPayload,
  sheetRow,
} from "../../server/domain/verification/result-sheet.ts";
import { wordsOfSheet } from "../../server/domain/verification/sheet-words.ts";
import type { CheckedRecord } from "../../server/domain/verification/verify-record.ts";
import { webCrypto } from "../../server/platform/web-crypto.ts";
import type { JudgedMaterial } from "./check-in-browser.ts";

/** A sheet made in this browser, with the text to save: nobody has signed it, and it says so. */
export interface OwnSheet {
  readonly sheet: ResultSheet;
  readonly text: string;
}

/** What was found in this browser as a result sheet, in both languages. */
export async function ownSheet(
  { record, bundle, proofs, policy }: JudgedMaterial,
  checked: CheckedRecord,
  now: Date,
): Promise<OwnSheet> {
  const file = bundle === null ? {} : { file: new TextEncoder().encode(bundle) };
  const { verdict } = checked;
  const subject = verdict.parts.find(({ part }) => part === "subject")?.evidence["subject"];
  const row = await sheetRow({ row: 1, asked: subject ?? "–", record, ...file }, checked, webCrypto);
  const sheet: ResultSheet = {
    ...{ madeBy: "reader", program: programVersion, policy, list: null, checked: [row], keyProofs: [] },
    ...{ checkedAt: now.toISOString(), asOf: verdict.checkedAt, log: newestLogState(proofs) },
    words: wordsOfSheet([row]),
  };
  return { sheet, text: `${JSON.stringify(resultSheetPayload(sheet, null), null, 2)}\n` };
}

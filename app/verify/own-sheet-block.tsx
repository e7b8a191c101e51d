"use client";

import { useState } from "react";
import type { CheckedRecord } from "../../server/domain/verification/verify-record.ts";
import type { Language } from "../_text/languages.ts";
import { PrintButton } from "../_ui/print-button.tsx";
import type { JudgedMaterial } from "./check-in-browser.ts";
import type { OwnSheet } from "./own-sheet.ts";
import { SheetReport } from "./sheet-report.tsx";
import type { VerifyWords } from "./verify-form.tsx";

interface Props {
  readonly material: JudgedMaterial;
  readonly checked: CheckedRecord;
  readonly language: Language;
  readonly words: VerifyWords;
}

/** The result of a check made here as a sheet to print or save. It is not signed, and says so. */
export function OwnSheetBlock({ material, checked, language, words }: Props) {
  const [own, setOwn] = useState<(OwnSheet & { readonly href: string }) | null>(null);
  const write = async () => {
    // Both languages stand on a sheet: what is needed for it is loaded only now.
    const { ownSheet } = await import("./own-sheet.ts");
    const made = await ownSheet(material, checked, new Date());
    setOwn({ ...made, href: URL.createObjectURL(new Blob([made.text], { type: "application/json" })) });
  };
  return (
    <section className="section stack" aria-labelledby="own-sheet">
      <h3 id="own-sheet">{words.sheet.offline}</h3>
      <p>{words.sheet.offlineLead}</p>
      <div className="actions">
        {own === null ? (
          <button type="button" onClick={() => void write()}>
            {words.sheet.write}
          </button>
        ) : (
          <>
            <PrintButton label={words.sheet.print} />
            <a className="button" href={own.href} download="cellproof-result-sheet-not-signed.json">
              {words.sheet.save}
            </a>
          </>
        )}
      </div>
      {own === null ? null : (
        <SheetReport
          sheet={own.sheet}
          language={language}
          words={words.sheet}
          signedBy={words.sheet.unsigned}
        />
      )}
    </section>
  );
}

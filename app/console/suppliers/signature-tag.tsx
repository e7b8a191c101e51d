import type { SupplierFootprintView } from "../../../server/services/supplier/view.ts";
import type { Language } from "../../_text/languages.ts";
import { textOf } from "../../_text/text.ts";

/** Whether a figure is signed, in words. */
export function SignatureTag({
  language,
  footprint: { signature, origin, replacedBy },
}: {
  readonly language: Language;
  readonly footprint: Pick<SupplierFootprintView, "signature" | "origin" | "replacedBy">;
}) {
  const s = textOf(language, "suppliers");
  const isByLink = signature === "none" && origin === "link";
  return (
    <>
      <span className={signature === "verified" ? "tag tag-good" : "tag tag-warn"}>
        {isByLink ? s("received.statedByLink") : s(`received.signatures.${signature}`)}
      </span>
      {replacedBy === null ? null : <span className="tag tag-warn">{s("received.replaced")}</span>}
    </>
  );
}

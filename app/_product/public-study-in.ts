import type { PassportView } from "../../server/services/passport/view.ts";

/**
 * Address of the public study that a passport's record names, and of the declaration beside it; null for a record of
 * before studies were published. An item has that of its model.
 */
export function publicStudyIn(
  view: PassportView,
): { readonly address: string; readonly declaration: string } | null {
  const record = view.level === "model" ? view.record : view.modelRecord;
  const footprint = record?.credential.credentialSubject.voluntary?.carbonFootprint;
  if (footprint?.publicStudy === undefined) return null;
  const address = footprint.publicStudy;
  return {
    address,
    declaration: `${address.replace(/\/study\/\d+$/, "")}/declaration/${footprint.declarationNumber}.pdf`,
  };
}

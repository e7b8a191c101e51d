import type { CheckedRecord } from "../../server/domain/verification/verify-record.ts";
import { checkInBrowser } from "./check-in-browser.ts";
import example from "./rehearsal.json" with { type: "json" };

/**
 * Checks a bundle of the worked example, so that the browser has compiled what checks a record before the first one is
 * pasted: on a slow phone that is half of what a first check takes. Fetches nothing, and nobody is shown what it finds.
 */
export async function rehearse(): Promise<CheckedRecord> {
  const asked = {
    ...{ record: example.bundle, policy: example.policy, at: example.at },
    ...{ keys: "", files: [], issuer: "", subject: "" },
  };
  const registry = { origin: "", policy: null, fetchText: () => Promise.resolve(null) };
  const found = await checkInBrowser(asked, new Date(example.at), registry);
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.checked;
}

import type { Problem } from "../../../server/domain/problem.ts";
import type { ReadReportSheet } from "../../../server/domain/report-check/report-sheet.ts";
import { isFields } from "../../../server/domain/carbon-footprint/read.ts";

/** Has the registry read a spreadsheet of a report; no problem at all means that no answer came. */
export async function readSheet(
  file: File,
): Promise<ReadReportSheet | { readonly problems: readonly Problem[] }> {
  const data = new FormData();
  data.set("file", file);
  const response = await fetch("/api/report-sheets", { method: "POST", body: data }).catch(() => null);
  const answer: unknown = await response?.json().catch(() => null);
  if (!isFields(answer)) return { problems: [] };
  const { request, unread, code, problems } = answer;
  if (response?.ok === true && isFields(request) && Array.isArray(unread)) {
    const { report, declared } = request;
    const lines: readonly unknown[] = unread;
    return {
      request: { report: isFields(report) ? report : {}, declared: isFields(declared) ? declared : {} },
      unread: lines.flatMap((line) =>
        isFields(line) && typeof line["row"] === "number"
          ? [{ row: line["row"], text: String(line["text"]) }]
          : [],
      ),
    };
  }
  const list: readonly unknown[] = Array.isArray(problems) ? problems : [];
  const read = list.flatMap((problem): Problem[] => {
    if (!isFields(problem) || typeof problem["code"] !== "string") return [];
    const params = isFields(problem["params"]) ? problem["params"] : {};
    const texts = Object.entries(params).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as const] : [],
    );
    return [{ code: problem["code"], path: "file", params: Object.fromEntries(texts) }];
  });
  if (read.length > 0) return { problems: read };
  return { problems: typeof code === "string" ? [{ code, path: "file" }] : [] };
}

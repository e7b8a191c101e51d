import { sheetLimits } from "../../../../../server/domain/import/sheet.ts";
import type { Problem } from "../../../../../server/domain/problem.ts";

/** How far an import is. */
export type ImportProgress =
  | {
      readonly step: "sending";
      /** Bytes. */
      readonly sent: number;
      readonly total: number;
      readonly perSecond: number;
    }
  | { readonly step: "reading" }
  | { readonly step: "judging" | "keeping"; readonly rows: number };

export type ImportAnswer =
  | { readonly next: string }
  | { readonly failed: "offline" | "stopped" | "refused"; readonly problems: readonly Problem[] };

/**
 * Sends a form of the import and tells how far it is: bytes on their way (which `fetch` does not tell), then the steps the
 * registry names, line by line, as it takes them.
 */
export function sendImport(
  body: FormData,
  signal: AbortSignal,
  tell: (progress: ImportProgress) => void,
): Promise<ImportAnswer> {
  // What is larger than any inventory is refused here: sent, it would be turned away unread, without a word for a person.
  const isTooLarge = [...body.values()].some(
    (part) => typeof part !== "string" && part.size > sheetLimits.bytes,
  );
  if (isTooLarge)
    return Promise.resolve({ failed: "refused", problems: [{ code: "E_SHEET_TOO_LARGE", path: "file" }] });
  const request = new XMLHttpRequest();
  const began = Date.now();
  let heard = 0;
  const lines = () => {
    const whole = request.responseText.lastIndexOf("\n") + 1;
    const fresh = request.responseText
      .slice(heard, whole)
      .split("\n")
      .filter((line) => line !== "");
    heard = whole;
    return fresh.map(parsed);
  };
  return new Promise((resolve) => {
    request.open("POST", "/api/imports");
    request.setRequestHeader("accept", "application/x-ndjson");
    request.upload.addEventListener("progress", ({ loaded: sent, total }) => {
      const seconds = Math.max(0.2, (Date.now() - began) / 1000);
      tell({ step: "sending", sent, total, perSecond: sent / seconds });
    });
    let last: unknown = null;
    const listen = () => {
      for (const line of lines()) {
        const step = stepIn(line);
        if (step === null) last = line;
        else tell(step);
      }
    };
    request.addEventListener("progress", listen);
    request.addEventListener("load", () => {
      listen();
      resolve(answerIn(last ?? parsed(request.responseText)));
    });
    request.addEventListener("error", () => resolve({ failed: "offline", problems: [] }));
    request.addEventListener("abort", () => resolve({ failed: "stopped", problems: [] }));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function stepIn(line: unknown): ImportProgress | null {
  if (typeof line !== "object" || line === null || !("step" in line)) return null;
  if (line.step !== "judging" && line.step !== "keeping") return { step: "reading" };
  const rows = "rows" in line && typeof line.rows === "number" ? line.rows : 0;
  return { step: line.step, rows };
}

function answerIn(answer: unknown): ImportAnswer {
  if (typeof answer !== "object" || answer === null) return { failed: "refused", problems: [] };
  if ("next" in answer && typeof answer.next === "string") return { next: answer.next };
  const listed: readonly unknown[] =
    "problems" in answer && Array.isArray(answer.problems) ? answer.problems : [];
  const problems = listed.filter(isProblem);
  const isCoded = "code" in answer && typeof answer.code === "string" && answer.code !== "INTERNAL";
  if (problems.length > 0 || !isCoded) return { failed: "refused", problems };
  return { failed: "refused", problems: [{ code: String(answer.code), path: "" }] };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "path" in value;
}

import Link from "next/link";
import type { Problem } from "../../server/domain/problem.ts";
import type { ImportRowView } from "../../server/services/import/view.ts";
import type { Language } from "../_text/languages.ts";
import { localeOf, messagesOf, textOf } from "../_text/text.ts";
import { problemSpeaker } from "./problem-sentence.ts";

interface ImportFindingsProps {
  readonly language: Language;
  readonly rows: readonly Pick<ImportRowView, "number" | "name" | "problems">[];
  /** What keeps a row out, or what was repaired in it. */
  readonly kind: "problems" | "repairs";
  /** What the name of a row is. */
  readonly named: string;
  /** What a path is called that has no column in the file. */
  readonly fieldName: (path: string) => string;
}

/** Row, column, value and reason of everything that was found in a file. */
export function ImportFindings({ language, rows, kind, named, fieldName }: ImportFindingsProps) {
  const t = textOf(language, "imports");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  return (
    <div className="table-frame">
      <table className="stacks stacks-tight">
        <thead>
          <tr>
            <th scope="col">{t("bad.row")}</th>
            <th scope="col">{named}</th>
            <th scope="col">{t("bad.place")}</th>
            <th scope="col">{t("bad.value")}</th>
            <th scope="col">{t("bad.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ number, name, problems }) =>
            problems
              .filter(({ code }) => code.startsWith("W_") === (kind === "repairs"))
              .map((problem, at) => (
                <tr key={`${String(number)} ${problem.code} ${problem.path} ${String(at)}`}>
                  <td data-label={t("bad.row")}>{number}</td>
                  <td data-label={named}>{name}</td>
                  <td data-label={t("bad.place")}>{placeOf(problem, fieldName)}</td>
                  <td data-label={t("bad.value")}>{problem.params?.["value"] ?? ""}</td>
                  <td className="wide-cell" data-label={t("bad.reason")}>
                    {say(problem)} <Link href={`/help/${problem.code}`}>{t("help")}</Link>
                  </td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The column with its heading; where the file has none for it, what the column would be called. */
function placeOf({ path, params }: Problem, fieldName: (path: string) => string): string {
  const { column, heading } = params ?? {};
  return column === undefined ? fieldName(path) : `${column} ${heading ?? ""}`.trim();
}

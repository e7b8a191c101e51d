import { registry } from "../../server/caller.ts";
import type { ChangedMember } from "../../server/domain/changed-members.ts";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { recordMember } from "./record-member.ts";

/** What would stand in a record, beside what stands in the newest one: each member by its name and its place. */
export async function ChangedMembersTable({
  language,
  changes,
  caption,
  stages = [],
}: {
  readonly language: Language;
  readonly changes: readonly ChangedMember[];
  readonly caption?: string;
  /** Life-cycle stages of the record's footprint, in order. */
  readonly stages?: readonly string[];
}) {
  const t = textOf(language, "review");
  const catalogue = await registry().catalogue.current();
  return (
    <div className="table-frame">
      <table className="stacks record-changes">
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead>
          <tr>
            <th scope="col">{t("member")}</th>
            <th scope="col">{t("before")}</th>
            <th scope="col">{t("after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row">
                <div>{recordMember(language, catalogue, path, stages)}</div>
                <code className="small muted">{path}</code>
              </th>
              <td data-label={t("before")}>{before ?? t("none")}</td>
              <td data-label={t("after")}>{after ?? t("none")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

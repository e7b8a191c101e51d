import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import type { DeclarationRow, DeclarationState } from "../../../server/services/footprint/view.ts";
import { textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { Screen } from "../../_ui/screen.tsx";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { asStated, day, footprintShown, unitShown } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { bracketed } from "../../_ui/signs.ts";
import { StateMark } from "../../_ui/state-mark.tsx";
import { wordIn } from "../../_ui/word-in.ts";
import { subjectName } from "../subject-name.ts";
import { named } from "../../_ui/named.ts";

const states: readonly DeclarationState[] = ["draft", "in_review", "released", "superseded", "withdrawn"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("declarations.title") };
}

export default async function Declarations({ searchParams }: ScreenProps) {
  const wanted = oneOf((await searchParams)["state"]);
  const [{ language, t, words }, may, all] = await Promise.all([
    spoken(),
    mayDo(),
    asked(registry().footprint.list()),
  ]);
  const state = states.find((one) => one === wanted);
  const rows = state === undefined ? all : all.filter((row) => row.state === state);
  const review = textOf(language, "review");
  const counted = t("count.declarations", { count: rows.length });
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: t("declarations.title") }]}
      title={t("declarations.title")}
      lead={<p>{t("declarations.lead")}</p>}
      action={
        may("declaration.write") ? (
          <Link className="button button-primary" href="/console/declarations/new">
            {t("declarations.create")}
          </Link>
        ) : null
      }
    >
      {all.length === 0 ? (
        <div className="empty">
          <strong>{t("declarations.emptyTitle")}</strong>
          <p>{t("declarations.emptyHelp")}</p>
        </div>
      ) : (
        <>
          <nav aria-label={t("declarations.filterLabel")}>
            <ul className="tabs">
              <li>
                <Link href="/console/declarations" aria-current={state === undefined ? "true" : undefined}>
                  {t("declarations.filterAll")} {all.length}
                </Link>
              </li>
              {states.map((one) => (
                <li key={one}>
                  <Link
                    href={`/console/declarations?state=${one}`}
                    aria-current={state === one ? "true" : undefined}
                  >
                    {words.state[one]} {all.filter((row) => row.state === one).length}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <div className="table-words" role="status">
            {state === undefined
              ? counted
              : `${counted} ${t("count.inState", { state: words.state[state] })}`}
          </div>
          {rows.length === 0 ? (
            <div className="empty">
              <strong>{t("declarations.noMatchTitle")}</strong>
              <p>{t("declarations.noMatchHelp")}</p>
            </div>
          ) : (
            <div className="table-frame">
              <table className="stacks stacks-early">
                <thead>
                  <tr>
                    <th scope="col">{t("declarations.subject")}</th>
                    <th scope="col" className="number">
                      {t("declarations.number")}
                    </th>
                    <th scope="col">{t("declarations.state")}</th>
                    <th scope="col">{t("declarations.plant")}</th>
                    <th scope="col">{t("declarations.method")}</th>
                    <th scope="col" className="number">
                      {t("declarations.recomputed")}
                    </th>
                    <th scope="col" className="number">
                      {t("declarations.published")}
                    </th>
                    <th scope="col">{t("declarations.changed")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.id}>
                      <th scope="row" className="wide-cell">
                        <Link href={`/console/declarations/${row.id}`}>{subjectName(language, row)}</Link>{" "}
                        {row.subjectKind === "supplierProduct" ? (
                          <span className="tag">{t("declarations.supplier")}</span>
                        ) : null}
                        <div className="small muted">
                          {named(language, row.operatorName, row.operatorNameOriginal)}
                        </div>
                      </th>
                      <td className="number" data-label={t("declarations.number")}>
                        {row.number}
                      </td>
                      <td data-label={t("declarations.state")}>
                        <StateMark state={row.state} word={words.state[row.state]} />
                        {row.isReturned ? (
                          <div className="small warn nowrap">{review("returnedMark")}</div>
                        ) : null}
                        {standingTags(row).map((tag) => (
                          <div key={tag} className="small warn nowrap">
                            {review(tag)}
                          </div>
                        ))}
                      </td>
                      <td data-label={t("declarations.plant")}>
                        {named(language, row.plant, row.plantOriginal)}
                      </td>
                      <td data-label={t("declarations.method")}>
                        <span
                          title={`${wordIn(words.method, row.method)}${bracketed(language, row.methodVersion)}`}
                        >
                          {wordIn(words.methodShort, row.method)}
                        </span>
                      </td>
                      <td className="number" data-label={t("declarations.recomputed")}>
                        {row.cfp === null ? (
                          <span className="warn">{t("declarations.doesNotCompute")}</span>
                        ) : (
                          <span title={row.cfp}>
                            {footprintShown(row.cfp)}{" "}
                            <span className="unit">{unitShown(row.cfpUnit, language)}</span>
                          </span>
                        )}
                      </td>
                      <td className="number" data-label={t("declarations.published")}>
                        {row.published === null ? (
                          <span className="muted">{t("declarations.nothingPublished")}</span>
                        ) : (
                          <span title={row.published.source}>
                            {asStated(row.published.value)}{" "}
                            <span className="unit">{unitShown(row.published.unit, language)}</span>
                          </span>
                        )}
                      </td>
                      <td className="nowrap" data-label={t("declarations.changed")}>
                        {day(language, row.updatedAt)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </Screen>
  );
}

/** What is to be known of a declaration beside its state. */
function standingTags({ isApproved, renewal, stale }: DeclarationRow) {
  return [
    ...(isApproved ? (["approvedTitle"] as const) : []),
    ...(renewal.length > 0 ? (["renewalTag"] as const) : []),
    ...(stale.length > 0 ? (["staleTag"] as const) : []),
  ];
}

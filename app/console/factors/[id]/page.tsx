import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import type { FactorDetail } from "../../../../server/services/factor/read.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { Figure } from "../../../_ui/figure.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import { oneOf } from "../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { asStated, day, unitShown } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { StateMark } from "../../../_ui/state-mark.tsx";
import { factorPath } from "../factor-path.ts";
import { FactorFacts } from "./factor-facts.tsx";

async function read({ params }: ScreenProps<{ id: string }>): Promise<FactorDetail> {
  const { id } = await params;
  return asked(registry().factor.read({ id: decodeURIComponent(id) }));
}

export async function generateMetadata(props: ScreenProps<{ id: string }>): Promise<Metadata> {
  const [{ language }, { versions, id }] = await Promise.all([spoken(), read(props)]);
  const [newest] = versions;
  return { title: (language === "zh" ? newest?.nameZh : newest?.nameEn) ?? id };
}

/** One factor: what it says and who says so, every version of it, and what rests on it. */
export default async function Factor(props: ScreenProps<{ id: string }>) {
  const [{ language, t, words }, factor, query] = await Promise.all([
    spoken(),
    read(props),
    props.searchParams,
  ]);
  const l = textOf(language, "library");
  const [newest] = factor.versions;
  if (newest === undefined) throw new Error("A factor without a version was answered.");
  const name = language === "zh" ? newest.nameZh : newest.nameEn;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: l("title"), href: "/console/factors" },
        { name },
      ]}
      title={name}
      lead={<span className="identifier">{factor.id}</span>}
      action={
        factor.mayRevise ? (
          <Link className="button button-primary" href={`${factorPath(factor.id)}/revise`}>
            {l("detail.revise")}
          </Link>
        ) : null
      }
    >
      <div className="sections">
        {oneOf(query["evidence"]) === "kept" && newest.evidence !== null ? (
          <Notice tone="info" title={l("detail.evidenceKept", { title: newest.evidence.title })} />
        ) : null}
        {newest.validUntil !== null && newest.isExpired ? (
          <Notice tone="warn" title={l("detail.expired", { day: day(language, newest.validUntil) })} />
        ) : null}
        {newest.illustrative ? <Notice tone="info" title={l("detail.illustrative")} /> : null}
        <div className="columns">
          <Figure
            large
            label={`${l("detail.version")} ${String(newest.version)}`}
            value={asStated(newest.value)}
            exact={newest.value}
            unit={unitShown(newest.unit, language)}
            basis={`${newest.geography} ${String(newest.year)}`}
          />
        </div>
        <FactorFacts factor={factor} version={newest} />
        <section className="section" id="versions">
          <h2>{l("detail.versions")}</h2>
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{l("detail.version")}</th>
                  <th scope="col" className="number">
                    {l("column.value")}
                  </th>
                  <th scope="col">{l("column.unit")}</th>
                  <th scope="col">{l("detail.entered")}</th>
                  <th scope="col">{l("detail.hash")}</th>
                </tr>
              </thead>
              <tbody>
                {factor.versions.map((version) => (
                  <tr key={version.version}>
                    <th scope="row">
                      {version.version}{" "}
                      <span className="tag">
                        {version.version === newest.version ? l("detail.newest") : l("detail.superseded")}
                      </span>
                    </th>
                    <td className="number" data-label={l("column.value")}>
                      {asStated(version.value)}
                    </td>
                    <td className="unit" data-label={l("column.unit")}>
                      {unitShown(version.unit, language)}
                    </td>
                    <td data-label={l("detail.entered")}>{day(language, version.createdAt)}</td>
                    <td className="wide-cell identifier small" data-label={l("detail.hash")}>
                      {version.contentHash}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section className="section" id="uses">
          <h2>{l("detail.uses")}</h2>
          {factor.uses.length === 0 ? (
            <p className="muted">{l("detail.usesNone")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{l("detail.declaration")}</th>
                    <th scope="col">{l("detail.line")}</th>
                    <th scope="col">{l("detail.usedVersion")}</th>
                  </tr>
                </thead>
                <tbody>
                  {factor.uses.map((use) => (
                    <tr key={`${use.declarationId} ${use.lineCode}`}>
                      <th scope="row">
                        <Link href={`/console/declarations/${use.declarationId}`}>
                          {t("declaration.title", {
                            number: use.number,
                            name: language === "zh" ? use.subjectNameZh : use.subjectName,
                          })}
                        </Link>{" "}
                        <StateMark state={use.state} word={words.state[use.state]} />
                      </th>
                      <td data-label={l("detail.line")}>
                        {language === "zh" ? use.lineNameZh : use.lineNameEn}
                      </td>
                      <td data-label={l("detail.usedVersion")}>
                        {use.version}{" "}
                        {use.version !== null && use.version < newest.version ? (
                          <span className="tag tag-warn">{l("detail.older")}</span>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </div>
    </Screen>
  );
}

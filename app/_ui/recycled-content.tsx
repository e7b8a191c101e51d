import type { ReactNode } from "react";
import type { Gap, Judged } from "../../server/domain/recycled-content/gap.ts";
import { isZero, parseExact } from "../../server/domain/quantity/exact.ts";
import type { ItemGroup, LotView, MetalView, RecycledView } from "../../server/services/recycled/view.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import { asStated, day, shown } from "./shown.ts";
import { citationShown, signs } from "./signs.ts";

interface RecycledContentProps {
  readonly language: Language;
  readonly view: RecycledView;
  /** Address of the screen: choosing a year or a day comes back to it. */
  readonly path: string;
  /** What the operator's authors may do: state a share, enter a lot, and what belongs to one lot. */
  readonly stating?: ReactNode;
  readonly entering?: ReactNode;
  readonly lotActions?: ReadonlyMap<LotView["id"], ReactNode>;
}

/** Recycled content of one model in one year: shares from lots beside stated ones, and what each minimum lacks. */
export function RecycledContent(props: RecycledContentProps) {
  const { language, view, path, stating, entering } = props;
  const t = textOf(language, "recycled");
  const { year, years } = view;
  return (
    <div className="sections">
      {view.model.secondLife ? <p>{t("secondLife")}</p> : null}
      {years.length > 1 ? (
        <nav aria-label={t("yearLabel")}>
          <ul className="tabs">
            {years.map((one) => (
              <li key={one}>
                <a href={`${path}?year=${one}`} aria-current={one === year ? "page" : undefined}>
                  {one}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {year === null ? (
        <p>{t("noYear")}</p>
      ) : (
        <section className="section" id="shares">
          <h2>{t("sharesTitle", { year: String(year) })}</h2>
          <Shares language={language} metals={view.metals} />
        </section>
      )}
      {stating}
      {year === null ? null : <Missing language={language} view={view} year={year} />}
      <JudgeDay language={language} view={view} path={path} />
      <Items language={language} items={view.items} />
      <Lots {...props} />
      {entering}
    </div>
  );
}

function Shares({
  language,
  metals,
}: {
  readonly language: Language;
  readonly metals: readonly MetalView[];
}) {
  const t = textOf(language, "recycled");
  const { metal: names } = messagesOf(language).console;
  return (
    <div className="table-frame">
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">{t("metal")}</th>
            <th scope="col" className="number">
              {t("fromLots")}
            </th>
            <th scope="col" className="number">
              {t("stated")}
            </th>
            <th scope="col">{t("finding")}</th>
          </tr>
        </thead>
        <tbody>
          {metals.map(({ metal, stated, fromLots, finding, lotsWithoutEvidence }) => (
            <tr key={metal}>
              <th scope="row">
                {names[metal]}
                <div className="small muted">{t(`of.${metal}`)}</div>
              </th>
              <td className="number" data-label={t("fromLots")}>
                {fromLots === null ? "–" : <Origins language={language} {...fromLots} />}
              </td>
              <td className="number" data-label={t("stated")}>
                {stated === null ? "–" : <Origins language={language} {...stated} />}
              </td>
              <td className="wide-cell" data-label={t("finding")}>
                <span className={finding === "differs" ? "warn" : undefined}>
                  {t(`findings.${findingWord(finding, fromLots !== null)}`)}
                </span>
                {lotsWithoutEvidence === 0 ? null : (
                  <div className="small">{t("withoutEvidence", { count: lotsWithoutEvidence })}</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A metal without statement and without lots is a third thing: perhaps the battery holds none of it. */
function findingWord(finding: MetalView["finding"], hasLots: boolean): MetalView["finding"] | "nothing" {
  return finding === "notStated" && !hasLots ? "nothing" : finding;
}

function Origins({
  language,
  sharePercent,
  preConsumerPercent,
  postConsumerPercent,
}: {
  readonly language: Language;
  readonly sharePercent: string;
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
}) {
  const t = textOf(language, "recycled");
  return (
    <>
      <span title={`${sharePercent} %`}>{brief(sharePercent)}</span>
      <div className="small muted">{t("preConsumer", { value: brief(preConsumerPercent) })}</div>
      <div className="small muted">{t("postConsumer", { value: brief(postConsumerPercent) })}</div>
    </>
  );
}

/** As stated while that is short; a share whose digits do not end is shown with four of them, all are in the title. */
function brief(decimal: string): string {
  return decimal.length > 8 ? shown(decimal, 4) : asStated(decimal);
}

function Missing({
  language,
  view: { metals, documentedFrom, steps, model },
  year,
}: {
  readonly language: Language;
  readonly view: RecycledView;
  readonly year: number;
}) {
  const t = textOf(language, "recycled");
  const { metal: names } = messagesOf(language).console;
  const open = metals.filter(
    ({ finding, stated, fromLots, lotsWithoutEvidence }) =>
      (stated !== null || fromLots !== null) &&
      (finding === "differs" || finding === "noLots" || finding === "notStated" || lotsWithoutEvidence > 0),
  );
  return (
    <section className="section" id="missing">
      <h2>{t("dutyTitle")}</h2>
      <p>{documentedFrom === null ? t("dutyNone") : t("duty", { day: day(language, documentedFrom) })}</p>
      {model.category.startsWith("industrial") ? <p>{t("externalStorage")}</p> : null}
      {documentedFrom === null ? null : open.length === 0 ? (
        <p>{t("dutyOk")}</p>
      ) : (
        <ul>
          {open.map(({ metal, finding, fromLots, lotsWithoutEvidence }) => (
            <li key={metal}>
              {t("dutyMissing", {
                metal: names[metal],
                finding: [
                  ...(finding === "agrees" || finding === "rounded"
                    ? []
                    : [t(`findings.${findingWord(finding, fromLots !== null)}`)]),
                  ...(lotsWithoutEvidence === 0
                    ? []
                    : [t("withoutEvidence", { count: lotsWithoutEvidence })]),
                ].join(language === "zh" ? "" : " "),
              })}
            </li>
          ))}
        </ul>
      )}
      {steps.map((step) => (
        <div className="stack" key={step.from}>
          <h3>{t("minimumFrom", { day: day(language, step.from) })}</h3>
          <GapTable language={language} judged={step} />
          <p className="small muted">
            {citationShown(language, step.source)}
            {signs(language).stop}
            {t("basisYear", { year: String(year) })}
            {step.gaps.some(isPerhapsAbsent) ? `${language === "zh" ? "" : " "}${t("zeroShare")}` : ""}
          </p>
        </div>
      ))}
    </section>
  );
}

function GapTable({ language, judged }: { readonly language: Language; readonly judged: Judged }) {
  const t = textOf(language, "recycled");
  const { metal: names } = messagesOf(language).console;
  return (
    <div className="table-frame">
      <table className="stacks stacks-tight">
        <thead>
          <tr>
            <th scope="col">{t("metal")}</th>
            <th scope="col" className="number">
              {t("minimum")}
            </th>
            <th scope="col" className="number">
              {t("share")}
            </th>
            <th scope="col" className="number">
              {t("missingPoints")}
            </th>
            <th scope="col" className="number">
              {t("missingKg")}
            </th>
          </tr>
        </thead>
        <tbody>
          {judged.gaps.map(({ metal, minimumPercent, sharePercent, missingPoints, missingKg }) => (
            <tr key={metal}>
              <th scope="row">{names[metal]}</th>
              <td className="number" data-label={t("minimum")}>
                {minimumPercent}
              </td>
              <td className="number" data-label={t("share")}>
                {sharePercent === null ? t("unknown") : brief(sharePercent)}
              </td>
              <td className="number" data-label={t("missingPoints")}>
                {missingPoints === null ? "–" : isNothing(missingPoints) ? t("met") : brief(missingPoints)}
              </td>
              <td className="number" data-label={t("missingKg")}>
                {missingKg !== null
                  ? isNothing(missingKg)
                    ? "–"
                    : brief(missingKg)
                  : missingPoints === null || isNothing(missingPoints)
                    ? "–"
                    : t("noMasses")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Stated as 0 without a single kilogram behind it. */
function isPerhapsAbsent({ sharePercent, missingKg }: Gap): boolean {
  return sharePercent !== null && isNothing(sharePercent) && missingKg === null;
}

function isNothing(decimal: string): boolean {
  const value = parseExact(decimal);
  return value !== null && isZero(value);
}

function JudgeDay({
  language,
  view: { year, placedOn, judgedAt },
  path,
}: {
  readonly language: Language;
  readonly view: RecycledView;
  readonly path: string;
}) {
  const t = textOf(language, "recycled");
  return (
    <section className="section on-screen" id="judge">
      <h2>{t("judgeTitle")}</h2>
      <form className="form" method="get" action={`${path}#judge`}>
        {year === null ? null : <input type="hidden" name="year" value={year} />}
        <div className="field">
          <label htmlFor="placedOn">{t("placedOn")}</label>
          <input
            id="placedOn"
            name="placedOn"
            type="date"
            defaultValue={placedOn ?? ""}
            aria-describedby="placedOn-help"
          />
          <div className="field-help" id="placedOn-help">
            {t("judgeHelp")}
          </div>
        </div>
        <div className="actions">
          <button type="submit">{t("judge")}</button>
        </div>
      </form>
      {placedOn === null ? null : judgedAt === null ? (
        <p>{t("judgedNone", { day: day(language, placedOn) })}</p>
      ) : (
        <>
          <p>{t("judgedAt", { day: day(language, placedOn), from: day(language, judgedAt.from) })}</p>
          <GapTable language={language} judged={judgedAt} />
        </>
      )}
    </section>
  );
}

function Items({ language, items }: { readonly language: Language; readonly items: readonly ItemGroup[] }) {
  const t = textOf(language, "recycled");
  return (
    <section className="section" id="batteries">
      <h2>{t("itemsTitle")}</h2>
      {items.length === 0 ? (
        <p>{t("noItems")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("made")}</th>
                <th scope="col">{t("placed")}</th>
                <th scope="col" className="number">
                  {t("count")}
                </th>
                <th scope="col">{t("verdict")}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((group) => (
                <tr key={`${group.madeIn} ${group.placed} ${group.from ?? ""}`}>
                  <th scope="row">{group.madeIn}</th>
                  <td data-label={t("placed")}>
                    {t(`placedWords.${group.placed}`, {
                      day: group.from === null ? "" : day(language, group.from),
                    })}
                  </td>
                  <td className="number" data-label={t("count")}>
                    {group.count}
                  </td>
                  <td data-label={t("verdict")}>{verdictOf(language, group)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function verdictOf(language: Language, { placed, gaps, madeIn }: ItemGroup): string {
  const t = textOf(language, "recycled");
  const { metal: names } = messagesOf(language).console;
  if (placed === "notYet") return t("verdicts.notYet");
  if (gaps === null) return t("verdicts.none");
  if (gaps.every(({ sharePercent }) => sharePercent === null))
    return t("verdicts.unknown", { year: String(madeIn) });
  const below = gaps.filter(({ missingPoints }: Gap) => missingPoints !== null && !isNothing(missingPoints));
  if (below.length === 0) return t("verdicts.met");
  const list = below.map(({ metal }) => names[metal]).join(language === "zh" ? "、" : ", ");
  return t("verdicts.missing", { metals: list });
}

function Lots({ language, view: { lots, year }, lotActions }: RecycledContentProps) {
  const t = textOf(language, "recycled");
  const { console: words } = messagesOf(language);
  if (year === null) return null;
  return (
    <section className="section" id="lots">
      <h2>{t("lotsTitle", { year: String(year) })}</h2>
      {lots.length === 0 ? (
        <p>{t("noLots")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks stacks-early">
            <thead>
              <tr>
                <th scope="col">{t("lot")}</th>
                <th scope="col">{t("supplier")}</th>
                <th scope="col" className="number">
                  {t("metalKg")}
                </th>
                <th scope="col" className="number">
                  {t("preKg")}
                </th>
                <th scope="col" className="number">
                  {t("postKg")}
                </th>
                <th scope="col">{t("evidence")}</th>
              </tr>
            </thead>
            <tbody>
              {lots.map((lot) => (
                <tr key={lot.id}>
                  <th scope="row">
                    {words.metal[lot.metal]}, {lot.lot}{" "}
                    {lot.illustrative ? <span className="tag">{words.illustrative}</span> : null}
                  </th>
                  <td data-label={t("supplier")}>{lot.supplier}</td>
                  <td className="number" data-label={t("metalKg")}>
                    {asStated(lot.metalKg)}
                  </td>
                  <td className="number" data-label={t("preKg")}>
                    {asStated(lot.preConsumerKg)}
                  </td>
                  <td className="number" data-label={t("postKg")}>
                    {asStated(lot.postConsumerKg)}
                  </td>
                  <td className="wide-cell" data-label={t("evidence")}>
                    {lot.evidence === null ? (
                      t("noEvidence")
                    ) : (
                      <a
                        className="tap"
                        href={`/api/recycled-evidence/${lot.id}`}
                        title={`SHA-256 ${lot.evidence.sha256}`}
                      >
                        {lot.evidence.title}
                      </a>
                    )}
                    {lotActions?.get(lot.id)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

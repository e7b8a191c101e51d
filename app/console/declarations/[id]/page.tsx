import {
  librarySource,
  libraryWords,
} from "../../../../server/domain/carbon-footprint/library/library-words.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { compactLine } from "../../../../server/domain/carbon-footprint/compact-line.ts";
import { dataQualityOf } from "../../../../server/domain/carbon-footprint/data-quality.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { massBalance } from "../../../../server/domain/carbon-footprint/mass-balance.ts";
import { findMethod } from "../../../../server/domain/carbon-footprint/method.ts";
import type { PcfResult } from "../../../../server/domain/carbon-footprint/request.ts";
import { add, parseExact, toDecimal, zero } from "../../../../server/domain/quantity/exact.ts";
import type { DeclarationView, LineView } from "../../../../server/services/footprint/view.ts";
import type { Language } from "../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { Figure } from "../../../_ui/figure.tsx";
import { MoreText } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { oneOf } from "../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { day, percent, footprintShown, shown, unitShown } from "../../../_ui/shown.ts";
import { bracketed, signs } from "../../../_ui/signs.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { placeOf } from "../../place-of.ts";
import { subjectName } from "../../subject-name.ts";
import { inStageOrder } from "../in-stage-order.ts";
import { AddLine } from "./add-line.tsx";
import { ClassJudgement } from "./class-judgement.tsx";
import { declarationOf } from "./declaration-of.ts";
import { DeclarationScreen } from "./declaration-screen.tsx";
import { ConformityNumber } from "./conformity-number.tsx";
import { Comparison } from "./comparison.tsx";
import { Denominator } from "./denominator.tsx";
import { DifferencePanel } from "./difference-panel.tsx";
import { DiscardDraft } from "./discard-draft.tsx";
import { ExchangeLinks } from "./exchange-links.tsx";
import { Findings } from "./findings.tsx";
import { factorKey } from "./factor-key.ts";
import { Head } from "./head-form.tsx";
import { CutOffRecord } from "./cut-off-record.tsx";
import type { SupplierShown } from "./line-fields.tsx";
import { LineFilter } from "./line-filter.tsx";
import { LinePager } from "./line-pager.tsx";
import { lineAddress, lineRows } from "./line-rows.ts";
import { LinesTable } from "./lines-table.tsx";
import type { FactorShown } from "./lines-table.tsx";
import { LiveInventoryProvider } from "./live-inventory.tsx";
import { MassBalanceSection } from "./mass-balance.tsx";
import { PasteRows } from "./paste-rows.tsx";
import { PeopleFacts } from "./people-facts.tsx";
import { Recompute } from "./recompute.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";
import { ReviewSteps } from "./review-steps.tsx";
import { StandingNotices } from "./standing-notices.tsx";
import { ResultStrip } from "./result-strip.tsx";
import { Stages } from "./stages.tsx";
import { StartNext } from "./start-next.tsx";
import { UndoButton } from "./undo-button.tsx";
import { named } from "../../../_ui/named.ts";

export async function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  const [{ language, t }, view] = await Promise.all([spoken(), declarationOf((await params).id)]);
  return { title: t("declaration.title", { number: view.number, name: subjectName(language, view) }) };
}

/** One declaration: the result, what it rests on line by line, what changed and why, and its release. */
export default async function Declaration({ params, searchParams }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const query = await searchParams;
  const [{ language, t, words }, view] = await Promise.all([spoken(), declarationOf(id)]);
  const library = view.may.edit ? await asked(registry().factor.list()) : [];
  const undo = await asked(registry().footprint.findUndo({ id }));
  const imports = textOf(language, "imports");
  const siblings =
    view.modelId === null ? [] : await asked(registry().footprint.list({ modelId: view.modelId }));
  const draft = siblings.find(
    (one) => one.id !== view.id && (one.state === "draft" || one.state === "in_review"),
  );
  const i = textOf(language, "inventory");
  const lines = view.lines.map(({ entered }) => entered);
  const { parameters } = view.inventory;
  const rounding = parameters.rounding ?? "half_up";
  const scheme = parameters.dqrScheme ?? findMethod(view.method)?.dataQuality.scheme ?? "three";
  const quality = view.result === null ? null : dataQualityOf(lines, view.result, scheme);
  const balance = view.packMassKg === null ? null : massBalance(lines, view.packMassKg);
  const names = new Map(lines.map(({ code, nameEn, nameZh }) => [code, language === "zh" ? nameZh : nameEn]));
  const nameOf = (code: string) => names.get(code) ?? code;
  const home = `/console/declarations/${id}`;
  const shownRows = lineRows(lines, view.method, {
    ...{ search: oneOf(query["search"]), stage: oneOf(query["stage"]), component: oneOf(query["component"]) },
    ...{ line: oneOf(query["line"]), page: oneOf(query["page"]) },
  });
  const { rows, found, components } = shownRows;
  const isPart = rows.length < lines.length;
  const onScreen = new Set(rows.map(({ code }) => code));
  const hrefOf = (code: string) => (isPart ? lineAddress(home, code) : `#line-${code}`);
  const factors = library.map(
    ({ id: factorId, version, nameEn, nameZh, value, unit: factorUnit, geography, year, ...factor }) => ({
      ...{ id: factorId, version, value, unit: factorUnit, geography, year },
      name: language === "zh" ? nameZh : nameEn,
      sourceTitle: libraryWords(factor.sourceTitle)[language],
      supplierFootprintId: factor.supplierFootprintId,
      quality: factor.quality,
    }),
  );
  const { used, suppliers } = shownFactors(
    language,
    view.lines.filter(({ code }) => onScreen.has(code)),
  );
  const name = subjectName(language, view);
  const unit = unitShown(view.cfpUnit, language);
  const { result, inventory } = view;
  const { review } = messagesOf(language);
  const operator = named(language, view.operatorName, view.operatorNameOriginal);
  const plant = [
    named(language, view.facility.name, view.facility.nameOriginal),
    placeOf(language, view.facility),
  ].join(signs(language).comma);
  return (
    <DeclarationScreen
      view={view}
      tab="inventory"
      action={
        <>
          {view.may.edit ? <DiscardDraft id={view.id} number={view.number} lock={view.lock} /> : null}
          <ReviewSteps view={view} leadsToReview />
          <ReleaseDialog
            id={view.id}
            number={view.number}
            lock={view.lock}
            mayRelease={view.may.release}
            instead={whyNotReleased(view, words.declaration.releaseNotYet, review)}
            operator={operator}
            hasPassport={view.modelId !== null}
            facts={[
              { name: t("declarations.subject"), value: name },
              ...(result === null
                ? []
                : [
                    {
                      name: t("declaration.result"),
                      value: `${footprintShown(result.cfp, 3, rounding)} ${unit}`,
                    },
                  ]),
              ...inStageOrder(view.method, Object.keys(result?.stagesKg ?? {})).map((stage) => ({
                name: wordIn(words.stage, stage),
                value: `${shown(result?.stagesKg[stage] ?? "0", 2, rounding)} kgCO₂e`,
              })),
              {
                name: t("declaration.plant"),
                value: plant,
              },
              {
                name: t("declarations.method"),
                value: `${wordIn(words.method, view.method)}${bracketed(language, view.methodVersion)}`,
              },
            ]}
          />
          {view.may.startNext ? <StartNext id={view.id} /> : null}
          {view.state === "released" && draft !== undefined ? (
            <Link className="button button-primary" href={`/console/declarations/${draft.id}`}>
              {t("declaration.openNext")}
            </Link>
          ) : null}
        </>
      }
    >
      <MoreText messages={{ inventory: messagesOf(language).inventory }}>
        <LiveInventoryProvider
          id={view.id}
          lines={rows.map(compactLine)}
          count={lines.length}
          lock={view.lock}
          header={{
            ...{ method: view.method, gwpSet: inventory.gwpSet, parameters },
            ...(findMethod(view.method, view.methodVersion) === null
              ? {}
              : { methodVersion: view.methodVersion }),
            energy: inventory.energy,
          }}
        >
          <div className="stack">
            {frozenWords(view.state, view.may.edit, words.declaration)}
            <StandingNotices view={view} />
            {result === null && view.lines.length === 0 && view.may.edit ? (
              <Notice tone="info" title={imports("begin.title")}>
                <p>{imports("begin.lead")}</p>
                <div className="actions on-screen">
                  <Link className="button button-primary" href={`/console/declarations/${view.id}/import`}>
                    {imports("link")}
                  </Link>
                  <a className="button" href="#inventory">
                    {imports("begin.byHand")}
                  </a>
                </div>
              </Notice>
            ) : result === null ? (
              <Findings
                tone="danger"
                title={t("declaration.noResult")}
                lead={t("declaration.noResultLead")}
                findings={view.errors}
                lines={view.lines}
                hrefOf={hrefOf}
              />
            ) : (
              <>
                <div className="columns">
                  <Figure
                    large
                    label={t("declaration.result")}
                    value={footprintShown(result.cfp, 3, rounding)}
                    unit={unit}
                    exact={result.cfp}
                    basis={
                      <>
                        {t("declaration.basis", {
                          method: wordIn(words.method, view.method),
                          version: view.methodVersion,
                          from: day(language, inventory.periodStart),
                          to: day(language, inventory.periodEnd),
                        })}
                        <br />
                        {view.releasedAt === null
                          ? t("declaration.recomputedNow")
                          : t("declaration.recomputedAtRelease", { day: day(language, view.releasedAt) })}
                      </>
                    }
                  />
                  <Figure
                    label={t("declaration.total")}
                    value={shown(result.totalKg, 2, rounding)}
                    unit="kgCO₂e"
                    exact={result.totalKg}
                    basis={t("declaration.totalBasis")}
                  />
                  <Figure
                    label={t("declaration.primaryShare")}
                    value={
                      view.primaryDataShare === null
                        ? t("declaration.none")
                        : percent(view.primaryDataShare, rounding)
                    }
                    unit=""
                    basis={t("declaration.primaryShareBasis")}
                  />
                  <Figure
                    label={i("quality.title")}
                    value={quality === null ? t("declaration.none") : shown(quality.total, 2, rounding)}
                    unit={quality === null ? "" : i(`quality.classes.${quality.class}`)}
                    basis={
                      quality === null ? (
                        i("quality.none")
                      ) : (
                        <>
                          {i(`head.schemes.${scheme}`)}
                          <br />
                          {i("quality.basis", { share: percent(quality.ratedShare) })}{" "}
                          {i("quality.unrated", { count: quality.unrated.length })}
                        </>
                      )
                    }
                  />
                </div>
                {view.warnings.length === 0 ? null : (
                  <Findings
                    tone="warn"
                    title={t("declaration.warnings")}
                    lead=""
                    findings={view.warnings}
                    lines={view.lines}
                    hrefOf={hrefOf}
                  />
                )}
                <Stages view={view} />
              </>
            )}
          </div>

          <ResultStrip
            lock={view.lock}
            cfp={view.cfp}
            unit={unit}
            label={t("declaration.result")}
            rounding={rounding}
          />

          <div className="sections under-strip">
            <Comparison view={view} />

            <section className="section" id="difference">
              <h2>{t("declaration.difference")}</h2>
              {view.difference === null ? (
                <p className="muted">{t("declaration.differenceFirst")}</p>
              ) : (
                <DifferencePanel difference={view.difference} unit={unit} hrefOf={hrefOf} />
              )}
            </section>

            <section className="section" id="denominator">
              <h2>{t("declaration.denominator")}</h2>
              <Denominator
                id={view.id}
                lock={view.lock}
                editable={view.may.edit}
                method={view.method}
                energy={inventory.energy}
                evidence={parameters.fecEvidence ?? null}
                output={parameters.output ?? null}
                totalEnergyKWh={result?.totalEnergyKWh ?? null}
              />
            </section>

            <section className="section" id="head">
              <h2>{i("head.title")}</h2>
              <Head
                id={view.id}
                lock={view.lock}
                editable={view.may.edit}
                title={inventory.title}
                periodStart={inventory.periodStart}
                periodEnd={inventory.periodEnd}
                cfp={view.cfp}
                isOfModel={view.modelId !== null}
              />
            </section>

            <section className="section" id="inventory">
              <h2>{t("declaration.inventory")}</h2>
              <p>{inventory.title}</p>
              <p className="muted">{t("declaration.inventoryLead")}</p>
              <MoreText messages={{ imports: messagesOf(language).imports }}>
                <div className="actions on-screen">
                  {view.may.edit ? (
                    <Link className="button" href={`/console/declarations/${view.id}/import`}>
                      {imports("link")}
                    </Link>
                  ) : null}
                  {undo === null ? null : <UndoButton id={view.id} lock={view.lock} undo={undo} />}
                  <span>
                    {imports("exportLabel")}{" "}
                    <a href={`/console/declarations/${view.id}/inventory.xlsx?lang=${language}`}>.xlsx</a>{" "}
                    <a href={`/console/declarations/${view.id}/inventory.csv?lang=${language}`}>.csv</a>
                  </span>
                </div>
              </MoreText>
              {view.lines.length === 0 ? <p>{t("declaration.emptyInventory")}</p> : null}
              {lines.length > linesToFilter ? (
                <LineFilter {...{ language, home }} shown={shownRows} count={lines.length} />
              ) : null}
              <div id="lines" />
              <LinePager {...{ language, home }} shown={shownRows} isBelow={false} />
              <LinesTable
                id={view.id}
                lock={view.lock}
                editable={view.may.edit}
                linesKg={kgOf(rows, result)}
                total={result?.totalKg ?? null}
                foundKg={found.length === lines.length ? null : foundKg(found, result)}
                {...{ used, suppliers, factors, components, rounding }}
              />
              <LinePager {...{ language, home }} shown={shownRows} isBelow />
              {view.may.edit ? (
                <>
                  <PasteRows id={view.id} />
                  <details className="on-screen">
                    <summary>{t("declaration.addLine")}</summary>
                    <AddLine id={view.id} lock={view.lock} factors={factors} components={components} />
                  </details>
                </>
              ) : null}
            </section>

            {result?.cutoff === undefined ? null : (
              <section className="section" id="cut-off">
                <h2>{i("record.title")}</h2>
                <CutOffRecord {...{ language, nameOf, hrefOf }} record={result.cutoff} />
              </section>
            )}

            {balance === null ? null : <MassBalanceSection {...{ language, balance, nameOf, hrefOf }} />}

            {view.modelId === null ? null : <ClassJudgement id={view.id} />}

            <section className="section" id="basis">
              <dl className="facts">
                <dt>{t("declaration.plant")}</dt>
                <dd>{plant}</dd>
                <dt>{t("newDeclaration.gwpSet")}</dt>
                <dd>IPCC {inventory.gwpSet}</dd>
                <dt>{t("declaration.conformity")}</dt>
                <dd>
                  <MoreText messages={{ review }}>
                    <ConformityNumber
                      id={view.id}
                      lock={view.lock}
                      number={view.conformityDeclarationNumber}
                      ofModel={view.conformityNumberOfModel}
                      editable={view.may.edit}
                    />
                  </MoreText>
                </dd>
                {view.modelId === null ? null : (
                  <>
                    <dt>{t("declaration.performanceClass")}</dt>
                    <dd>
                      {view.performanceClass === null
                        ? t("declaration.noClass")
                        : `${view.performanceClass.class}${bracketed(
                            language,
                            t("declaration.ruleSet", {
                              name: view.performanceClass.ruleSet,
                              version: view.performanceClass.ruleSetVersion,
                            }),
                          )}`}
                    </dd>
                  </>
                )}
                {view.changeReason === null ? null : (
                  <>
                    <dt>{t("declaration.reason")}</dt>
                    <dd>{view.changeReason}</dd>
                  </>
                )}
              </dl>
            </section>

            <PeopleFacts view={view} />

            {view.state === "draft" || view.state === "in_review" ? null : (
              <section className="section" id="recompute">
                <h2>{review.recomputeTitle}</h2>
                <p className="muted">{review.recomputeLead}</p>
                <MoreText messages={{ review }}>
                  <Recompute id={view.id} />
                </MoreText>
              </section>
            )}

            <ExchangeLinks view={view} />
          </div>
        </LiveInventoryProvider>
      </MoreText>
    </DeclarationScreen>
  );
}

/** Below so many lines an eye finds what it looks for. */
const linesToFilter = 25;

/** kgCO2e of the lines on the screen, by code. */
function kgOf(rows: readonly InventoryLine[], result: PcfResult | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    rows.flatMap(({ code }) => {
      const kg = result?.linesKg[code];
      return kg === undefined ? [] : [[code, kg] as const];
    }),
  );
}

/** kgCO2e of the lines that were found; null while the inventory does not compute. */
function foundKg(found: readonly InventoryLine[], result: PcfResult | null): string | null {
  if (result === null) return null;
  const parts = found.flatMap(({ code, publishedProblem }) =>
    publishedProblem === null ? (parseExact(result.linesKg[code] ?? "") ?? []) : [],
  );
  return toDecimal(parts.reduce(add, zero));
}

/** What the factors of the lines are called and whose figures they are, each once for all its lines. */
function shownFactors(language: Language, lines: readonly LineView[]) {
  const used: Record<string, FactorShown> = {};
  const suppliers: Record<string, SupplierShown> = {};
  for (const { entered, factor, supplier } of lines) {
    if (supplier !== null) suppliers[entered.code] = supplier;
    if (factor === null || factor.id === null) continue;
    const { nameEn, nameZh, geography, year, source, qualityNote, illustrative } = factor;
    used[factorKey(entered)] = {
      ...{ name: language === "zh" ? nameZh : nameEn, geography, year, illustrative },
      source: librarySource(source)[language],
      qualityNote: qualityNote === null ? null : libraryWords(qualityNote)[language],
    };
  }
  return { used, suppliers };
}

/** What stands between a declaration and its release; null when it is released, or may be. */
function whyNotReleased(
  { state, result, isApproved, may }: DeclarationView,
  notYet: string,
  words: Readonly<Record<"releaseNeedsReview" | "releaseNeedsSigner", string>>,
): string | null {
  if (state !== "draft" && state !== "in_review") return null;
  if (result === null) return notYet;
  // Whoever can submit it now is offered just that.
  if (!isApproved) return may.submit ? null : words.releaseNeedsReview;
  return may.release ? null : words.releaseNeedsSigner;
}

/** Why this declaration cannot be edited; nothing for a draft that can. */
function frozenWords(
  state: string,
  mayEdit: boolean,
  words: Readonly<
    Record<"releasedFrozen" | "supersededFrozen" | "withdrawnFrozen" | "inReviewFrozen" | "readOnly", string>
  >,
) {
  if (mayEdit) return null;
  const reasons: Readonly<Record<string, string>> = {
    released: words.releasedFrozen,
    superseded: words.supersededFrozen,
    withdrawn: words.withdrawnFrozen,
    in_review: words.inReviewFrozen,
  };
  return <Notice tone="info" title={reasons[state] ?? words.readOnly} />;
}

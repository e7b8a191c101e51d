import type { RuleSetView } from "../../server/services/rule-set/view.ts";
import { messagesOf, textOf } from "../_text/text.ts";
import type { Language } from "../_text/languages.ts";
import { asStated, day } from "./shown.ts";
import { wordIn } from "./word-in.ts";
import { bracketed } from "./signs.ts";

interface RuleSetFactsProps {
  readonly language: Language;
  readonly ruleSet: RuleSetView;
  /** Its older versions, newest first. */
  readonly earlier: readonly RuleSetView[];
}

/** One rule set as anyone may read it: its limits, where they come from, and the hash that proves it is this one. */
export function RuleSetFacts({ language, ruleSet, earlier }: RuleSetFactsProps) {
  const t = textOf(language, "classes");
  const { console: words } = messagesOf(language);
  const { derivation, kind, status } = ruleSet;
  const jsonOf = ({ id, version }: RuleSetView) => `/api/rule-sets/${id}/${version}`;
  return (
    <div className="stack">
      <ClassesTable language={language} ruleSet={ruleSet} />
      <dl className="facts">
        <dt>{t("fact.kind")}</dt>
        <dd>{t("kindAndStatus", { kind: t(`kind.${kind}`), status: t(`status.${status}`) })}</dd>
        <dt>{t("fact.category")}</dt>
        <dd>
          {ruleSet.category === null ? t("fact.allCategories") : wordIn(words.category, ruleSet.category)}
        </dd>
        <dt>{t("fact.method")}</dt>
        <dd>
          {wordIn(words.method, ruleSet.method)}
          <span className="identifier">{bracketed(language, ruleSet.methodVersion)}</span>
        </dd>
        <dt>{t("fact.legalBasis")}</dt>
        <dd>{ruleSet.legalBasis}</dd>
        <dt>{t("fact.source")}</dt>
        <dd>{ruleSet.source}</dd>
        <dt>{t(status === "in_force" ? "fact.validFrom" : "fact.aimsAt")}</dt>
        <dd>{day(language, ruleSet.validFrom)}</dd>
        <dt>{t("fact.derivation")}</dt>
        <dd className="stack-tight">
          <span>
            {derivation.how === "stated"
              ? t("derived.stated", { count: derivation.values.length, day: day(language, derivation.day) })
              : t("derived.quantiles", {
                  count: derivation.values.length,
                  day: day(language, derivation.day),
                  shares: (derivation.shares ?? []).join(", "),
                })}
          </span>
          {derivation.adjusted === true ? (
            <span>{t("derived.adjusted", { limits: (derivation.derivedLimits ?? []).join(", ") })}</span>
          ) : null}
          {derivation.secondLifeLeftOut === 0 ? null : (
            <span>{t("derived.secondLife", { count: derivation.secondLifeLeftOut })}</span>
          )}
          {derivation.how === "quantiles" ? (
            <span className="small muted">{t("derived.quantileName")}</span>
          ) : null}
        </dd>
        <dt>{t("fact.version")}</dt>
        <dd>{t("fact.entered", { version: ruleSet.version, day: day(language, ruleSet.enteredOn) })}</dd>
        <dt>{t("fact.contentHash")}</dt>
        <dd>
          <span className="identifier">{ruleSet.contentHash}</span>
          <div className="small muted">
            {t("fact.hashHelp")} <a href={jsonOf(ruleSet)}>{t("fact.json")}</a>
          </div>
        </dd>
        {earlier.length === 0 ? null : (
          <>
            <dt>{t("fact.earlier")}</dt>
            <dd>
              {earlier.map((one) => (
                <div key={one.version}>
                  <a href={jsonOf(one)}>
                    {t("fact.earlierOne", {
                      version: one.version,
                      status: t(`status.${one.status}`),
                      day: day(language, one.enteredOn),
                    })}
                  </a>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function ClassesTable({ language, ruleSet }: { readonly language: Language; readonly ruleSet: RuleSetView }) {
  const t = textOf(language, "classes");
  const isClasses = ruleSet.kind === "classes";
  return (
    <div className="table-frame">
      <table className="stacks">
        <caption>{t("unit")}</caption>
        <thead>
          <tr>
            <th scope="col">{t(isClasses ? "table.class" : "kind.threshold")}</th>
            {isClasses ? (
              <th scope="col" className="number">
                {t("table.from")}
              </th>
            ) : null}
            <th scope="col" className="number">
              {t(isClasses ? "table.upTo" : "table.below")}
            </th>
          </tr>
        </thead>
        <tbody>
          {ruleSet.classes.map(({ name, upTo }, place) => {
            const above = ruleSet.classes[place - 1]?.upTo ?? null;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {isClasses ? (
                  <td className="number" data-label={t("table.from")}>
                    {above === null ? "–" : asStated(above)}
                  </td>
                ) : null}
                <td className="number" data-label={t(isClasses ? "table.upTo" : "table.below")}>
                  {upTo === null ? t("table.noLimit") : asStated(upTo)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

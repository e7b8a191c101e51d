import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { carbonFootprintActs } from "../../../server/domain/regulation/carbon-footprint-acts.ts";
import type { FieldSurvey, RuleSetView } from "../../../server/services/rule-set/view.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { day } from "../../_ui/shown.ts";
import { signs } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { ClassBench } from "./class-bench.tsx";
import { AdoptRuleSet, PutInForce } from "./steps.tsx";

type Spoken = Awaited<ReturnType<typeof spoken>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "classes")("title") };
}

/** An authority's tool: the declared values of one field, limits derived from them, and what becomes of proposals. */
export default async function AuthorityClasses({ searchParams }: ScreenProps) {
  const [words, query] = await Promise.all([spoken(), searchParams]);
  const { language, words: list } = words;
  const t = textOf(language, "classes");
  const [category = "", method = "", methodVersion = ""] = oneOf(query["field"]).split(" ");
  const [survey, ruleSets] = await Promise.all([
    asked(registry().ruleSet.survey({ category, method, methodVersion })),
    asked(registry().ruleSet.list()),
  ]);
  const { chosen } = survey;
  const ofField = ruleSets.filter(
    (one) =>
      one.newest &&
      one.category === chosen?.category &&
      one.method === chosen.method &&
      one.methodVersion === chosen.methodVersion,
  );
  return (
    <Screen
      trailLabel={words.t("trailLabel")}
      trail={[{ name: list.bench.authorityTitle, href: "/authority" }, { name: t("title") }]}
      title={t("title")}
      lead={t("tool.lead")}
      action={
        <a className="button" href={`/classes?lang=${language}`}>
          {t("tool.publicPage")}
        </a>
      }
    >
      <MoreText messages={{ classes: messagesOf(language).classes }}>
        <div className="sections">
          <ChooseField survey={survey} spoken={words} />
          {chosen === null ? null : (
            <ClassBench
              key={`${chosen.category} ${chosen.method} ${chosen.methodVersion}`}
              field={{
                category: chosen.category,
                method: chosen.method,
                methodVersion: chosen.methodVersion,
              }}
              values={survey.values.map((value) => ({
                key: value.declarationId,
                cfp: value.cfp,
                model: value.modelName,
                path: value.path,
                operator: named(language, value.operatorName, value.operatorNameOriginal),
                plant: named(language, value.plant, value.plantOriginal),
              }))}
              existing={ofField.map(({ id, version, name, kind, classes }) => ({
                ...{ id, version, name, kind, classes },
              }))}
            />
          )}
          <RuleSets ruleSets={ruleSets.filter(({ newest }) => newest)} spoken={words} />
        </div>
      </MoreText>
    </Screen>
  );
}

function ChooseField({
  survey: { fields, chosen, values, secondLifeLeftOut },
  spoken: { language, words },
}: {
  readonly survey: FieldSurvey;
  readonly spoken: Spoken;
}) {
  const t = textOf(language, "classes");
  if (chosen === null) {
    return (
      <section className="section">
        <h2>{t("tool.fieldTitle")}</h2>
        <p>{t("tool.noField")}</p>
      </section>
    );
  }
  const keyOf = (one: typeof chosen) => `${one.category} ${one.method} ${one.methodVersion}`;
  return (
    <section className="section">
      <h2>{t("tool.fieldTitle")}</h2>
      <form className="form" method="get" action="/authority/classes">
        <div className="field">
          <label htmlFor="field">{t("tool.fieldLabel")}</label>
          <select id="field" name="field" defaultValue={keyOf(chosen)} aria-describedby="field-help">
            {fields.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {t("field", {
                  category: wordIn(words.category, one.category),
                  method: wordIn(words.method, one.method),
                  version: one.methodVersion,
                })}
                {signs(language).colon}
                {t("tool.fieldCount", { count: one.count })}
              </option>
            ))}
          </select>
          <div className="field-help" id="field-help">
            {t("tool.fieldHelp")}
          </div>
        </div>
        <div className="actions">
          <button type="submit">{t("tool.show")}</button>
        </div>
      </form>
      <p>{t("tool.valuesLead", { count: values.length, secondLife: secondLifeLeftOut })}</p>
    </section>
  );
}

function RuleSets({
  ruleSets,
  spoken: { language, words },
}: {
  readonly ruleSets: readonly RuleSetView[];
  readonly spoken: Spoken;
}) {
  const t = textOf(language, "classes");
  return (
    <section className="section" id="sets">
      <h2>{t("tool.setsTitle")}</h2>
      {ruleSets.length === 0 ? <p>{t("tool.noSets")}</p> : null}
      {ruleSets.length === 0 ? null : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("tool.ruleSet")}</th>
                <th scope="col">{t("fact.kind")}</th>
                <th scope="col">{t("fact.category")}</th>
                <th scope="col">{t("fact.version")}</th>
                <th scope="col">{t("tool.state")}</th>
                <th scope="col">{t("tool.step")}</th>
              </tr>
            </thead>
            <tbody>
              {ruleSets.map(({ id, version, name, kind, category, status, validFrom }) => (
                <tr key={id}>
                  <th scope="row">
                    <a href={`/classes?lang=${language}#${id}`}>{name}</a>
                    <div className="small muted identifier">{id}</div>
                  </th>
                  <td data-label={t("fact.kind")}>{t(`kind.${kind}`)}</td>
                  <td data-label={t("fact.category")}>
                    {category === null ? t("fact.allCategories") : wordIn(words.category, category)}
                  </td>
                  <td data-label={t("fact.version")}>{version}</td>
                  <td data-label={t("tool.state")}>
                    {t(`status.${status}`)}
                    {status === "in_force" ? `, ${day(language, validFrom)}` : ""}
                  </td>
                  <td data-label={t("tool.step")}>
                    {status === "proposal" ? <AdoptRuleSet id={id} version={version} name={name} /> : null}
                    {status === "adopted" ? (
                      <PutInForce
                        id={id}
                        version={version}
                        validFrom={validFrom}
                        noActSince={carbonFootprintActs.inForce ? null : carbonFootprintActs.lookedUpOn}
                      />
                    ) : null}
                    {status === "in_force" ? "–" : null}
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

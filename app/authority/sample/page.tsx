import { signs } from "../../_ui/signs.ts";
import type { Metadata } from "next";
import { batteryCategories } from "../../../server/domain/battery/category.ts";
import { registry } from "../../../server/caller.ts";
import { isSampleField, sampleFields } from "../../../server/domain/oversight/sample-fields.ts";
import type { Problem } from "../../../server/domain/problem.ts";
import { refusalOf } from "../../../server/trpc.ts";
import { localeOf, messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { Field } from "../../_ui/field.tsx";
import { named } from "../../_ui/named.ts";
import { problemSpeaker } from "../../_ui/problem-sentence.ts";
import { Screen } from "../../_ui/screen.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { day } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "oversight")("sample.title") };
}

/** A random sample that anybody can draw again. The form is the address: no script, and it can be kept. */
export default async function DrawSample({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const of = (name: string) => oneOf(query[name]);
  const [{ language, t, words }, choices] = await Promise.all([
    spoken(),
    asked(registry().oversight.sampleChoices()),
  ]);
  const o = textOf(language, "oversight");
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const isAsked = query["seed"] !== undefined;
  let sample = null;
  let problems: readonly Problem[] = [];
  if (isAsked) {
    try {
      sample = await registry().oversight.drawSample({
        ...{ seed: of("seed"), size: of("size"), level: of("level"), operatorId: of("operator") },
        ...{ facilityId: of("plant"), modelId: of("model"), category: of("category") },
        ...{ from: of("from"), until: of("until"), missing: of("missing"), day: of("day") },
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined || refusal.problems.length === 0) throw error;
      problems = refusal.problems;
    }
  }
  const errorAt = (name: string) => {
    const found = problems.find(({ path }) => path === name);
    return found === undefined ? undefined : say(found);
  };
  const names = (rows: readonly { id: string; name: string; nameOriginal?: string | null }[]) =>
    rows.map(({ id, name, nameOriginal }) => ({ value: id, label: named(language, name, nameOriginal) }));
  const mayLack = Object.keys(sampleFields).filter(isSampleField);
  const selects = [
    { name: "operator", label: o("sample.operator"), options: names(choices.operators) },
    { name: "plant", label: o("sample.plant"), options: names(choices.plants) },
    { name: "model", label: o("sample.model"), options: names(choices.models) },
    {
      name: "category",
      label: o("sample.category"),
      options: batteryCategories.map((one) => ({ value: one, label: wordIn(words.category, one) })),
    },
    {
      name: "level",
      label: o("sample.level"),
      options: (["model", "item"] as const).map((one) => ({ value: one, label: o(`sample.levels.${one}`) })),
    },
    {
      name: "missing",
      label: o("sample.missing"),
      options: mayLack.map((one) => ({ value: one, label: o(`sample.fields.${one}`) })),
    },
  ];
  const texts = [
    { name: "seed", label: o("sample.seed"), help: o("sample.seedHelp"), type: "text" },
    { name: "size", label: o("sample.size"), help: undefined, type: "text" },
    { name: "day", label: o("sample.day"), help: undefined, type: "date" },
    { name: "from", label: o("sample.from"), help: undefined, type: "date" },
    { name: "until", label: o("sample.until"), help: undefined, type: "date" },
  ];
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: words.bench.authorityTitle, href: "/authority" }, { name: o("sample.title") }]}
      title={o("sample.title")}
      lead={o("sample.lead")}
    >
      <div className="sections">
        <form className="form section" method="get" action="/authority/sample">
          <div className="form-grid">
            {texts.map(({ name, label, help, type }) => (
              <Field key={name} form="sample" name={name} label={label} help={help} error={errorAt(name)}>
                {(control) => (
                  <input
                    {...control}
                    type={type}
                    inputMode={name === "size" ? "numeric" : undefined}
                    autoComplete="off"
                    defaultValue={of(name) || (name === "size" ? "10" : "")}
                  />
                )}
              </Field>
            ))}
            {selects.map(({ name, label, options }) => (
              <Field key={name} form="sample" name={name} label={label} error={errorAt(name)}>
                {(control) => (
                  <select {...control} defaultValue={of(name)}>
                    <option value="">{o("sample.any")}</option>
                    {options.map(({ value, label: shown }) => (
                      <option key={value} value={value}>
                        {shown}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            ))}
          </div>
          <div className="actions">
            <button type="submit" className="button-primary">
              {o("sample.draw")}
            </button>
          </div>
        </form>
        {sample === null ? null : (
          <section className="section">
            <h2>{o("sample.result")}</h2>
            {sample.listSize === 0 ? <p>{o("sample.empty")}</p> : null}
            <p>
              {o("sample.drawnFrom", {
                drawn: sample.drawn.length,
                size: sample.listSize,
                day: day(language, sample.day),
                seed: sample.seed,
              })}
            </p>
            <p className="small">
              {o("sample.digest")}
              {signs(language).colon}
              <span className="identifier">{sample.listDigest}</span>
            </p>
            {sample.drawn.length === 0 ? null : (
              <>
                <div className="table-frame">
                  <table className="stacks">
                    <thead>
                      <tr>
                        <th scope="col">{o("common.product")}</th>
                        <th scope="col">{o("sample.model")}</th>
                        <th scope="col">{o("sample.operator")}</th>
                        <th scope="col">{o("sample.plant")}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {sample.drawn.map((row) => (
                        <tr key={row.path}>
                          <th scope="row">
                            <a
                              className="identifier"
                              href={`/authority/passport?product=${encodeURIComponent(row.path)}`}
                            >
                              {row.path}
                            </a>
                          </th>
                          <td data-label={o("sample.model")}>{row.modelName}</td>
                          <td data-label={o("sample.operator")}>
                            {named(language, row.operator, row.operatorOriginal)}
                          </td>
                          <td data-label={o("sample.plant")}>{row.plant}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <form method="get" action="/authority/check">
                  <input type="hidden" name="list" value={sample.drawn.map(({ path }) => path).join("\n")} />
                  <button type="submit">{o("sample.check")}</button>
                </form>
              </>
            )}
          </section>
        )}
        <section className="section">
          <h2>{o("sample.method")}</h2>
          <p>{o("sample.methodText")}</p>
        </section>
      </div>
    </Screen>
  );
}

import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { BatteryCategory } from "../../../server/domain/battery/category.ts";
import { labelItemTitle } from "../../../server/domain/label/label-content.ts";
import { labelItems } from "../../../server/domain/label/label.ts";
import {
  labelBounds,
  mostLabels,
  mostOnSheets,
  resolutions,
  usualFormat,
} from "../../../server/domain/label/label-format.ts";
import type { LabelPreview } from "../../../server/services/label/preview.ts";
import type { Problem } from "../../../server/domain/problem.ts";
import { localeOf, messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { Field } from "../../_ui/field.tsx";
import { Notice } from "../../_ui/notice.tsx";
import type { ProblemSpeaker } from "../../_ui/problem-sentence.ts";
import { problemSpeaker } from "../../_ui/problem-sentence.ts";
import { Screen } from "../../_ui/screen.tsx";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { bracketed, signs } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";
import type { LabelQuery } from "./label-query.ts";
import { fieldOfProblem, readLabelQuery } from "./label-query.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "labels")("title") };
}

type Typed = (name: string) => string;
/** What is wrong with a field, and how to mend it. */
type FieldError = (name: string) => string | undefined;

/** Labels of a model or its batteries: chosen, looked at, then downloaded; works without scripts. */
export default async function Labels({ searchParams }: ScreenProps) {
  const [{ language, t }, models, query] = await Promise.all([
    spoken(),
    asked(registry().model.list()),
    searchParams,
  ]);
  const l = textOf(language, "labels");
  const released = models.filter(({ releasedVersion }) => releasedVersion !== null);
  const field: Typed = (name) => oneOf(query[name]);
  const read = readLabelQuery(field);
  const isAsked = field("model") !== "";
  const preview = isAsked && read.ok ? await asked(previewOf(read.value)) : null;
  const wrong = isAsked && !read.ok ? read.problems.map((problem) => ({ problem, labels: 1 })) : [];
  const found = [...wrong, ...(preview?.problems ?? [])];
  const speak = itemSpeaker(language);
  const error = (name: string) => {
    const said = found.filter(({ problem }) => fieldOfProblem(problem) === name);
    return said.length === 0 ? undefined : said.map(({ problem }) => speak(problem)).join(" ");
  };
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: l("title") }]}
      title={l("title")}
      lead={l("lead")}
    >
      {released.length === 0 ? (
        <div className="empty">
          <strong>{l("noModelTitle")}</strong>
          <p>{l("noModelHelp")}</p>
        </div>
      ) : (
        <div className="sections">
          <form className="form" method="get" action="/console/labels">
            <OrderFields {...{ l, field, error, language }} models={released} />
            <div className="actions">
              <button type="submit">{l("preview")}</button>
              <button
                type="submit"
                className="button-primary"
                formAction="/api/labels"
                formMethod="post"
                formEncType="multipart/form-data"
              >
                {l("download")}
              </button>
            </div>
          </form>
          <Found {...{ l, language, preview, speak }} problems={found} />
        </div>
      )}
    </Screen>
  );
}

/** Sentences about problems, an item of Annex VI called as on the label. */
function itemSpeaker(language: Language): ProblemSpeaker {
  const speak = problemSpeaker(localeOf(language), messagesOf(language).problems);
  return (problem) => {
    const item = labelItems.find((one) => one === problem.params?.["item"]);
    if (item === undefined) return speak(problem);
    return speak({ ...problem, params: { ...problem.params, item: labelItemTitle(item, language) } });
  };
}

function previewOf({ selection, format, ...rest }: LabelQuery) {
  const { serials, ...named } = selection;
  return registry().label.preview({
    ...rest,
    format: { ...format, dpi: resolutions.find((one) => one === format.dpi) ?? usualFormat.dpi },
    selection: { ...named, ...(serials === undefined ? {} : { serials: [...serials] }) },
  });
}

type Text = ReturnType<typeof textOf<"labels">>;
type Language = Awaited<ReturnType<typeof spoken>>["language"];
type Model = Awaited<ReturnType<ReturnType<typeof registry>["model"]["list"]>>[number];

function OrderFields({
  l,
  field,
  error,
  language,
  models,
}: {
  readonly l: Text;
  readonly field: Typed;
  readonly error: FieldError;
  readonly language: Language;
  readonly models: readonly Model[];
}) {
  const category = (name: string) => {
    const known: Readonly<Record<BatteryCategory, string>> = messagesOf(language).console.category;
    return Object.entries(known).find(([one]) => one === name)?.[1] ?? name;
  };
  const select = (
    name: string,
    label: string,
    options: readonly (readonly [value: string, shown: string])[],
    usual: string,
  ) => (
    <Field form="order" {...{ name, label }} error={error(name)}>
      {(control) => (
        <select {...control} defaultValue={field(name) || usual}>
          {options.map(([value, shown]) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const input = (name: string, label: string) => (
    <Field form="order" {...{ name, label }} error={error(name)}>
      {(control) => <input {...control} type="text" defaultValue={field(name)} autoComplete="off" />}
    </Field>
  );
  const length = (name: string, label: string, bound: keyof typeof labelBounds) => {
    const [least, most] = labelBounds[bound];
    return (
      <Field form="order" {...{ name, label }} error={error(name)}>
        {(control) => (
          <input
            {...control}
            type="number"
            {...{ min: least, max: most, step: "any", inputMode: "decimal" }}
            defaultValue={field(name) || String(usualFormat[bound])}
          />
        )}
      </Field>
    );
  };
  return (
    <>
      {select(
        "model",
        l("model"),
        models.map(({ id, name, modelCode, category: of }) => [
          id,
          `${name}${bracketed(language, `${modelCode}${signs(language).comma}${category(of)}`)}`,
        ]),
        models[0]?.id ?? "",
      )}
      {select(
        "of",
        l("of"),
        [
          ["items", l("ofItems")],
          ["model", l("ofModel")],
        ],
        "items",
      )}
      {select(
        "form",
        l("forms"),
        (["sheet", "pdf", "svg", "png"] as const).map((one) => [
          one,
          l(`form.${one}`, { most: mostOnSheets }),
        ]),
        "sheet",
      )}
      {select(
        "label-language",
        l("language"),
        [
          ["en", "English"],
          ["zh", "简体中文"],
        ],
        language,
      )}
      <fieldset className="stack">
        <legend>{l("choose")}</legend>
        <p className="field-help">{l("chooseHelp", { most: mostLabels })}</p>
        {input("batch", l("batch"))}
        <div className="form-grid">
          {input("from", l("from"))}
          {input("to", l("to"))}
        </div>
        <Field form="order" name="serials" label={l("serials")} error={error("serials")}>
          {(control) => <textarea {...control} rows={3} defaultValue={field("serials")} />}
        </Field>
      </fieldset>
      <details className="field-group" open={field("model") === "" ? undefined : true}>
        <summary>{l("sizes")}</summary>
        <div className="form-grid">
          {length("width-mm", l("width"), "widthMm")}
          {length("height-mm", l("height"), "heightMm")}
          {length("module-mm", l("module"), "moduleMm")}
          {length("text-mm", l("textSize"), "textMm")}
          {select(
            "dpi",
            l("dpi"),
            resolutions.map((one) => [String(one), String(one)]),
            String(usualFormat.dpi),
          )}
          {select(
            "target",
            l("target"),
            [
              ["battery", l("onBattery")],
              ["packaging", l("onPackaging")],
            ],
            "battery",
          )}
          {select(
            "complete",
            l("complete"),
            [
              ["yes", l("completeYes")],
              ["no", l("completeNo")],
            ],
            "yes",
          )}
        </div>
      </details>
      <details className="field-group" open={error("manufactured-on") === undefined ? undefined : true}>
        <summary>{l("batchPrinted")}</summary>
        <p className="field-help">{l("batchPrintedHelp")}</p>
        <div className="form-grid">
          {input("batch-number", l("batchNumber"))}
          {input("manufactured-on", l("manufacturedOn"))}
        </div>
      </details>
    </>
  );
}

/** What the order would make, or what keeps it from being made. */
function Found({
  l,
  language,
  preview,
  speak,
  problems,
}: {
  readonly l: Text;
  readonly language: Language;
  readonly preview: LabelPreview | null;
  readonly speak: ProblemSpeaker;
  readonly problems: readonly { readonly problem: Problem; readonly labels: number }[];
}) {
  const { count = 0, first = "", last = "", svg = null, eachMs = 0 } = preview ?? {};
  const seconds = Math.max(1, Math.round((count * eachMs) / 1000));
  const duration =
    seconds < 90 ? l("seconds", { count: seconds }) : l("minutes", { count: Math.ceil(seconds / 60) });
  return (
    <div className="stack" role="status">
      {problems.length === 0 ? null : (
        <Notice tone="danger" title={l("missingTitle")}>
          <ul>
            {problems.map(({ problem, labels }) => (
              <li key={JSON.stringify(problem)}>
                {speak(problem)}
                {labels > 1 ? bracketed(language, l("onLabels", { count: labels })) : null}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {svg === null ? null : (
        <section className="section" aria-labelledby="preview">
          <h2 id="preview">{l("previewTitle")}</h2>
          <p>{count === 1 ? l("countedOne", { first }) : l("counted", { count, first, last })}</p>
          <p className="muted">{l("takes", { duration })}</p>
          <p className="label-sample">
            {/* An exact drawing made by the registry itself: nothing for an image optimiser. */}
            <img
              src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
              alt={l("previewAlt", { name: first })}
            />
          </p>
        </section>
      )}
    </div>
  );
}

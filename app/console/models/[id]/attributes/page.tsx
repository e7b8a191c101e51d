import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import type { AttributeRow, AttributesView } from "../../../../../server/services/attribute/view.ts";
import type { SubmissionView } from "../../../../../server/services/model/read-submission.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { ChangedMembersTable } from "../../../../_ui/changed-members-table.tsx";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { problemSpeaker } from "../../../../_ui/problem-sentence.ts";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { day, moment } from "../../../../_ui/shown.ts";
import { signs } from "../../../../_ui/signs.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { localeOf } from "../../../../_text/text.ts";
import type { OwnDocument } from "../../../../../server/services/document/view.ts";
import { isFileAttribute } from "../../../../../server/domain/passport/document-attribute.ts";
import { documentLanguages } from "../../../../_ui/document-languages.ts";
import { DocumentFields } from "./document-fields.tsx";
import { DataPoint } from "../../../data-point.tsx";
import { AttributeForm } from "./attribute-form.tsx";
import { ReleaseActs } from "./release-acts.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "attributes")("title") };
}

/** Every data point of a model by the catalogue: what is there, what is owed and when, and the way to a signed version. */
export default async function Data({ params }: ScreenProps<{ id: string }>) {
  const [{ id }, { language, t: common }] = await Promise.all([params, spoken()]);
  const [model, view, submission] = await Promise.all([
    asked(registry().model.read({ id })),
    asked(registry().model.attributes({ id })),
    asked(registry().model.submission({ id })),
  ]);
  const documents = view.may.edit
    ? await asked(registry().document.list({ operatorId: model.operatorId }))
    : [];
  const t = textOf(language, "attributes");
  const shown = view.groups
    .flatMap(({ rows }) => rows)
    .filter(({ shownVoluntarily }) => shownVoluntarily)
    .map(({ attribute }) => attribute.id);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("console"), href: "/console" },
        { name: common("models.title"), href: "/console/models" },
        { name: model.name, href: `/console/models/${id}` },
        { name: t("title") },
      ]}
      title={`${t("title")}${signs(language).colon}${model.name}`}
      lead={t("lead", { version: view.catalogueVersion, day: day(language, view.day) })}
    >
      <MoreText
        messages={{ attributes: messagesOf(language).attributes, products: messagesOf(language).products }}
      >
        <div className="sections">
          <Counts language={language} view={view} />
          <NextVersion language={language} id={id} submission={submission} view={view} />
          {view.groups.map(({ group, rows }) => (
            <section className="section" id={group.id} key={group.id}>
              <h2>{group.title[language]}</h2>
              <div className="data-points">
                {rows.map((row) => (
                  <DataPoint
                    key={row.attribute.id}
                    {...{ language, row }}
                    note={
                      <Attaching {...{ language, row, documents }} modelId={id} mayEdit={view.may.edit} />
                    }
                  >
                    {isOpen(row, view.may.edit) ? (
                      <AttributeForm
                        key={String(view.lock)}
                        {...{ modelId: id, lock: view.lock, row, shown }}
                      />
                    ) : null}
                  </DataPoint>
                ))}
              </div>
            </section>
          ))}
        </div>
      </MoreText>
    </Screen>
  );
}

/** Whether somebody who may edit states it here: files are attached elsewhere, and what does not apply has nothing to state. */
function isOpen({ attribute, outcome, isFixed, notApplicable }: AttributeRow, mayEdit: boolean): boolean {
  const inner = attribute.type.kind === "list" ? attribute.type.of.kind : attribute.type.kind;
  const canEnter =
    attribute.origin === "stated" &&
    !isFixed &&
    inner !== "document" &&
    inner !== "series" &&
    outcome !== "notApplicable";
  return mayEdit && (canEnter || notApplicable !== null);
}

const shownCounts = [
  "missing",
  "present",
  "notYetDue",
  "conditional",
  "barred",
  "optional",
  "notApplicable",
] as const;

function Counts({ language, view }: { readonly language: Language; readonly view: AttributesView }) {
  const t = textOf(language, "attributes");
  const problem = problemSpeaker(localeOf(language), messagesOf(language).problems);
  return (
    <section className="section" id="counts">
      <h2>{t("countsTitle")}</h2>
      <ul className="plain row">
        {shownCounts.map((outcome) => (
          <li key={outcome}>{t(`counts.${outcome}`, { count: view.counts[outcome] })}</li>
        ))}
      </ul>
      {view.problems.map((one) => (
        <p className="field-error" key={`${one.code} ${one.path}`}>
          {problem(one)}
        </p>
      ))}
    </section>
  );
}

/** The way to attach files, at a data point that files answer. */
function Attaching({
  language,
  row: { attribute, outcome },
  documents,
  modelId,
  mayEdit,
}: {
  readonly language: Language;
  readonly row: AttributeRow;
  /** All of the operator's. */
  readonly documents: readonly OwnDocument[];
  readonly modelId: string;
  readonly mayEdit: boolean;
}) {
  if (!mayEdit || !isFileAttribute(attribute) || outcome === "notApplicable") return null;
  return (
    <details>
      <summary>{textOf(language, "products")("files.attach")}</summary>
      <DocumentFields
        modelId={modelId}
        attribute={attribute.id}
        attached={documents.filter((one) => isAt(one, modelId, attribute.id))}
        others={documents.filter((one) => !isAt(one, modelId, attribute.id))}
        languages={documentLanguages(language)}
      />
    </details>
  );
}

function isAt({ uses }: OwnDocument, modelId: string, attribute: string): boolean {
  return uses.some((use) => use.modelId === modelId && use.attribute === attribute);
}

function NextVersion({
  language,
  id,
  submission,
  view,
}: {
  readonly language: Language;
  readonly id: string;
  readonly submission: SubmissionView;
  readonly view: AttributesView;
}) {
  const t = textOf(language, "attributes");
  const { changes, hiddenChanges, isFirst, open, steps, missing } = submission;
  const [last] = steps;
  const titles = new Map(
    view.groups.flatMap(({ rows }) => rows.map(({ attribute }) => [attribute.id, attribute])),
  );
  const names = missing.map((one) => titles.get(one)?.title[language] ?? one).join(signs(language).comma);
  return (
    <section className="section" id="next-version">
      <h2>{t("release.title")}</h2>
      <p className="muted">{t("release.lead")}</p>
      {missing.length === 0 ? null : <Notice tone="danger" title={t("release.missing", { names })} />}
      {isFirst ? (
        <p>{t("release.first")}</p>
      ) : changes.length + hiddenChanges.length === 0 ? (
        <p>{t("release.nothing")}</p>
      ) : (
        <>
          {changes.length === 0 ? null : (
            <ChangedMembersTable {...{ language, changes }} caption={t("release.changes")} />
          )}
          {hiddenChanges.length === 0 ? null : (
            <ChangedMembersTable {...{ language }} changes={hiddenChanges} caption={t("release.hidden")} />
          )}
        </>
      )}
      {open === null || last === undefined ? (
        last?.state === "returned" ? (
          <p>{t("release.returned", { name: last.decidedByName ?? "", note: last.note ?? "" })}</p>
        ) : null
      ) : (
        <p>
          {open.state === "in_review"
            ? t("release.inReview", {
                moment: moment(language, last.submittedAt),
                name: last.submittedByName,
              })
            : t("release.approved", {
                moment: moment(language, last.decidedAt ?? last.submittedAt),
                name: last.decidedByName ?? "",
              })}
        </p>
      )}
      {open !== null && !open.isOfThisContent ? (
        <p className="field-error">{t("release.changedSince")}</p>
      ) : null}
      <ReleaseActs modelId={id} view={submission} />
    </section>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { passportCategories } from "../../../../server/domain/battery/category.ts";
import type { Catalogue } from "../../../../server/domain/catalogue/catalogue.ts";
import { isFileAttribute } from "../../../../server/domain/passport/document-attribute.ts";
import type { ModelView } from "../../../../server/services/model/view.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { asStated, day } from "../../../_ui/shown.ts";
import { signs } from "../../../_ui/signs.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { StateMark } from "../../../_ui/state-mark.tsx";
import { wordIn } from "../../../_ui/word-in.ts";
import { batteryPath } from "../../batteries/battery-path.ts";
import { placeOf } from "../../place-of.ts";
import { Changes } from "./changes.tsx";
import { DataForm } from "./data-form.tsx";
import { IssueForm } from "./issue-form.tsx";
import { RecycledForm } from "./recycled-form.tsx";
import { documentLanguages } from "../../../_ui/document-languages.ts";
import { UploadForm } from "./upload-form.tsx";
import { named } from "../../../_ui/named.ts";

type Spoken = Awaited<ReturnType<typeof spoken>>;

export async function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  return { title: (await asked(registry().model.read(await params))).name };
}

/** One model with everything its next signed version would be made of. */
export default async function Model({ params }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const [words, model, declared, { items }, batches, template, catalogue] = await Promise.all([
    spoken(),
    asked(registry().model.read({ id })),
    asked(registry().footprint.list({ modelId: id })),
    asked(registry().item.list({ modelId: id, limit: 20 })),
    asked(registry().batch.list({ modelId: id })),
    asked(registry().item.template({ modelId: id })),
    asked(registry().catalogue.current()),
  ]);
  const { t, language } = words;
  const b = textOf(language, "batteries");
  const { attributes, batteries } = messagesOf(language);
  const { comma, semicolon } = signs(language);
  const hasPassport = isPassportModel(model);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("models.title"), href: "/console/models" },
        { name: model.name },
      ]}
      title={model.name}
      lead={
        <span className="row">
          <span>
            {[
              [wordIn(words.words.category, model.category), model.chemistry].join(comma),
              [
                named(language, model.facility.name, model.facility.nameOriginal),
                placeOf(language, { ...model.facility, region: null }),
              ].join(comma),
            ].join(semicolon)}
          </span>
          {model.illustrative ? (
            <span className="tag" title={t("model.demoValues")}>
              {t("illustrative")}
            </span>
          ) : null}
        </span>
      }
      action={<NextStep model={model} spoken={words} />}
    >
      <div className="sections">
        <Identity model={model} spoken={words} />
        <section className="section" id="data">
          <h2>{t("model.data")}</h2>
          <dl className="facts">
            <dt>{t("model.massKg")}</dt>
            <dd>{asStated(model.massKg)}</dd>
            <dt>{t("model.ratedCapacityAh")}</dt>
            <dd>{asStated(model.ratedCapacityAh)}</dd>
            <dt>{t("model.nominalVoltageV")}</dt>
            <dd>{asStated(model.nominalVoltageV)}</dd>
            <dt>{t("model.ratedEnergyKwh")}</dt>
            <dd>{asStated(model.ratedEnergyKwh)}</dd>
            <dt>{t("model.usableEnergyKwh")}</dt>
            <dd>{model.usableEnergyKwh === null ? t("model.notStated") : asStated(model.usableEnergyKwh)}</dd>
            <dt>{t("model.warrantyMonths")}</dt>
            <dd>{model.warrantyMonths ?? t("model.notStated")}</dd>
            <dt>{t("model.euDeclarationOfConformityId")}</dt>
            <dd>{model.euDeclarationOfConformityId ?? t("model.notStated")}</dd>
          </dl>
          <p>
            <Link href={`/console/models/${model.id}/attributes`}>
              {textOf(language, "attributes")("open")}
            </Link>
          </p>
          {model.may.edit ? (
            <details>
              <summary>{t("model.changeData")}</summary>
              <DataForm model={model} />
            </details>
          ) : null}
        </section>
        {hasPassport ? <Declarations model={model} spoken={words} /> : null}
        <Changes model={model} renewal={declared.flatMap(({ renewal }) => renewal)} />
        {hasPassport || model.category === "SLI" ? <RecycledContent model={model} spoken={words} /> : null}
        <Documents model={model} spoken={words} catalogue={catalogue} />
        {hasPassport ? (
          <section className="section" id="items">
            <h2>{t("model.items")}</h2>
            <p className="muted">{t("model.itemsLead")}</p>
            {items.length === 0 ? (
              <p>{model.releasedVersion === null ? t("model.itemsAfterRelease") : t("model.noItems")}</p>
            ) : (
              <div className="table-frame">
                <table className="stacks">
                  <thead>
                    <tr>
                      <th scope="col">{t("model.serial")}</th>
                      <th scope="col">{t("passports.version")}</th>
                      <th scope="col">{t("passports.issued")}</th>
                      <th scope="col">{t("passports.links")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((item) => (
                      <tr key={item.productUrl}>
                        <th scope="row">
                          <a className="identifier" href={item.path}>
                            {item.serial}
                          </a>
                        </th>
                        <td data-label={t("passports.version")}>
                          {t("models.versionN", { version: item.version })}
                        </td>
                        <td className="nowrap" data-label={t("passports.issued")}>
                          {day(language, item.issuedAt)}
                        </td>
                        <td data-label={t("passports.links")}>
                          <span className="row">
                            <a href={`${item.path}/label`}>{t("model.labelPage")}</a>
                            <a href={`${item.path}/versions`}>{t("passports.versions")}</a>
                            <Link href={batteryPath(item.productUrl)}>{b("manage")}</Link>
                          </span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {model.releasedVersion === null ? null : (
              <p className="row">
                <Link href={`/console/batteries?model=${model.id}`}>{b("allOfModel")}</Link>
                <Link href={`/console/models/${model.id}/batches`}>{b("batches.title")}</Link>
              </p>
            )}
            {model.may.issueItem && model.releasedVersion !== null ? (
              <div className="stack">
                <h3>{t("model.issueTitle")}</h3>
                <p className="muted">{t("model.issueHelp")}</p>
                <MoreText messages={{ attributes, batteries }}>
                  <IssueForm
                    modelId={model.id}
                    template={template}
                    batches={batches.map(({ number }) => number)}
                  />
                </MoreText>
              </div>
            ) : null}
          </section>
        ) : (
          <p className="muted">{textOf(language, "passport")("information.console")}</p>
        )}
      </div>
    </Screen>
  );
}

/** Whether the law asks for a passport of its batteries. */
function isPassportModel({ category }: ModelView): boolean {
  return passportCategories.some((one) => one === category);
}

function NextStep({
  model,
  spoken: { language, t },
}: {
  readonly model: ModelView;
  readonly spoken: Spoken;
}) {
  if (!isPassportModel(model)) {
    return (
      <Link className="button button-primary" href={`/console/models/${model.id}/attributes`}>
        {textOf(language, "attributes")("open")}
      </Link>
    );
  }
  const draft = model.declarations.find(({ state }) => state === "draft" || state === "in_review");
  if (draft !== undefined) {
    return (
      <Link className="button button-primary" href={`/console/declarations/${draft.id}`}>
        {t("model.openDraft")}
      </Link>
    );
  }
  if (model.declarations.length === 0 && model.may.edit) {
    return (
      <Link className="button button-primary" href={`/console/models/${model.id}/declare`}>
        {t("model.startDeclaration")}
      </Link>
    );
  }
  if (!model.may.issueItem || model.releasedVersion === null) return null;
  return (
    <a className="button button-primary" href="#items">
      {t("model.issue")}
    </a>
  );
}

function Identity({
  model,
  spoken: { language, t },
}: {
  readonly model: ModelView;
  readonly spoken: Spoken;
}) {
  return (
    <section className="section" id="identity">
      <h2>{t("model.identity")}</h2>
      <div className="beside">
        <dl className="facts">
          <dt>{t("model.identifier")}</dt>
          <dd>
            {model.releasedVersion === null ? (
              <span className="identifier">{model.productUrl}</span>
            ) : (
              <a className="identifier" href={model.path}>
                {model.productUrl}
              </a>
            )}
            <div className="small muted">{t("model.identifierHelp")}</div>
          </dd>
          <dt>{t("model.modelCode")}</dt>
          <dd>
            <code>{model.modelCode}</code>
          </dd>
          <dt>{t("model.typeDesignation")}</dt>
          <dd>{model.typeDesignation}</dd>
          <dt>{t("model.gtin")}</dt>
          <dd>{model.gtin === null ? t("model.notStated") : <code>{model.gtin}</code>}</dd>
          <dt>{t("model.operator")}</dt>
          <dd>{named(language, model.operatorName, model.operatorNameOriginal)}</dd>
          <dt>{t("models.version")}</dt>
          <dd>
            {model.releasedVersion === null ? (
              t("models.notReleased")
            ) : (
              <span className="row">
                <a href={model.path}>{t("models.versionN", { version: model.releasedVersion })}</a>
                <a href={`${model.path}/versions`}>{t("passports.versions")}</a>
              </span>
            )}
          </dd>
          {model.siblings.length === 0 ? null : (
            <>
              <dt>{t("model.siblings")}</dt>
              <dd>
                {model.siblings.map(({ id, name, plant, plantOriginal }) => (
                  <div key={id}>
                    <Link href={`/console/models/${id}`}>
                      {name}, {named(language, plant, plantOriginal)}
                    </Link>
                  </div>
                ))}
              </dd>
            </>
          )}
        </dl>
        <figure className="label-preview">
          {model.releasedVersion === null ? (
            <figcaption className="muted">{t("model.labelAfterRelease")}</figcaption>
          ) : (
            <>
              {/* A code is an exact drawing made by the registry itself: nothing for an image optimiser. */}
              <img
                src={`${model.path}/qr.svg`}
                width="160"
                height="160"
                alt={t("model.qrAlt", { identifier: model.productUrl })}
              />
              <figcaption className="stack-tight">
                <span className="row">
                  <a href={`${model.path}/qr.svg`} download>
                    SVG
                  </a>
                  <a href={`${model.path}/qr.png`} download>
                    PNG
                  </a>
                  <a href={`${model.path}/label`}>{t("model.labelPage")}</a>
                </span>
                <span className="small muted">{t("model.labelHelp")}</span>
              </figcaption>
            </>
          )}
        </figure>
      </div>
    </section>
  );
}

function Declarations({
  model,
  spoken: { language, t, words },
}: {
  readonly model: ModelView;
  readonly spoken: Spoken;
}) {
  return (
    <section className="section" id="declarations">
      <h2>{t("model.declarations")}</h2>
      {model.declarations.length === 0 ? (
        <p>{t("model.noDeclaration")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("declarations.title")}</th>
                <th scope="col">{t("declarations.state")}</th>
                <th scope="col">{t("model.changed")}</th>
              </tr>
            </thead>
            <tbody>
              {model.declarations.map((declaration) => (
                <tr key={declaration.id}>
                  <th scope="row">
                    <Link href={`/console/declarations/${declaration.id}`}>
                      {t("model.declarationN", { number: declaration.number })}
                    </Link>
                  </th>
                  <td data-label={t("declarations.state")}>
                    <StateMark state={declaration.state} word={words.state[declaration.state]} />
                  </td>
                  <td className="nowrap" data-label={t("model.changed")}>
                    {day(language, declaration.updatedAt)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {model.category === "EV" ? (
        <p>
          <Link href={`/console/models/${model.id}/trial-declaration`}>
            {textOf(language, "classes")("trial.open")}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function RecycledContent({
  model,
  spoken: { language, t, words },
}: {
  readonly model: ModelView;
  readonly spoken: Spoken;
}) {
  return (
    <section className="section" id="recycled">
      <h2>{t("model.recycled")}</h2>
      <p className="muted">{t("model.recycledLead")}</p>
      {model.recycledContent.length === 0 ? (
        <p>{t("model.noRecycled")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("model.metal")}</th>
                <th scope="col">{t("model.year")}</th>
                <th scope="col" className="number">
                  {t("model.preConsumer")}
                </th>
                <th scope="col" className="number">
                  {t("model.postConsumer")}
                </th>
                <th scope="col" className="number">
                  {t("model.shareOfBoth")}
                </th>
                <th scope="col">{t("model.source")}</th>
              </tr>
            </thead>
            <tbody>
              {model.recycledContent.map((share) => (
                <tr key={`${share.metal} ${share.year}`}>
                  <th scope="row">{words.metal[share.metal]}</th>
                  <td data-label={t("model.year")}>{share.year}</td>
                  <td className="number" data-label={t("model.preConsumer")}>
                    {asStated(share.preConsumerPercent)}
                  </td>
                  <td className="number" data-label={t("model.postConsumer")}>
                    {asStated(share.postConsumerPercent)}
                  </td>
                  <td className="number" data-label={t("model.shareOfBoth")}>
                    {asStated(share.sharePercent)}
                  </td>
                  <td data-label={t("model.source")}>
                    {share.source}{" "}
                    {share.illustrative ? <span className="tag">{t("illustrative")}</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        <Link href={`/console/models/${model.id}/recycled`}>{textOf(language, "recycled")("open")}</Link>
      </p>
      {model.may.edit ? (
        <details>
          <summary>{t("model.recycledForm")}</summary>
          <RecycledForm modelId={model.id} />
        </details>
      ) : null}
    </section>
  );
}

function Documents({
  model,
  spoken: { language, t },
  catalogue,
}: {
  readonly model: ModelView;
  readonly spoken: Spoken;
  readonly catalogue: Catalogue;
}) {
  const points = catalogue.attributes
    .filter(isFileAttribute)
    .map(({ id, title, dataSet }) => ({ id, title: title[language], dataSet }));
  return (
    <section className="section" id="documents">
      <h2>{t("model.documents")}</h2>
      {model.documents.length === 0 ? (
        <p>{t("model.noDocuments")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("model.documentTitle")}</th>
                <th scope="col">{t("model.documentKind")}</th>
                <th scope="col">{t("model.documentLanguage")}</th>
                <th scope="col">{t("model.type")}</th>
                <th scope="col" className="number">
                  {t("model.size")}
                </th>
              </tr>
            </thead>
            <tbody>
              {model.documents.map((document) => (
                <tr key={`${document.path} ${document.attribute}`}>
                  <th scope="row">
                    <a href={document.path}>{document.title}</a>
                  </th>
                  <td data-label={t("model.documentKind")}>
                    {points.find(({ id }) => id === document.attribute)?.title ?? document.attribute}
                  </td>
                  <td data-label={t("model.documentLanguage")}>{document.language}</td>
                  <td data-label={t("model.type")}>{document.mediaType}</td>
                  <td className="number" data-label={t("model.size")}>
                    {asStated(String(Math.ceil(document.sizeBytes / 1024)))} kB
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {model.may.edit ? (
        <details>
          <summary>{t("model.upload")}</summary>
          <UploadForm
            modelId={model.id}
            points={points}
            language={language}
            languages={documentLanguages(language)}
          />
        </details>
      ) : null}
    </section>
  );
}

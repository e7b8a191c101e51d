import type { ReactNode } from "react";
import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import {
  isInformation as isInformationSubject,
  itemDataOf as itemDataOfSubject,
  modelDataOf as modelDataOfSubject,
  statutoryElements,
  voluntaryPart,
} from "../../server/domain/record/content.ts";
import type { ItemStatutory, ModelStatutory } from "../../server/domain/record/credential.ts";
import type { RestrictedView } from "../../server/services/passport/read-restricted.ts";
import type { PassportView, RecordView } from "../../server/services/passport/view.ts";
import { AttributeSections, OwnPoints } from "./attribute-sections.tsx";
import { CheckSection } from "./check-section.tsx";
import { FootprintSection, PerformanceSection } from "./footprint-section.tsx";
import { PublicPage, Section } from "./frame.tsx";
import { InformationSections } from "./information-sections.tsx";
import { MissingSection } from "./missing-section.tsx";
import { LifeLinks } from "./life-links.tsx";
import { OpinionSection } from "./opinion-section.tsx";
import { publicStudyIn } from "./public-study-in.ts";
import { RecycledSection } from "./recycled-section.tsx";
import { StandingNotices } from "./standing-notices.tsx";
import { RestrictedSections } from "./restricted-sections.tsx";
import type { CataloguesOfPage } from "./restricted-sections.tsx";
import { SafetySection } from "./safety-section.tsx";
import { issuerNameOf, VerdictBlock } from "./verdict-block.tsx";
import type { Words } from "./words.ts";
import { textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";

/** Dark modules of the QR code as an SVG path, and the side of its view box. */
export interface QrPicture {
  readonly path: string;
  readonly side: number;
}

interface PageProps {
  readonly view: PassportView;
  readonly words: Words;
  /** Path of this page with its query, for the language links. */
  readonly path: string;
  readonly qr: QrPicture;
  readonly catalogues: CataloguesOfPage;
  /** What this reader may see beside everybody else; null for anyone. */
  readonly restricted?: RestrictedView | null;
}

/** The scanned page: what it is, whether the record holds, who answers, then the battery section by section. */
export function PassportPage({ view, words, path, qr, catalogues, restricted = null }: PageProps) {
  const { t } = words;
  const model = modelRecordOf(view);
  const shared = model === null ? null : modelDataOf(model);
  const item = itemDataOf(view.record);
  const batch = batchNumberOf(view);
  const name = nameOf(view);
  const isInformation = isInformationSubject(view.record.credential.credentialSubject);
  const kind = kindOf(words, view);
  return (
    <PublicPage
      words={words}
      title={`${[name, item?.batterySerialNumber, batch ?? undefined].filter((part) => part !== undefined).join(" · ")} · ${kind}`}
      path={path}
      canonical={view.productUrl}
      demonstration={view.demonstration}
      index={view.level === "model" && view.record.version === view.record.newestVersion}
    >
      <article>
        <Identity words={words} view={view} shared={shared} item={item} qr={qr} />
        <Notices words={words} view={view} shared={model} />
        <Section id="verdict" title={t("verdict.title")}>
          <VerdictBlock words={words} record={view.record} shared={shared} />
        </Section>
        {model?.credential.credentialSubject.voluntary?.illustrative === true ? (
          <div className="notice" role="note">
            <p>{t("identity.illustrative")}</p>
          </div>
        ) : null}
        <Operator words={words} view={view} shared={shared} />
        {restricted === null ? null : (
          <RestrictedSections
            words={words}
            restricted={restricted}
            catalogues={catalogues}
            signedOn={view.record.credential.validFrom}
            measuredAt={view.level === "item" ? view.productUrl : null}
          />
        )}
        <LifeLinks words={words} view={view} />
        <SafetySection words={words} />
        {item === null ? null : <ItemData words={words} view={view} item={item} catalogue={catalogues.own} />}
        {batch === null ? null : <BatchData words={words} view={view} number={batch} />}
        {view.level !== "model" && model !== null ? (
          <Section id="model-verdict" title={t("verdict.modelTitle")}>
            <p>{t("verdict.modelLead")}</p>
            <VerdictBlock words={words} record={model} shared={shared} />
          </Section>
        ) : null}
        {model === null || shared === null ? null : isInformation ? (
          <>
            <InformationSections words={words} record={model} data={shared} catalogue={catalogues.ofModel} />
            <Plants words={words} view={view} data={shared} />
          </>
        ) : (
          <>
            <FootprintSection words={words} model={model} catalogue={catalogues.ofModel} />
            <PerformanceSection words={words} model={model} />
            <RecycledSection words={words} data={shared} />
            <OpinionSection words={words} view={view} />
            <ModelData words={words} model={model} data={shared} isOwn={view.level === "model"} />
            <AttributeSections
              words={words}
              subject={model.credential.credentialSubject}
              catalogue={catalogues.ofModel}
              signedOn={model.credential.validFrom}
            />
            <Plants words={words} view={view} data={shared} />
          </>
        )}
        {isInformation ? null : <Documents words={words} view={view} />}
        {model === null || shared === null || isInformation ? null : (
          <MissingSection
            words={words}
            category={shared.batteryCategory}
            subject={model.credential.credentialSubject}
            catalogue={catalogues.ofModel}
            signedOn={model.credential.validFrom}
          />
        )}
        <CheckSection words={words} view={view} marking={markingOf(words, view)} />
        <Section id="versions" title={t("history.title")}>
          <p>{t("history.line", { version: view.record.version, newest: view.record.newestVersion })}</p>
          <p>
            <a href={words.href(`${view.path}/versions`)}>{t("version.all")}</a>
          </p>
        </Section>
      </article>
    </PublicPage>
  );
}

/** Name of the battery as its model's record gives it; the model identifier where the record has no name. */
export function nameOf(view: PassportView): string {
  const record = modelRecordOf(view);
  if (record === null) return view.productUrl;
  return (
    record.credential.credentialSubject.voluntary?.name ??
    modelDataOf(record)?.batteryModelIdentifier ??
    view.productUrl
  );
}

export function modelRecordOf(view: PassportView): RecordView | null {
  return view.level === "model" ? view.record : view.modelRecord;
}

export function modelDataOf({ credential }: RecordView): ModelStatutory | null {
  return modelDataOfSubject(credential.credentialSubject);
}

export function itemDataOf({ credential }: RecordView): ItemStatutory | null {
  return itemDataOfSubject(credential.credentialSubject);
}

/** The type as its maker calls it, and the identifier of the model where that is another one. */
export function modelCodeOf(view: PassportView): string {
  const record = modelRecordOf(view);
  const identifier =
    (record === null ? null : modelDataOf(record)?.batteryModelIdentifier) ?? view.productUrl;
  const type = record?.credential.credentialSubject.voluntary?.typeDesignation;
  return type === undefined || type === identifier ? identifier : `${type} · ${identifier}`;
}

/** What a reader compares with the battery in front of them. */
function markingOf({ t }: Words, view: PassportView): string {
  const model = modelCodeOf(view);
  const serial = itemDataOf(view.record)?.batterySerialNumber;
  const batch = batchNumberOf(view);
  if (batch !== null) return t("check.marking.batch", { model, batch });
  return serial === undefined
    ? t("check.marking.model", { model })
    : t("check.marking.item", { model, serial });
}

function kindOf({ t }: Words, { level }: PassportView): string {
  const titles = { model: "modelTitle", batch: "batchTitle", item: "itemTitle" } as const;
  return t(`identity.${titles[level]}`);
}

/** Number of the batch whose own page this is; null on every other. */
function batchNumberOf({ level, record }: PassportView): string | null {
  if (level !== "batch") return null;
  const number = statutoryElements(record.credential.credentialSubject)["batteryBatchNumber"];
  return typeof number === "string" ? number : "";
}

interface IdentityProps {
  readonly words: Words;
  readonly view: PassportView;
  readonly shared: ModelStatutory | null;
  readonly item: ItemStatutory | null;
  readonly qr: QrPicture;
}

function Identity({ words, view, shared, item, qr }: IdentityProps) {
  const { t } = words;
  const number = batchNumberOf(view);
  return (
    <header className="identity">
      <div>
        <p className="kicker">
          {kindOf(words, view)}
          {view.demonstration ? <span className="word">{t("demonstration.word")}</span> : null}
        </p>
        <h1>{nameOf(view)}</h1>
        <dl className="facts">
          {item === null ? null : <Fact name={t("identity.serial")}>{item.batterySerialNumber}</Fact>}
          {number === null ? null : <Fact name={t("data.batch")}>{number}</Fact>}
          {shared === null ? null : (
            <>
              <Fact name={t("identity.maker")}>
                <MakerName words={words} data={shared} />
              </Fact>
              <Fact name={t("identity.model")}>{modelCodeOf(view)}</Fact>
              <Fact name={t("identity.category")}>{t(`category.${shared.batteryCategory}`)}</Fact>
              <Fact name={t("identity.plant")}>{plantOf(words, shared)}</Fact>
            </>
          )}
          <Fact name={t("identity.identifier")}>
            <span className="id">{view.productUrl}</span>
          </Fact>
        </dl>
      </div>
      <figure className="qr">
        <svg
          viewBox={`0 0 ${qr.side} ${qr.side}`}
          role="img"
          aria-label={t("identity.qrAlt")}
          shapeRendering="crispEdges"
        >
          <path fill="#fff" d={`M0 0h${qr.side}v${qr.side}H0z`} />
          <path d={qr.path} />
        </svg>
      </figure>
    </header>
  );
}

/** What must not be missed before the verdict is read: replaced, not active, or a model's record that does not hold. */
function Notices({
  words,
  view,
  shared,
}: {
  readonly words: Words;
  readonly view: PassportView;
  readonly shared: RecordView | null;
}) {
  const { t, href } = words;
  const { version, newestVersion } = view.record;
  const { documentStatus } = view;
  const isKnownStatus =
    documentStatus === "inactive" || documentStatus === "archived" || documentStatus === "invalid";
  // Withdrawn is said with its reason, which is more than "invalid".
  const isSaid = view.record.status?.status === "revoked";
  return (
    <>
      <StandingNotices words={words} view={view} />
      {version === newestVersion ? null : (
        <div className="notice" role="note">
          <p>
            <strong>{t("version.replaced", { version, newest: newestVersion })}</strong>
          </p>
          <p>
            <a href={href(view.path)}>{t("version.toNewest")}</a>
          </p>
        </div>
      )}
      {isKnownStatus && !isSaid ? (
        <div className="notice" role="note">
          <p>{t(`identity.document.${documentStatus}`)}</p>
        </div>
      ) : null}
      {view.level !== "model" && shared?.verdict.overall === "wrong" ? (
        <div className="notice" role="note">
          <p className="failed">{t("verdict.wrongModel")}</p>
        </div>
      ) : null}
    </>
  );
}

function Operator({
  words,
  view,
  shared,
}: {
  readonly words: Words;
  readonly view: PassportView;
  readonly shared: ModelStatutory | null;
}) {
  const { t, country, day } = words;
  const { record, answering } = view;
  const life = textOf(words.language, "life");
  const isSigner = record.signer.slug === answering.slug;
  // The maker's address stands in the signed record of the model; of anybody else the register of operators knows it.
  const isMaker = isSigner && record.credential.issuer.name === shared?.manufacturerName;
  return (
    <Section id="operator" title={t("operator.title")}>
      <dl className="facts">
        <Fact name={isSigner ? t("operator.name") : life("page.answers")}>
          {isSigner
            ? issuerNameOf(words, record, shared)
            : named(words.language, answering.name, answering.nameOriginal)}
          {view.demonstration ? <span className="word">{t("demonstration.word")}</span> : null}
        </Fact>
        {isSigner ? null : <Fact name={life("page.signed")}>{issuerNameOf(words, record, shared)}</Fact>}
        {isMaker || shared === null ? null : (
          <>
            <Fact name={t("operator.address")}>
              {answering.streetAddress}, {answering.postalCode} {answering.city}, {country(answering.country)}
            </Fact>
            <Fact name={t("operator.email")}>
              <a href={`mailto:${answering.email}`}>{answering.email}</a>
            </Fact>
            {answering.web === null ? null : (
              <Fact name={t("operator.web")}>
                <a href={answering.web} rel="noreferrer">
                  {answering.web}
                </a>
              </Fact>
            )}
            <Fact name={t("operator.identifier")}>
              {answering.identifierScheme} <span className="id">{answering.identifier}</span>
            </Fact>
          </>
        )}
        {shared === null || !isMaker ? null : (
          <>
            <Fact name={t("operator.address")}>
              {shared.manufacturerPostalAddress.street}, {shared.manufacturerPostalAddress.postalCode}{" "}
              {shared.manufacturerPostalAddress.city}, {country(shared.manufacturerPostalAddress.country)}
            </Fact>
            <Fact name={t("operator.email")}>
              <a href={`mailto:${shared.manufacturerEmail}`}>{shared.manufacturerEmail}</a>
            </Fact>
            {shared.manufacturerWeb === undefined ? null : (
              <Fact name={t("operator.web")}>
                <a href={shared.manufacturerWeb} rel="noreferrer">
                  {shared.manufacturerWeb}
                </a>
              </Fact>
            )}
            <Fact name={t("operator.identifier")}>
              {shared.economicOperatorIdentifier.scheme}{" "}
              <span className="id">{shared.economicOperatorIdentifier.value}</span>
            </Fact>
          </>
        )}
        <Fact name={t("operator.keptBy")}>
          <span className="id">{new URL(view.productUrl).origin}</span>
        </Fact>
        <Fact name={t("operator.versionDate")}>
          {t("version.of", { version: record.version, date: day(record.credential.validFrom) })}
        </Fact>
      </dl>
      <p>
        <a href={words.href(`${view.path}/report`)} rel="nofollow">
          {textOf(words.language, "oversight")("report.link")}
        </a>
      </p>
    </Section>
  );
}

/** Public data of the single battery; its battery status and state of health are point 4 of Annex XIII and not public. */
function ItemData({
  words,
  view,
  item,
  catalogue,
}: {
  readonly words: Words;
  readonly view: PassportView;
  readonly item: ItemStatutory;
  readonly catalogue: Catalogue;
}) {
  const { t, month, day, href } = words;
  const { credentialSubject: subject } = view.record.credential;
  const chineseCode = voluntaryPart(subject).chineseBatteryCode;
  return (
    <Section id="item" title={t("data.itemTitle")}>
      <p>{t("data.itemLead")}</p>
      <dl className="facts">
        <Fact name={t("data.serial")}>
          <span className="id">{item.batterySerialNumber}</span>
        </Fact>
        <Fact name={t("data.manufactured")}>{month(item.manufacturingDate)}</Fact>
        {item.placedOnMarketDate === undefined ? null : (
          <Fact name={t("data.placedOnMarket")}>{day(item.placedOnMarketDate)}</Fact>
        )}
        <Fact name={t("data.ofModel")}>
          <a href={href(new URL(item.batteryModelPassport).pathname)}>{nameOf(view)}</a>
        </Fact>
        {view.batch === null ? null : (
          <Fact name={t("data.batch")}>
            <a href={href(view.batch.path)}>{view.batch.number}</a>
          </Fact>
        )}
        {chineseCode === undefined ? null : (
          <Fact name={t("data.chineseCode")}>
            <span className="id">{chineseCode}</span>
          </Fact>
        )}
      </dl>
      <OwnPoints
        words={words}
        subject={subject}
        catalogue={catalogue}
        signedOn={view.record.credential.validFrom}
      />
      <p className="small">{t("data.status")}</p>
    </Section>
  );
}

/** What a batch's own record says; its batteries are not listed, so that nobody counts them. */
function BatchData({
  words: { t, month, href },
  view,
  number,
}: {
  readonly words: Words;
  readonly view: PassportView;
  readonly number: string;
}) {
  const { credentialSubject: subject } = view.record.credential;
  const made = statutoryElements(subject)["manufacturingDate"];
  return (
    <Section id="batch" title={t("data.batchTitle")}>
      <p>{t("data.batchLead")}</p>
      <dl className="facts">
        <Fact name={t("data.batch")}>
          <span className="id">{number}</span>
        </Fact>
        {typeof made === "string" ? <Fact name={t("data.manufactured")}>{month(made)}</Fact> : null}
        {view.modelRecord === null ? null : (
          <Fact name={t("data.ofModel")}>
            <a href={href(new URL(view.modelRecord.credential.credentialSubject.id).pathname)}>
              {nameOf(view)}
            </a>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

interface ModelDataProps {
  readonly words: Words;
  readonly model: RecordView;
  readonly data: ModelStatutory;
  readonly isOwn: boolean;
}

function ModelData({ words, model, data, isOwn }: ModelDataProps) {
  const { t, exact, day } = words;
  const type = model.credential.credentialSubject.voluntary?.typeDesignation;
  const rows: readonly (readonly [name: string, value: string, about?: string])[] = [
    [t("data.model"), data.batteryModelIdentifier],
    ...(type === undefined ? [] : [[t("data.type"), type] as const]),
    [t("data.category"), t(`category.${data.batteryCategory}`)],
    [t("data.chemistry"), data.batteryChemistry],
    [t("data.mass"), `${exact(data.batteryMassKg)} kg`],
    [t("data.ratedCapacity"), `${exact(data.ratedCapacityAh)} Ah`, t("data.ratedCapacityAbout")],
    [t("data.nominalVoltage"), `${exact(data.nominalVoltageV)} V`],
    [t("data.ratedEnergy"), `${exact(data.ratedEnergyKWh)} kWh`, t("data.ratedEnergyAbout")],
    ...(data.usableEnergyKWh === undefined
      ? []
      : [[t("data.usableEnergy"), `${exact(data.usableEnergyKWh)} kWh`] as const]),
    ...(data.warrantyMonths === undefined
      ? []
      : [[t("data.warranty"), t("data.months", { months: data.warrantyMonths })] as const]),
    ...(data.euDeclarationOfConformityId === undefined
      ? []
      : [[t("data.conformity"), data.euDeclarationOfConformityId] as const]),
  ];
  return (
    <Section id="data" title={t("data.title")}>
      {isOwn ? null : <p>{t("data.sharedLead")}</p>}
      <table>
        <caption>{t("data.caption", { date: day(model.credential.validFrom) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("data.name")}</th>
            <th scope="col">{t("data.value")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value, about]) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {about === undefined ? null : <div className="term">{about}</div>}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Plants({
  words,
  view,
  data,
}: {
  readonly words: Words;
  readonly view: PassportView;
  readonly data: ModelStatutory;
}) {
  const { t, href } = words;
  return (
    <Section id="plant" title={t("plant.title")}>
      <p>{plantOf(words, data)}</p>
      <p className="small">{t("plant.lead")}</p>
      {view.siblings.length === 0 ? (
        <p className="small">{t("plant.noSiblings")}</p>
      ) : (
        <>
          <p>{t("plant.siblings")}</p>
          <ul className="plain">
            {view.siblings.map(({ path, name, plant, plantOriginal }) => (
              <li key={path}>
                <a href={href(path)}>
                  {t("plant.sibling", { name, plant: named(words.language, plant, plantOriginal) })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Documents({ words, view }: { readonly words: Words; readonly view: PassportView }) {
  const { t, href, rounded } = words;
  const study = publicStudyIn(view);
  const s = textOf(words.language, "study");
  return (
    <Section id="documents" title={t("documents.title")}>
      {study === null ? null : (
        <ul className="plain">
          <li>
            <a href={href(new URL(study.address).pathname)}>{s("site.study")}</a>
          </li>
          <li>
            <a href={href(`${new URL(study.address).pathname}.pdf`)}>{s("site.studyPdf")}</a>
          </li>
          <li>
            <a href={href(new URL(study.declaration).pathname)}>{s("site.declarationPdf")}</a>
          </li>
        </ul>
      )}
      {view.documents.length === 0 && study !== null ? null : view.documents.length === 0 ? (
        <p className="small">{t("documents.none")}</p>
      ) : (
        <ul className="plain">
          {view.documents.map(({ path, title, mediaType, sizeBytes, language }) => (
            <li key={path}>
              <a href={href(path)} hrefLang={language}>
                <span lang={language}>{title}</span>
              </a>{" "}
              <span className="small">
                {t("documents.entry", {
                  type: mediaType,
                  size: rounded(String(Math.ceil(sizeBytes / 1000)), 0),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The maker's name in the reader's script, the other one after it: both are signed. */
function MakerName({ words, data }: { readonly words: Words; readonly data: ModelStatutory }) {
  const { manufacturerName: latin, manufacturerNameOriginal: original } = data;
  const first = named(words.language, latin, original);
  const second = first === latin ? original : latin;
  if (second === undefined || second === first) return first;
  return (
    <>
      {first}
      <br />
      <span className="small" lang={/\p{Script=Han}/u.test(second) ? "zh-Hans" : undefined}>
        {second}
      </span>
    </>
  );
}

function plantOf({ t, country }: Words, { manufacturingPlace }: ModelStatutory): string {
  return [manufacturingPlace.name, manufacturingPlace.city, country(manufacturingPlace.country)]
    .filter((part, place, parts) => parts.indexOf(part) === place && part !== "")
    .join(t("plant.comma"));
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

import { createHash, randomUUID } from "node:crypto";
import type { ReactElement } from "react";
import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { productDidDocument } from "../../server/domain/identifier/product-did.ts";
import { modelUrl, ownModelUrl, parseProductPath } from "../../server/domain/identifier/product-url.ts";
import type { ProductPath } from "../../server/domain/identifier/product-url.ts";
import { didOf } from "../../server/domain/record/did.ts";
import { decodeBase64url } from "../../server/domain/record/base64url.ts";
import type { PassportDocument } from "../../server/domain/passport/document.ts";
import type { InformationDocument } from "../../server/domain/passport/information-document.ts";
import { parseLabelFormat, resolutions } from "../../server/domain/label/label-format.ts";
import { chooseLink, linkSetContext, linkSetOf, passedOn } from "../../server/domain/resolver/link-set.ts";
import { parseLinkType } from "../../server/domain/resolver/link-type.ts";
import { movedAddress } from "../../server/domain/resolver/moved-address.ts";
import { isInformation } from "../../server/domain/record/content.ts";
import type { BatterySubject } from "../../server/domain/record/credential.ts";
import { formatBundle } from "../../server/domain/verification/bundle.ts";
import type { QrSymbol } from "../../server/platform/qr-image.ts";
import { qrPath, qrPng, qrSide, qrSvg, qrSymbol } from "../../server/platform/qr-image.ts";
import type { Context } from "../../server/context.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { catalogueOf } from "../../server/services/catalogue/current.ts";
import { invalidInput } from "../../server/services/input.ts";
import type { SingleLabel } from "../../server/services/label/read-label.ts";
import { readLabel } from "../../server/services/label/read-label.ts";
import type { DocumentFile, DocumentRequest } from "../../server/services/document/read.ts";
import { readFile } from "../../server/services/document/read.ts";
import { readProductDocument } from "../../server/services/passport/document.ts";
import type { BundleRequest, ServedBundle } from "../../server/services/passport/read-bundle.ts";
import { readBundle } from "../../server/services/passport/read-bundle.ts";
import { readBroughtBundle } from "../../server/services/passport/read-brought-bundle.ts";
import type { FullRecord } from "../../server/services/passport/read-full-record.ts";
import { isInformationAt } from "../../server/services/passport/is-information-at.ts";
import { readEnded } from "../../server/services/passport/read-ended.ts";
import { readFullRecord } from "../../server/services/passport/read-full-record.ts";
import { readProjection } from "../../server/services/passport/read-projection.ts";
import type { RestrictedView } from "../../server/services/passport/read-restricted.ts";
import { readRestricted } from "../../server/services/passport/read-restricted.ts";
import type { PassportRequest } from "../../server/services/passport/read.ts";
import { readPassport } from "../../server/services/passport/read.ts";
import { listVersions } from "../../server/services/passport/versions.ts";
import type { EndedPassport, PassportView, VersionRow } from "../../server/services/passport/view.ts";
import type { StudyDocument } from "../../server/domain/study/content.ts";
import type { PublicDocumentRequest } from "../../server/services/study/read-public.ts";
import { readPublicDocument } from "../../server/services/study/read-public.ts";
import { pdfOf } from "../_study/pdf-of.ts";
import { speak } from "../_study/speak.ts";
import { StudyPage } from "../_study/study-page.tsx";
import type { ExportInput } from "./export-forms.ts";
import { exportIn, fullForm } from "./export-forms.ts";
import { chooseLanguage, localeOf, messagesOf, textOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import { staticPage } from "./frame.tsx";
import { LabelPage } from "./label-page.tsx";
import { linksOf } from "./linkset.ts";
import { NotFoundPage, TombstonePage } from "./message-page.tsx";
import { formsOf, historyForms, namedForm, negotiate, wishesIn } from "./negotiate.ts";
import type { Form } from "./negotiate.ts";
import { PassportPage, nameOf } from "./passport-page.tsx";
import { ReportPage } from "./report-page.tsx";
import type { CataloguesOfPage } from "./restricted-sections.tsx";
import { resultObject } from "./result-object.ts";
import { sheets } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { VersionsPage } from "./versions-page.tsx";
import { wordsOf } from "./words.ts";
import type { Words } from "./words.ts";

/** What an answer is made of: the services, for whoever asked. */
export interface ProductSource {
  readonly publicUrl: string;
  /** True for a reader without token or session, whose answer everybody may share. */
  readonly anonymous: boolean;
  readonly passport: (input: PassportRequest) => Promise<PassportView>;
  readonly document: (input: PassportRequest) => Promise<PassportDocument | InformationDocument>;
  /** The catalogue a record was made under. */
  readonly catalogue: (subject: BatterySubject) => Promise<Catalogue | null>;
  readonly full: (input: PassportRequest) => Promise<Pick<FullRecord, "token" | "groups">>;
  readonly projection: (
    input: PassportRequest,
  ) => Promise<{ readonly token: string; readonly digest: string }>;
  readonly versions: (input: { readonly productUrl: string }) => Promise<readonly VersionRow[]>;
  readonly file: (input: DocumentRequest) => Promise<DocumentFile>;
  /** Null where only the public part is open. */
  readonly restricted: (input: PassportRequest) => Promise<RestrictedView | null>;
  readonly bundle: (input: BundleRequest) => Promise<Pick<ServedBundle, "version" | "bundle">>;
  readonly label: (input: SingleLabel) => Promise<Uint8Array<ArrayBuffer>>;
  readonly brought: (input: PassportRequest) => Promise<{ readonly version: number; readonly body: string }>;
  readonly declared: (input: PublicDocumentRequest) => Promise<StudyDocument>;
  readonly ended: (input: { readonly productUrl: string }) => Promise<EndedPassport | null>;
  /** Whether the address is that of a battery whose category gets no passport. */
  readonly isInformation: (input: { readonly productUrl: string }) => Promise<boolean>;
}

/**
 * Answers a request for a product URL or one of its sub-paths, in the form and language the reader wants. `pathname` is
 * percent-encoded, as received. Never throws: a refusal becomes its status, anything else a logged 500.
 *
 * Source: EN 18223 and GS1 Digital Link (content negotiation at the product identifier); Regulation (EU) 2023/1542,
 * Art. 77(3).
 */
export async function answerProduct(request: Request, pathname: string): Promise<Response> {
  return answerFrom(async () => productSource(await contextOfHeaders(request.headers)), request, pathname);
}

/** The services, asked by the caller of a context. */
export function productSource(ctx: Context): ProductSource {
  return {
    publicUrl: ctx.publicUrl,
    anonymous: ctx.caller.userId === null,
    passport: (input) => readPassport(ctx, input),
    document: (input) => readProductDocument(ctx, input),
    catalogue: (subject) => catalogueOf(ctx.db, subject),
    full: (input) => readFullRecord(ctx, input),
    projection: (input) => readProjection(ctx, input),
    versions: (input) => listVersions(ctx, input),
    file: (input) => readFile(ctx, input),
    restricted: (input) => readRestricted(ctx, input),
    bundle: (input) => readBundle(ctx, input),
    brought: (input) => readBroughtBundle(ctx, input),
    label: (input) => readLabel(ctx, input),
    declared: (input) => readPublicDocument(ctx, input),
    ended: (input) => readEnded(ctx, input),
    isInformation: (input) => isInformationAt(ctx, input),
  };
}

/** The same with any source. */
export async function answerFrom(
  openSource: () => Promise<ProductSource>,
  request: Request,
  pathname: string,
): Promise<Response> {
  const url = new URL(request.url);
  const words = wordsOf(chooseLanguage(url.searchParams.get("lang"), request.headers.get("accept-language")));
  const asked: Asked = { request, url, pathname, words };
  const response = await respond(openSource, asked).catch((error: unknown) => refused(asked, error));
  return finish(request, response);
}

/** The answer to a method a product URL does not know. Source: RFC 9110, section 15.5.6. */
export async function refuseMethod(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const words = wordsOf(chooseLanguage(url.searchParams.get("lang"), request.headers.get("accept-language")));
  const asked: Asked = { request, url, pathname: url.pathname, words };
  const response = await say(asked, 405, "METHOD_NOT_ALLOWED", words.t("methodNotAllowed"));
  response.headers.set("allow", "GET, HEAD, OPTIONS");
  return finish(request, response);
}

interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly pathname: string;
  readonly words: Words;
}

async function respond(openSource: () => Promise<ProductSource>, asked: Asked): Promise<Response> {
  const product = parseProductPath(asked.pathname);
  if (!product.ok) return moved(asked) ?? notFound(asked, "PASSPORT_NOT_FOUND");
  const source = await openSource();
  const productUrl = source.publicUrl + product.value.productPath;
  const response = await respondTo(source, asked, product.value).catch(async (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const own = await inOwnWords(source, asked, product.value);
    return ended(source, own, productUrl, error).catch((other: unknown) => refused(own, other));
  });
  if (response.ok && !response.headers.has("cache-control")) {
    response.headers.set(
      "cache-control",
      source.anonymous ? "public, max-age=0, must-revalidate" : "private, no-store",
    );
  }
  return response;
}

function respondTo(source: ProductSource, asked: Asked, product: ProductPath): Promise<Response> {
  const productUrl = source.publicUrl + product.productPath;
  const [word, detail, more] = product.rest.split("/", 3);
  switch (word) {
    case "": {
      const linkType = asked.url.searchParams.get("linkType");
      return linkType === null
        ? passportIn(source, asked, { productUrl })
        : linked(source, asked, productUrl, linkType);
    }
    case "did.json":
      return didDocument(source, product, productUrl);
    case "versions":
      if (detail === undefined) return history(source, asked, productUrl);
      return more === undefined
        ? passportIn(source, asked, { productUrl, version: Number(detail) })
        : bundle(source, asked, { productUrl, version: Number(detail) });
    case "bundle.json":
      return bundle(source, asked, { productUrl });
    case "report":
      return report(source, asked, product, productUrl);
    case "qr.svg":
      return code(source, productUrl, "image/svg+xml", () => qrSvg(qrSymbol(productUrl), sideOf(asked.url)));
    case "qr.png":
      return code(source, productUrl, "image/png", () => codePng(qrSymbol(productUrl), asked.url));
    case "label":
      return label(source, asked, productUrl);
    case "label.pdf":
    case "label.svg":
    case "label.png":
      return labelFile(source, asked, productUrl, word);
    case "documents":
      return file(source, asked, product, detail ?? "");
    case "declaration":
    case "declaration.pdf":
      return declared(source, asked, product, "declaration", "pdf", detail);
    case "study.pdf":
      return declared(source, asked, product, "study", "pdf", detail);
    case "study":
      return declared(source, asked, product, "study", detail?.endsWith(".pdf") ? "pdf" : "html", detail);
    default:
      return noSuch(source, asked, product, "PASSPORT_NOT_FOUND", "page");
  }
}

/** The passport, or one version of it, in the form the reader wants. */
async function passportIn(source: ProductSource, asked: Asked, input: PassportRequest): Promise<Response> {
  const named = asked.url.searchParams.get("form");
  const view = await source.passport(input);
  const offered = formsOf(view.record.credential.credentialSubject);
  const wanted = named === null ? negotiate(asked.request.headers.get("accept"), offered) : namedForm(named);
  const form = offered.find((one) => one === wanted);
  if (form === undefined) return notAcceptable(asked, offered);
  const response = await passportAs(form, source, asked, input, view);
  response.headers.set("link", links(view));
  if (named !== null && form !== "text/html") {
    response.headers.set("content-disposition", `attachment; filename="${fileName(view, form)}"`);
  }
  return response;
}

async function passportAs(
  form: Form,
  source: ProductSource,
  asked: Asked,
  input: PassportRequest,
  view: PassportView,
): Promise<Response> {
  switch (form) {
    case "text/html": {
      const symbol = qrSymbol(view.productUrl);
      const qr = { path: qrPath(symbol), side: qrSide(symbol) };
      const restricted = await source.restricted(input);
      const catalogues = await cataloguesOf(source, view);
      const props = { view, words: wordsFor(asked, view), path: pathOf(asked), qr, catalogues, restricted };
      return page(<PassportPage {...props} />);
    }
    case "application/json":
      return documentIn(source, asked, input, view);
    case "application/ld+json":
      return machine(form, payloadOf(view.record.token));
    case "application/vc+jwt":
      return machine(form, view.record.token, view.record.digest);
    case "application/dc+sd-jwt": {
      const { token, groups } = await source.full(input);
      const response = machine(form, token);
      // What is restricted is one reader's own, and is not kept on the way.
      if (groups.length > 0) response.headers.set("cache-control", "private, no-store");
      return response;
    }
    case "application/vc":
      return machine(form, JSON.stringify(enveloped(view.record.token)));
    case "application/untp+vc+jwt": {
      const { token, digest } = await source.projection(input);
      return machine("application/vc+jwt", token, digest);
    }
    case "application/linkset+json":
      return linkSetIn(asked, view);
    case "text/csv":
    case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
    case "application/aas+json":
    case "application/catena-x+json": {
      const { type, body } = await exportIn(form, await exportOf(source, asked, input, view));
      return machine(type, body);
    }
  }
}

/** The catalogues a page is written by: those its records were made under, for older ones that of this release. */
async function cataloguesOf(source: ProductSource, view: PassportView): Promise<CataloguesOfPage> {
  const of = async ({ credential }: PassportView["record"]) =>
    (await source.catalogue(credential.credentialSubject)) ?? bundledCatalogue;
  const own = await of(view.record);
  return { own, ofModel: view.modelRecord === null ? own : await of(view.modelRecord) };
}

/** The standard document, compressed or in full: `?representation=full`. Source: EN 18222, EN 18223. */
async function documentIn(
  source: ProductSource,
  asked: Asked,
  input: PassportRequest,
  view: PassportView,
): Promise<Response> {
  const wanted = asked.url.searchParams.get("representation") ?? "compressed";
  if (wanted === "compressed")
    return machine("application/json", JSON.stringify(await source.document(input)));
  if (wanted === "full" && !isInformation(view.record.credential.credentialSubject))
    return machine("application/json", fullForm(await exportOf(source, asked, input, view)));
  const sentence = textOf(asked.words.language, "problems")("E_REPRESENTATION", {
    value: wanted.slice(0, 60),
  });
  return say(asked, 400, "E_REPRESENTATION", sentence);
}

async function exportOf(
  source: ProductSource,
  { words }: Asked,
  input: PassportRequest,
  view: PassportView,
): Promise<ExportInput> {
  return {
    document: await source.document(input),
    catalogue: await source.catalogue(view.record.credential.credentialSubject),
    publicUrl: source.publicUrl,
    language: words.language,
  };
}

/** The words of the page: a battery whose category gets no passport is not said to have one. */
function wordsFor({ words }: Asked, { record }: PassportView): Words {
  return isInformation(record.credential.credentialSubject) ? wordsOf(words.language, "information") : words;
}

/** The same before anything of the battery has been read, such as for an answer that refuses. */
async function inOwnWords(source: ProductSource, asked: Asked, product: ProductPath): Promise<Asked> {
  if (!(await source.isInformation({ productUrl: modelOf(source, product) }))) return asked;
  return { ...asked, words: wordsOf(asked.words.language, "information") };
}

/** The product's own address where the request spells it otherwise; null where it names no product at all. */
function moved({ url, pathname }: Asked): Response | null {
  const location = movedAddress(url.origin, pathname + url.search);
  return location === null ? null : sentOn(location.slice(url.origin.length));
}

/**
 * What a reader asks for by the type of its link: all of them, or the one that fits, to which the reader is sent on.
 *
 * Source: GS1-Conformant Resolver Standard 1.2.
 */
async function linked(
  source: ProductSource,
  asked: Asked,
  productUrl: string,
  text: string,
): Promise<Response> {
  const linkType = parseLinkType(text);
  const view = await source.passport({ productUrl });
  if (linkType.ok && linkType.value === "linkset") return linkSetIn(asked, view);
  const lang = asked.url.searchParams.get("lang");
  const { headers } = asked.request;
  const link =
    linkType.ok && linkType.value !== "linkset"
      ? chooseLink(linksOf(view), {
          linkType: linkType.value,
          languages: [...(lang === null ? [] : [lang]), ...wishesIn(headers.get("accept-language"))],
          mediaTypes: wishesIn(headers.get("accept")),
        })
      : null;
  if (link === null) {
    const sentence = textOf(asked.words.language, "problems")("E_LINK_TYPE", { value: text });
    return say(asked, 404, "E_LINK_TYPE", sentence);
  }
  const others = [...asked.url.searchParams].filter(([name]) => !["linkType", "context"].includes(name));
  const response = sentOn(passedOn(link.href, others));
  response.headers.set("link", links(view));
  return response;
}

function linkSetIn(asked: Asked, view: PassportView): Response {
  const description = [nameOf(view), wordsFor(asked, view).t("identity.itemTitle")].join(" · ");
  const response = machine(
    "application/linkset+json",
    JSON.stringify(linkSetOf(view.productUrl, description, linksOf(view))),
  );
  response.headers.append(
    "link",
    `<${linkSetContext}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
  );
  return response;
}

/** Sent on for now: what an identifier leads to may change, the identifier does not. */
function sentOn(location: string): Response {
  return new Response(null, {
    status: 307,
    headers: { location, "access-control-allow-origin": "*", "cache-control": "no-store" },
  });
}

/** What the DID of a product resolves to. Source: did:web method specification, section 3.2. */
async function didDocument(
  source: ProductSource,
  { scheme, productPath }: ProductPath,
  productUrl: string,
): Promise<Response> {
  const { answering } = await source.passport({ productUrl });
  const canonical = scheme === "gs1" ? [`https://id.gs1.org${productPath}`] : [];
  const document = productDidDocument(productUrl, canonical, didOf(source.publicUrl, answering.slug));
  return machine("application/did+json", JSON.stringify(document));
}

/** A record for readers that want JSON. Source: W3C Verifiable Credentials Data Model 2.0, section 4.13. */
function enveloped(token: string) {
  return {
    "@context": "https://www.w3.org/ns/credentials/v2",
    type: "EnvelopedVerifiableCredential",
    id: `data:application/vc+jwt,${token}`,
  };
}

async function history(source: ProductSource, asked: Asked, productUrl: string): Promise<Response> {
  const form = negotiate(asked.request.headers.get("accept"), historyForms);
  const [view, versions] = await Promise.all([
    source.passport({ productUrl }),
    source.versions({ productUrl }),
  ]);
  if (form === null) return notAcceptable(asked, historyForms);
  if (form === "text/html") {
    return page(
      <VersionsPage words={wordsFor(asked, view)} view={view} versions={versions} path={pathOf(asked)} />,
    );
  }
  const rows = versions.map(
    ({ version, issuedAt, digest, leafIndex, kid, signer, reason, current, status }) => ({
      version,
      url: `${productUrl}/versions/${version}`,
      issuedAt,
      digest,
      leafIndex,
      kid,
      signedBy: didOf(source.publicUrl, signer.slug),
      reason,
      current,
      status: status ?? { status: "valid" },
    }),
  );
  return machine(form, JSON.stringify({ uniqueProductIdentifier: productUrl, versions: rows }));
}

async function code(
  source: ProductSource,
  productUrl: string,
  type: string,
  draw: () => string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  await source.passport({ productUrl });
  return machine(type, draw());
}

async function label(source: ProductSource, asked: Asked, productUrl: string): Promise<Response> {
  const view = await source.passport({ productUrl });
  return page(
    <LabelPage words={wordsFor(asked, view)} view={view} symbol={qrSymbol(productUrl)} />,
    200,
    sheets.label,
  );
}

/** The label as a file, in millimetres: `?width-mm=105&height-mm=70&module-mm=0.5&text-mm=2.4&dpi=300`. */
async function labelFile(
  source: ProductSource,
  { url, words }: Asked,
  productUrl: string,
  word: "label.pdf" | "label.svg" | "label.png",
): Promise<Response> {
  const said = (name: string) => url.searchParams.get(name);
  const height = said("height-mm");
  const format = parseLabelFormat({
    ...{ widthMm: said("width-mm"), heightMm: height, moduleMm: said("module-mm"), textMm: said("text-mm") },
    ...{ dpi: said("dpi"), target: said("target") },
  });
  if (!format.ok) throw invalidInput(format.problems);
  const form = ({ "label.pdf": "pdf", "label.svg": "svg", "label.png": "png" } as const)[word];
  const { language } = words;
  const bytes = await source.label({
    ...{ productUrl, language, form, format: format.value, mayGrow: height === null },
  });
  const type = { pdf: "application/pdf", svg: "image/svg+xml", png: "image/png" }[form];
  const response = machine(type, bytes);
  const name = `${fileStem(new URL(productUrl).pathname)}-label-${language}.${form}`;
  response.headers.set("content-disposition", `inline; filename="${name}"`);
  return response;
}

/** The form by which a reader reports a wrong or copied label; sent by POST (answer-report.tsx). */
async function report(
  source: ProductSource,
  asked: Asked,
  product: ProductPath,
  productUrl: string,
): Promise<Response> {
  const { productPath } = product;
  await source.versions({ productUrl });
  const { words } = await inOwnWords(source, asked, product);
  const typed = { kind: "", text: "", contact: "" };
  return page(
    <ReportPage
      {...{ words, productPath, typed, identifier: productUrl, state: "form" }}
      path={pathOf(asked)}
    />,
    200,
    sheets.form,
  );
}

/**
 * One version with all that is needed to check it offline; `?at=` as it stood then, `?log=origin` as another registry proved
 * it, from which its operator was brought here.
 */
async function bundle(source: ProductSource, asked: Asked, input: BundleRequest): Promise<Response> {
  const fileOf = (version: number) =>
    `attachment; filename="${fileStem(new URL(input.productUrl).pathname)}-v${version}.bundle.json"`;
  if (asked.url.searchParams.get("log") === "origin") {
    const brought = await source.brought(input);
    const answer = machine("application/json", brought.body);
    answer.headers.set("content-disposition", fileOf(brought.version));
    return answer;
  }
  const at = asked.url.searchParams.get("at");
  const served = await source.bundle({ ...input, at: at ?? undefined });
  const record = source.anonymous
    ? null
    : await entitledRecord(source, { ...input, version: served.version });
  const response = machine(
    "application/json",
    formatBundle(record === null ? served.bundle : { ...served.bundle, record }),
  );
  response.headers.set("content-disposition", fileOf(served.version));
  return response;
}

/** The full record with what this reader may see of it; null when that is no more than anybody's, or there is none. */
async function entitledRecord(source: ProductSource, input: PassportRequest): Promise<string | null> {
  try {
    const { token, groups } = await source.full(input);
    return groups.length === 0 ? null : token;
  } catch (error) {
    // A version of before full records were made.
    if (error instanceof Refusal && error.code === "VERSION_NOT_FOUND") return null;
    throw error;
  }
}

/** A file of the model, for whoever may read it; as a download unless a browser shows its kind safely. */
async function file(
  source: ProductSource,
  asked: Asked,
  product: ProductPath,
  id: string,
): Promise<Response> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    return noSuch(source, asked, product, "DOCUMENT_NOT_FOUND", "document");
  }
  const { title, bytes, mediaType, sha256, open } = await source.file({
    productUrl: modelOf(source, product),
    id,
  });
  const response = machine(mediaType, new Uint8Array(bytes), sha256);
  if (!shownSafely.includes(mediaType)) {
    const name = encodeURIComponent(`${title}${mediaType === "application/pdf" ? ".pdf" : ""}`);
    response.headers.set("content-disposition", `attachment; filename*=UTF-8''${name}`);
  }
  response.headers.set("content-security-policy", "default-src 'none'; sandbox");
  if (!open) response.headers.set("cache-control", "private, no-store");
  return response;
}

/** Declaration or public study of a model, of the declaration released now or of the one with a number. */
async function declared(
  source: ProductSource,
  asked: Asked,
  product: ProductPath,
  kind: "declaration" | "study",
  form: "html" | "pdf",
  detail: string | undefined,
): Promise<Response> {
  const productUrl = modelOf(source, product);
  const number = detail === undefined ? undefined : Number.parseInt(detail, 10);
  const { words } = asked;
  const spoken = speak(await source.declared({ productUrl, kind, number }), words.language);
  if (form === "pdf") {
    const response = machine("application/pdf", await pdfOf(spoken));
    const name = `${fileStem(new URL(productUrl).pathname)}-${kind}${number === undefined ? "" : `-${number}`}`;
    response.headers.set("content-disposition", `inline; filename="${name}-${words.language}.pdf"`);
    return response;
  }
  const productPath = new URL(productUrl).pathname;
  const pdfPath = `${productPath}/study${number === undefined ? "" : `/${number}`}.pdf`;
  return page(
    <StudyPage
      words={words}
      spoken={spoken}
      path={pathOf(asked)}
      productPath={productPath}
      pdfPath={pdfPath}
    />,
    200,
    sheets.study,
  );
}

/** Documents hang on the model; a battery of it shows the same ones. */
function modelOf({ publicUrl }: ProductSource, product: ProductPath): string {
  return product.scheme === "gs1"
    ? modelUrl(publicUrl, product.gtin)
    : ownModelUrl(publicUrl, product.operator, product.model);
}

/** A PDF is none of them: browsers show nothing at all of one that is kept in a sandbox. */
const shownSafely: readonly string[] = ["image/png", "image/jpeg"];

async function page(element: ReactElement, status = 200, sheet: Sheet = sheets.passport): Promise<Response> {
  const { html, policy } = await staticPage(element, sheet);
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      etag: `"${digestOf(html)}"`,
    },
  });
}

function machine(type: string, body: string | Uint8Array<ArrayBuffer>, digest = digestOf(body)): Response {
  return new Response(body, {
    headers: { "content-type": type, "access-control-allow-origin": "*", etag: `"${digest}"` },
  });
}

/** Turns a refusal into its status; anything else is our fault: logged in full, shown with a number to ask about. */
function refused(asked: Asked, error: unknown): Promise<Response> {
  if (!(error instanceof Refusal)) {
    const correlationId = randomUUID();
    console.error(`product ${asked.pathname} (${correlationId}):`, error);
    return say(asked, 500, "INTERNAL_ERROR", asked.words.t("failed"), undefined, correlationId);
  }
  const { t } = asked.words;
  switch (error.code) {
    case "VERSION_NOT_FOUND": {
      const version = /\/versions\/(\d+)$/.exec(asked.pathname)?.[1] ?? "";
      return notFound(asked, error.code, t("notFound.version", { version }));
    }
    case "DOCUMENT_NOT_FOUND":
      return notFound(asked, error.code, t("notFound.document"));
    case "DECLARATION_NOT_FOUND":
      return notFound(asked, error.code, textOf(asked.words.language, "study")("site.noDeclaration"));
    case "NOT_SIGNED_IN":
      return notSignedIn(asked, error);
    case "INVALID_INPUT":
      return say(asked, error.status, error.code, sentencesOf(asked.words, error));
    default:
      return error.status === 404
        ? notFound(asked, error.code)
        : say(asked, error.status, error.code, error.message);
  }
}

function sentencesOf({ language }: Words, { problems, message }: Refusal): string {
  const speak = problemSpeaker(localeOf(language), messagesOf(language).problems);
  return problems.length === 0 ? message : problems.map(speak).join(" ");
}

/**
 * The tombstone of a passport that has ended, in every form, with what it was and where its batteries went on. A reader who
 * asks for a successor is sent on to it. Everything else that was thrown goes on.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(8).
 */
async function ended(
  source: ProductSource,
  asked: Asked,
  productUrl: string,
  error: unknown,
): Promise<Response> {
  if (!(error instanceof Refusal) || error.code !== "PASSPORT_ENDED") throw error;
  const found = await source.ended({ productUrl });
  if (found === null) throw error;
  const linkType = parseLinkType(asked.url.searchParams.get("linkType") ?? "");
  const wanted = linkType.ok ? linkType.value : null;
  const [next] =
    wanted === "successor-version"
      ? found.successors
      : wanted === "predecessor-version"
        ? found.predecessors
        : [];
  if (next !== undefined) return sentOn(next.path);
  const { t } = asked.words;
  const element = <TombstonePage {...pageProps(asked)} ended={found} />;
  const response = await say(asked, error.status, error.code, t("ended.line"), element, undefined, {
    uniqueProductIdentifier: productUrl,
    dppStatus: "archived",
    endedOn: found.endedOn,
    batteryModelPassport: source.publicUrl + found.modelPath,
    predecessorPassports: found.predecessors.map((one) => one.productUrl),
    successorPassports: found.successors.map((one) => one.productUrl),
  });
  response.headers.set("link", [`<${productUrl}>; rel="canonical"`, ...lifeLinks(found)].join(", "));
  return response;
}

function lifeLinks({ predecessors, successors }: Pick<PassportView, "predecessors" | "successors">) {
  return [
    ...predecessors.map(({ productUrl }) => `<${productUrl}>; rel="predecessor-version"`),
    ...successors.map(({ productUrl }) => `<${productUrl}>; rel="successor-version"`),
  ];
}

/** A product that has no page or document of that name. */
async function noSuch(
  source: ProductSource,
  asked: Asked,
  product: ProductPath,
  code: string,
  what: "page" | "document",
): Promise<Response> {
  const own = await inOwnWords(source, asked, product);
  return notFound(own, code, own.words.t(`notFound.${what}`));
}

function notFound(asked: Asked, code: string, line?: string): Promise<Response> {
  const { t } = asked.words;
  const element = <NotFoundPage {...pageProps(asked)} {...(line === undefined ? {} : { line })} />;
  return say(asked, 404, code, line ?? `${t("notFound.title")}: ${asked.pathname}`, element);
}

/** A 401 says how to identify oneself. Source: RFC 9110, section 15.5.2; RFC 6750, section 3. */
async function notSignedIn(asked: Asked, { status, code }: Refusal): Promise<Response> {
  const withToken = asked.request.headers.has("authorization");
  const response = await say(
    asked,
    status,
    code,
    asked.words.t(withToken ? "tokenRefused" : "documentClosed"),
  );
  response.headers.set("www-authenticate", withToken ? 'Bearer error="invalid_token"' : "Bearer");
  return response;
}

function notAcceptable(asked: Asked, offered: readonly string[]): Promise<Response> {
  return say(asked, 406, "NOT_ACCEPTABLE", asked.words.t("notAcceptable", { forms: offered.join(", ") }));
}

/** An answer that is no passport: a page for people, a Result object for JSON readers, a line of text for everyone else. */
async function say(
  asked: Asked,
  status: number,
  code: string,
  text: string,
  element?: ReactElement,
  correlationId: string = randomUUID(),
  about: Readonly<Record<string, unknown>> = {},
): Promise<Response> {
  const wanted = negotiate(asked.request.headers.get("accept"), errorForms);
  const response =
    wanted === "text/html" && element !== undefined
      ? await page(element, status)
      : wanted === "text/plain" || wanted === "text/html" || (wanted === null && status !== 406)
        ? new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } })
        : Response.json(
            { ...resultObject(status, code, text, { at: new Date(), correlationId }), ...about },
            { status },
          );
  if (wanted !== "text/html") response.headers.set("access-control-allow-origin", "*");
  response.headers.set("cache-control", "no-store");
  return response;
}

const errorForms = [
  "application/json",
  "text/html",
  "application/ld+json",
  "application/linkset+json",
  "text/plain",
] as const;

/** Headers of every answer, the conditional answer, and HEAD. */
function finish(request: Request, response: Response): Response {
  const { headers } = response;
  headers.set("vary", "Accept, Accept-Language");
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  const etag = headers.get("etag");
  const known =
    request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  if (response.ok && etag !== null && (known.includes(etag) || known.includes("*"))) {
    return new Response(null, { status: 304, headers });
  }
  return request.method === "HEAD" ? new Response(null, { status: response.status, headers }) : response;
}

function pageProps(asked: Asked) {
  return { words: asked.words, path: pathOf(asked), identifier: `${asked.url.origin}${asked.pathname}` };
}

/** Path and query of the request, without the form: language links lead to pages. */
function pathOf({ url, pathname }: Asked): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.delete("form");
  return parameters.size === 0 ? pathname : `${pathname}?${parameters.toString()}`;
}

function links(view: PassportView): string {
  const { productUrl } = view;
  return [
    `<${productUrl}>; rel="canonical"`,
    `<${productUrl}>; rel="linkset"; type="application/linkset+json"`,
    `<${productUrl}/versions>; rel="version-history"`,
    ...lifeLinks(view),
  ].join(", ");
}

/** The payload exactly as signed: the same digits in the same order. */
function payloadOf(token: string): string {
  const payload = decodeBase64url(token.split(".")[1] ?? "");
  if (!payload.ok) throw new Error("A stored record is not a compact JWS.");
  return new TextDecoder().decode(payload.value);
}

function fileName({ path, record }: PassportView, form: Form): string {
  return `${fileStem(path)}-v${record.version}.${fileEndings[form]}`;
}

function fileStem(path: string): string {
  return path.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^-/, "");
}

const fileEndings: Readonly<Record<Form, string>> = {
  "application/json": "json",
  "application/ld+json": "jsonld",
  "application/linkset+json": "json",
  "application/vc": "json",
  "application/vc+jwt": "jwt",
  "application/dc+sd-jwt": "sd-jwt",
  "application/untp+vc+jwt": "untp.jwt",
  "text/html": "html",
  "text/csv": "csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/aas+json": "aas.json",
  "application/catena-x+json": "catena-x.json",
};

/** Side of the printed code in millimetres, quiet zone included, where the reader says one. `E_LABEL_SIZE`. */
function sideOf(url: URL): number | undefined {
  const text = url.searchParams.get("mm");
  if (text === null) return undefined;
  const side = /^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (side >= 10 && side <= 200) return side;
  throw invalidInput([{ code: "E_LABEL_SIZE", path: "mm", params: { value: text, expected: "10–200" } }]);
}

/**
 * With `?mm=` and `?dpi=` as many whole pixels a module as that side holds, so that no edge is blurred in print: the code is
 * that large or a little less. Else `?scale=` pixels a module.
 */
function codePng(symbol: QrSymbol, url: URL): Uint8Array<ArrayBuffer> {
  const side = sideOf(url);
  if (side === undefined) return qrPng(symbol, scaleOf(url));
  const dpi = resolutions.find((one) => String(one) === (url.searchParams.get("dpi") ?? "300"));
  const scale = Math.floor(((side / 25.4) * (dpi ?? 0)) / qrSide(symbol));
  if (dpi !== undefined && scale >= 1) return qrPng(symbol, scale, dpi);
  const value = `${String(side)} mm, ${url.searchParams.get("dpi") ?? "300"}`;
  throw invalidInput([
    { code: "E_LABEL_SIZE", path: "dpi", params: { value, expected: resolutions.join(", ") } },
  ]);
}

/** Pixels a module of the PNG, 1 to 40. */
function scaleOf(url: URL): number {
  const scale = Number(url.searchParams.get("scale") ?? "8");
  return Number.isInteger(scale) && scale >= 1 && scale <= 40 ? scale : 8;
}

function digestOf(body: string | Uint8Array): string {
  return createHash("sha256").update(body).digest("base64url");
}

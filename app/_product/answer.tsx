import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
import { productDidDocument } from "../../server/domain/identifier/product-did.ts";
import { modelUrl, ownModelUrl, parseProductPath } from "../../server/domain/identifier/product-url.ts";
import type { ProductPath } from "../../server/domain/identifier/product-url.ts";
import { didOf } from "../../server/domain/record/did.ts";
import { decodeBase64url } from "../../server/domain/record/base64url.ts";
import { parseLabelFormat } from "../../server/domain/label/label-format.ts";
import { chooseLink, linkSetContext, linkSetOf, passedOn } from "../../server/domain/resolver/link-set.ts";
import { parseLinkType } from "../../server/domain/resolver/link-type.ts";
import { movedAddress } from "../../server/domain/resolver/moved-address.ts";
import { isInformation } from "../../server/domain/record/content.ts";
import { formatBundle } from "../../server/domain/verification/bundle.ts";
import { qrPath, qrSide, qrSymbol } from "../../server/platform/qr-image.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { invalidInput } from "../../server/services/input.ts";
import type { BundleRequest } from "../../server/services/passport/read-bundle.ts";
import type { PassportRequest } from "../../server/services/passport/read.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import { pdfOf } from "../_study/pdf-of.ts";
import { speak } from "../_study/speak.ts";
import { StudyPage } from "../_study/study-page.tsx";
import type { ExportInput } from "./export-forms.ts";
import { exportIn, fullForm } from "./export-forms.ts";
import { chooseLanguage, textOf } from "../_text/text.ts";
import { LabelPage } from "./label-page.tsx";
import { linksOf } from "./linkset.ts";
import { TombstonePage } from "./message-page.tsx";
import { formsOf, historyForms, namedForm, negotiate, wishesIn } from "./negotiate.ts";
import type { Form } from "./negotiate.ts";
import { PassportPage, nameOf } from "./passport-page.tsx";
import { ReportPage } from "./report-page.tsx";
import type { CataloguesOfPage } from "./restricted-sections.tsx";
import { sheets } from "./sheet.ts";
import { VersionsPage } from "./versions-page.tsx";
import { wordsOf } from "./words.ts";
import type { Words } from "./words.ts";
import type { ProductSource } from "./product-source.ts";
import { productSource } from "./product-source.ts";
import type { Asked } from "./responses.tsx";
import {
  finish,
  machine,
  notAcceptable,
  notFound,
  page,
  pageProps,
  pathOf,
  refused,
  say,
} from "./responses.tsx";
import { codePng, codeSvg } from "./code-image.ts";

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
      return code(source, productUrl, "image/svg+xml", () => codeSvg(productUrl, asked.url));
    case "qr.png":
      return code(source, productUrl, "image/png", () => codePng(productUrl, asked.url));
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

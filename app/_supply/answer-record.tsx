import { randomUUID } from "node:crypto";
import { formatBundle } from "../../server/domain/verification/bundle.ts";
import type { Verdict } from "../../server/domain/verification/verdict.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import type { PublishedFootprint } from "../../server/services/supplier/read-record.ts";
import { readFootprintBundle, readFootprintRecord } from "../../server/services/supplier/read-record.ts";
import { PublicPage, Section, staticPage } from "../_product/frame.tsx";
import { NotFoundPage } from "../_product/message-page.tsx";
import { negotiate } from "../_product/negotiate.ts";
import { resultObject } from "../_product/result-object.ts";
import { sheets } from "../_product/sheet.ts";
import { VerdictParts } from "../_product/verdict-block.tsx";
import type { Words } from "../_product/words.ts";
import { wordsOf } from "../_product/words.ts";
import { chooseLanguage, messagesOf, textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import { unitShown } from "../_ui/shown.ts";
import { wordIn } from "../_ui/word-in.ts";
import { bracketed } from "../_ui/signs.ts";

interface Place {
  readonly slug: string;
  readonly id: string;
}

const forms = ["application/vc+jwt", "text/html"] as const;

/**
 * A supplier's signed record at the address it names as its subject: the record for programs, a page for people. The
 * signed bytes are the same for ever; the page also says whether a newer record has followed.
 */
export async function answerRecord(request: Request, place: Place): Promise<Response> {
  const url = new URL(request.url);
  if (negotiate(request.headers.get("accept"), forms) !== "text/html") return signedRecord(place);
  const words = wordsOf(chooseLanguage(url.searchParams.get("lang"), request.headers.get("accept-language")));
  const vary = "Accept, Accept-Language";
  try {
    const record = await readFootprintRecord(await contextOfHeaders(new Headers()), place);
    const page = await staticPage(
      <RecordPage words={words} record={record} path={url.pathname} />,
      sheets.passport,
    );
    return html(page, 200, { vary, "cache-control": "public, max-age=300" });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const line = textOf(words.language, "suppliers")("record.notFound");
    const page = await staticPage(
      <NotFoundPage words={words} path={url.pathname} identifier={url.pathname} line={line} />,
    );
    return html(page, error.status, { vary, "cache-control": "no-store" });
  }
}

/** The record as signed, for good. */
export async function signedRecord(place: Place): Promise<Response> {
  const open = { "access-control-allow-origin": "*", "x-content-type-options": "nosniff", vary: "Accept" };
  try {
    const { record, digest } = await readFootprintRecord(await contextOfHeaders(new Headers()), place);
    return new Response(record, {
      headers: {
        ...open,
        ...{ "content-type": "application/vc+jwt", etag: `"${digest}"` },
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
  } catch (error) {
    return refused(error, open);
  }
}

/** The record with lists and proofs, as it stands now, for a check without this registry. */
export async function footprintBundle(place: Place): Promise<Response> {
  const open = { "access-control-allow-origin": "*", "x-content-type-options": "nosniff" };
  try {
    const bundle = await readFootprintBundle(await contextOfHeaders(new Headers()), place);
    const name = `footprint-${place.id}.bundle.json`;
    return new Response(formatBundle(bundle), {
      headers: {
        ...{ ...open, "content-type": "application/json", "cache-control": "no-cache" },
        "content-disposition": `attachment; filename="${name}"`,
      },
    });
  } catch (error) {
    return refused(error, open);
  }
}

function refused(error: unknown, headers: Readonly<Record<string, string>>): Response {
  if (!(error instanceof Refusal)) throw error;
  const at = { at: new Date(), correlationId: randomUUID() };
  return Response.json(resultObject(error.status, error.code, error.message, at), {
    status: error.status,
    headers: { ...headers, "cache-control": "no-store" },
  });
}

function html(
  { html: body, policy }: { readonly html: string; readonly policy: string },
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  const type = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
  return new Response(body, { status, headers: { ...type, ...headers } });
}

function RecordPage({
  words,
  record,
  path,
}: {
  readonly words: Words;
  readonly record: PublishedFootprint;
  readonly path: string;
}) {
  const { language, href, day, exact, rounded, share, country } = words;
  const s = textOf(language, "suppliers");
  const { figure, product, supplier } = record;
  const name = language === "zh" ? product.nameZh : product.nameEn;
  const supplierName = named(language, supplier.name, supplier.nameOriginal);
  const stageNames = messagesOf(language).console.stage;
  const [place = "", region] = (figure.geography ?? "").split("-");
  const didFile = `/op/${supplier.slug}/jwks.json`;
  return (
    <PublicPage
      words={words}
      title={`${name} · ${supplierName}`}
      path={path}
      demonstration={record.isDemonstration}
    >
      <div className="identity">
        <div>
          <p className="kicker">{s("record.kicker")}</p>
          <h1>{name}</h1>
          <p>
            <span className="large">{rounded(figure.value, 3)}</span>{" "}
            <span className="unit">{unitShown(figure.unit, language)}</span>
          </p>
          <dl className="facts">
            <dt>{s("record.exact")}</dt>
            <dd className="id">{exact(figure.value)}</dd>
            <dt>{s("record.supplier")}</dt>
            <dd>{supplierName}</dd>
            <dt>{s("record.code")}</dt>
            <dd>{product.code}</dd>
            <dt>{s("detail.period")}</dt>
            <dd>
              {day(figure.periodStart)} – {day(figure.periodEnd)}
            </dd>
            <dt>{s("detail.validUntil")}</dt>
            <dd>{figure.validUntil === null ? null : day(figure.validUntil)}</dd>
            <dt>{s("detail.place")}</dt>
            <dd>
              {country(place)}
              {region === undefined ? null : bracketed(language, figure.geography ?? "")}
            </dd>
            <dt>{s("record.method")}</dt>
            <dd>{wordIn(messagesOf(language).passport.methods, figure.method)}</dd>
            <dt>{s("record.stages")}</dt>
            <dd>{words.list(figure.stages.map((stage) => wordIn(stageNames, stage)))}</dd>
            <dt>{s("detail.gwp")}</dt>
            <dd>{figure.gwpSet}</dd>
            <dt>{s("detail.primary")}</dt>
            <dd>{figure.primaryDataShare === null ? null : share(figure.primaryDataShare)}</dd>
          </dl>
        </div>
      </div>
      {record.withdrawn === null ? null : (
        <div className="notice bad" role="note">
          <p>
            <strong>
              {s("record.withdrawn", {
                supplier: supplierName,
                date: day(record.withdrawn.at),
                reason: textOf(language, "status")(`revocation.${record.withdrawn.reason}`),
              })}
            </strong>
          </p>
          <p>{s("record.withdrawnNext")}</p>
        </div>
      )}
      {record.operatorCeased === null ? null : (
        <div className="notice" role="note">
          <p className="failed">
            <strong>
              {textOf(language, "status")("page.ceased", {
                date: day(record.operatorCeased.at),
                reason: textOf(language, "status")(`cessation.${record.operatorCeased.reason ?? "unknown"}`),
              })}
            </strong>
          </p>
          <p>{s("record.ceasedNext")}</p>
        </div>
      )}
      {record.replacedByPath === null ? null : (
        <p className="notice">
          {s("record.replaced")} <a href={href(record.replacedByPath)}>{s("record.newer")}</a>
        </p>
      )}
      {record.isExpired ? <p className="notice">{s("record.expired")}</p> : null}
      <Section id="check" title={s("detail.verdict")}>
        <p className={isSound(record.verdict) ? "ok" : "failed"}>
          {isSound(record.verdict) ? s("record.holds", { supplier: supplierName }) : s("record.failed")}
        </p>
        <VerdictParts words={words} verdict={record.verdict} />
        <dl className="facts">
          <dt>{s("detail.hash")}</dt>
          <dd className="id">{record.digest}</dd>
          {record.leafIndex === null ? null : (
            <>
              <dt>{s("detail.logged")}</dt>
              <dd>{s("record.registered", { index: String(record.leafIndex) })}</dd>
            </>
          )}
        </dl>
        <p>
          <a href={`${path}/record`}>{s("record.raw")}</a>
        </p>
        <p>
          <a href={`${path}/bundle.json`}>{s("record.bundle")}</a>
        </p>
        <p>
          <a href={didFile}>{s("record.keys")}</a>
        </p>
      </Section>
      <Section id="yourself" title={s("record.check")}>
        <p>{s("record.checkHelp")}</p>
        <p className="id">{`npx cellproof verify --bundle footprint-${path.split("/").at(-1) ?? ""}.bundle.json --policy policy.txt`}</p>
      </Section>
    </PublicPage>
  );
}

/** A record that has ended was signed all the same. */
function isSound({ parts }: Verdict): boolean {
  return parts.every(
    ({ part, state, code }) => state !== "failed" || part === "status" || code === "R_TIME_EXPIRED",
  );
}

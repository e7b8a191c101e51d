import { printedSideMm } from "../../server/domain/label/qr-payload.ts";
import type { QrSymbol } from "../../server/platform/qr-image.ts";
import { qrPath, qrSide } from "../../server/platform/qr-image.ts";
import type { PassportView } from "../../server/services/passport/view.ts";
import { StaticDocument } from "./frame.tsx";
import { itemDataOf, modelDataOf, modelCodeOf, modelRecordOf, nameOf } from "./passport-page.tsx";
import { sheets } from "./sheet.ts";
import { issuerNameOf } from "./verdict-block.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly view: PassportView;
  readonly symbol: QrSymbol;
}

/** One label to print: the code in millimetres, and in plain text what it says and what it belongs to. */
export function LabelPage({ words, view, symbol }: Props) {
  const { t, country } = words;
  const record = modelRecordOf(view);
  const data = record === null ? null : modelDataOf(record);
  const serial = itemDataOf(view.record)?.batterySerialNumber;
  const side = qrSide(symbol);
  const sideMm = `${printedSideMm(symbol.size)}mm`;
  const title = t("label.title", {
    name: [nameOf(view), serial].filter((part) => part !== undefined).join(" · "),
  });
  return (
    <StaticDocument words={words} title={title} sheet={sheets.label}>
      <main className="page">
        <h1>{title}</h1>
        <p className="hint">{t("label.hint")}</p>
        <div className="label">
          <svg
            width={sideMm}
            height={sideMm}
            viewBox={`0 0 ${side} ${side}`}
            role="img"
            aria-label={t("identity.qrAlt")}
            shapeRendering="crispEdges"
          >
            <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
            <path d={qrPath(symbol)} />
          </svg>
          <div>
            <p className="name">
              {t("label.battery")}
              {view.demonstration ? ` · ${t("demonstration.word")}` : null}
            </p>
            <dl>
              {data === null ? null : (
                <>
                  <dt>{t("label.model")}</dt>
                  <dd>{modelCodeOf(view)}</dd>
                </>
              )}
              {serial === undefined ? null : (
                <>
                  <dt>{t("label.serial")}</dt>
                  <dd>{serial}</dd>
                </>
              )}
              {data === null ? null : (
                <>
                  <dt>{t("label.plant")}</dt>
                  <dd>
                    {data.manufacturingPlace.city}
                    {t("plant.comma")}
                    {country(data.manufacturingPlace.country)}
                  </dd>
                </>
              )}
              <dt>{t("label.operator")}</dt>
              <dd>{issuerNameOf(words, view.record, data)}</dd>
            </dl>
            <p className="id">{view.productUrl}</p>
          </div>
        </div>
      </main>
    </StaticDocument>
  );
}

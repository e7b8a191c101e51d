import type { SpokenDocument } from "../../server/domain/study/spoken.ts";
import { qrPath, qrSide, qrSymbol } from "../../server/platform/qr-image.ts";
import { PublicPage, StaticDocument } from "../_product/frame.tsx";
import { sheets } from "../_product/sheet.ts";
import type { Words } from "../_product/words.ts";
import { textOf } from "../_text/text.ts";
import { StudyArticle } from "./study-article.tsx";

interface Props {
  readonly words: Words;
  readonly spoken: SpokenDocument;
}

/** The public study as everybody reads it: the way back to the passport, and the same as a PDF. */
export function StudyPage({
  words,
  spoken,
  path,
  productPath,
  pdfPath,
}: Props & {
  /** Path of this page with its query, for the language links. */
  readonly path: string;
  readonly productPath: string;
  readonly pdfPath: string;
}) {
  const t = textOf(words.language, "study");
  return (
    <PublicPage words={words} title={`${spoken.title} · ${spoken.subtitle}`} path={path} sheet={sheets.study}>
      <p className="study-ways">
        <a href={words.href(productPath)}>{t("site.back")}</a>
        <a href={words.href(pdfPath)}>{t("site.studyPdf")}</a>
      </p>
      <Article words={words} spoken={spoken} />
    </PublicPage>
  );
}

/** A document for those who may read all of it: to read and to print, with nothing around it. */
export function EntitledPage({ words, spoken }: Props) {
  return (
    <StaticDocument words={words} title={`${spoken.title} · ${spoken.subtitle}`} sheet={sheets.study}>
      <main className="wide" id="content">
        {spoken.watermark === null ? null : (
          <p className="watermark" aria-hidden="true">
            {spoken.watermark}
          </p>
        )}
        <Article words={words} spoken={spoken} />
      </main>
    </StaticDocument>
  );
}

function Article({ words, spoken }: Props) {
  const t = textOf(words.language, "study");
  const symbol = spoken.qr === null ? null : qrSymbol(spoken.qr.url);
  return (
    <StudyArticle
      spoken={spoken}
      qr={symbol === null ? null : { path: qrPath(symbol), side: qrSide(symbol) }}
      qrAlt={t("site.qrAlt", { url: spoken.qr?.url ?? "" })}
      contents={spoken.kind === "report" ? t("site.contents") : null}
    />
  );
}

import type { EndedPassport } from "../../server/services/passport/view.ts";
import { textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import { PublicPage, Section } from "./frame.tsx";
import { LifeLinks } from "./life-links.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly path: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** The identifier that was asked for, printed as it came. */
  readonly identifier: string;
  readonly back: { readonly href: string; readonly label: string };
}

/** A page that says no: what happened, about which identifier, and what to do next. */
export function MessagePage({ words, path, title, lines, identifier, back }: Props) {
  const [first, ...rest] = lines;
  return (
    <PublicPage words={words} title={title} path={path}>
      <div className="identity">
        <div>
          <h1>{title}</h1>
          <p>{first}</p>
          <p className="id">{identifier}</p>
        </div>
      </div>
      {rest.map((line) => (
        <p key={line} className="after">
          {line}
        </p>
      ))}
      <p className="after">
        <a href={back.href}>{back.label}</a>
      </p>
    </PublicPage>
  );
}

/** Nothing is registered here: an answer with status 404, never a page that looks fine. */
export function NotFoundPage({
  words,
  path,
  identifier,
  line,
}: Pick<Props, "words" | "path" | "identifier"> & { readonly line?: string }) {
  const { t, href } = words;
  const hints = identifier.includes("/01/")
    ? [t("notFound.gtin"), t("notFound.check")]
    : [t("notFound.check")];
  return (
    <MessagePage
      words={words}
      path={path}
      title={t("notFound.title")}
      lines={[t("notFound.line"), ...(line === undefined ? hints : [line])]}
      identifier={identifier}
      back={{ href: href("/"), label: t("notFound.home") }}
    />
  );
}

/** The tombstone: the battery was recycled, the identifier stays taken for ever. */
export function TombstonePage({
  words,
  path,
  identifier,
  ended,
}: Pick<Props, "words" | "path" | "identifier"> & { readonly ended: EndedPassport }) {
  const { t, href, day } = words;
  const life = textOf(words.language, "life");
  return (
    <PublicPage words={words} title={t("ended.title")} path={path} demonstration={ended.demonstration}>
      <div className="identity">
        <div>
          <h1>{t("ended.title")}</h1>
          <p>{t("ended.line")}</p>
          <p className="id">{identifier}</p>
        </div>
      </div>
      <Section id="was" title={life("ended.was")}>
        <dl className="facts">
          <dt>{life("ended.model")}</dt>
          <dd>
            <a href={href(ended.modelPath)}>{ended.modelName}</a>
          </dd>
          {ended.serial === null ? null : (
            <>
              <dt>{t("identity.serial")}</dt>
              <dd className="id">{ended.serial}</dd>
            </>
          )}
          <dt>{life("ended.answered")}</dt>
          <dd>{named(words.language, ended.answered.name, ended.answered.nameOriginal)}</dd>
          <dt>{life("ended.on")}</dt>
          <dd>{day(ended.endedOn)}</dd>
        </dl>
      </Section>
      <LifeLinks words={words} view={ended} />
      <p className="after">
        <a href={href("/")}>{t("notFound.home")}</a>
      </p>
    </PublicPage>
  );
}

import { PublicPage } from "./frame.tsx";
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
export function TombstonePage({ words, path, identifier }: Pick<Props, "words" | "path" | "identifier">) {
  const { t, href } = words;
  return (
    <MessagePage
      words={words}
      path={path}
      title={t("ended.title")}
      lines={[t("ended.line")]}
      identifier={identifier}
      back={{ href: href("/"), label: t("notFound.home") }}
    />
  );
}

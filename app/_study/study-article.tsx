import { Fragment } from "react";
import type { Spoken, SpokenBlock, SpokenDocument } from "../../server/domain/study/spoken.ts";
import type { QrPicture } from "../_product/passport-page.tsx";
import { TableFrame } from "../_product/frame.tsx";
import { StageBar } from "../_product/stage-bar.tsx";

interface Props {
  readonly spoken: SpokenDocument;
  readonly qr: QrPicture | null;
  /** What the code is called for those who do not see it. */
  readonly qrAlt: string;
  /** Heading of the list of chapters; null for a short document without one. */
  readonly contents: string | null;
}

/** A document of a declaration as markup: the same words and figures as its PDF, complete without script. */
export function StudyArticle({ spoken, qr, qrAlt, contents }: Props) {
  const { title, subtitle, notices, sections } = spoken;
  return (
    <article className="study">
      <header className="study-head">
        <div>
          <h1>{title}</h1>
          <p className="kicker">{subtitle}</p>
        </div>
        {qr === null ? null : (
          <figure className="study-qr">
            <svg
              viewBox={`0 0 ${qr.side} ${qr.side}`}
              role="img"
              aria-label={qrAlt}
              shapeRendering="crispEdges"
            >
              <path fill="#fff" d={`M0 0h${qr.side}v${qr.side}H0z`} />
              <path d={qr.path} />
            </svg>
            <figcaption>{spoken.qr?.caption}</figcaption>
          </figure>
        )}
      </header>
      {notices.map((notice) => (
        <p key={notice} className="notice" role="note">
          {notice}
        </p>
      ))}
      {contents === null ? null : (
        <nav aria-label={contents}>
          <h2>{contents}</h2>
          <ol className="chapters">
            {sections
              .filter(({ level }) => level === 1)
              .map(({ id, number, title: name }) => (
                <li key={id}>
                  <a href={`#${id}`}>
                    {number} {name}
                  </a>
                </li>
              ))}
          </ol>
        </nav>
      )}
      {sections.map(({ id, level, number, title: name, blocks }) => {
        const heading = number === "" ? name : `${number} ${name}`;
        return (
          <section key={id} aria-labelledby={id} className={level === 1 ? "chapter" : "part"}>
            {level === 1 ? <h2 id={id}>{heading}</h2> : <h3 id={id}>{heading}</h3>}
            {blocks.map((block, index) => (
              // Blocks of a document have no identity but their place, and never change it.
              // oxlint-disable-next-line react/no-array-index-key
              <Block key={index} block={block} />
            ))}
          </section>
        );
      })}
    </article>
  );
}

function Block({ block }: { readonly block: SpokenBlock }) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p className={block.tone === "notice" ? "notice" : block.tone === "small" ? "small" : undefined}>
          <Words of={block.text} />
        </p>
      );
    case "headline":
      return (
        <div>
          <p>
            <span className="large">{block.value}</span> <span className="unit">{block.unit}</span>
          </p>
          <p className="small">{block.basis}</p>
        </div>
      );
    case "facts":
      return (
        <dl className="facts">
          {block.rows.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>
                <Words of={value} />
              </dd>
            </Fragment>
          ))}
        </dl>
      );
    case "list":
      return (
        <ul className="plain">
          {block.items.map((item) => (
            <li key={item.text}>
              <Words of={item} />
            </li>
          ))}
        </ul>
      );
    case "stages":
      return <StageBar stages={block.parts} label={block.label} />;
    case "table":
      return <Table table={block} />;
  }
}

function Table({ table }: { readonly table: Extract<SpokenBlock, { readonly kind: "table" }> }) {
  const { caption, columns, rows, foot } = table;
  const classOf = (index: number) => (columns[index]?.align === "end" ? "number" : undefined);
  return (
    <TableFrame label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head }, index) => (
              <th key={head} scope="col" className={classOf(index)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- two lines may bear one name
            <tr key={place}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]?.head} scope="row">
                    <Words of={cell} />
                  </th>
                ) : (
                  <td key={columns[index]?.head} className={classOf(index)}>
                    <Words of={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot === null ? null : (
          <tfoot>
            <tr>
              {foot.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]?.head} scope="row">
                    <Words of={cell} />
                  </th>
                ) : (
                  <td key={columns[index]?.head} className={classOf(index)}>
                    <Words of={cell} />
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </TableFrame>
  );
}

/** A text with its line breaks; an address leads there, an identifier is set as one. */
function Words({ of: { text, href, code } }: { readonly of: Spoken }) {
  if (href !== undefined) {
    return (
      <a href={href} className="id" rel="noreferrer">
        {text}
      </a>
    );
  }
  if (code === true) return <span className="id">{text}</span>;
  const [first = "", ...rest] = text.split("\n");
  return (
    <>
      {first}
      {rest.map((line) => (
        <span key={line} className="line">
          {line}
        </span>
      ))}
    </>
  );
}

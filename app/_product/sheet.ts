import { createHash } from "node:crypto";

/** One style sheet, written into the page, and the hash by which the security policy lets exactly it through. */
export interface Sheet {
  readonly css: string;
  readonly hash: string;
  /** Where forms on the page may be sent; nowhere when absent. */
  readonly formAction?: "'self'";
}

function sheet(source: string): Sheet {
  const css = source
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/\s+/g, " ")
    // Between a colon and a blank stands no selector of ours, and around ">" no calculation.
    .replaceAll(/ ?([{};,>]) ?|(:) /g, "$1$2")
    .replaceAll(";}", "}")
    .trim();
  return { css, hash: `sha256-${createHash("sha256").update(css).digest("base64")}` };
}

const tokens = `
:root {
  color-scheme: light dark;
  --paper: #fbfbf8; --surface: #fff; --ink: #14201b; --muted: #55625c; --line: #d9ded9; --wash: #f2f4f0;
  --accent: #0b6b4f; --warn: #8a5a00; --danger: #a3261b; --info: #1b4f8a; --edge: #7d8a84;
  --raw: #0b6b4f; --production: #2f7fb5; --distribution: #b27410; --end: #7a4e9e;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --measure: 68ch;
}
:root:lang(zh) { --measure: 36em; }
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1512; --surface: #161e1a; --ink: #e8eeea; --muted: #a3b0a9; --line: #2a352f; --wash: #1b2520;
    --accent: #5fd0a5; --warn: #e3b45c; --danger: #ff8f80; --info: #8db8f0; --edge: #6f7d76;
    --raw: #2f9a77; --production: #4d9bd0; --distribution: #cf9130; --end: #a27bc4;
  }
}
* { box-sizing: border-box; }
html {
  background: var(--paper); color: var(--ink); line-height: 1.5; -webkit-text-size-adjust: 100%;
  font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif;
  font-variant-numeric: tabular-nums;
}
body { margin: 0; font-size: 1.0625rem; overflow-wrap: break-word; }
h1, h2, h3, p, dl, dd, ul, figure { margin: 0; }
h1, h2, h3, strong, th { font-weight: 600; }
h1 { font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.3125rem; line-height: 1.3; }
h3 { font-size: 1.0625rem; }
p, li { max-width: var(--measure); }
a { color: var(--ink); text-decoration-color: var(--edge); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { text-decoration-color: currentcolor; }
:focus-visible { outline: 2px solid var(--info); outline-offset: 2px; border-radius: 2px; }
abbr { text-decoration: none; }
`;

/** What public pages share: frame, notices, facts, tables, the picture of the stages. */
const common = `${tokens}
.wide { max-width: 1040px; margin: 0 auto; padding: 0 16px; }
.foot { margin-bottom: 40px; }
.skip { position: absolute; left: 8px; top: 8px; padding: 8px 16px; background: var(--surface); transform: translateY(-200%); z-index: 1; }
.skip:focus { transform: none; }
.demonstration { padding: 4px 16px; border-bottom: 1px solid var(--line); color: var(--warn); font-size: .8125rem; text-align: center; max-width: none; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 24px; padding: 12px 0; border-bottom: 1px solid var(--line); }
.wordmark { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; color: var(--ink); font-weight: 600; text-decoration: none; }
.language-switch { display: inline-flex; gap: 16px; font-size: .8125rem; }
.language-switch a { padding: 6px 0; color: var(--muted); }
.language-switch [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.identity { display: grid; gap: 16px 40px; padding: 24px 0; }
.identity > div { min-width: 0; }
.identity h1 { margin: 4px 0 16px; }
.kicker { color: var(--muted); font-size: .9375rem; }
.word { display: inline-block; margin-inline-start: 8px; padding: 0 6px; border: 1px solid currentcolor; border-radius: 4px; color: var(--warn); font-size: .8125rem; font-weight: 400; }
.facts { display: grid; grid-template-columns: minmax(104px, max-content) minmax(0, 1fr); gap: 4px 24px; }
.facts dt { color: var(--muted); }
.qr { display: none; }
.qr svg { display: block; width: 176px; height: 176px; background: #fff; }
.id, .more dd { font-family: var(--mono); font-size: .8125rem; overflow-wrap: anywhere; }
.notice { padding: 8px 16px; border-inline-start: 3px solid var(--warn); background: var(--wash); }
article > .notice { margin-bottom: 16px; }
.after { margin-bottom: 16px; }
section { display: grid; gap: 16px; padding: 24px 0; border-top: 1px solid var(--line); }
section > div { display: grid; gap: 16px; min-width: 0; }
section > div > * { min-width: 0; }
.verdict { display: grid; grid-template-columns: 72px minmax(0, 1fr); gap: 16px; align-items: center; }
.sentence { color: var(--muted); font-size: 1.3125rem; line-height: 1.35; }
.seal { display: block; fill: none; stroke: var(--muted); stroke-width: 1.1; }
.seal-ok { stroke: var(--accent); }
.seal-failed { stroke: var(--danger); }
.seal-mark { stroke-width: 2.5; }
.ok { color: var(--accent); }
.failed { color: var(--danger); }
.couldNotCheck, .notAsked { color: var(--muted); }
.parts { padding: 0; list-style: none; border-bottom: 1px solid var(--line); }
.parts li { max-width: none; border-top: 1px solid var(--line); }
summary { padding: 8px 0; cursor: pointer; }
.parts summary { display: grid; grid-template-columns: minmax(0, 1fr) auto 10px; gap: 12px; align-items: center; }
.parts summary span:last-child { font-weight: 600; }
.parts summary::after { content: ""; width: 7px; height: 7px; border: solid var(--edge); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg) translate(-2px, -2px); }
.parts [open] summary::after { transform: rotate(225deg) translate(-1px, -1px); }
.parts .more { display: grid; gap: 8px; padding: 0 0 16px; font-size: .9375rem; }
.muted { color: var(--muted); }
.small { color: var(--muted); font-size: .9375rem; }
.term { font-size: .9375rem; color: var(--muted); }
.large { font-size: 2.5rem; font-weight: 600; line-height: 1.2; }
.unit { color: var(--muted); font-size: 1.0625rem; font-weight: 400; }
.frame { max-width: 100%; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { padding-bottom: 8px; color: var(--muted); font-size: .8125rem; text-align: start; }
th, td { padding: 7px 16px 7px 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { color: var(--muted); font-size: .8125rem; vertical-align: bottom; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { border-top: 1px solid var(--ink); border-bottom: 0; font-weight: 600; }
section > div > table td { overflow-wrap: anywhere; }
.number { text-align: end; white-space: nowrap; }
.words { min-width: 5.5em; }
th.number { white-space: normal; }
.bar { display: block; width: 100%; overflow: visible; }
.bar text { fill: var(--ink); font-size: .8125rem; }
.bar .lead { stroke: var(--edge); stroke-width: 1; }
.bar .zero { stroke: var(--ink); stroke-width: 1; }
.key { display: inline-block; width: 14px; height: 14px; margin-inline-end: 8px; vertical-align: -2px; }
.raw { fill: var(--raw); } .production { fill: var(--production); } .distribution { fill: var(--distribution); } .end { fill: var(--end); }
.hatch { stroke: var(--paper); fill: none; }
.bin { width: 56px; height: 64px; fill: none; stroke: var(--ink); stroke-width: 2.5; }
.bin .foot { fill: var(--ink); stroke: none; }
.symbol { display: grid; grid-template-columns: 56px minmax(0, 1fr); gap: 16px; align-items: start; }
.plain { display: grid; gap: 8px; padding-inline-start: 1.2em; }
.foot { display: flex; flex-wrap: wrap; gap: 8px 24px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--muted); font-size: .8125rem; }
.foot a { color: var(--muted); }
@media (min-width: 860px) {
  h1 { font-size: 2.5rem; }
  .identity { grid-template-columns: minmax(0, 1fr) 176px; padding: 40px 0; }
  .qr { display: grid; gap: 8px; }
  section { grid-template-columns: 216px minmax(0, 1fr); column-gap: 40px; padding: 40px 0; }
}
@media (max-width: 480px) {
  .identity { padding: 16px 0; }
  .identity h1 { margin-bottom: 8px; text-wrap: wrap; }
  .facts { grid-template-columns: minmax(88px, 30%) minmax(0, 1fr); column-gap: 16px; font-size: .9375rem; }
  .demonstration { padding: 4px 8px; }
  th, td { padding-inline-end: 10px; }
  .large { font-size: 2.25rem; }
}
@media (prefers-contrast: more) {
  :root { --muted: var(--ink); --line: var(--ink); --edge: var(--ink); }
}
@media (forced-colors: active) {
  :root {
    --paper: Canvas; --ink: CanvasText; --muted: CanvasText; --line: CanvasText; --edge: CanvasText;
    --accent: CanvasText; --warn: CanvasText; --danger: CanvasText;
  }
  .bar rect, .key rect, .qr svg { forced-color-adjust: none; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  :root {
    color-scheme: light; --paper: #fff; --surface: #fff; --ink: #000; --muted: #333; --line: #999; --wash: #fff;
    --accent: #000; --warn: #000; --danger: #000; --info: #000; --raw: #555; --production: #777; --distribution: #999; --end: #333;
  }
  body { font-size: 10pt; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .wide { max-width: none; padding: 0; }
  .skip, .language-switch, .parts summary::after { display: none; }
  .identity { grid-template-columns: minmax(0, 1fr) 34mm; padding: 4mm 0; }
  .qr { display: grid; gap: 2mm; }
  .qr svg { width: 34mm; height: 34mm; }
  /* Chromium lays the rest of a grid over what it moved to the next page: a printed section is no grid. */
  section { display: block; padding: 4mm 0; }
  section > * { margin-bottom: 3mm; }
  .small, .term, .kicker, table { font-size: 9pt; }
  caption, .word, .unit, thead th { font-size: 8.5pt; }
  h1 { font-size: 20pt; }
  h2 { font-size: 12pt; break-after: avoid; }
  .sentence { font-size: 13pt; }
  .id { overflow-wrap: normal; white-space: nowrap; font-size: 7.5pt; }
  .more dd { font-size: 7.5pt; }
  .qr .id { white-space: normal; overflow-wrap: anywhere; }
  .frame { overflow: visible; }
  .parts .more { display: block; }
  .parts .more > * { margin-bottom: 2mm; }
  summary { break-after: avoid; }
  details .id { white-space: normal; overflow-wrap: anywhere; }
  tr, table, .bar, .symbol { break-inside: avoid; }
  tfoot { display: table-row-group; }
}
`;

const passport = sheet(common);

const label = sheet(`${tokens}
.page { max-width: 640px; margin: 0 auto; padding: 16px; }
.hint { margin-bottom: 24px; color: var(--muted); font-size: .9375rem; }
h1 { margin-bottom: 8px; font-size: 1.3125rem; }
.label { display: inline-grid; grid-template-columns: auto minmax(0, 1fr); gap: 3mm; align-items: center; max-width: 100%; padding: 2mm; border: 1px solid #000; background: #fff; color: #000; font-size: 2.8mm; line-height: 1.35; }
.label svg { display: block; background: #fff; }
.label dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 2mm; }
.label .name { font-size: 3.4mm; font-weight: 600; }
.label .id { font-family: var(--mono); font-size: 2.2mm; overflow-wrap: anywhere; }
@media print {
  @page { size: auto; margin: 8mm; }
  html { background: #fff; }
  .page { max-width: none; margin: 0; padding: 0; }
  h1, .hint { display: none; }
  .label { break-inside: avoid; }
}
`);

/** Declarations and studies: one column to be read from the top, wide tables, short lines of text. */
const study = sheet(`${common}
.study { padding: 24px 0; }
.study-ways { display: flex; flex-wrap: wrap; gap: 8px 24px; padding-top: 16px; font-size: .9375rem; }
.study-head { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 16px 40px; align-items: start; padding-bottom: 16px; }
.study-qr { width: 128px; color: var(--muted); font-size: .8125rem; }
.study-qr svg { display: block; width: 128px; height: 128px; background: #fff; }
.study > .notice { margin-bottom: 8px; }
.study section { grid-template-columns: minmax(0, 1fr); gap: 12px; padding: 24px 0 8px; }
.study .part { border-top: 0; padding-top: 8px; }
.study nav h2 { padding: 16px 0 8px; font-size: 1.0625rem; }
.chapters { display: grid; gap: 4px; padding: 0 0 16px; list-style: none; }
.line { display: block; color: var(--muted); }
.watermark { position: fixed; inset: 0; display: grid; place-content: center; transform: rotate(-35deg); color: var(--warn); opacity: .09; font-size: 22vw; font-weight: 600; pointer-events: none; max-width: none; }
@media (max-width: 480px) {
  .study-head { grid-template-columns: minmax(0, 1fr); }
  .study table:has(thead th:nth-child(5)) { min-width: 30em; }
  .study th:not(:last-child), .study td:not(:last-child) { padding-inline-end: 8px; }
  .study td.number { font-size: .875rem; }
}
@media print {
  .study-ways, .top, footer.foot, .study nav { display: none; }
  .study { padding: 0; }
  .study-qr, .study-qr svg { width: 34mm; }
  .study-qr svg { height: 34mm; }
  .study section { padding: 4mm 0 0; }
  .study table { min-width: 0; }
  .watermark { opacity: .12; }
}
`);

/** A form that strangers fill in, without scripts. */
const form = {
  ...sheet(`${common}
.form { display: grid; gap: 16px; }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); align-items: start; }
.field { display: grid; gap: 4px; min-width: 0; }
.field label, legend { font-size: .9375rem; font-weight: 600; }
.help { color: var(--muted); font-size: .8125rem; }
.error { color: var(--danger); font-size: .9375rem; }
.bad { border-color: var(--danger); }
input, select, textarea { width: 100%; min-width: 0; min-height: 40px; padding: 6px 8px; border: 1px solid var(--edge); border-radius: 4px; background: var(--surface); color: var(--ink); font: inherit; font-size: 1rem; }
textarea { min-height: 88px; }
input[aria-invalid], textarea[aria-invalid], select[aria-invalid] { border-color: var(--danger); }
fieldset { display: grid; gap: 12px; margin: 0; padding: 0; border: 0; min-width: 0; }
button { justify-self: start; min-height: 40px; padding: 6px 16px; border: 1px solid var(--edge); border-radius: 4px; background: var(--surface); color: var(--ink); font: inherit; cursor: pointer; }
.primary { border-color: var(--accent); background: var(--accent); color: var(--paper); }
.danger { border-inline-start-color: var(--danger); }
.good { border-inline-start-color: var(--accent); }
.words-kept { white-space: pre-wrap; }
`),
  formAction: "'self'",
} as const;

export const sheets = { passport, label, study, form };

/** A piece of text that no line may be broken in. */
interface Piece {
  readonly text: string;
  /** Nothing is lost when a line ends here and this piece is left out. */
  readonly isSpace: boolean;
}

/** Marks no line begins with. Source: GB/T 15834-2011, placement of punctuation marks. */
const notFirst = /^[，。、；：？！）》」』】〉”’…·%％℃,.;:?!)\]}]$/u;
/** Marks no line ends with. */
const notLast = /^[（《「『【〈“‘([{]$/u;
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF“”‘’—…]$/u;

/**
 * Breaks a text into lines no wider than `width`. Words stay whole, Chinese breaks between characters but keeps marks
 * with what they belong to, an identifier wider than the line breaks where it must. `\n` always breaks.
 */
export function linesOf(text: string, width: number, measure: (text: string) => number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => breakLine(piecesOf(paragraph), width, measure));
}

function breakLine(
  pieces: readonly Piece[],
  width: number,
  measure: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const flush = () => {
    lines.push(line.trimEnd());
    [line, used] = ["", 0];
  };
  for (const piece of pieces) {
    const wide = measure(piece.text);
    if (used + wide <= width) {
      if (line === "" && piece.isSpace) continue;
      line += piece.text;
      used += wide;
      continue;
    }
    if (piece.isSpace) {
      if (line !== "") flush();
      continue;
    }
    if (line !== "") flush();
    for (const part of fitting(piece.text, width, measure)) {
      if (line !== "") flush();
      [line, used] = [part, measure(part)];
    }
  }
  if (line !== "" || lines.length === 0) flush();
  return lines;
}

/** A piece cut so that each part fits: whole when it does. */
function fitting(text: string, width: number, measure: (text: string) => number): readonly string[] {
  if (measure(text) <= width) return [text];
  // A number too long for its cell parts with its unit before it is cut itself.
  const [first = "", ...rest] = text.split("\u00A0");
  if (rest.length > 0) {
    return [first, rest.join("\u00A0")].flatMap((part) => fitting(part, width, measure));
  }
  const parts: string[] = [];
  let part = "";
  for (const character of text) {
    if (part !== "" && measure(part + character) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: { text: string; isSpace: boolean }[] = [];
  let mayJoin = false;
  for (const character of text) {
    const last = pieces.at(-1);
    const isSpace = character === " ";
    const isOwn = ideograph.test(character);
    // A mark hangs on what stands before it; what follows an opening mark hangs on that.
    const joins =
      last !== undefined &&
      !isSpace &&
      !last.isSpace &&
      (notFirst.test(character) ||
        notLast.test([...last.text].at(-1) ?? "") ||
        (mayJoin && !isOwn) ||
        // `2023/1542` and `2025-03` are one word each.
        (/[/-]$/.test(last.text) && /\d/.test(character)));
    if (joins) last.text += character;
    else pieces.push({ text: character, isSpace });
    // Addresses may break after a slash, compounds after a hyphen.
    mayJoin = !isSpace && !/[/\-_=]/.test(character) && (!isOwn || notLast.test(character));
  }
  return pieces;
}

/** SQL text with values in it, written with placeholders instead; only where each value certainly stands for one value. */
import type { TS } from '../lang/ts.js';
import { isWrittenText, textCode, type Piece } from './pieces.js';

export type PlaceholderStyle = 'numbered' | 'question';

export interface Statement {
  readonly text: string;
  /** One for each placeholder in the order of the text: code of a new value, or null for one that was there before. */
  readonly values: readonly (string | null)[];
}

/** A value is compared with, or looked for. `->` of JSON also ends in such a character, but is an operator of its own. */
const COMPARED = /(?:(?<![-#@?|&~*<>=!:])(?:<=|>=|<>|!=|=|<|>)|\b(?:LIKE|ILIKE|BETWEEN|BETWEEN\s+\S+\s+AND))\s*$/i;
const COUNTED = /\b(?:LIMIT|OFFSET)\s*$/i;
const LISTED = /[(,]\s*$/;
/** What the texts of a statement must not hold: escapes, comments, quotes around names, dollar quotes. */
const NOT_PLAIN = /[\\"`]|--|\/\*|#|\$\$/;

/** True behind a parenthesis of `VALUES (...)`: elsewhere a list may be one of columns, or a value several of them. */
function isInValues(before: string): boolean {
  let depth = 0;
  for (let index = before.length - 1; index >= 0; index--) {
    if (before[index] === ')') depth++;
    else if (before[index] === '(' && depth-- === 0) return /\bVALUES\s*$/i.test(before.slice(0, index));
  }
  return false;
}

function isValuePlace(before: string, style: PlaceholderStyle): boolean {
  // mysql writes a text as a literal in quotes, which is none of a row's count.
  if (COUNTED.test(before)) return style === 'numbered';
  return COMPARED.test(before) || (LISTED.test(before) && isInValues(before));
}

/** Template code for pieces of one literal; the whole expression where it is alone. */
function literalCode(pieces: readonly Piece[], style: PlaceholderStyle): string | null {
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === 'hole')
    return style === 'numbered' ? first.node.getText() : textCode(first.node);
  const parts = pieces.map((piece) =>
    piece.kind === 'hole' ? `\${${piece.node.getText()}}` : piece.text.replace(/[\\`]|\$\{/g, '\\$&'),
  );
  return `\`${parts.join('')}\``;
}

function bareCode(node: TS.Expression, style: PlaceholderStyle): string | null {
  if (isWrittenText(node)) return null;
  return style === 'numbered' ? node.getText() : textCode(node);
}

/**
 * Returns the statement with placeholders, or null when something is left to guess: a value that may be a name, a list or a
 * piece of a condition, text that is escaped, or placeholders that do not fit the values that are passed already.
 */
export function withPlaceholders(pieces: readonly Piece[], style: PlaceholderStyle, passed: number): Statement | null {
  let text = '';
  let literal: Piece[] | null = null;
  const values: (string | null)[] = [];
  let numbers = 0;
  let highest = 0;
  const place = (code: string | null): boolean => {
    if (code === null || !isValuePlace(text, style)) return false;
    numbers++;
    text += style === 'numbered' ? `$${String(passed + numbers)}` : '?';
    values.push(code);
    return true;
  };
  const close = (): boolean => {
    const parts = literal ?? [];
    literal = null;
    if (parts.every((each) => each.kind === 'text')) {
      const own = parts.map((each) => each.text).join('');
      if (/[?$:@]/.test(own)) return false;
      text += `'${own}'`;
      return true;
    }
    return place(literalCode(parts, style));
  };
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'hole') {
      const next = pieces[index + 1];
      if (literal) literal.push(piece);
      else if (next?.kind === 'text' && /^[\w.$']/.test(next.text)) return null;
      else if (!place(bareCode(piece.node, style))) return null;
      continue;
    }
    if (NOT_PLAIN.test(piece.text) || piece.text.includes("''")) return null;
    for (const [part, own] of piece.text.split("'").entries()) {
      if (part > 0) {
        if (!literal) literal = [];
        else if (!close()) return null;
      }
      if (literal) {
        if (own !== '') literal.push({ kind: 'text', text: own });
        continue;
      }
      for (const [mark] of own.matchAll(style === 'numbered' ? /\$\d+/g : /\?/g)) {
        values.push(null);
        highest = Math.max(highest, Number(mark.slice(1)));
      }
      text += own;
    }
  }
  if (literal) return null;
  if (numbers === 0 || /(?<![:\w])[:@][A-Za-z_]/.test(text)) return null;
  const before = style === 'numbered' ? highest : values.length - numbers;
  return before === passed ? { text, values } : null;
}

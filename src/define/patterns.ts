/** What the text of a regular expression says about its two ends. */

import { alternatives } from '../lang/regex/written-out.js';

const CLASS = String.raw`(?:\[(?:[^\]\\]|\\.)*\]|\\[wd])`;
const REPEATED = `${CLASS}(?:[+*]|\\{\\d+(?:,\\d*)?\\})`;
/** A group may stand around it: `(\.\d{1,3}){3}`. */
const TIMES = String.raw`(?:[+*]|\{\d+(?:,\d*)?\})?`;
const BEGINS_WITH_CLASS = new RegExp(String.raw`^(?:\((?:\?:)?)?${REPEATED}`);
const ENDS_WITH_CLASS = new RegExp(String.raw`${REPEATED}(?:\)${TIMES})?$`);

function begins(part: string): boolean {
  return part.startsWith('^');
}

function ends(part: string): boolean {
  return part.endsWith('$') && !/(?:^|[^\\])(?:\\\\)*\\\$$/.test(part);
}

/** A dot and the names of some types of files: `\.(png|jpe?g)`. */
const EXTENSION = /^\\\.(?:[a-z0-9?]{2,6}|\((?:\?:)?[a-z0-9?]{2,6}(?:\|[a-z0-9?]{2,6})+\))$/i;

/** extension: the ending of a file name, which may stand anywhere; half: one end is open where a repeated class stands; open: both are; lines: the m flag; bar: alternatives with one anchor each; range: `A-z`. */
export type AnchorFault = 'half' | 'open' | 'lines' | 'bar' | 'range' | 'extension';

/** Returns why a pattern that should describe a whole text does not; null when nothing speaks for that. */
export function anchorFault(pattern: string, flags: string): AnchorFault | null {
  if (/\[(?:[^\]\\]|\\.)*A-z/.test(pattern)) return 'range';
  if (EXTENSION.test(pattern)) return 'extension';
  const parts = alternatives(pattern);
  const anchored = parts.every((part) => begins(part) && ends(part));
  if (anchored) return flags.includes('m') ? 'lines' : null;
  const [first = '', ...rest] = parts;
  const last = rest.at(-1);
  if (last !== undefined) {
    if (begins(first) && !ends(first) && ends(last) && !begins(last)) return 'bar';
    const whole = parts.some((part) => begins(part) && ends(part));
    return whole && parts.some((part) => BEGINS_WITH_CLASS.test(part) || ENDS_WITH_CLASS.test(part)) ? 'bar' : null;
  }
  if (begins(first)) return ENDS_WITH_CLASS.test(first) ? 'half' : null;
  if (ends(first)) return BEGINS_WITH_CLASS.test(first) ? 'half' : null;
  return BEGINS_WITH_CLASS.test(first) && ENDS_WITH_CLASS.test(first) ? 'open' : null;
}

const ONE_CLASS = new RegExp(`^${CLASS}(?:[+*]|\\{\\d+,?\\})$`);

/**
 * True when an open pattern means more than that such a character occurs: it has an upper bound, or several parts. A single
 * class without one asks for a character of a kind, as rules for passwords do.
 */
export function describesWhole(pattern: string): boolean {
  return !ONE_CLASS.test(pattern);
}

import type { AST } from '@eslint-community/regexpp';
import { CharSet, JS } from 'refa';
import type { MatchFlags } from './flags.js';

/**
 * Sets of UTF-16 code units. A text is a sequence of code units here, also for patterns with the flag `u` or `v`
 * whose astral characters become pairs of surrogates, so that patterns of both kinds can be compared.
 */
export const MAX_UNIT = 0xffff;
const MAX_CODE_POINT = 0x10ffff;

const HIGH_SURROGATES = CharSet.fromRange(MAX_UNIT, { min: 0xd800, max: 0xdbff });
const LOW_SURROGATES = CharSet.fromRange(MAX_UNIT, { min: 0xdc00, max: 0xdfff });
const SURROGATES = HIGH_SURROGATES.union(LOW_SURROGATES);

export const ALL_UNITS: CharSet = CharSet.all(MAX_UNIT);
export const NO_UNITS: CharSet = CharSet.empty(MAX_UNIT);
export const HIGH_UNITS: CharSet = HIGH_SURROGATES;
export const LOW_UNITS: CharSet = LOW_SURROGATES;

/** LineTerminator of ECMA-262, section 12.3: what `^` and `$` look for with the flag `m`. */
export const LINE_TERMINATORS: CharSet = CharSet.fromCharacters(MAX_UNIT, [0x0a, 0x0d, 0x2028, 0x2029]);

/** One way in which one character can be spelled in code units. */
export type Spelling =
  | { readonly kind: 'unit'; readonly set: CharSet }
  | { readonly kind: 'loneHigh'; readonly set: CharSet }
  | { readonly kind: 'loneLow'; readonly set: CharSet }
  | { readonly kind: 'pair'; readonly high: CharSet; readonly low: CharSet };

/** What a character, class or set element of a pattern consumes: single characters and, with `v`, strings. */
export interface Consumed {
  readonly characters: CharSet;
  /** Strings of other lengths than one, as sequences of sets of code points. */
  readonly strings: readonly (readonly CharSet[])[];
}

export type ConsumingElement = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

/** Whether a pattern with the flags consumes whole code points. */
export function isUnicode(flags: MatchFlags): boolean {
  return flags.unicode || flags.unicodeSets;
}

function refaFlags(flags: MatchFlags): JS.Flags {
  const { dotAll, ignoreCase, multiline } = flags;
  if (flags.unicodeSets) return { dotAll, ignoreCase, multiline, unicodeSets: true };
  return { dotAll, ignoreCase, multiline, unicode: flags.unicode };
}

/** What the element consumes under the flags. */
export function consumedBy(element: ConsumingElement, flags: MatchFlags): Consumed {
  const set = JS.parseUnicodeSet(element, refaFlags(flags));
  return { characters: set.chars, strings: set.accept.wordSets };
}

function withMaximum(set: CharSet, maximum: number): CharSet {
  const ranges = set.ranges.filter((range) => range.min <= maximum);
  return CharSet.empty(maximum).union(ranges.map((range) => ({ min: range.min, max: Math.min(range.max, maximum) })));
}

function highOf(codePoint: number): number {
  return 0xd800 + ((codePoint - 0x10000) >> 10);
}

function lowOf(codePoint: number): number {
  return 0xdc00 + ((codePoint - 0x10000) & 0x3ff);
}

function unitRange(min: number, max: number): CharSet {
  return CharSet.fromRange(MAX_UNIT, { min, max });
}

/** The surrogate pairs of an astral range: a partial first block, whole blocks, a partial last block. */
function pairsOfRange(min: number, max: number): Spelling[] {
  const [firstHigh, lastHigh] = [highOf(min), highOf(max)];
  const pair = (high: CharSet, low: CharSet): Spelling => ({ kind: 'pair', high, low });
  if (firstHigh === lastHigh) return [pair(unitRange(firstHigh, firstHigh), unitRange(lowOf(min), lowOf(max)))];
  const spellings: Spelling[] = [];
  let wholeFrom = firstHigh;
  let wholeTo = lastHigh;
  if (lowOf(min) !== 0xdc00) {
    spellings.push(pair(unitRange(firstHigh, firstHigh), unitRange(lowOf(min), 0xdfff)));
    wholeFrom += 1;
  }
  if (lowOf(max) !== 0xdfff) {
    spellings.push(pair(unitRange(lastHigh, lastHigh), unitRange(0xdc00, lowOf(max))));
    wholeTo -= 1;
  }
  if (wholeFrom <= wholeTo) spellings.push(pair(unitRange(wholeFrom, wholeTo), LOW_SURROGATES));
  return spellings;
}

/** A set with more astral ranges than this is approximated: its pairs would tell too many classes of units apart. */
const MOST_ASTRAL_RANGES = 12;

/** Which side a construct may err to where it cannot be described: matching more texts, or fewer. */
export type Approximation = 'widen' | 'narrow';

/** The spellings in code units of one character out of a set. Without `u` and `v` that is one unit. */
export function spellingsOf(set: CharSet, flags: MatchFlags, approximation: Approximation): readonly Spelling[] {
  if (!isUnicode(flags)) return set.isEmpty ? [] : [{ kind: 'unit', set }];
  const basic = withMaximum(set, MAX_UNIT);
  const spellings: Spelling[] = [];
  const units = basic.without(SURROGATES);
  if (!units.isEmpty) spellings.push({ kind: 'unit', set: units });
  const high = basic.intersect(HIGH_SURROGATES);
  if (!high.isEmpty) spellings.push({ kind: 'loneHigh', set: high });
  const low = basic.intersect(LOW_SURROGATES);
  if (!low.isEmpty) spellings.push({ kind: 'loneLow', set: low });
  const astral = set.ranges.filter((range) => range.max > MAX_UNIT);
  if (astral.length <= MOST_ASTRAL_RANGES) {
    return [...spellings, ...astral.flatMap((range) => pairsOfRange(Math.max(range.min, MAX_UNIT + 1), range.max))];
  }
  if (approximation === 'widen') spellings.push({ kind: 'pair', high: HIGH_SURROGATES, low: LOW_SURROGATES });
  return spellings;
}

/** Any one character under the flags. */
export function anyCharacter(flags: MatchFlags): CharSet {
  return isUnicode(flags) ? CharSet.all(MAX_CODE_POINT) : ALL_UNITS;
}

/** WordCharacters of ECMA-262, section 22.2.2.9.3 as units: with `i` and `u` two letters fold into the ASCII ones. */
export function wordUnits(flags: MatchFlags): CharSet {
  const ascii = NO_UNITS.union([
    { min: 0x30, max: 0x39 },
    { min: 0x41, max: 0x5a },
    { min: 0x5f, max: 0x5f },
    { min: 0x61, max: 0x7a },
  ]);
  if (!flags.ignoreCase || !isUnicode(flags)) return ascii;
  return ascii.union([
    { min: 0x17f, max: 0x17f },
    { min: 0x212a, max: 0x212a },
  ]);
}

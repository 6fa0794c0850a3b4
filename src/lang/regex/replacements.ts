import type { AST } from '@eslint-community/regexpp';
import type { MatchFlags } from './flags.js';
import type { TextFact } from './language.js';
import { parsePattern } from './program.js';
import { escapeForPattern } from './templates.js';
import { consumedBy, isUnicode, MAX_UNIT } from './units.js';
import type { ConsumingElement } from './units.js';

function isConsuming(element: AST.Element): element is ConsumingElement {
  return ['Character', 'CharacterClass', 'CharacterSet', 'ExpressionCharacterClass'].includes(element.type);
}

/**
 * The sets of a pattern that finds every character of some sets and nothing else, such as `[<>]`, `[<>]+` or `<|>`;
 * null for patterns of more than one character, whose removal can leave or make new finds.
 */
function singleSets(pattern: AST.Pattern, flags: MatchFlags): readonly ConsumingElement[] | null {
  const sets: ConsumingElement[] = [];
  const collect = (alternatives: readonly AST.Alternative[]): boolean =>
    alternatives.every((alternative) => {
      const [only, ...more] = alternative.elements;
      if (only === undefined || more.length > 0) return false;
      if (only.type === 'Group' && only.modifiers === null) return collect(only.alternatives);
      if (only.type === 'CapturingGroup') return collect(only.alternatives);
      // At least one at a time, so that no character of the set is passed over.
      const element = only.type === 'Quantifier' && only.min === 1 ? only.element : only;
      if (!isConsuming(element) || consumedBy(element, flags).strings.length > 0) return false;
      sets.push(element);
      return true;
    });
  return collect(pattern.alternatives) ? sets : null;
}

/**
 * Whether a removal can make a new character of the sets: halves of an astral character that stood apart come
 * together when what was between them is removed.
 */
function canJoinHalves(sets: readonly ConsumingElement[], flags: MatchFlags): boolean {
  if (!isUnicode(flags)) return false;
  const removed = sets.map((set) => consumedBy(set, flags).characters);
  const hasAstral = removed.some((set) => set.ranges.some((range) => range.max > MAX_UNIT));
  const hasAllHalves = removed.some((set) => set.isSupersetOf({ min: 0xd800, max: 0xdfff }));
  return hasAstral && !hasAllHalves;
}

/** A pattern of one character that is in none of the sets. */
function noneOf(sets: readonly ConsumingElement[], flags: MatchFlags): string {
  const [only, ...more] = sets;
  const foldsOddly = flags.ignoreCase && (flags.unicode || flags.unicodeSets);
  if (only !== undefined && more.length === 0 && !foldsOddly && !flags.unicodeSets) {
    if (only.type === 'CharacterClass') return only.negate ? `[${only.raw.slice(2)}` : `[^${only.raw.slice(1)}`;
    if (only.type === 'CharacterSet' && only.kind !== 'any') return `[^${only.raw}]`;
    if (only.type === 'Character' && /^(?:[\w\s'"<>&;,:=@#%!~` ]|\\[^\w\s]|\\[nrt0])$/.test(only.raw))
      return `[^${only.raw}]`;
  }
  return `(?!${sets.map((set) => set.raw).join('|')})[^]`;
}

/** The text that a constant replacement inserts; null when it inserts parts of the match (`$&`, `$1`). */
function insertedText(replacement: string): string | null {
  if (/\$[&`'<\d]/.test(replacement.replaceAll('$$', ''))) return null;
  return replacement.replaceAll('$$', '$');
}

/** A pattern that takes as many characters of one set as there are: between two finds stands something else. */
function isWholeRun({ alternatives }: AST.Pattern): boolean {
  const [element] = alternatives.length === 1 ? (alternatives[0]?.elements ?? []) : [];
  return element?.type === 'Quantifier' && element.greedy && element.max === Infinity;
}

function repeated(kept: string, inserted: string, once: boolean): string {
  if (inserted === '') return `^(?:${kept})*$`;
  return once ? `^(?:${inserted})?(?:(?:${kept})(?:${inserted})?)*$` : `^(?:${kept}|${inserted})*$`;
}

/**
 * What is known about the result of `text.replace(regex, replacement)` whatever the text was: `^(?:[^'])*$` after
 * the removal of `'`. Null without the flag `g` (only the first find is replaced), with `y`, for patterns that find
 * more than one character at a time other than as a run of single ones, and for a replacement that is not constant
 * (null) or inserts parts of the match.
 */
export function languageOfReplacement(pattern: string, flags: string, replacement: string | null): TextFact | null {
  const parsed = parsePattern(pattern, flags);
  if (parsed === null || replacement === null || !flags.includes('g') || parsed.flags.sticky) return null;
  const sets = singleSets(parsed.ast, parsed.flags);
  const inserted = insertedText(replacement);
  if (sets === null || inserted === null || canJoinHalves(sets, parsed.flags)) return null;
  // Ignoring case would loosen the inserted text, which only allows more.
  const kept = noneOf(sets, parsed.flags);
  return {
    pattern: repeated(kept, escapeForPattern(inserted), isWholeRun(parsed.ast)),
    flags: Array.from(flags)
      .filter((flag) => 'isuv'.includes(flag))
      .join(''),
    matches: true,
  };
}

/**
 * What is known about each piece of `text.split(separator)`: it contains no separator. Null for patterns of more
 * than one character and for patterns with groups, whose finds are among the pieces.
 */
export function languageOfPiece(pattern: string, flags: string): TextFact | null {
  const parsed = parsePattern(pattern, flags);
  if (parsed === null || /\((?!\?:)/.test(pattern)) return null;
  return languageOfReplacement(pattern, flags.includes('g') ? flags : `${flags}g`, '');
}

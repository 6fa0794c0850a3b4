/** What is still known of a text after some of it was replaced. */
import { excludes, type TextFact } from '../../lang/regex/language.js';
import { escapeForPattern } from '../../lang/regex/templates.js';
import { State, type Label } from '../labels.js';

/** Characters that end a context somewhere: those whose absence protects. */
const TELLING = ['<', '>', '"', "'", '&', '`', '/', '\\', '\r', '\n', ';', '$', '|', '.', ':', ' '];

function contains(characters: readonly string[]): TextFact {
  return {
    pattern: `[${characters.map((each) => (/[\\\]^-]/.test(each) ? `\\${each}` : each === '\r' ? '\\r' : each === '\n' ? '\\n' : each)).join('')}]`,
    flags: '',
    matches: false,
  };
}

/** Characters that the text did not hold and that nothing inserted stay out of it. */
export function stillAbsent(label: Label, inserted: readonly string[]): readonly TextFact[] {
  if (label.facts.length === 0) return [];
  const absent = TELLING.filter(
    (each) =>
      !inserted.some((text) => text.includes(each)) &&
      excludes(label.facts, { pattern: escapeForPattern(each), flags: '', matches: true }) === true,
  );
  return absent.length === 0 ? [] : [contains(absent)];
}

/** Characters that every find replaces and no replacement brings back. */
export function removed(characters: readonly string[], inserted: readonly string[]): readonly TextFact[] {
  const gone = characters.filter((each) => !inserted.some((text) => text.includes(each)));
  return gone.length === 0 ? [] : [contains(gone)];
}

const NOT_ROOTED: TextFact = { pattern: '^[^/]', flags: '', matches: true };
const ROOTED: TextFact = { pattern: '^(?:/|$)', flags: '', matches: true };

/** What a text that begins with a slash begins with when its end is cut off. */
export function stillRooted(label: Label): readonly TextFact[] {
  return label.facts.length > 0 && excludes(label.facts, NOT_ROOTED) === true ? [ROOTED] : [];
}

/** The same after every find of a pattern of single characters was replaced: the first one is a slash, as it was or by what is inserted. */
export function rootedAgain(label: Label, pattern: string, flags: string, inserted: string): readonly TextFact[] {
  return '/'.replace(new RegExp(pattern, flags), inserted).startsWith('/') ? stillRooted(label) : [];
}

const MAX_CHARACTERS = 16;

/** The characters of a pattern that is one class of single characters, found everywhere; null for any other. */
export function charactersOf(pattern: string, flags: string): readonly string[] | null {
  const inner = /^\[((?:[^\]\\^-]|\\[^\w])(?:[^\]\\-]|\\[^\w])*)\]$/.exec(pattern)?.[1];
  if (inner === undefined || !flags.includes('g') || flags.includes('v')) return null;
  const characters = inner.replace(/\\(.)/g, '$1').split('');
  return characters.length > MAX_CHARACTERS ? null : characters;
}

const CLIMBING = ['..', '../', '../a', '../..', '../../a', '../../../a', '..\\', '..\\a', '..\\..\\a'];

/** In a normalized path `..` stands in front only: once removed there, none is left. */
export function withoutClimb(
  label: Label,
  pattern: string,
  flags: string,
  inserted: string | null,
): readonly TextFact[] {
  if ((label.state & State.Normalized) === 0 || inserted !== '' || !pattern.startsWith('^') || flags.includes('m'))
    return [];
  const regex = new RegExp(pattern, flags.replace('g', ''));
  return CLIMBING.every((each) => !/^\.\.(?:[\\/]|$)/.test(each.replace(regex, '')))
    ? [{ pattern: '(?:^|[\\\\/])\\.\\.(?:[\\\\/]|$)', flags: '', matches: false }]
    : [];
}

/** What is still known of a text after some of it was replaced. */
import { excludes, type TextFact } from '../../lang/regex/language.js';
import { escapeForPattern } from '../../lang/regex/templates.js';
import { alternatives } from '../../lang/regex/written-out.js';
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
  const facts = gone.length === 0 ? [] : [contains(gone)];
  return gone.length === characters.length ? facts : [...facts, escapedWith(characters, inserted)];
}

function classOf(characters: readonly string[]): string {
  return characters.map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** Each of the characters stands in one of the inserted texts, every other one as it was. */
function escapedWith(characters: readonly string[], inserted: readonly string[]): TextFact {
  const unit = [`[^${classOf(characters)}]`, ...new Set(inserted.map(escapeForPattern))].join('|');
  return { pattern: `^(?:${unit})*$`, flags: '', matches: true };
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

const ESCAPED = String.raw`\\[^\w]|\\[nrt0](?!\d)|\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}`;
const CHARACTER = new RegExp(`${ESCAPED}|[^\\]\\\\-]`, 'g');
const CLASS_OF_CHARACTERS = new RegExp(`^\\[(?!\\^)(?:${ESCAPED}|[^\\]\\\\-])+\\]$`);
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** The character that a piece of a class stands for. */
function characterOf(piece: string): string {
  const escape = piece.startsWith('\\') ? piece.slice(1) : null;
  if (escape === null) return piece;
  return /^[xu]/.test(escape) ? String.fromCharCode(parseInt(escape.slice(1), 16)) : (NAMED[escape] ?? escape);
}

/** The characters of a pattern that is one class of single characters, found everywhere; null for any other. */
export function charactersOf(pattern: string, flags: string): readonly string[] | null {
  if (!CLASS_OF_CHARACTERS.test(pattern) || !flags.includes('g') || flags.includes('v')) return null;
  const characters = [...pattern.slice(1, -1).matchAll(CHARACTER)].map(([each]) => characterOf(each));
  return characters.length > MAX_CHARACTERS ? null : characters;
}

/** Which characters stand in which inserted texts only, as `escapedWith` and the replacement of single characters say it. */
function escapesOf({
  pattern,
  flags,
  matches,
}: TextFact): { characters: readonly string[]; inserted: readonly string[] } | null {
  const inside = matches && flags === '' ? /^\^\(\?:(\[\^.*)\)\*\$$/s.exec(pattern)?.[1] : undefined;
  const [kept = '', ...texts] = inside === undefined ? [] : alternatives(inside);
  const characters = texts.length === 0 ? null : charactersOf(`[${kept.slice(2)}`, 'g');
  return characters && { characters, inserted: texts.map((each) => each.replace(/\\(.)/gs, '$1')) };
}

/** `text.replace(/\\/g, '\\5c').replace(/\*\/g, '\\2a')`: what is escaped stays so while none of its escapes are replaced. */
export function stillEscaped(label: Label, pattern: string, flags: string, into: string): readonly TextFact[] {
  const characters =
    label.facts.length === 0 ? null : charactersOf(pattern.startsWith('[') ? pattern : `[${pattern}]`, flags);
  if (!characters) return [];
  return label.facts.flatMap((fact) => {
    const known = escapesOf(fact);
    return !known || known.inserted.some((text) => characters.some((each) => text.includes(each)))
      ? []
      : [escapedWith([...known.characters, ...characters], [...known.inserted, into])];
  });
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

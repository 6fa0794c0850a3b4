/** Regular expressions on texts: tests, matches, replacements, splits. */
import { ts, type TS } from '../../lang/ts.js';
import { type MatchPart, languageOfCapture } from '../../lang/regex/captures.js';
import { excludes, type TextFact } from '../../lang/regex/language.js';
import { languageOfReplacement } from '../../lang/regex/replacements.js';
import { escapeForPattern, factsBehindLast } from '../../lang/regex/templates.js';
import { callValue, plainCall } from '../calls.js';
import { booleanWith, factsFor } from '../conditions.js';
import { Form } from '../forms.js';
import {
  EVERY_KIND,
  type Label,
  type Refinement,
  refineLabel,
  madeFrom,
  noteNearlyWhole,
  partOf,
  State,
} from '../labels.js';
import { textKey } from '../log.js';
import type { Machine, TextUse } from '../machine.js';
import { reachSinks } from '../modelled.js';
import { APART, type Call } from '../refs.js';
import { toText, concat } from '../text.js';
import {
  type Value,
  SOME_TEXT,
  labelled,
  join,
  UNDEFINED,
  SOME_NUMBER,
  withOutcome,
  NULL,
  UNKNOWN,
  soleText,
  isConst,
  constant,
} from '../value.js';
import { folded, textWith } from './strings.js';
import { stillAbsent, stillEscaped, withoutClimb, charactersOf, removed, rootedAgain } from './survivors.js';

export interface RegexSlot {
  readonly pattern: string;
  readonly flags: string;
  /** The literal or call that made it. */
  readonly node: TS.Node | null;
}
/** Returns the constant pattern of a value that is one regular expression. */
export function regexOf(value: Value): RegexSlot | null {
  const [ref] = value.refs;
  if (value.refs.length !== 1 || value.open || ref?.kind !== 'obj' || ref.shape !== 'regexp') return null;
  const slot = ref.slots.get('pattern') as Omit<RegexSlot, 'node'> | undefined;
  return slot ? { ...slot, node: ref.node } : null;
}
/** Remembers a constant pattern that is put together when the program runs, or that a library makes of a text. */
export function noteMade(m: Machine, { pattern, flags, node }: RegexSlot, at: TS.Node, demanded = false): void {
  if (m.dead) return;
  m.log.regexes.push({
    pattern,
    flags,
    regex: node,
    label: null,
    inside: true,
    demanded,
    call: at,
    stack: m.callStack(),
  });
}
/** True for a text that somebody else chose: one of a list of the program's own is known, and what a check refused is not in play. */
function isAnyText({ form, cleared }: Label): boolean {
  return (form & Form.String) !== 0 && !cleared.includes(EVERY_KIND);
}

/** Remembers which untrusted texts a constant pattern is applied to. */
export function noteUse(m: Machine, regex: RegexSlot, labels: readonly Label[], at: TS.Node, inside = false): void {
  if (m.dead) return;
  const { pattern, flags, node } = regex;
  for (const raw of labels) {
    const label = m.store.refined(raw);
    if (!isAnyText(label) || !m.log.ways.isNew(at, pattern, label)) continue;
    m.log.regexes.push({ pattern, flags, regex: node, label, inside, call: at, stack: m.callStack() });
  }
}
/** Remembers which constant parts of untrusted texts are looked for or replaced. */
export function noteText(
  m: Machine,
  self: Value,
  call: Call,
  use: Pick<TextUse, 'method' | 'text' | 'regex' | 'into'>,
): void {
  if (m.dead) return;
  for (const raw of self.labels) {
    const label = m.store.refined(raw);
    if (isAnyText(label) && m.log.ways.isNew(call.node, textKey(use), label))
      m.log.texts.push({ ...use, label, call: call.node, stack: m.callStack() });
  }
}
/** What a search with a constant pattern proves of the text. */
export function testedBy(m: Machine, regex: RegexSlot, value: Value, call: Call): Value {
  noteUse(m, regex, value.labels, call.node);
  const whole = regex.pattern.startsWith('^') && regex.pattern.endsWith('$');
  const labels = value.labels.filter((label) => label.lead === null || whole);
  const fact: TextFact = { pattern: regex.pattern, flags: regex.flags.replace(/[gd]/g, ''), matches: true };
  return booleanWith(factsFor(labels, { facts: [fact] }), factsFor(labels, { facts: [{ ...fact, matches: false }] }));
}
/** The answer of `match` and `exec`: the whole match, the groups; null when there is none. */
export function matchResult(m: Machine, regex: RegexSlot | null, value: Value, call: Call): Value {
  const groups = regex ? countGroups(regex.pattern) : 0;
  const at = (group: MatchPart): Value => {
    if (value.labels.length === 0) return SOME_TEXT;
    const fact = regex ? languageOfCapture(regex.pattern, regex.flags, group) : null;
    const refinement: Refinement = fact ? { facts: [fact] } : {};
    return labelled(
      value.labels.map((label) =>
        refineLabel(
          {
            ...madeFrom(
              partOf(label, `group:${typeof group === 'object' ? group.name : String(group)}:${String(call.node.pos)}`),
              'match',
              { form: Form.String },
            ),
            state: label.state,
          },
          refinement,
        ),
      ),
      Form.String,
    );
  };
  const list: Value[] = [at('whole')];
  for (let index = 1; index <= groups; index++) list.push(join(at(index), UNDEFINED));
  const array = m.array(list, call.node);
  const [ref] = array.refs;
  if (ref?.kind === 'obj') {
    m.setCell(ref, 'input', value);
    m.setCell(ref, 'index', SOME_NUMBER);
    const names = regex ? [...regex.pattern.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map((each) => each[1] ?? '') : [];
    m.setCell(
      ref,
      'groups',
      m.object(
        'object',
        call.node,
        names.map((name) => [name, at({ name })] as const),
      ),
    );
    if (!regex && value.labels.length > 0) m.addRest(ref, at('whole'));
  }
  const outcome = regex ? testedBy(m, regex, value, call).outcome : null;
  return withOutcome(join(array, NULL), outcome);
}
function countGroups(pattern: string): number {
  return [
    ...pattern
      .replace(/\\./g, '')
      .replace(/\[[^\]]*\]/g, '')
      .matchAll(/\((?!\?)|\(\?<(?![=!])/g),
  ].length;
}
export function replaced(m: Machine, self: Value, call: Call, all: boolean): Value {
  const [pattern = UNKNOWN, replacement = UNDEFINED] = call.args;
  const regex = regexOf(pattern);
  const text = soleText(pattern);
  let inserted: Value = replacement;
  if (
    replacement.refs.some(
      (ref) => ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'native' || ref.kind === 'lib',
    )
  ) {
    const each = regex ? replacedEach(m, regex, replacement, self, call) : null;
    if (each) return each;
    const found = regex ? matchResult(m, regex, self, call) : self;
    const whole = found.refs[0]?.kind === 'obj' ? (m.cell(found.refs[0], '0') ?? SOME_TEXT) : SOME_TEXT;
    const groups =
      found.refs[0]?.kind === 'obj'
        ? [1, 2, 3].flatMap((index) =>
            found.refs[0]?.kind === 'obj' ? (m.cell(found.refs[0], String(index)) ?? []) : [],
          )
        : [];
    inserted = callValue(m, replacement, plainCall(call.node, UNDEFINED, [whole, ...groups]));
  }
  if (regex) noteUse(m, regex, self.labels, call.node);
  const into = toText(m, inserted, call.node);
  const constantInto = soleText(into);
  if (text !== null || regex)
    noteText(m, self, call, { method: all ? 'replaceAll' : 'replace', text, regex, into: constantInto });
  if (isConst(self) && constantInto !== null && (text !== null || regex)) {
    const result = folded(self, (own) => {
      try {
        return text !== null
          ? all
            ? own.replaceAll(text, constantInto)
            : own.replace(text, constantInto)
          : own.replace(new RegExp(regex?.pattern ?? '', regex?.flags ?? ''), constantInto);
      } catch {
        return own;
      }
    });
    if (result) return result;
  }
  const anyInto = constantInto ?? (isConst(into) ? into.consts.map((each) => String(each.value)).join('') : null);
  const fact = regex
    ? languageOfReplacement(regex.pattern, regex.flags, anyInto)
    : text !== null && all
      ? languageOfReplacement(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'g', constantInto)
      : null;
  const escaping = regex && constantInto !== null ? escapedLanguage(regex, constantInto) : null;
  const labels = self.labels.map((label) => {
    const made = madeFrom(label, `replace:${String(call.node.pos)}`, {
      form: Form.String,
      lead: label.lead,
      state: label.state & ~(State.Resolved | State.Normalized),
      cleared: [],
    });
    // What stays after a removal still has no character that it had not before.
    const known = m.store.refined(label);
    const kept = [
      ...(constantInto === '' ? known.facts.filter(isCharacterClass) : []),
      ...(constantInto === null ? [] : stillAbsent(known, [constantInto])),
      ...(regex && constantInto !== null ? stillEscaped(known, regex.pattern, regex.flags, constantInto) : []),
      ...(regex ? withoutClimb(label, regex.pattern, regex.flags, constantInto) : []),
      ...(regex && fact && constantInto !== null ? rootedAgain(known, regex.pattern, regex.flags, constantInto) : []),
    ];
    const told = fact ?? escaping;
    if (constantInto === '' && regex && takesHarmless(regex)) noteNearlyWhole(made, label);
    return refineLabel({ ...made, facts: kept }, told ? { facts: [told] } : {});
  });
  const shape = self.shape !== null && text !== null ? self.shape.split(text).join(constantInto ?? '\uFFFC') : null;
  const base: Value = { ...labelled(labels, Form.String), shape: shape ?? SOME_TEXT.shape };
  return into.labels.length === 0 ? base : concat(m, [base, into]);
}
/** A function that replaces single characters is asked for each of them: a table of escapes. */
function replacedEach(m: Machine, regex: RegexSlot, replacement: Value, self: Value, call: Call): Value | null {
  const characters = charactersOf(regex.pattern, regex.flags);
  if (!characters || self.labels.length === 0) return null;
  const results = characters.map((each) =>
    soleText(callValue(m, replacement, plainCall(call.node, UNDEFINED, [constant(each)]))),
  );
  if (!results.every((each) => each !== null)) return null;
  noteUse(m, regex, self.labels, call.node);
  const labels = self.labels.map((label) => {
    const facts = [...removed(characters, results), ...stillAbsent(m.store.refined(label), results)];
    return madeFrom(label, `replace:${String(call.node.pos)}`, {
      form: Form.String,
      lead: label.lead,
      state: label.state & ~(State.Resolved | State.Normalized),
      facts,
    });
  });
  return labelled(labels, Form.String);
}
/** `text.replace(/[class]/g, '\\\\$&')`: each character of the class stands behind the inserted text, every other as it was. */
function escapedLanguage(regex: RegexSlot, inserted: string): TextFact | null {
  const inside = /^\[(?!\^)((?:[^\\\]]|\\.)*)\]$/.exec(regex.pattern)?.[1];
  const front = /^([^$]*)\$&$/.exec(inserted)?.[1];
  if (inside === undefined || front === undefined || !regex.flags.includes('g')) return null;
  return { pattern: `^(?:[^${inside}]|${escapeForPattern(front)}[${inside}])*$`, flags: '', matches: true };
}
/** True when what the pattern finds is made of letters, digits and the like: `/\\d+$/`, `/^cohort_/`. */
function takesHarmless({ pattern, flags }: RegexSlot): boolean {
  const found: TextFact = { pattern: `^(?:${pattern})$`, flags: flags.replace(/[gdy]/g, ''), matches: true };
  return excludes([found], NOT_HARMLESS) === true;
}
const NOT_HARMLESS: TextFact = { pattern: '[^\\w-]', flags: '', matches: true };
function isCharacterClass(fact: TextFact): boolean {
  return fact.matches && /^\^\[[^\]]*\][*+]?\$$/.test(fact.pattern);
}
/** match, matchAll and search make a regular expression of a text, as `new RegExp` does; null when it is not constant. */
export function patternText(m: Machine, call: Call, flags: string): RegexSlot | null {
  const [given] = call.args;
  const known = given ? regexOf(given) : null;
  if (!given || known) return known;
  const entity = m.semantics.globalEntity('RegExp');
  if (entity?.call) reachSinks(m, entity, call, entity.call);
  const pattern = soleText(given);
  if (pattern === null || !isConst(given)) return null;
  const made: RegexSlot = { pattern, flags, node: given.consts[0]?.origin ?? call.node };
  noteMade(m, made, call.node);
  return made;
}
const LAST_PIECE = 'last-piece';

interface LastPiece {
  readonly by: TS.Node;
  readonly value: Value;
}

/** The last piece of a text, asked of the very call that split it: `name.split('.').pop()`. Null for other lists. */
export function lastPieceOf(self: Value, call: Call): Value | null {
  const asked =
    ts.isCallExpression(call.node) && ts.isPropertyAccessExpression(call.node.expression)
      ? call.node.expression.expression
      : null;
  const [only] = self.refs;
  const last =
    only?.kind === 'obj' && self.refs.length === 1 ? (only.slots.get(LAST_PIECE) as LastPiece | undefined) : undefined;
  return last?.by === asked ? last.value : null;
}

/** What `text.split(a).join(b)` puts in the place of each part that it takes; null when nothing joins the parts at once. */
function joinedWith({ parent }: TS.Node): string | null {
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== 'join' || !ts.isCallExpression(parent.parent))
    return null;
  const [into] = parent.parent.arguments;
  return into && parent.parent.expression === parent && ts.isStringLiteralLike(into) ? into.text : null;
}

/**
 * Separators that end a part which says what the rest is: the scheme of credentials (RFC 9110, 11.4), the user-id in front of
 * a password (RFC 7617, 2), the header of a token (RFC 7519, 3), the scheme of an address (RFC 3986, 3.1), the kind or version
 * of a key (`ghp_`, `sk_live_`).
 */
const INTRODUCING: ReadonlySet<string> = new Set([' ', ':', '.', '://', '_', '|']);
/** Ends what an address says of its user, the password among it: a host comes behind it (RFC 3986, 3.2). */
const BEFORE_HOST = '@';

function introducing(piece: Value, which: 'first' | 'second'): Value {
  return textWith(piece, (label) => ({ ...partOf(label, which), state: label.state | State.Excerpt }));
}

export function splitText(m: Machine, self: Value, call: Call): Value {
  const [separator] = call.args;
  const splitter = separator ? regexOf(separator) : null;
  if (splitter) noteUse(m, splitter, self.labels, call.node);
  const sole = separator ? soleText(separator) : null;
  const into = joinedWith(call.node);
  if (sole !== null && into !== null) noteText(m, self, call, { method: 'replaceAll', text: sole, regex: null, into });
  if (isConst(self) && self.consts.length === 1 && sole !== null) {
    return m.array(
      String(self.consts[0]?.value)
        .split(sole)
        .map((text) => constant(text)),
      call.node,
    );
  }
  const facts: TextFact[] =
    sole !== null && sole.length === 1
      ? [{ pattern: `^[^${/[\\\]^-]/.test(sole) ? `\\${sole}` : sole}]*$`, flags: '', matches: true }]
      : [];
  const list = m.array([], call.node);
  const element = textWith(self, (label) =>
    refineLabel({ ...partOf(label, `split:${String(call.node.pos)}`, Form.String), lead: null }, { facts }),
  );
  const last =
    sole !== null && sole.length === 1
      ? textWith(self, (label) => ({
          ...partOf(label, `split:last:${String(call.node.pos)}`, Form.String),
          facts: [...facts, ...factsBehindLast(m.store.refined(label).facts, sole)],
          lead: null,
          state: sole === BEFORE_HOST ? label.state | State.Excerpt : label.state,
        }))
      : null;
  for (const ref of list.refs) {
    if (ref.kind !== 'obj') continue;
    ref.slots.delete('length');
    if (last) ref.slots.set(LAST_PIECE, { by: call.node, value: last });
    m.addRest(ref, element);
    if (sole !== null && INTRODUCING.has(sole)) m.setCell(ref, '0', introducing(element, 'first'));
    ref.slots.set(APART, true);
    if (sole === BEFORE_HOST) m.setCell(ref, '1', introducing(element, 'second'));
    const between =
      sole !== null && sole !== ''
        ? escapeForPattern(sole)
        : splitter && !/[()^$]/.test(splitter.pattern)
          ? splitter.pattern
          : null;
    if (between !== null)
      ref.slots.set('segments', { labels: self.labels.filter((label) => label.lead === null), between });
  }
  return list;
}

/** Methods of texts: what each keeps of the text, and what its answer proves. */
import type { TS } from '../../lang/ts.js';
import { escapeForPattern, factOfContains, factOfPrefix, factOfSuffix } from '../../lang/regex/templates.js';
import { languageOfCapture, type MatchPart } from '../../lang/regex/captures.js';
import { languageOfReplacement } from '../../lang/regex/replacements.js';
import type { TextFact } from '../../lang/regex/language.js';
import { callValue, plainCall } from '../calls.js';
import { booleanWith, factsFor, NO_FACTS } from '../conditions.js';
import { Form } from '../forms.js';
import { EVERY_KIND, madeFrom, partOf, refineLabel, State, type Label, type Refinement } from '../labels.js';
import type { Machine } from '../machine.js';
import { reachSinks } from '../modelled.js';
import type { Call } from '../refs.js';
import { concat, toText } from '../text.js';
import { charactersOf, removed, stillAbsent, withoutClimb } from './survivors.js';
import {
  constant,
  isConst,
  join,
  labelled,
  NOTHING,
  NULL,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_TEXT,
  soleText,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withOutcome,
} from '../value.js';

type StringMethod = (m: Machine, self: Value, call: Call) => Value;

const MAX_FOLDED = 4000;

function folded(self: Value, compute: (text: string) => string): Value | null {
  if (!isConst(self) || self.consts.length > 8) return null;
  let sum: Value = NOTHING;
  for (const each of self.consts) {
    const text = String(each.value);
    if (text.length > MAX_FOLDED) return null;
    sum = join(sum, constant(compute(text), each.origin));
  }
  return sum;
}

function textWith(self: Value, change: (label: Label) => Label): Value {
  return self.labels.length === 0 ? SOME_TEXT : labelled(self.labels.map(change), Form.String);
}

const same =
  (compute: (text: string) => string): StringMethod =>
  (_m, self) =>
    folded(self, compute) ?? {
      ...textWith(self, (label) => ({ ...label, form: Form.String })),
      shape: self.labels.length > 0 ? self.shape : SOME_TEXT.shape,
    };

const part =
  (how: string): StringMethod =>
  (_m, self, call) => {
    if (isConst(self) && call.args.every((arg) => isConst(arg) && arg.consts.length === 1)) {
      const numbers = call.args.map((arg) => Number(arg.consts[0]?.value));
      const result = folded(self, (text) =>
        how === 'slice'
          ? text.slice(...(numbers as [number, number?]))
          : how === 'substring'
            ? text.substring(...(numbers as [number, number?]))
            : (text.at(numbers[0] ?? 0) ?? ''),
      );
      if (result) return result;
    }
    const result = textWith(self, (label) => ({
      ...partOf(label, `${how}:${String(call.node.pos)}`, Form.String),
      lead: null,
    }));
    const [from, to] = call.args;
    const begins = from?.consts.length === 1 && from.consts[0]?.value === 0 && to === undefined;
    const prefix = how !== 'split' && from?.consts[0]?.value === 0 && to !== undefined;
    if (prefix) {
      const bounded =
        to.consts.length === 1 && !to.open
          ? { ...result, labels: result.labels.map((label) => refineLabel(label, { state: State.BoundedLength })) }
          : result;
      return { ...bounded, hint: { kind: 'prefix', labels: self.labels } };
    }
    return begins ? self : result;
  };

const numeric: StringMethod = () => SOME_NUMBER;

/** A test of the begin, end or inside of a text. */
function partTest(make: (text: string) => TextFact, fold: (text: string, part: string) => boolean): StringMethod {
  return (m, self, call) => {
    const [argument] = call.args;
    if (!argument) return SOME_BOOLEAN;
    const text = toText(m, argument, call.node);
    const sole = soleText(self);
    const wanted = soleText(text);
    if (sole !== null && wanted !== null && call.args.length === 1) return constant(fold(sole, wanted));
    // A part of a constant text is a constant.
    if (isConst(self) && text.labels.length > 0 && make === factOfContains)
      return booleanWith(factsFor(text.labels, { clears: [EVERY_KIND] }), NO_FACTS);
    if (text.labels.length > 0 || call.args.length > 1) return SOME_BOOLEAN;
    // A list has `includes` as well: what it answers says nothing of the texts in it.
    const labels = self.labels.filter(
      (label) => label.lead === null && (make !== factOfContains || (m.store.refined(label).form & Form.Array) === 0),
    );
    // A normalized path that begins with a folder and a separator stays below it, whatever stood in front of the part.
    const ends = text.shape !== null && /[/\\]$/.test(text.shape);
    if (labels.length === 0 && make === factOfPrefix && ends) {
      return booleanWith(
        factsFor(
          self.labels.filter((label) => (label.state & (State.Resolved | State.Normalized)) !== 0),
          { state: State.UnderPrefix },
        ),
        NO_FACTS,
      );
    }
    if (labels.length === 0) return SOME_BOOLEAN;
    if (isConst(text)) {
      const facts = text.consts.map((each) => make(String(each.value)));
      const [first] = facts;
      if (first === undefined) return SOME_BOOLEAN;
      const any: TextFact =
        facts.length === 1
          ? first
          : { pattern: facts.map((fact) => `(?:${fact.pattern})`).join('|'), flags: '', matches: true };
      const state =
        make === factOfPrefix && text.consts.every((each) => /[/\\]$/.test(String(each.value)))
          ? { state: State.UnderPrefix }
          : {};
      return booleanWith(
        factsFor(labels, { facts: [any], ...state }),
        factsFor(labels, { facts: [{ ...any, matches: false }] }),
      );
    }
    // A trusted text that is not constant: where it ends in a slash, the value stays below it.
    if (make === factOfPrefix && text.shape !== null && /[/\\]$/.test(text.shape))
      return booleanWith(factsFor(labels, { state: State.UnderPrefix }), NO_FACTS);
    return SOME_BOOLEAN;
  };
}

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

/** Remembers which untrusted texts a constant pattern is applied to. */
export function noteUse(m: Machine, regex: RegexSlot, value: Value, call: Call): void {
  if (m.dead) return;
  for (const raw of value.labels) {
    const label = m.store.refined(raw);
    if ((label.form & Form.String) === 0) continue;
    m.log.regexes.push({
      pattern: regex.pattern,
      flags: regex.flags,
      regex: regex.node,
      label,
      call: call.node,
      stack: m.callStack(),
    });
  }
}

/** What a search with a constant pattern proves of the text. */
export function testedBy(m: Machine, regex: RegexSlot, value: Value, call: Call): Value {
  noteUse(m, regex, value, call);
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

function replaced(m: Machine, self: Value, call: Call, all: boolean): Value {
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
  if (regex) noteUse(m, regex, self, call);
  const into = toText(m, inserted, call.node);
  const constantInto = soleText(into);
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
      ...(regex ? withoutClimb(label, regex.pattern, regex.flags, constantInto) : []),
    ];
    const told = fact ?? escaping;
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
  noteUse(m, regex, self, call);
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

function isCharacterClass(fact: TextFact): boolean {
  return fact.matches && /^\^\[[^\]]*\][*+]?\$$/.test(fact.pattern);
}

/** match, matchAll and search make a regular expression of a text, as `new RegExp` does. */
function patternText(m: Machine, call: Call): void {
  const entity = m.semantics.globalEntity('RegExp');
  if (entity?.call && call.args[0] && !regexOf(call.args[0])) reachSinks(m, entity, call, entity.call);
}

function splitText(m: Machine, self: Value, call: Call): Value {
  const [separator] = call.args;
  const splitter = separator ? regexOf(separator) : null;
  if (splitter) noteUse(m, splitter, self, call);
  const sole = separator ? soleText(separator) : null;
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
  for (const ref of list.refs) {
    if (ref.kind !== 'obj') continue;
    ref.slots.delete('length');
    m.addRest(ref, element);
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

const concatenated: StringMethod = (m, self, call) =>
  concat(m, [toText(m, self, call.node), ...call.args.map((arg) => toText(m, arg, call.node))]);

const padded: StringMethod = (m, self, call) => {
  const filler = call.args[1] ? toText(m, call.args[1], call.node) : constant(' ');
  return filler.labels.length > 0
    ? concat(m, [filler, self])
    : { ...self, consts: [], open: true, form: Form.String, shape: SOME_TEXT.shape };
};

export const STRING_METHODS: Readonly<Record<string, StringMethod>> = {
  toString: same((text) => text),
  valueOf: same((text) => text),
  trim: same((text) => text.trim()),
  trimStart: same((text) => text.trimStart()),
  trimEnd: same((text) => text.trimEnd()),
  toLowerCase: same((text) => text.toLowerCase()),
  toUpperCase: same((text) => text.toUpperCase()),
  toLocaleLowerCase: same((text) => text.toLowerCase()),
  toLocaleUpperCase: same((text) => text.toUpperCase()),
  toWellFormed: same((text) => text),
  normalize: (_m, self, call) =>
    textWith(self, (label) =>
      madeFrom(label, `normalize:${String(call.node.pos)}`, { form: Form.String, lead: label.lead }),
    ),
  slice: part('slice'),
  substring: part('substring'),
  substr: part('substr'),
  at: part('at'),
  charAt: part('charAt'),
  split: splitText,
  concat: concatenated,
  padStart: padded,
  padEnd: padded,
  repeat: (_m, self) => ({ ...self, consts: [], open: true, form: Form.String, shape: SOME_TEXT.shape }),
  replace: (m, self, call) => replaced(m, self, call, false),
  replaceAll: (m, self, call) => replaced(m, self, call, true),
  indexOf: numeric,
  lastIndexOf: numeric,
  search: (m, self, call) => {
    patternText(m, call);
    const regex = call.args[0] ? regexOf(call.args[0]) : null;
    return regex
      ? {
          ...SOME_NUMBER,
          hint: { kind: 'index', labels: self.labels, found: testedBy(m, regex, self, call).outcome?.yes ?? NO_FACTS },
        }
      : SOME_NUMBER;
  },
  charCodeAt: numeric,
  codePointAt: numeric,
  localeCompare: numeric,
  isWellFormed: () => SOME_BOOLEAN,
  startsWith: partTest(factOfPrefix, (text, wanted) => text.startsWith(wanted)),
  endsWith: partTest(factOfSuffix, (text, wanted) => text.endsWith(wanted)),
  includes: partTest(factOfContains, (text, wanted) => text.includes(wanted)),
  match: (m, self, call) => {
    patternText(m, call);
    const regex = call.args[0] ? regexOf(call.args[0]) : null;
    if (regex?.flags.includes('g') !== true) return matchResult(m, regex, self, call);
    const fact = languageOfCapture(regex.pattern, regex.flags, 'whole');
    const list = m.array([], call.node);
    for (const ref of list.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.delete('length');
      m.addRest(
        ref,
        textWith(self, (label) =>
          refineLabel(
            madeFrom(partOf(label, `match:${String(call.node.pos)}`), 'match', { form: Form.String }),
            fact ? { facts: [fact] } : {},
          ),
        ),
      );
    }
    return withOutcome(join(list, NULL), testedBy(m, regex, self, call).outcome);
  },
  matchAll: (m, self, call) => {
    patternText(m, call);
    const regex = call.args[0] ? regexOf(call.args[0]) : null;
    const found = matchResult(m, regex, self, call);
    const list = m.array([], call.node);
    for (const ref of list.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.delete('length');
      m.addRest(ref, { ...found, consts: [], outcome: null });
    }
    return list;
  },
};

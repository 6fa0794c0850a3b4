/** Methods of texts: what each keeps of the text, and what its answer proves. */
import { factOfContains, factOfPrefix, factOfSuffix } from '../../lang/regex/templates.js';
import { languageOfCapture } from '../../lang/regex/captures.js';
import type { TextFact } from '../../lang/regex/language.js';
import { booleanWith, factsFor, NO_FACTS } from '../conditions.js';
import { Form } from '../forms.js';
import { addAllFacts, EVERY_KIND, isForeign, madeFrom, partOf, refineLabel, State, type Label } from '../labels.js';
import { noteNearlyWhole } from '../kin.js';
import { endsInOwnHost } from '../own-hosts.js';
import type { Machine } from '../machine.js';
import type { Call } from '../refs.js';
import { argumentSink, SIZE } from '../language-sinks.js';
import { recoded } from '../recoding.js';
import { stillRooted } from './survivors.js';
import { concat, toText } from '../text.js';
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
  type Value,
  withOutcome,
  joinAll,
  UNKNOWN,
} from '../value.js';
import { noteText, splitText, replaced, patternText, testedBy, matchResult } from './matching.js';

type StringMethod = (m: Machine, self: Value, call: Call) => Value;

const MAX_FOLDED = 4000;

export function folded(self: Value, compute: (text: string) => string): Value | null {
  if (!isConst(self) || self.consts.length > 8) return null;
  let sum: Value = NOTHING;
  for (const each of self.consts) {
    const text = String(each.value);
    if (text.length > MAX_FOLDED) return null;
    sum = join(sum, constant(compute(text), each.origin));
  }
  return sum;
}

export function textWith(self: Value, change: (label: Label) => Label): Value {
  return self.labels.length === 0 ? SOME_TEXT : labelled(self.labels.map(change), Form.String);
}

const same =
  (compute: (text: string) => string): StringMethod =>
  (_m, self) =>
    folded(self, compute) ?? {
      ...textWith(self, (label) => ({ ...label, form: Form.String })),
      shape: self.labels.length > 0 ? self.shape : SOME_TEXT.shape,
    };

const MAX_EXCERPT = 8;

/** True for calls that take a few characters by constant places: `slice(-4)`, `substring(0, 2)`, `at(0)`. */
function isExcerpt(how: string, call: Call): boolean {
  const [from, to] = call.args.map((arg) => (isConst(arg) && arg.consts.length === 1 ? arg.consts[0]?.value : null));
  if (how === 'at' || how === 'charAt') return true;
  if (typeof from !== 'number') return false;
  // Up to a place from the end it is all but a few of them.
  if (typeof to === 'number' && how === 'slice' && from >= 0 && to < 0) return false;
  if (typeof to === 'number') return Math.abs(how === 'substr' ? to : to - from) <= MAX_EXCERPT;
  return to === undefined && from < 0 && from >= -MAX_EXCERPT;
}

/** True for all but the first few characters: `name.slice('cohort_'.length)`. */
function isTail(from: Value | undefined, to: Value | undefined): boolean {
  const start = from !== undefined && isConst(from) && from.consts.length === 1 ? from.consts[0]?.value : null;
  return to === undefined && typeof start === 'number' && start > 0 && start <= MAX_EXCERPT;
}

const part =
  (how: string): StringMethod =>
  (m, self, call) => {
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
    const excerpt = isExcerpt(how, call) ? State.Excerpt : 0;
    const result = textWith(self, (label) => ({
      ...partOf(label, `${how}:${String(call.node.pos)}`, Form.String),
      lead: null,
      state: label.state | excerpt,
    }));
    const [from, to] = call.args;
    if (isTail(from, to))
      for (const [index, made] of result.labels.entries()) {
        const whole = self.labels[index];
        if (whole) noteNearlyWhole(made, whole);
      }
    const begins = from?.consts.length === 1 && from.consts[0]?.value === 0 && to === undefined;
    const prefix = how !== 'split' && from?.consts[0]?.value === 0 && to !== undefined;
    if (prefix) {
      const bounded =
        to.consts.length === 1 && !to.open
          ? {
              ...result,
              labels: result.labels.map((label, index) => {
                const whole = self.labels[index];
                const facts = whole && (whole.lead ?? '') === '' ? stillRooted(m.store.refined(whole)) : [];
                return refineLabel(label, { state: State.BoundedLength, facts });
              }),
            }
          : result;
      return { ...bounded, hint: { kind: 'prefix', labels: self.labels } };
    }
    return begins ? self : result;
  };

/** A character at a place that was drawn is as good as the draw. */
const drawnPart =
  (how: string): StringMethod =>
  (m, self, call) => {
    const made = part(how)(m, self, call);
    const drawn = (call.args[0]?.labels ?? []).filter(({ source }) => source.own === true);
    return drawn.length === 0
      ? made
      : join(
          made,
          labelled(
            drawn.map((label) => partOf(label, how, Form.String)),
            Form.String,
          ),
        );
  };

/** Whoever sets the environment of a process owns it: its texts are as good as constants in a comparison. */
function isConfigured({ source }: Label): boolean {
  return source.kind === 'process.env';
}

type Fact = (text: string) => TextFact;

/** What a test of the begin, end or inside of a text proves. */
function verdictOn(m: Machine, self: Value, text: Value, argument: Value, make: Fact): Value {
  // A part of a constant text is a constant.
  if (isConst(self) && text.labels.length > 0 && make === factOfContains)
    return booleanWith(factsFor(text.labels, { clears: [EVERY_KIND] }), NO_FACTS);
  if (isForeign(text.labels.filter((label) => !isConfigured(label)))) return SOME_BOOLEAN;
  const home = make === factOfSuffix && !isConst(text) ? endsInOwnHost(self.labels, text) : null;
  if (home) return booleanWith(home, NO_FACTS);
  // A list has `includes` as well: what it answers says nothing of the texts in it.
  const labels = self.labels.filter(
    (label) => label.lead === null && (make !== factOfContains || (m.store.refined(label).form & Form.Array) === 0),
  );
  // A normalized path that begins with a folder and a separator stays below it, whatever stood in front of the part.
  const shape = argument.shape ?? text.shape;
  const ends = make === factOfPrefix && shape !== null && /[/\\]$/.test(shape);
  const settled = self.labels.filter((label) => (label.state & (State.Resolved | State.Normalized)) !== 0);
  const below = ends ? factsFor(settled, { state: State.UnderPrefix }) : NO_FACTS;
  if (labels.length === 0) return ends ? booleanWith(below, NO_FACTS) : SOME_BOOLEAN;
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
      addAllFacts(below, factsFor(labels, { facts: [any], ...state })),
      factsFor(labels, { facts: [{ ...any, matches: false }] }),
    );
  }
  // A trusted text that is not constant: where it ends in a slash, the value stays below it.
  if (ends) return booleanWith(addAllFacts(below, factsFor(labels, { state: State.UnderPrefix })), NO_FACTS);
  return SOME_BOOLEAN;
}

function partTest(method: string, make: Fact, fold: (text: string, part: string) => boolean): StringMethod {
  return (m, self, call) => {
    const [argument] = call.args;
    if (!argument) return SOME_BOOLEAN;
    const text = toText(m, argument, call.node);
    const sole = soleText(self);
    const wanted = soleText(text);
    if (sole !== null && wanted !== null && call.args.length === 1) return constant(fold(sole, wanted));
    if (wanted !== null) noteText(m, self, call, { method, text: wanted, regex: null, into: null });
    const isPartOfConstant = isConst(self) && text.labels.length > 0 && make === factOfContains;
    return call.args.length > 1 && !isPartOfConstant ? SOME_BOOLEAN : verdictOn(m, self, text, argument, make);
  };
}

/** `indexOf` asks what `includes` asks, and at 0 what `startsWith` asks. */
const position: StringMethod = (m, self, call) => {
  const [argument] = call.args;
  if (!argument) return SOME_NUMBER;
  const text = toText(m, argument, call.node);
  const wanted = soleText(text);
  if (wanted !== null) noteText(m, self, call, { method: 'indexOf', text: wanted, regex: null, into: null });
  // Lists have this method, too, and where the search begins elsewhere, it tells less.
  const isText = self.labels.every((label) => (m.store.refined(label).form & Form.Array) === 0);
  if (call.args.length > 1 || !isText) return SOME_NUMBER;
  const held = verdictOn(m, self, text, argument, factOfContains).outcome;
  const begins = verdictOn(m, self, text, argument, factOfPrefix).outcome;
  if (!held && !begins) return SOME_NUMBER;
  const hint = { kind: 'index', labels: [], found: held?.yes ?? NO_FACTS, missing: held?.no ?? NO_FACTS } as const;
  return { ...SOME_NUMBER, hint: { ...hint, first: begins?.yes ?? NO_FACTS } };
};

/** The code of the first character of a constant: of those that stand alone in a class. */
const code: StringMethod = (_m, self, call) => {
  const [index] = call.args;
  const first = index === undefined || (isConst(index) && index.consts.every(({ value }) => value === 0));
  if (!first || !isConst(self) || self.consts.some(({ value }) => String(value) === '')) return SOME_NUMBER;
  return joinAll(self.consts.map(({ value, origin }) => constant(String(value).charCodeAt(0), origin)));
};

const concatenated: StringMethod = (m, self, call) =>
  concat(m, [toText(m, self, call.node), ...call.args.map((arg) => toText(m, arg, call.node))]);

const padded =
  (how: 'padStart' | 'padEnd'): StringMethod =>
  (m, self, call) => {
    argumentSink(m, call, 0, SIZE, 'padStart and padEnd');
    const [length = UNKNOWN] = call.args;
    const wanted = isConst(length) && length.consts.length === 1 ? length.consts[0]?.value : null;
    const inserted = call.args[1] ? soleText(call.args[1]) : ' ';
    const known =
      typeof wanted === 'number' && wanted <= MAX_FOLDED && inserted !== null
        ? folded(self, (text) => text[how](wanted, inserted))
        : null;
    if (known) return known;
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
  normalize: (m, self, call) =>
    textWith(self, (label) =>
      recoded(m, label, `normalize:${String(call.node.pos)}`, { form: Form.String, lead: label.lead }),
    ),
  slice: part('slice'),
  substring: part('substring'),
  substr: part('substr'),
  at: drawnPart('at'),
  charAt: drawnPart('charAt'),
  split: splitText,
  concat: concatenated,
  padStart: padded('padStart'),
  padEnd: padded('padEnd'),
  repeat: (m, self, call) => {
    argumentSink(m, call, 0, SIZE, 'repeat');
    return { ...self, consts: [], open: true, form: Form.String, shape: SOME_TEXT.shape };
  },
  replace: (m, self, call) => replaced(m, self, call, false),
  replaceAll: (m, self, call) => replaced(m, self, call, true),
  indexOf: position,
  lastIndexOf: position,
  search: (m, self, call) => {
    const regex = patternText(m, call, '');
    return regex
      ? {
          ...SOME_NUMBER,
          hint: { kind: 'index', labels: self.labels, found: testedBy(m, regex, self, call).outcome?.yes ?? NO_FACTS },
        }
      : SOME_NUMBER;
  },
  charCodeAt: code,
  codePointAt: code,
  localeCompare: (m, self, call) => {
    m.compared('method', self, call.args[0] ?? UNDEFINED, call.node);
    return SOME_NUMBER;
  },
  isWellFormed: () => SOME_BOOLEAN,
  startsWith: partTest('startsWith', factOfPrefix, (text, wanted) => text.startsWith(wanted)),
  endsWith: partTest('endsWith', factOfSuffix, (text, wanted) => text.endsWith(wanted)),
  includes: partTest('includes', factOfContains, (text, wanted) => text.includes(wanted)),
  match: (m, self, call) => {
    const regex = patternText(m, call, '');
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
    const regex = patternText(m, call, 'g');
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

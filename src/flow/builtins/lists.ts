/** Methods of lists: elements move, callbacks receive them, and what a callback proves of each holds for all. */
import { escapeForPattern } from '../../lang/regex/templates.js';
import { lastPieceOf } from './matching.js';
import type { TS } from '../../lang/ts.js';
import { oneOf } from '../access.js';
import { allOf, elementsOf, type Elements } from '../elements.js';
import { callValue, plainCall } from '../calls.js';
import { beingOneOf, booleanWith, factsFor, NO_FACTS, noneOf, type Facts } from '../conditions.js';
import { EVERY_KIND, isForeign, meetFacts, type Label, type Refinement } from '../labels.js';
import { argumentSink, COLLECTED } from '../language-sinks.js';
import { mappedFrom } from '../language-sinks.js';
import type { Machine } from '../machine.js';
import { APART, type Call } from '../refs.js';
import { addAllFacts } from '../store.js';
import { joinTexts } from '../text.js';
import {
  constant,
  isConst,
  join,
  joinAll,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  soleText,
  truthiness,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../value.js';
import { chosen } from './chosen.js';
import { MAX_EACH, sameLife, each, bakeWith, only, ids } from './each.js';

type ListMethod = (m: Machine, self: Value, call: Call) => Value;

export function listOf(m: Machine, elements: Elements, node: TS.Node): Value {
  const list = m.array(elements.known, node);
  if (elements.rest !== NOTHING) {
    for (const ref of list.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.delete('length');
      m.addRest(ref, elements.rest);
    }
  }
  return list;
}

export function restList(m: Machine, rest: Value, node: TS.Node): Value {
  return listOf(m, { known: [], rest: rest === NOTHING ? UNKNOWN : rest }, node);
}

function writeTo(m: Machine, self: Value, values: readonly Value[], appendAt: 'end' | 'any'): void {
  const single = self.refs.length === 1;
  for (const ref of self.refs) {
    if (ref.kind !== 'obj') continue;
    const length = ref.slots.get('length');
    if (
      single &&
      appendAt === 'end' &&
      typeof length === 'number' &&
      !ref.many &&
      m.repeating === 0 &&
      m.rest(ref) === NOTHING &&
      length + values.length < MAX_EACH &&
      sameLife(m, ref.longLived)
    ) {
      values.forEach((value, index) => {
        m.setCell(ref, String(length + index), value);
      });
      ref.slots.set('length', length + values.length);
      m.snapshots++;
      continue;
    }
    ref.slots.delete('length');
    for (const value of values) m.addRest(ref, value);
  }
}

const filter: ListMethod = (m, self, call) => {
  const { elements, results } = each(m, self, call);
  const known = elements.known.flatMap((element, index) => {
    const verdict = results.known[index] ?? UNKNOWN;
    return truthiness(verdict) === false ? [] : [chosen(m, element, verdict.outcome?.yes ?? NO_FACTS, call.node)];
  });
  const rest =
    elements.rest === NOTHING ? NOTHING : chosen(m, elements.rest, results.rest.outcome?.yes ?? NO_FACTS, call.node);
  return restOrEmpty(m, join(joinAll(known), rest), call.node);
};

function restOrEmpty(m: Machine, rest: Value, node: TS.Node): Value {
  return listOf(m, { known: [], rest }, node);
}

const find: ListMethod = (m, self, call) => {
  const { elements, results } = each(m, self, call);
  const verdicts = allOf(results);
  const all = allOf(elements);
  const found = bakeWith(m, all, verdicts.outcome?.yes ?? NO_FACTS);
  const result = join(found, UNDEFINED);
  const others = only(verdicts.outcome?.yes ?? NO_FACTS, (id) => !ids(all).has(id));
  return others.size > 0
    ? { ...oneOf(result, `find:${String(call.node.pos)}`), outcome: { yes: others, no: NO_FACTS } }
    : oneOf(result, `find:${String(call.node.pos)}`);
};

const findIndex: ListMethod = (m, self, call) => {
  const { elements, results } = each(m, self, call);
  const verdicts = allOf(results);
  const own = ids(allOf(elements));
  return {
    ...SOME_NUMBER,
    hint: { kind: 'index', labels: [], found: only(verdicts.outcome?.yes ?? NO_FACTS, (id) => !own.has(id)) },
  };
};

const some: ListMethod = (m, self, call) => {
  const { elements, results } = each(m, self, call);
  const own = ids(allOf(elements));
  const verdict = allOf(results);
  const yes = results.rest === NOTHING ? oneHolds(results.known) : (verdict.outcome?.yes ?? NO_FACTS);
  return booleanWith(
    only(yes, (id) => !own.has(id)),
    allHold(results, 'no'),
  );
};

/** What holds when each of several checks gave this answer. */
function allHold(results: Elements, answer: 'yes' | 'no'): Facts {
  const rest = results.rest === NOTHING ? [] : [results.rest];
  return [...results.known, ...rest].reduce<Facts>(
    (sum, each) => addAllFacts(sum, each.outcome?.[answer] ?? NO_FACTS),
    NO_FACTS,
  );
}

/** What holds when one of several checks has succeeded: one of their texts, where each knows one. */
function oneHolds(results: readonly Value[]): Facts {
  const [first, ...rest] = results
    .filter((each) => truthiness(each) !== false)
    .map((each) => each.outcome?.yes ?? NO_FACTS);
  return first ? rest.reduce(meetFacts, first) : NO_FACTS;
}

const every: ListMethod = (m, self, call) => {
  const { elements, results } = each(m, self, call);
  const own = ids(allOf(elements));
  const verdict = allOf(results);
  return booleanWith(
    allHold(results, 'yes'),
    only(verdict.outcome?.no ?? NO_FACTS, (id) => !own.has(id)),
  );
};

/** What membership in a trusted list proves of a value: it is one of the list's. */
export const ONE_OF_OURS: Refinement = { clears: [EVERY_KIND] };

/** True when nothing in a list is the client's. */
export function trusted(m: Machine, self: Value, node: TS.Node): boolean {
  if (isForeign(self.labels)) return false;
  const all = allOf(elementsOf(m, self, node));
  return !isForeign(all.labels) && (all !== NOTHING || self.refs.length > 0);
}

/** `text.split('/').includes('..')` is false: no segment of the text is that word. */
function segmentFacts(self: Value, wanted: Value): Facts | null {
  const [ref] = self.refs;
  const word = soleText(wanted);
  if (self.refs.length !== 1 || ref?.kind !== 'obj' || word === null) return null;
  const segments = ref.slots.get('segments') as
    { readonly labels: readonly Label[]; readonly between: string } | undefined;
  if (!segments) return null;
  return factsFor(segments.labels, {
    facts: [
      {
        pattern: `(?:^|${segments.between})${escapeForPattern(word)}(?:$|${segments.between})`,
        flags: '',
        matches: false,
      },
    ],
  });
}

const includes: ListMethod = (m, self, call) => {
  const [wanted] = call.args;
  if (wanted) m.compared('list', wanted, allOf(elementsOf(m, self, call.node)), call.node);
  const segments = wanted ? segmentFacts(self, wanted) : null;
  if (segments) return booleanWith(NO_FACTS, segments);
  if (!wanted || !trusted(m, self, call.node)) return SOME_BOOLEAN;
  const all = allOf(elementsOf(m, self, call.node));
  if (isConst(wanted) && isConst(all) && wanted.consts.length === 1) {
    if (!all.consts.some((one) => one.value === wanted.consts[0]?.value)) return constant(false);
  }
  return booleanWith(factsFor(wanted.labels, beingOneOf(wanted, all, ONE_OF_OURS)), noneOf(wanted.labels, all));
};

const indexOf: ListMethod = (m, self, call) => {
  const [wanted] = call.args;
  if (!wanted || !trusted(m, self, call.node)) return SOME_NUMBER;
  return {
    ...SOME_NUMBER,
    hint: { kind: 'index', labels: wanted.labels, found: factsFor(wanted.labels, ONE_OF_OURS) },
  };
};

const reduce: ListMethod = (m, self, call) => {
  const elements = elementsOf(m, self, call.node);
  const [callback = UNDEFINED, initial] = call.args;
  let sum: Value;
  let known = elements.known;
  if (initial !== undefined) sum = initial;
  else if (known.length > 0) {
    sum = known[0] ?? UNDEFINED;
    known = known.slice(1);
  } else sum = elements.rest;
  const step = (element: Value): Value =>
    callValue(m, callback, plainCall(call.node, UNDEFINED, [sum, element, SOME_NUMBER, self]));
  for (const element of known.slice(0, MAX_EACH)) sum = step(element);
  const rest = join(joinAll(known.slice(MAX_EACH)), elements.rest);
  if (rest === NOTHING) return sum;
  for (let round = 0; round < 2; round++) {
    let next: Value = NOTHING;
    m.repeating++;
    m.branch([
      () => {
        next = step(rest);
        if (m.dead) next = NOTHING;
      },
      () => undefined,
    ]);
    m.repeating--;
    sum = join(sum, next);
  }
  return sum;
};

const flatten: ListMethod = (m, self, call) => {
  const elements = elementsOf(m, self, call.node);
  const inner = [...elements.known, ...(elements.rest === NOTHING ? [] : [elements.rest])].map((part) =>
    isList(part) ? allOf(elementsOf(m, part, call.node)) : part,
  );
  return restOrEmpty(m, joinAll(inner), call.node);
};

function isList(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'array' || ref.slots.has('backs')));
}

const concatenated: ListMethod = (m, self, call) => {
  let known: readonly Value[] = [];
  let rest: Value = NOTHING;
  for (const value of [self, ...call.args]) {
    const elements: Elements =
      value === self || isList(value) ? elementsOf(m, value, call.node) : { known: [value], rest: NOTHING };
    if (rest === NOTHING) known = [...known, ...elements.known];
    else rest = join(rest, joinAll(elements.known));
    rest = join(rest, elements.rest);
  }
  return listOf(m, { known, rest }, call.node);
};

const any: ListMethod = (m, self, call) =>
  oneOf(join(allOf(elementsOf(m, self, call.node)), UNDEFINED), `any:${String(call.node.pos)}`);

/** Of the pieces of a text that nothing has been taken from or put to yet, the first; then the others are one further in front. */
const shifted: ListMethod = (m, self, call) => {
  const [only] = self.refs;
  const apart = only?.kind === 'obj' && self.refs.length === 1 && only.slots.has(APART) ? only : null;
  const first = apart && !apart.many && m.repeating === 0 ? m.cell(apart, '0') : undefined;
  if (!apart || !first) return any(m, self, call);
  m.setCell(apart, '0', m.cell(apart, '1') ?? m.rest(apart));
  return join(first, UNDEFINED);
};

const copied: ListMethod = (m, self, call) => {
  const elements = elementsOf(m, self, call.node);
  return call.args.length === 0 ? listOf(m, elements, call.node) : restOrEmpty(m, allOf(elements), call.node);
};

export const LIST_METHODS: Readonly<Record<string, ListMethod>> = {
  push: (m, self, call) => {
    argumentSink(m, call, 0, COLLECTED, 'push');
    writeTo(m, self, call.args, 'end');
    return SOME_NUMBER;
  },
  unshift: (m, self, call) => {
    writeTo(m, self, call.args, 'any');
    return SOME_NUMBER;
  },
  pop: (m, self, call) => lastPieceOf(self, call) ?? any(m, self, call),
  shift: shifted,
  at: (m, self, call) => {
    const index = call.args[0] && isConst(call.args[0]) ? Number(call.args[0].consts[0]?.value) : NaN;
    const elements = elementsOf(m, self, call.node);
    const own = elements.rest === NOTHING ? elements.known.at(index) : undefined;
    return own ?? any(m, self, call);
  },
  splice: (m, self, call) => {
    const removed = restOrEmpty(m, allOf(elementsOf(m, self, call.node)), call.node);
    if (call.args.length > 2) writeTo(m, self, call.args.slice(2), 'any');
    return removed;
  },
  slice: (m, self, call) => {
    const elements = elementsOf(m, self, call.node);
    const from = call.args[0] === undefined ? 0 : isConst(call.args[0]) ? Number(call.args[0].consts[0]?.value) : NaN;
    const to =
      call.args[1] === undefined ? undefined : isConst(call.args[1]) ? Number(call.args[1].consts[0]?.value) : NaN;
    if (elements.rest === NOTHING && !Number.isNaN(from) && (to === undefined || !Number.isNaN(to)))
      return listOf(m, { known: elements.known.slice(from, to), rest: NOTHING }, call.node);
    return restOrEmpty(m, allOf(elements), call.node);
  },
  concat: concatenated,
  join: (m, self, call) => joinTexts(m, self, call.args[0] ?? constant(','), call.node),
  reverse: (_m, self) => self,
  sort: (_m, self) => self,
  toReversed: copied,
  toSorted: (m, self, call) => restOrEmpty(m, allOf(elementsOf(m, self, call.node)), call.node),
  toSpliced: (m, self, call) =>
    restOrEmpty(m, join(allOf(elementsOf(m, self, call.node)), joinAll(call.args.slice(2))), call.node),
  with: (m, self, call) =>
    restOrEmpty(m, join(allOf(elementsOf(m, self, call.node)), call.args[1] ?? UNDEFINED), call.node),
  fill: (m, self, call) => {
    writeTo(m, self, call.args.slice(0, 1), 'any');
    return self;
  },
  map: (m, self, call) => mappedFrom(listOf(m, each(m, self, call).results, call.node), self),
  flatMap: (m, self, call) => {
    const { results } = each(m, self, call);
    const parts = [...results.known, ...(results.rest === NOTHING ? [] : [results.rest])].map((part) =>
      isList(part) ? allOf(elementsOf(m, part, call.node)) : part,
    );
    return restOrEmpty(m, joinAll(parts), call.node);
  },
  forEach: (m, self, call) => {
    each(m, self, call);
    return UNDEFINED;
  },
  filter,
  find,
  findLast: find,
  findIndex,
  findLastIndex: findIndex,
  some,
  every,
  includes,
  indexOf,
  lastIndexOf: indexOf,
  reduce,
  reduceRight: reduce,
  flat: flatten,
  keys: (m: Machine, _self: Value, call: Call) => restList(m, SOME_NUMBER, call.node),
  values: copied,
  entries: (m, self, call) =>
    restList(m, m.array([SOME_NUMBER, allOf(elementsOf(m, self, call.node))], call.node), call.node),
  toString: (m: Machine, self: Value, call: Call) => joinTexts(m, self, constant(','), call.node),
  toArray: copied,
};

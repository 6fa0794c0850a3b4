/** Validation chains: built by calls, run as middleware or by hand. */
import { getProperty, setProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { factsFor, NO_FACTS, type Facts } from '../../flow/conditions.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf, settled } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import { addAllFacts, meetFacts } from '../../flow/store.js';
import { join, joinAll, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { nativeFunction, predicateFacts } from '../shared/predicates.js';
import { withFactsOf } from '../shared/shaped.js';
import { notePatterns } from '../shared/patterns.js';
import { provedBy, VALIDATORS } from '../shared/validator-js.js';
import { calledName, constantsOf, entriesOf, isCallable } from '../shared/schemas.js';
import { ANY } from '../shared/shape.js';
import { noteValidation } from '../shared/verdicts.js';
import { resultOf } from './results.js';
import { sanitized, SANITIZERS } from './sanitizers.js';

interface Field {
  readonly location: string;
  /** Property names, `*` for any; empty for the whole location. */
  readonly path: readonly string[];
  /** It is one of several places in which the chain looks: nothing says that the value is there. */
  readonly sought?: true;
}

type Step =
  | { readonly kind: 'prove'; readonly learn: (m: Machine, value: Value, request: Value, node: TS.Node) => Facts }
  | { readonly kind: 'change'; readonly apply: (m: Machine, value: Value, request: Value, node: TS.Node) => Value }
  | { readonly kind: 'negate' }
  | { readonly kind: 'condition' };

/** A field that was checked on a request, with what its checks prove. */
export interface Checked extends Field {
  readonly facts: Facts;
}

const LOCATIONS: Readonly<Record<string, readonly string[]>> = {
  body: ['body'],
  query: ['query'],
  param: ['params'],
  params: ['params'],
  header: ['headers'],
  headers: ['headers'],
  cookie: ['cookies'],
  cookies: ['cookies'],
};
const EVERYWHERE = ['body', 'cookies', 'headers', 'params', 'query'];
const VALIDATOR_NAMES = new Set(VALIDATORS);
const SANITIZER_NAMES = new Set(SANITIZERS);

function objOf(value: Value): Obj | null {
  for (const ref of value.refs) if (ref.kind === 'obj') return ref;
  return null;
}

function pathOf(name: string): readonly string[] {
  return name === ''
    ? []
    : name
        .replaceAll(/\[(\w+|\*)\]/g, '.$1')
        .replaceAll(/\["([^"]*)"\]/g, '.$1')
        .split('.')
        .filter((part) => part !== '');
}

function makeChain(m: Machine, call: Call, fields: readonly Field[]): Value {
  const chain = call.entity ? entityInstance(m, call.entity, 'ValidationChain', call.node) : UNKNOWN;
  const obj = objOf(chain);
  if (obj) m.keep(obj, 'fields', fields);
  return chain;
}

function fieldsOf(m: Machine, names: Value | undefined, locations: readonly string[], node: TS.Node): readonly Field[] {
  const known =
    names === undefined
      ? ['']
      : names.refs.length > 0
        ? (constantsOf(m, names, node) ?? [])
        : names.consts.map((each) => each.value ?? '');
  const sought = locations.length > 1 ? { sought: true as const } : {};
  return locations.flatMap((location) => known.map((name) => ({ location, path: pathOf(String(name)), ...sought })));
}

function partAt(m: Machine, base: Value, path: readonly string[], node: TS.Node): Value {
  return path.reduce(
    (value, name) => (name === '*' ? allOf(elementsOf(m, value, node)) : getProperty(m, value, name, node)),
    base,
  );
}

export function valueOf(m: Machine, request: Value, field: Field, node: TS.Node): Value {
  return partAt(m, getProperty(m, request, field.location, node), field.path, node);
}

/** Reads what a chain looks at. Looking for a password in the address does not say that clients send it there. */
function readFor(m: Machine, request: Value, field: Field, node: TS.Node): Value {
  const { hits } = m.log;
  const from = hits.length;
  const value = valueOf(m, request, field, node);
  if (field.sought) {
    const found = hits.splice(from);
    hits.push(...found.filter((each) => each.kind !== 'url-credential'));
  }
  return value;
}

function write(m: Machine, request: Value, field: Field, value: Value, node: TS.Node): void {
  const name = field.path.at(-1);
  if (name === undefined) {
    setProperty(m, request, field.location, value, node);
    return;
  }
  const holder = partAt(m, getProperty(m, request, field.location, node), field.path.slice(0, -1), node);
  setProperty(m, holder, name === '*' ? null : name, value, node);
}

/** Runs a chain on a request: sanitizers change it now, what the validators prove is kept with it. Returns the facts. */
export function runChain(m: Machine, chain: Obj, request: Value, node: TS.Node): Facts {
  const fields = (m.kept(chain, 'fields') as readonly (readonly Field[])[]).flat();
  const steps = m.kept(chain, 'steps') as readonly Step[];
  const holder = objOf(request);
  let all: Facts = NO_FACTS;
  for (const field of fields) {
    let value = readFor(m, request, field, node);
    let facts: Facts = NO_FACTS;
    let skip = false;
    let sure = true;
    for (const step of steps) {
      if (step.kind === 'negate') skip = true;
      else if (step.kind === 'condition') sure = false;
      else if (step.kind === 'change') {
        value = sure ? step.apply(m, value, request, node) : join(value, step.apply(m, value, request, node));
        write(m, request, field, value, node);
      } else {
        if (!skip && sure) facts = addAllFacts(facts, step.learn(m, withFactsOf(value, facts), request, node));
        skip = false;
      }
    }
    all = addAllFacts(all, facts);
    noteValidation(m, ANY, value, node);
    if (holder) m.keep(holder, 'checked', { ...field, facts } satisfies Checked);
  }
  return all;
}

function stepOf(m: Machine, call: Call): Step | null {
  const name = calledName(call);
  const [first] = call.args;
  const meta = (machine: Machine, request: Value): Value => machine.object('object', null, [['req', request]]);
  if (name === 'not') return { kind: 'negate' };
  if (name === 'if') return { kind: 'condition' };
  if (name === 'custom' && first)
    return {
      kind: 'prove',
      learn: (machine, value, request, node) => predicateFacts(machine, first, [value, meta(machine, request)], node),
    };
  if (name === 'customSanitizer' && first)
    return {
      kind: 'change',
      apply: (machine, value, request, node) =>
        settled(machine, callValue(machine, first, plainCall(node, UNDEFINED, [value, meta(machine, request)]))),
    };
  if (VALIDATOR_NAMES.has(name)) {
    const refinement = provedBy(m, name, call.args, call.node);
    return {
      kind: 'prove',
      learn: (machine, value, _request, node) => {
        notePatterns(machine, value.labels, refinement, node);
        return factsFor(value.labels, refinement);
      },
    };
  }
  return SANITIZER_NAMES.has(name)
    ? { kind: 'change', apply: (machine, value) => sanitized(machine, call, value) }
    : null;
}

/** The chains among middleware arguments, lists included. */
function chainsIn(m: Machine, value: Value | undefined, node: TS.Node): readonly Obj[] {
  return (value?.refs ?? []).flatMap((ref) => {
    if (ref.kind !== 'obj') return [];
    if (ref.shape !== 'array') return ref.entity ? [ref] : [];
    const { known, rest } = elementsOf(m, refValue(ref), node);
    return [...known, rest].flatMap((each) => chainsIn(m, each, node));
  });
}

/** `checkSchema`: for each field an object of validators and sanitizers with their options. */
function schemaChains(m: Machine, call: Call): Value {
  const locations = call.args[1] && call.args[1] !== UNDEFINED ? locationsIn(m, call.args[1], call.node) : EVERYWHERE;
  const chains = entriesOf(m, call.args[0]).map(([name, description]) => {
    const entries = entriesOf(m, description);
    const own = entries.find(([key]) => key === 'in')?.[1];
    const chain = makeChain(
      m,
      call,
      (own ? locationsIn(m, own, call.node) : locations).map((location) => ({ location, path: pathOf(name) })),
    );
    const obj = objOf(chain);
    for (const [key, value] of entries) {
      const member = obj?.entity?.member(key);
      if (!obj || !member) continue;
      if (value.consts.some((each) => each.value === false)) continue;
      if (
        entriesOf(m, value).some(
          ([option, flag]) => option === 'negated' && flag.consts.some((each) => each.value === true),
        )
      )
        continue;
      const args =
        key === 'custom' || key === 'customSanitizer'
          ? [getProperty(m, value, 'options', call.node), isCallable(value) ? value : NOTHING]
          : optionArguments(m, value, call.node);
      const step = stepOf(m, {
        ...call,
        entity: member,
        args: args.filter((each) => each !== NOTHING && each !== UNDEFINED),
      });
      if (step) m.keep(obj, 'steps', step);
    }
    return chain;
  });
  return m.array(chains, null);
}

/** `options` is the first argument, or the list of all of them. */
function optionArguments(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  const options = value.refs.length === 0 ? UNDEFINED : getProperty(m, value, 'options', node);
  if (options.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) {
    const { known } = elementsOf(m, options, node);
    return known.length > 0 ? known : [options];
  }
  return [options];
}

function locationsIn(m: Machine, value: Value, node: TS.Node): readonly string[] {
  const names = value.refs.length > 0 ? (constantsOf(m, value, node) ?? []) : value.consts.map((each) => each.value);
  return names.flatMap((name) => LOCATIONS[String(name)] ?? []);
}

export const chainNatives: Natives = {
  'express-validator.chain': (m, call) => {
    const name = calledName(call);
    return makeChain(m, call, fieldsOf(m, call.args[0], LOCATIONS[name] ?? EVERYWHERE, call.node));
  },
  'express-validator.schema': schemaChains,
  'express-validator.step': (m, call) => {
    const obj = objOf(call.self);
    const step = obj ? stepOf(m, call) : null;
    if (obj && step) m.keep(obj, 'steps', step);
    return call.self;
  },
  'express-validator.run': (m, call) => {
    const chain = objOf(call.self);
    const [request, , next] = call.args;
    if (chain && request) runChain(m, chain, request, call.node);
    if (next && isCallable(next)) callValue(m, next, plainCall(call.node, UNDEFINED, []));
    return UNDEFINED;
  },
  'express-validator.runNow': (m, call) => {
    const chain = objOf(call.self);
    const facts = chain && call.args[0] ? runChain(m, chain, call.args[0], call.node) : NO_FACTS;
    return promiseOf(resultOf(m, call, facts));
  },
  'express-validator.group': (m, call) => {
    const chains = chainsIn(m, call.args[0], call.node);
    return nativeFunction('checkExact', (machine, own) => {
      for (const chain of chains) if (own.args[0]) runChain(machine, chain, own.args[0], own.node);
      const next = own.args[2];
      if (next) callValue(machine, next, plainCall(own.node, UNDEFINED, []));
      return UNDEFINED;
    });
  },
  'express-validator.oneOf': (m, call) => {
    const groups = call.args[0]
      ? [...elementsOf(m, call.args[0], call.node).known].map((each) => chainsIn(m, each, call.node))
      : [];
    return nativeFunction('oneOf', (machine, own) => {
      const [request, , next] = own.args;
      if (request) oneOf(machine, groups, request, own.node);
      if (next) callValue(machine, next, plainCall(own.node, UNDEFINED, []));
      return UNDEFINED;
    });
  },
};

/** Only what every group proves is sure. */
function oneOf(m: Machine, groups: readonly (readonly Obj[])[], request: Value, node: TS.Node): void {
  const holder = objOf(request);
  let met: Facts | null = null;
  const before = holder ? m.cell(holder, '%checked') : undefined;
  for (const group of groups) {
    let facts: Facts = NO_FACTS;
    for (const chain of group) facts = addAllFacts(facts, runChain(m, chain, request, node));
    met = met === null ? facts : meetFacts(met, facts);
  }
  if (!holder) return;
  m.setCell(holder, '%checked', before ?? joinAll([UNDEFINED]));
  if (met) m.keep(holder, 'checked', { location: 'body', path: ['%none'], facts: met } satisfies Checked);
}

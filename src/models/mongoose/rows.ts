/** Which fields documents of a model hold (https://mongoosejs.com/docs/api/query.html#Query.prototype.select()). */
import { reachOwnerFields } from '../shared/owners.js';
import { getProperty } from '../../flow/access.js';
import { noteUse, type RegexSlot } from '../../flow/builtins/matching.js';
import { elementsOf } from '../../flow/elements.js';
import { AWAITED, carrying, markGiven, MARKS } from '../../flow/carry.js';
import { callValue } from '../../flow/calls.js';
import type { Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { isConst, soleText, truthiness, TRUE, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { isCallable, nativeFunction } from '../kit.js';
import type { Natives } from '../schema.js';
import { asRows, definedNames, isOff, keepRow, selected, selectionOf, rowValue, type Row } from '../shared/rows.js';
import { patternOf } from '../shared/patterns.js';
import { calledName } from '../shared/schemas.js';
import { BARE, HOOKED } from '../stores/parts.js';
import { injectedFields } from './injected.js';
import { adding, METHODS, methodsOf, STATICS } from './methods.js';

const DEFINITION = 'definition';
const SHAPES = 'shapes answers';
/** What each query reads: kept so that `select('+name')` and `lean()` can ask for what is usually left out. */
const MODEL = 'model fields';
/** The cell in which a document keeps what it holds: its methods are called on it without its labels. */
const ROW = '%row';

export interface Fields {
  readonly all: readonly string[];
  readonly usual: readonly string[];
  /** The schema says how documents become JSON. */
  readonly shapes: boolean;
}

function schemasOf(m: Machine, model: Value): readonly Value[] {
  return model.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, 'schema') as Value[]) : []));
}

function fieldsOf(m: Machine, model: Value, node: TS.Node): Fields | null {
  for (const schema of schemasOf(m, model)) {
    for (const ref of schema.refs) {
      if (ref.kind !== 'obj') continue;
      const [definition] = m.kept(ref, DEFINITION) as Value[];
      if (!definition) continue;
      const methods = m.cell(ref, 'methods');
      const own = methods ? getProperty(m, methods, 'toJSON', node).refs.length > 0 : false;
      return {
        all: definedNames(m, definition, node),
        usual: definedNames(m, definition, node, (spec) => isOff(m, spec, 'select', node)),
        shapes: own || m.kept(ref, SHAPES).length > 0,
      };
    }
  }
  return injectedFields(m, model);
}

/** The pattern of a field: `match: /x/`, or `match: [/x/, 'message']` (https://mongoosejs.com/docs/validation.html). */
function matchOf(m: Machine, spec: Value, node: TS.Node): RegexSlot | null {
  const match = getProperty(m, spec, 'match', node);
  return patternOf(match) ?? patternOf(elementsOf(m, match, node).known[0]);
}

/** Notes that the patterns of a schema are run on what a document is made of, unless its length is limited as well. */
export function noteMatches(m: Machine, call: Call): void {
  const [given] = call.args;
  if (!given || given.refs.length === 0) return;
  for (const schema of schemasOf(m, call.self)) {
    for (const ref of schema.refs) {
      const [definition] = ref.kind === 'obj' ? (m.kept(ref, DEFINITION) as Value[]) : [];
      for (const name of definition ? definedNames(m, definition, call.node) : []) {
        const spec = definition ? getProperty(m, definition, name, call.node) : UNKNOWN;
        const pattern = spec.refs.length > 0 ? matchOf(m, spec, call.node) : null;
        const longest = ['maxlength', 'maxLength'].map((each) => getProperty(m, spec, each, call.node));
        if (pattern && longest.every((each) => isConst(each) && soleText(each) === null && truthiness(each) === false))
          noteUse(m, pattern, getProperty(m, given, name, call.node).labels, call.node, true);
      }
    }
  }
}

function row({ shapes }: Fields, names: readonly string[]): Row {
  return { fields: shapes ? [] : names };
}

/** True for a model whose schema is known, and known to have no hook that runs before a document is stored. */
export function isBareModel(m: Machine, model: Value): boolean {
  return model.refs.some(
    (ref) => ref.kind === 'obj' && m.kept(ref, 'schema').length > 0 && m.cell(ref, HOOKED) === undefined,
  );
}

/** What a finder reads by default, or by the projection in its call; null when the schema is not known. */
function askedBy(m: Machine, call: Call): Asked | null {
  const name = calledName(call);
  const fields = name.startsWith('find') ? fieldsOf(m, call.self, call.node) : null;
  if (!fields) return null;
  const [, second] = call.args;
  const projection = second && /^find(?:One|ById)?$/.test(name) && !isCallable(second) ? second : undefined;
  const selection = projection ? selectionOf(m, projection, call.node) : null;
  const known = projection && projection.refs.length + projection.consts.length > 0 && !selection ? [] : null;
  const names = known ?? (selection ? selected(fields.all, fields.usual, selection) : fields.usual);
  return { fields, names, node: call.node };
}

type Mark = readonly [string, Value];

/** What the documents that a query gives carry besides their labels, their methods among it. */
function marksOf(m: Machine, call: Call, asked: Asked | null): readonly Mark[] {
  return [
    ...methodsOf(m, schemasOf(m, call.self)),
    ...(isBareModel(m, call.self) ? [[BARE, TRUE] as const] : []),
    ...(asked ? [[ROW, rowValue(row(asked.fields, asked.names), call.node)] as const] : []),
  ];
}

function mark(m: Machine, value: Value, marks: readonly Mark[]): void {
  for (const ref of value.refs) if (ref.kind === 'obj') for (const [name, each] of marks) m.setCell(ref, name, each);
}

/** Labels what a query will give. */
export function noteQuery(m: Machine, call: Call, result: Value): void {
  reachOwnerFields(m, call, 0);
  if (!calledName(call).startsWith('find')) return;
  const asked = askedBy(m, call);
  const marks = marksOf(m, call, asked);
  for (const ref of result.refs)
    if (ref.kind === 'obj' && marks.length > 0) m.setCell(ref, MARKS, m.object('object', call.node, marks));
  if (!asked) return;
  for (const ref of result.refs) if (ref.kind === 'obj') m.keep(ref, MODEL, asked);
  keepRow(m, result, row(asked.fields, asked.names), call.node);
}

/** The same call with callbacks that are handed labelled documents: `find(filter, (error, users) => …)`. */
function handing(call: Call, labels: readonly Label[], marks: readonly Mark[] = []): Call {
  if (labels.length + marks.length === 0 || !call.args.some((each) => isCallable(each))) return call;
  const labelling = (callback: Value): Value =>
    nativeFunction('callback', (machine, inner) => {
      const [, document] = inner.args;
      if (document) mark(machine, document, marks);
      return callValue(machine, callback, {
        ...inner,
        args: inner.args.map((each, index) => (index === 1 ? carrying(machine, each, labels) : each)),
      });
    });
  return { ...call, args: call.args.map((each) => (isCallable(each) ? labelling(each) : each)) };
}

/** Returns a finder's call whose callback is handed what it reads. */
export function handingRows(m: Machine, call: Call): Call {
  if (!call.args.some((each) => isCallable(each))) return call;
  if (!calledName(call).startsWith('find')) return call;
  const asked = askedBy(m, call);
  const labels = asked ? rowValue(row(asked.fields, asked.names), call.node).labels : [];
  return handing(call, labels, marksOf(m, call, asked));
}

interface Asked {
  readonly fields: Fields;
  readonly names: readonly string[];
  readonly node: TS.Node;
}

function askedOf(m: Machine, query: Value): Asked | null {
  for (const ref of query.refs) {
    const last = ref.kind === 'obj' ? (m.kept(ref, MODEL) as readonly Asked[]).at(-1) : undefined;
    if (last) return last;
  }
  return null;
}

function ask(m: Machine, query: Value, asked: Asked, names: readonly string[], fields: Fields): void {
  for (const ref of query.refs) if (ref.kind === 'obj') m.keep(ref, MODEL, { ...asked, fields, names });
  keepRow(m, query, row(fields, names), asked.node);
}

const select: Native = (m, call) => {
  const asked = askedOf(m, call.self);
  const selection = selectionOf(m, call.args[0] ?? UNKNOWN, call.node);
  if (asked)
    ask(m, call.self, asked, selection ? selected(asked.fields.all, asked.names, selection) : [], asked.fields);
  return call.self;
};

/** A plain object has no `toJSON` of the schema. */
const lean: Native = (m, call) => {
  const asked = askedOf(m, call.self);
  if (asked) ask(m, call.self, asked, asked.names, { ...asked.fields, shapes: false });
  return call.self;
};

function awaitedLabels(m: Machine, query: Value): readonly Label[] {
  return query.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.cell(ref, AWAITED)?.labels ?? []) : []));
}

const exec: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const given = applySpec(m, call.entity, handing(call, awaitedLabels(m, call.self)), call.spec);
  markGiven(m, call.self, given);
  return carrying(m, given, awaitedLabels(m, call.self));
};

/** `save`, `populate`: the document itself, with what it held. */
const itself: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const labels = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.cell(ref, ROW)?.labels ?? []) : []));
  return carrying(m, applySpec(m, call.entity, handing(call, labels), call.spec), labels);
};

/** `orFail` gives another query of the same documents. */
const sure: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const asked = askedOf(m, call.self);
  for (const ref of [...call.self.refs]) {
    const marks = ref.kind === 'obj' ? m.cell(ref, MARKS) : undefined;
    for (const own of made.refs) if (marks && own.kind === 'obj') m.setCell(own, MARKS, marks);
  }
  if (asked) ask(m, made, asked, asked.names, asked.fields);
  return made;
};

/** `new Schema(definition, { toJSON: { transform } })` */
const schema: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [definition, options] = call.args;
  for (const ref of made.refs) {
    if (ref.kind !== 'obj') continue;
    if (definition) m.keep(ref, DEFINITION, definition);
    const statics = options && options.refs.length > 0 ? getProperty(m, options, 'statics', call.node) : UNKNOWN;
    if (statics.refs.length > 0) m.keep(ref, STATICS, statics);
    const methods = options && options.refs.length > 0 ? getProperty(m, options, 'methods', call.node) : UNKNOWN;
    if (methods.refs.length > 0) m.keep(ref, METHODS, methods);
    if (options && options.refs.length > 0 && getProperty(m, options, 'toJSON', call.node).refs.length > 0)
      m.keep(ref, SHAPES, true);
  }
  return made;
};

/** `schema.set('toJSON', ...)`, and plugins of the program, which may set anything. */
const shapes: Native = (m, call) => {
  const name = calledName(call);
  const [first = UNKNOWN] = call.args;
  if (name === 'plugin' || soleText(first) === 'toJSON' || (name === 'method' && soleText(first) === 'toJSON'))
    for (const ref of call.self.refs) if (ref.kind === 'obj') m.keep(ref, SHAPES, true);
  return name === 'method' ? adding(METHODS)(m, call) : call.self;
};

/** What `create` gives is a document with what was stored. */
export function asDocument(m: Machine, call: Call, made: Value): Value {
  mark(m, made, methodsOf(m, schemasOf(m, call.self)));
  const fields = fieldsOf(m, call.self, call.node);
  if (!fields) return made;
  const own = row(fields, fields.all);
  for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, ROW, rowValue(own, call.node));
  return asRows(m, made, own, call.node);
}

export const mongooseRowNatives: Natives = {
  'mongoose.select': select,
  'mongoose.lean': lean,
  'mongoose.exec': exec,
  'mongoose.itself': itself,
  'mongoose.sure': sure,
  'mongoose.schema': schema,
  'mongoose.shapes': shapes,
};

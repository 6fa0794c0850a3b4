/** Streams: what flows through a pipe reaches listeners, transforms, loops and collectors. */
import { clientValue, getProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form, JSON_FORM } from '../../flow/forms.js';
import { madeFrom, refineLabel, State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import {
  constant,
  join,
  NOTHING,
  NULL,
  SOME_BOOLEAN,
  SOME_TEXT,
  soleText,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../flow/value.js';
import { listen, feed } from '../events/emitters.js';
import type { TS } from '../../lang/ts.js';
import { argument, fact, instanceOf, isCallable, nativeFunction, objectOf, textOf } from '../kit.js';
import type { Natives } from '../schema.js';

/** Returns a piece of what a stream carries; unknown when nothing is known of it. */
export function pieceOf(m: Machine, stream: Value, call: Call): Value {
  const elements = allOf(elementsOf(m, stream, call.node));
  return elements === NOTHING ? UNKNOWN : elements;
}

/** What a decompressing stream was given, and where. */
interface Fed {
  readonly piece: Value;
  readonly node: TS.Node;
}

/** Notes what a decompressing stream is given. */
function feeds(stream: Obj, piece: Value, node: TS.Node): void {
  if (stream.slots.has('expands')) stream.slots.set('expands', { piece, node } satisfies Fed);
}

/** All that comes out of a decompressing stream is kept, and nothing of the program's has looked at how much it is. */
function keptWhole(m: Machine, source: Value, call: Call): void {
  const stream = objectOf(source);
  const fed = stream?.slots.get('expands') as Fed | null | undefined;
  if (!stream || !fed) return;
  m.defer(call.node, (machine) => {
    if (!stream.slots.has('listened')) machine.sink(fed.piece, fed.node, call, { kind: 'compressed' }, 'zlib');
  });
}

function wholeText(m: Machine, stream: Value, call: Call): Value {
  keptWhole(m, stream, call);
  return toText(m, pieceOf(m, stream, call), call.node);
}

function put(m: Machine, stream: Obj, piece: Value): void {
  if (piece === UNKNOWN) return;
  m.setCell(stream, '%data', join(m.cell(stream, '%data') ?? NOTHING, piece));
}

/** Gives a piece to a stream: its transform or write function runs on it. */
function give(m: Machine, target: Value, piece: Value, call: Call): void {
  const stream = objectOf(target);
  if (!stream) return;
  const options = m.cell(stream, '%options');
  let handled = false;
  for (const holder of [options, target]) {
    if (!holder) continue;
    for (const name of holder === target ? ['_transform', '_write'] : ['transform', 'write']) {
      const run = getProperty(m, holder, name, call.node);
      if (!run.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound')) continue;
      handled = true;
      const done = nativeFunction('done', (machine, inner) => {
        if (inner.args[1]) put(machine, stream, inner.args[1]);
        return UNDEFINED;
      });
      callValue(m, run, plainCall(call.node, target, [piece, constant('utf8'), done]));
    }
  }
  if (!handled) put(m, stream, piece);
}

function connect(m: Machine, source: Value, target: Value, call: Call, node: TS.Node): Value {
  const piece = pieceOf(m, source, call);
  const stream = objectOf(target);
  if (stream) feeds(stream, piece, node);
  if (stream?.slots.has('stored')) keptWhole(m, source, call);
  give(m, target, piece, call);
  return target;
}

function json(m: Machine, text: Value, call: Call): Value {
  let value: Value = NOTHING;
  for (const label of text.labels)
    value = join(
      value,
      clientValue(m, madeFrom(label, 'json', { form: JSON_FORM, state: State.Transformed }), call.node),
    );
  return value === NOTHING ? UNKNOWN : value;
}

function pipeline(m: Machine, call: Call): Value {
  const [source, ...rest] = call.args;
  let current = source ?? UNKNOWN;
  for (const [index, stage] of rest.entries()) {
    const runs = stage.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound');
    if (runs && stage === rest.at(-1)) feed(m, call, stage, [NULL]);
    else if (runs) current = callValue(m, stage, plainCall(call.node, UNDEFINED, [current]));
    else current = connect(m, current, stage, call, call.argNodes[index + 1] ?? call.node);
  }
  return current;
}

export const streamNatives: Natives = {
  'streams.construct': (m, call) => {
    const made = instanceOf(m, call, `node:stream:${call.spec?.returns ?? 'Duplex'}`);
    const stream = objectOf(made);
    if (stream && call.args[0]) m.setCell(stream, '%options', call.args[0]);
    return made;
  },
  'streams.from': (m, call) => {
    const made = instanceOf(m, call, 'node:stream:Readable');
    const stream = objectOf(made);
    if (stream) put(m, stream, pieceOf(m, argument(call, 0), call));
    return made;
  },
  'streams.on': (m, call) => {
    const event = soleText(argument(call, 0));
    const callback = argument(call, 1);
    if (!isCallable(callback)) return call.self;
    if (event === 'data' || event === 'readable') objectOf(call.self)?.slots.set('listened', true);
    if (event === 'data' || event === 'line') feed(m, call, callback, [pieceOf(m, call.self, call)]);
    else if (event === 'readable' || event === 'end' || event === 'finish' || event === 'close' || event === 'drain')
      feed(m, call, callback, []);
    else listen(m, call);
    return call.self;
  },
  'streams.read': (m, call) => join(pieceOf(m, call.self, call), NULL),
  'streams.write': (m, call) => {
    if (call.args[0]) give(m, call.self, argument(call, 0), call);
    return SOME_BOOLEAN;
  },
  'streams.pipe': (m, call) => connect(m, call.self, argument(call, 0), call, call.argNodes[0] ?? call.node),
  'streams.pipeline': pipeline,
  'streams.pipelinePromise': (m, call) => {
    pipeline(m, call);
    return promiseOf(UNDEFINED);
  },
  'streams.consume.text': (m, call) => promiseOf(wholeText(m, argument(call, 0), call)),
  'streams.consume.json': (m, call) => promiseOf(json(m, wholeText(m, argument(call, 0), call), call)),
  'streams.lines': (m, call) => {
    const made = instanceOf(m, call, 'node:readline:Interface');
    const stream = objectOf(made);
    const first = argument(call, 0);
    const input = getProperty(m, first, 'input', call.node);
    const text = wholeText(m, input === UNDEFINED || input.refs.length === 0 ? first : input, call);
    const line =
      text.labels.length === 0
        ? SOME_TEXT
        : textOf(
            text.labels.map((label) =>
              refineLabel(madeFrom(label, 'line', { form: Form.String }), { facts: [fact(/[\r\n]/, false)] }),
            ),
          );
    if (stream) m.setCell(stream, '%data', line);
    return made;
  },
  /** A stream that keeps all that it is given. */
  'streams.stored': (m, call) => {
    const made = instanceOf(m, call, 'node:stream:Writable');
    objectOf(made)?.slots.set('stored', true);
    return made;
  },
  'zlib.expanding': (m, call) => {
    const made = instanceOf(m, call, 'node:stream:Duplex');
    objectOf(made)?.slots.set('expands', null);
    return made;
  },
  'zlib.callback': (m, call) => {
    const callback = call.args.at(-1);
    if (callback && isCallable(callback)) feed(m, call, callback, [NULL, UNKNOWN]);
    return UNDEFINED;
  },
};

/**
 * winston (https://github.com/winstonjs/winston#formats): a line is what the format makes of the message. Without a
 * format it is JSON; `simple`, `cli` and `printf` make text.
 */
import { getProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import { constant, joinAll, SOME_TEXT, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, instanceOf, isCallable, objectOf } from '../kit.js';
import { formatted } from '../util/functions.js';
import type { Natives } from '../schema.js';

/** What a format writes: text of its own making, plain lines, or JSON; null for steps that only add fields. */
type Kind = 'lines' | 'json' | 'printed' | null;

function kindOf(name: string): Kind {
  if (name === 'simple' || name === 'cli') return 'lines';
  if (name === 'json' || name === 'logstash' || name === 'prettyPrint') return 'json';
  return name === 'printf' ? 'printed' : null;
}

function make(m: Machine, call: Call, type: string, kind: Kind, printer: Value | null): Value {
  const made = instanceOf(m, call, `winston:${type}`);
  const obj = objectOf(made);
  if (obj && kind !== null) m.setCell(obj, '%kind', constant(kind));
  if (obj && printer) m.setCell(obj, '%printer', printer);
  return made;
}

function read(m: Machine, value: Value, cell: string): Value | null {
  const obj = objectOf(value);
  return (obj ? m.cell(obj, cell) : undefined) ?? null;
}

function fromFormat(m: Machine, call: Call, type: string, format: Value): Value {
  const kind = read(m, format, '%kind');
  return make(m, call, type, (kind ? soleText(kind) : null) as Kind, read(m, format, '%printer'));
}

/** pino and bunyan: a logger that redacts is trusted to redact what it is told to (https://getpino.io/#/docs/redaction). */
const REDACTS = 'redacts';

function redacts(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && ref.slots.has(REDACTS));
}

const pinoNatives: Natives = {
  'pino.make': (m, call) => {
    const made = instanceOf(m, call, 'Logger');
    const options = [argument(call, 0), argument(call, 1)].filter((each) => each.refs.length > 0);
    const told = (name: string): boolean =>
      options.some((each) => {
        const value = getProperty(m, each, name, call.node);
        return value.refs.length > 0 || (value.open && value !== UNKNOWN);
      });
    if (told('redact') || told('serializers')) objectOf(made)?.slots.set(REDACTS, true);
    return made;
  },
  'pino.child': (m, call) => {
    const made = instanceOf(m, call, 'Logger');
    if (redacts(call.self)) objectOf(made)?.slots.set(REDACTS, true);
    return made;
  },
  'pino.write': (m, call) => {
    if (!redacts(call.self))
      m.sink(joinAll(call.args), call.node, call, { kind: 'logged', deep: true }, call.entity?.name ?? 'log');
    return UNDEFINED;
  },
};

export const loggerNatives: Natives = {
  ...pinoNatives,
  'winston.format': (m, call) => {
    const name = call.entity?.name.split('.').at(-1) ?? '';
    if (name !== 'combine') return make(m, call, 'Format', kindOf(name), name === 'printf' ? argument(call, 0) : null);
    const last = [...call.args].reverse().find((each) => read(m, each, '%kind') !== null);
    return last ? fromFormat(m, call, 'Format', last) : make(m, call, 'Format', null, null);
  },
  'winston.transport': (m, call) =>
    fromFormat(m, call, 'Transport', getProperty(m, argument(call, 0), 'format', call.node)),
  'winston.logger': (m, call) => {
    const options = argument(call, 0);
    const own = getProperty(m, options, 'format', call.node);
    if (read(m, own, '%kind') !== null) return fromFormat(m, call, 'Logger', own);
    const elements = elementsOf(m, getProperty(m, options, 'transports', call.node), call.node);
    const transport = [...elements.known, allOf(elements)].find((each) => read(m, each, '%kind') !== null);
    return fromFormat(m, call, 'Logger', transport ?? UNDEFINED);
  },
  'winston.write': (m, call) => {
    const kind = read(m, call.self, '%kind');
    const name = kind ? soleText(kind) : null;
    const leveled = call.entity?.name.endsWith('log') === true && call.args.length > 1;
    const at = leveled ? 1 : 0;
    const node = call.argNodes[at] ?? call.node;
    const callee = call.entity?.name ?? 'log';
    if (name === 'lines') m.sink(formatted(m, [argument(call, at)], call), node, call, { kind: 'log' }, callee);
    const printer = read(m, call.self, '%printer');
    if (name === 'printed' && printer && isCallable(printer)) {
      const info = m.object('object', call.node, [
        ['level', SOME_TEXT],
        ['message', argument(call, at)],
        ['timestamp', SOME_TEXT],
        ['label', SOME_TEXT],
        ['stack', UNDEFINED],
        ['meta', call.args[at + 1] ?? UNDEFINED],
      ]);
      const line = callValue(m, printer, plainCall(call.node, UNKNOWN, [info]));
      m.sink(toText(m, line, call.node), node, call, { kind: 'log' }, callee);
    }
    return call.self;
  },
};

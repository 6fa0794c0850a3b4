/** Functions that decide about uploads: which files they let in, and what they call them. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { sourceValue } from '../../flow/library.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { awaited } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { soleText, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { argument, instanceOf, isCallable, nativeFunction, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { BODY_TEXT } from '../shared/client.js';
import { namedSource } from '../shared/sources.js';

const FILE = 'express:UploadedFile';

/** Runs a filter on a file of which nothing is known: one that says yes on every path filters nothing. */
function filters(m: Machine, call: Call, filter: Value, style: 'callback' | 'answer'): void {
  if (!isCallable(filter)) return;
  let yes = 0;
  let other = 0;
  const note = (answer: Value): void => {
    if (m.dead) return;
    if (truthiness(answer) === true) yes++;
    else other++;
  };
  const done = nativeFunction('done', (machine, answer) => {
    if (truthiness(argument(answer, 0)) === true) other++;
    else if (!machine.dead) note(argument(answer, 1));
    return UNDEFINED;
  });
  const file = instanceOf(m, call, FILE);
  m.branch([
    () => {
      const args = style === 'callback' ? [instanceOf(m, call, 'express:Request'), file, done] : [file];
      const returned = callValue(m, filter, plainCall(call.node, UNKNOWN, args));
      if (style === 'answer') note(awaited(returned));
    },
    () => undefined,
  ]);
  if (yes === 0 || other > 0) return;
  const any = sourceValue(m, { kind: 'http.files', form: Form.Object }, call.node, 'any file');
  m.sink(any, call.node, call, { kind: 'upload-type' }, call.entity?.name ?? 'upload');
}

/** The filter that is asked about a file before the storage is; kept with the storage by who is given both. */
const FILTER = 'filter';

/** What a storage is told to call a file: of those that its filter lets in, when it has one. */
function names(m: Machine, call: Call, naming: Value, storage: Value): void {
  if (!isCallable(naming)) return;
  const done = nativeFunction('done', (machine, answer) => {
    const node = answer.argNodes[1] ?? answer.node;
    machine.sink(argument(answer, 1), node, call, { kind: 'upload-name' }, call.entity?.name ?? 'storage');
    return UNDEFINED;
  });
  m.defer(call.node, (machine) => {
    const request = instanceOf(machine, call, 'express:Request');
    const file = instanceOf(machine, call, FILE);
    const name = (): void => {
      callValue(machine, naming, plainCall(call.node, UNKNOWN, [request, file, done]));
    };
    const accepted: Value[] = [];
    const decided = nativeFunction('decided', (_, answer) => {
      if (truthiness(argument(answer, 0)) === true || truthiness(argument(answer, 1)) === false) return UNDEFINED;
      accepted.push(argument(answer, 1));
      name();
      return UNDEFINED;
    });
    for (const filter of filtersOf(storage))
      callValue(machine, filter, plainCall(call.node, UNKNOWN, [request, file, decided]));
    if (accepted.length === 0) name();
  });
}

function filtersOf(storage: Value): readonly Value[] {
  return storage.refs.flatMap((ref) => {
    const filter = ref.kind === 'obj' ? (ref.slots.get(FILTER) as Value | undefined) : undefined;
    return filter ? [filter] : [];
  });
}

/** Tells the storage of some options the filter that stands in front of it (multer asks `fileFilter` first). */
function joinOptions(m: Machine, options: Value, node: TS.Node): void {
  if (options.refs.length === 0) return;
  const filter = getProperty(m, options, 'fileFilter', node);
  if (!isCallable(filter)) return;
  for (const ref of getProperty(m, options, 'storage', node).refs)
    if (ref.kind === 'obj') ref.slots.set(FILTER, filter);
}

/** What the other natives do not decide. */
function asDescribed(m: Machine, call: Call): Value {
  return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
}

/** An option of the call's first argument that is a function. */
function option(m: Machine, call: Call, name: string): Value {
  const options = argument(call, 0);
  return options.refs.length === 0 ? UNDEFINED : getProperty(m, options, name, call.node);
}

/** What listeners of busboy are given: a field with its text, or a file with its stream and what the client says of it. */
function given(m: Machine, call: Call, event: string | null): readonly Value[] {
  const text = (what: string): Value => namedSource(m, BODY_TEXT, call.node, what);
  if (event === 'field') return [text('the name of a field'), text('a field'), instanceOf(m, call, 'FileInfo')];
  if (event !== 'file') return [UNKNOWN];
  const stream = instanceOf(m, call, 'node:stream:Readable');
  const content = objectOf(stream);
  if (content) m.setCell(content, '%data', text('a file'));
  return [text('the name of a field'), stream, instanceOf(m, call, 'FileInfo')];
}

/** What listeners of formidable are given (https://github.com/node-formidable/formidable#events). */
function parsed(m: Machine, call: Call, event: string | null): readonly Value[] {
  const text = (what: string): Value => namedSource(m, BODY_TEXT, call.node, what);
  if (event === 'field') return [text('the name of a field'), text('a field')];
  if (event === 'file' || event === 'fileBegin')
    return [text('the name of a field'), instanceOf(m, call, 'ParsedFile')];
  return [UNKNOWN];
}

/** A listener of a parser of forms. */
function hears(given: (m: Machine, call: Call, event: string | null) => readonly Value[]): Natives[string] {
  return (m, call) => {
    const event = soleText(argument(call, 0));
    const callback = argument(call, 1);
    if (isCallable(callback))
      m.defer(call.node, (machine) => {
        callValue(machine, callback, plainCall(call.node, call.self, given(machine, call, event)));
      });
    return call.self;
  };
}

export const uploadNatives: Natives = {
  'uploads.busboy': hears(given),
  'uploads.formEvent': hears(parsed),
  'uploads.multer': (m, call) => {
    filters(m, call, option(m, call, 'fileFilter'), 'callback');
    joinOptions(m, argument(call, 0), call.node);
    return asDescribed(m, call);
  },
  'uploads.storage': (m, call) => {
    const storage = asDescribed(m, call);
    names(m, call, option(m, call, 'filename'), storage);
    return storage;
  },
  'uploads.formidable': (m, call) => {
    filters(m, call, option(m, call, 'filter'), 'answer');
    return asDescribed(m, call);
  },
  /** Options of multer among the arguments: of an interceptor, or of the module. */
  'uploads.options': (m, call) => {
    for (const each of call.args) joinOptions(m, each, call.node);
    return asDescribed(m, call);
  },
  'uploads.optionsLater': (m, call) => {
    const factory = option(m, call, 'useFactory');
    if (isCallable(factory))
      joinOptions(m, awaited(callValue(m, factory, plainCall(call.node, UNKNOWN, []))), call.node);
    return asDescribed(m, call);
  },
};

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
import { argument, instanceOf, isCallable, nativeFunction } from '../kit.js';
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

/** What a storage is told to call a file. */
function names(m: Machine, call: Call, naming: Value): void {
  if (!isCallable(naming)) return;
  const done = nativeFunction('done', (machine, answer) => {
    const node = answer.argNodes[1] ?? answer.node;
    machine.sink(argument(answer, 1), node, call, { kind: 'upload-name' }, call.entity?.name ?? 'storage');
    return UNDEFINED;
  });
  m.defer(call.node, (machine) => {
    const args = [instanceOf(machine, call, 'express:Request'), instanceOf(machine, call, FILE), done];
    callValue(machine, naming, plainCall(call.node, UNKNOWN, args));
  });
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
  return [text('the name of a field'), instanceOf(m, call, 'node:stream:Readable'), instanceOf(m, call, 'FileInfo')];
}

export const uploadNatives: Natives = {
  'uploads.busboy': (m, call) => {
    const event = soleText(argument(call, 0));
    const callback = argument(call, 1);
    if (isCallable(callback))
      m.defer(call.node, (machine) => {
        callValue(machine, callback, plainCall(call.node, call.self, given(machine, call, event)));
      });
    return call.self;
  },
  'uploads.multer': (m, call) => {
    filters(m, call, option(m, call, 'fileFilter'), 'callback');
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  },
  'uploads.storage': (m, call) => {
    names(m, call, option(m, call, 'filename'));
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  },
  'uploads.formidable': (m, call) => {
    filters(m, call, option(m, call, 'filter'), 'answer');
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  },
};

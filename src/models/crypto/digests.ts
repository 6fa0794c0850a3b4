/** Hashes and MACs: what is put in shows in the answer only as far as somebody could compute it again. */
import { deepLabels } from '../../flow/deep-labels.js';
import { Form } from '../../flow/forms.js';
import { madeFrom, makeLabel, type Label } from '../../flow/labels.js';
import { promiseOf } from '../../flow/promises.js';
import type { Native } from '../../flow/semantics.js';
import { sourceAt } from '../../flow/sources.js';
import { labelled, NOTHING, join, TRUE, UNKNOWN, type Value } from '../../flow/value.js';
import { textBehind } from '../buffer/bytes.js';
import { isPasswordName } from '../sensitive.js';
import { argument, instanceOf, objectOf, textOf } from '../kit.js';
import type { Natives } from '../schema.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';

const FED = '%fed';
const EMPTY = '%empty';

/** What a digest gives: as text with an encoding, as bytes without. */
function answer(m: Machine, call: Call, encoding: Value, labels: readonly Label[]): Value {
  const text = textOf(labels);
  if (encoding.consts.some((each) => typeof each.value === 'string') || encoding.open) return text;
  const bytes = instanceOf(m, call, 'buffer:Buffer');
  const obj = objectOf(bytes);
  if (obj) m.setCell(obj, '%text', text);
  return bytes;
}

function isPassword({ source }: Label): boolean {
  return source.kind.startsWith('http.') && isPasswordName(source.path?.at(-1) ?? '');
}

/**
 * Labels whose values somebody else may know or draw: they stay guessable, and random bytes stay random, behind a hash. The
 * hash of a password is as secret as what a slow function derives from it.
 */
function hashed(call: Call, labels: readonly Label[]): readonly Label[] {
  const derived = makeLabel(sourceAt('secret.derived', call.node, 'the digest', { own: true }), Form.String);
  return [
    ...labels
      .filter(({ source }) => source.kind.startsWith('guessable.') || source.kind.startsWith('random.'))
      .map((label) => madeFrom(label, 'digest', { form: Form.String })),
    ...(labels.some(isPassword) ? [derived] : []),
  ];
}

/** True for a value that falls back to an empty text: `token ?? ''`. */
function mayBeEmpty(value: Value): boolean {
  return value.consts.some((each) => each.value === '') && (value.open || value.labels.length > 0);
}

/** The digest of a text that may be empty is one that everybody knows. */
function ofNothing(call: Call): Label {
  return makeLabel(sourceAt('hash.empty', call.node, 'the digest', { own: true }), Form.String);
}

const update: Native = (m, call) => {
  const obj = objectOf(call.self);
  if (obj) {
    const labels = deepLabels(m, argument(call, 0));
    if (mayBeEmpty(argument(call, 0))) m.setCell(obj, EMPTY, TRUE);
    if (labels.length > 0) m.setCell(obj, FED, join(m.cell(obj, FED) ?? NOTHING, labelled(labels, Form.String)));
  }
  return call.self;
};

export const cryptoNatives: Natives = {
  'crypto.update': update,
  'crypto.digest': (m, call) => {
    const obj = objectOf(call.self);
    const fed = (obj ? m.cell(obj, FED) : undefined) ?? UNKNOWN;
    const own = makeLabel(sourceAt('hash.digest', call.node, 'the digest', { own: true }), Form.String);
    const empty = obj && m.cell(obj, EMPTY) ? [ofNothing(call)] : [];
    return answer(m, call, argument(call, 0), [own, ...empty, ...hashed(call, fed.labels)]);
  },
  'crypto.digestText': (m, call) => {
    const obj = objectOf(call.self);
    const fed = (obj ? m.cell(obj, FED) : undefined) ?? UNKNOWN;
    return textOf([
      makeLabel(sourceAt('hash.digest', call.node, 'the digest', { own: true }), Form.String),
      ...hashed(call, fed.labels),
    ]);
  },
  'crypto-js.hash': (m, call) =>
    textOf([
      makeLabel(sourceAt('hash.digest', call.node, 'the digest', { own: true }), Form.String),
      ...hashed(call, deepLabels(m, argument(call, 0))),
    ]),
  'crypto-js.mac': (_m, call) =>
    textOf([makeLabel(sourceAt('secret.mac', call.node, 'the MAC', { own: true }), Form.String)]),
  'crypto.mac': (m, call) =>
    answer(m, call, argument(call, 0), [
      makeLabel(sourceAt('secret.mac', call.node, 'the MAC', { own: true }), Form.String),
    ]),
  'crypto.subtleDigest': (m, call) => {
    const own = makeLabel(sourceAt('hash.digest', call.node, 'the digest', { own: true }), Form.String);
    const bytes = instanceOf(m, call, 'buffer:Buffer');
    const obj = objectOf(bytes);
    if (obj) m.setCell(obj, '%text', textOf([own, ...hashed(call, textBehind(m, argument(call, 1), call).labels)]));
    return promiseOf(bytes);
  },
  'crypto.hash': (m, call) => {
    const own = makeLabel(sourceAt('hash.digest', call.node, 'the digest', { own: true }), Form.String);
    return textOf([own, ...hashed(call, deepLabels(m, argument(call, 1)))]);
  },
  'crypto.timingSafeEqual': (m, call) => {
    m.compared(
      'constant-time',
      textBehind(m, argument(call, 0), call),
      textBehind(m, argument(call, 1), call),
      call.node,
    );
    return { ...UNKNOWN, form: Form.Boolean };
  },
};

/** What a token says before anybody verified it: its claims decide something as soon as they are read. */
import { factsFor } from '../../flow/conditions.js';
import { ANY_FORM, Form, STRUCTURED } from '../../flow/forms.js';
import { clears, madeFrom, partOf, State, type Label } from '../../flow/labels.js';
import { deepLabels } from '../../flow/deep-labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { sourceLabel } from '../../flow/sources.js';
import { join, labelled, SOME_NUMBER, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, nativeFunction } from '../kit.js';
import type { Natives } from '../schema.js';

/** When to fetch a new token is nobody's right (RFC 7519, 4.1.4 to 4.1.6). */
const TIMES: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf']);

/** What stands in a header as an object and as a list: keys themselves (RFC 7515, 4.1.3 and 4.1.6). */
const KEYS_IN_HEADER: ReadonlySet<string> = new Set(['jwk', 'x5c']);

/** Under which all claims stand, where the header is read as well. */
const WHOLES: ReadonlySet<string> = new Set(['payload', 'decoded']);

/** The labels of a token, once for what was made of it. */
function tokenLabels(m: Machine, call: Call): readonly Label[] {
  return deepLabels(m, argument(call, 0)).map((label) => m.store.refined(label));
}

function marked(call: Call, kind: string, text: string): Label {
  return sourceLabel(kind, call.node, text, ANY_FORM, { own: true });
}

/**
 * The protected header: it may choose among keys, but not bring one along. What stands in it is what the sender of the token
 * wrote, also where the token is verified later: `kid` is read before there is a key (RFC 7515, 4.1.4).
 */
export function header(m: Machine, call: Call, tokens: readonly Label[] = tokenLabels(m, call)): Value {
  const label = marked(call, 'token.header', 'the header of the token');
  const made = m.alloc('object', call.node, {
    lazy: (_machine, name) => {
      if (name.startsWith('@@') || name.startsWith('%')) return null;
      const form = KEYS_IN_HEADER.has(name) ? STRUCTURED : Form.String;
      const others = tokens.map((each) => madeFrom(each, `header.${name}`, { form }));
      return labelled([partOf(label, name, form), ...others], form);
    },
  });
  made.slots.set('backs', label.ids[0]);
  return { ...labelled([label], STRUCTURED), refs: [made], open: false };
}

/** Claims: each one that is read beyond the times is a use of what nobody has verified. */
function claims(
  m: Machine,
  call: Call,
  tokens: readonly Label[],
  label = marked(call, 'token.claims', 'claims that nobody verified'),
): Value {
  const stack = m.callStack();
  const made = m.alloc('object', call.node, {
    lazy: (machine, name) => {
      if (name.startsWith('@@') || name.startsWith('%')) return null;
      if (name === 'header') return header(machine, call, tokens);
      if (WHOLES.has(name)) return claims(machine, call, tokens, partOf(label, name, ANY_FORM));
      if (TIMES.has(name)) return SOME_NUMBER;
      const part = labelled([partOf(label, name, ANY_FORM)], ANY_FORM);
      const spec = { kind: 'identity', what: `the claim \`${name}\``, stack } as const;
      machine.sink(part, call.node, call, spec, call.entity?.name ?? '');
      const others = tokens.map((each) =>
        madeFrom(each, `claim.${name}`, { form: each.form, state: each.state | State.Transformed }),
      );
      return others.length === 0 ? part : join(part, labelled(others, ANY_FORM));
    },
  });
  made.slots.set('backs', label.ids[0]);
  return { ...labelled([label], STRUCTURED), refs: [made], open: false };
}

/** A token that was verified on this path, or that the program has just signed itself, has claims that can be believed. */
function isBelieved(token: Label): boolean {
  return clears(token, 'identity') || token.source.kind === 'credential.issued';
}

function decoded(m: Machine, call: Call): Value {
  const tokens = tokenLabels(m, call);
  if (tokens.length > 0 && tokens.every(isBelieved)) return UNKNOWN;
  return claims(m, call, tokens);
}

/** Notes that a token was verified. */
export function verified(m: Machine, call: Call): void {
  m.learn(factsFor(deepLabels(m, argument(call, 0)), { clears: ['identity'] }));
}

const decode: Native = (m, call) => decoded(m, call);

export const tokenNatives: Natives = {
  'tokens.decode': decode,
  'tokens.decodeSent': (m, call) =>
    tokenLabels(m, call).some(({ source }) => source.kind.startsWith('http.')) ? decoded(m, call) : UNKNOWN,
  'tokens.decodeLater': (m, call) => promiseOf(decoded(m, call)),
  'tokens.header': (m, call) => header(m, call),
  'tokens.decoder': () => nativeFunction('decoder', (m, call) => decoded(m, call)),
  'tokens.verifyLater': (m, call) => {
    verified(m, call);
    return promiseOf(UNKNOWN);
  },
  'tokens.verify': (m, call) => {
    verified(m, call);
    return UNKNOWN;
  },
};

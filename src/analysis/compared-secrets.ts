/** Secrets that a program was written with to compare them with what a client sends: whoever has the code can send them. */
import { State } from '../flow/labels.js';
import type { Comparison, ConstantHit } from '../flow/machine.js';
import { isConst, type Value } from '../flow/value.js';
import { isPasswordName, isUnguessableName } from '../lang/secrets/names.js';

/** What stands for no value, and what is drawn for one exchange only. */
const NOTHING = /^(?:undefined|null|none|nil|true|false|bearer|basic|\s*)$/i;
const DRAWN = /(?:nonce|salt|sid|session.?id|csrf.?token|xsrf.?token)$/i;

/** The credential that a client has sent, as it was read; null for other data. */
function sentIn(value: Value): { readonly text: string; readonly name: string } | null {
  for (const { source, state } of value.labels) {
    // What introduces a credential, its scheme or version, is no part of the secret.
    if ((state & State.Excerpt) !== 0) continue;
    const name = source.path?.at(-1) ?? '';
    const isSent = source.kind.startsWith('http.') || source.kind.startsWith('message.');
    if (!isSent || DRAWN.test(name)) continue;
    if (isUnguessableName(name) || isPasswordName(name) || /^authorization$/i.test(name))
      return { text: source.text, name };
  }
  return null;
}

/** Returns the constants that are compared with a credential of a client's. */
export function comparedSecrets({ left, right, node, stack }: Comparison): readonly ConstantHit[] {
  return [
    [left, right],
    [right, left],
  ].flatMap(([value, other]): readonly ConstantHit[] => {
    if (!value || !other || value.consts.length === 0 || !isConst(value) || isConst(other)) return [];
    const sent = sentIn(other);
    if (sent === null) return [];
    return value.consts.flatMap(({ value: text, origin }): readonly ConstantHit[] =>
      typeof text !== 'string' || NOTHING.test(text)
        ? []
        : [
            {
              kind: /^authorization$/i.test(sent.name) ? 'authorization' : 'password',
              text,
              origin,
              fallback: false,
              node,
              call: node,
              what: 'the expected value',
              callee: sent.text,
              stack,
            },
          ],
    );
  });
}

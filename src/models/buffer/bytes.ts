/** Bytes and their texts: encodings of a fixed alphabet (RFC 4648) say what the text can hold, decoding makes another text. */
import { allOf, elementsOf } from '../../flow/elements.js';
import { Form } from '../../flow/forms.js';
import { EVERY_KIND, madeFrom, makeLabel, refineLabel, State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { recoded } from '../../flow/recoding.js';
import type { Call } from '../../flow/refs.js';
import { sourceAt } from '../../flow/sources.js';
import { concat, toText } from '../../flow/text.js';
import {
  constant,
  isConst,
  joinAll,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_TEXT,
  soleConst,
  soleText,
  UNKNOWN,
  type Value,
} from '../../flow/value.js';
import { argument, fact, instanceOf, objectOf, refined, textArgument, textOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { isSecondPart } from './token-parts.js';

const HEX = fact(/^[0-9a-f]*$/);
const BASE64 = fact(/^[A-Za-z0-9+/=]*$/);
const BASE64URL = fact(/^[A-Za-z0-9_-]*$/);
const ALPHABETS: Readonly<Record<string, typeof HEX>> = { hex: HEX, base64: BASE64, base64url: BASE64URL };

function bufferOf(m: Machine, call: Call, text: Value): Value {
  const made = instanceOf(m, call, 'buffer:Buffer');
  const obj = objectOf(made);
  if (obj) m.setCell(obj, '%text', text);
  return made;
}

export function encoded(text: Value, encoding: string | null): Value {
  const alphabet = encoding === null ? undefined : ALPHABETS[encoding.toLowerCase()];
  if (!alphabet) return text;
  if (isConst(text))
    return joinAll(
      text.consts.map(({ value, origin }) =>
        constant(Buffer.from(String(value)).toString(encoding as BufferEncoding), origin),
      ),
    );
  return textOf(
    text.labels.map((label) =>
      refineLabel(
        madeFrom(label, `encode.${encoding ?? ''}`, {
          form: Form.String,
          state: label.state | State.Transformed,
          // What nobody has to fear in any place, as what is encrypted, is as harmless in other letters.
          cleared: label.cleared.includes(EVERY_KIND) ? label.cleared : [],
        }),
        { facts: [alphabet] },
      ),
    ),
  );
}

/** The text of constant bytes; bytes that are no text in UTF-8 as one character each, so that they are still told apart. */
function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('latin1');
}

/** Bytes that begin all alike (https://nodejs.org/api/buffer.html#static-method-bufferallocsize-fill-encoding). */
function alike(call: Call): Value {
  return textOf([
    makeLabel(sourceAt('bytes.alike', call.node, 'bytes that are all alike', { own: true }), Form.String),
  ]);
}

/** The text behind an encoded one; the codec's own alphabet is gone with it. */
function decoded(m: Machine, text: Value, encoding: string | null): Value {
  if (encoding === null || !Object.hasOwn(ALPHABETS, encoding.toLowerCase())) return text;
  if (isConst(text))
    return joinAll(
      text.consts.map(({ value, origin }) =>
        constant(textOfBytes(Buffer.from(String(value), encoding as BufferEncoding)), origin),
      ),
    );
  return textOf(
    text.labels.map((label) =>
      recoded(m, label, `decode.${encoding}`, { form: Form.String, state: State.Transformed }),
    ),
  );
}

/** The second part of a text that is taken apart at its dots is what a token claims (RFC 7519, section 3). */
function reachPayload(m: Machine, call: Call, text: Value): void {
  const [node] = call.argNodes;
  if (node && text.labels.length > 0 && isSecondPart(node))
    m.sink(text, call.node, call, { kind: 'token-payload' }, call.entity?.name ?? 'decode');
}

function encodingOf(value: Value): string | null {
  return soleText(value);
}

/** Returns the text that bytes stand for. */
export function textBehind(m: Machine, value: Value, call: Call): Value {
  const obj = objectOf(value);
  const own = obj ? m.cell(obj, '%text') : undefined;
  return own ?? refined(m, toText(m, value, call.node));
}

/** The text of the bytes that a method is called on; bytes of a client's are text of theirs. */
function ownText(m: Machine, call: Call): Value {
  const obj = objectOf(call.self);
  const own = obj ? m.cell(obj, '%text') : undefined;
  return own ?? (call.self.labels.length > 0 ? textBehind(m, call.self, call) : SOME_TEXT);
}

/** What bytes are made of: `undefined` and `null` are refused (https://nodejs.org/api/buffer.html, `Buffer.from`), and no text of nine letters. */
function given(source: Value): Value {
  const consts = source.consts.filter(({ value }) => value !== undefined && value !== null);
  if (consts.length === source.consts.length) return source;
  const isNothing = consts.length === 0 && source.labels.length === 0 && source.refs.length === 0;
  return isNothing ? SOME_TEXT : { ...source, consts };
}

export const bufferNatives: Natives = {
  'buffer.alloc': (m, call) => bufferOf(m, call, isConst(argument(call, 1)) ? alike(call) : SOME_TEXT),
  'buffer.typed': (m, call) => {
    const source = argument(call, 0);
    if (typeof soleConst(source)?.value === 'number') return bufferOf(m, call, alike(call));
    return objectOf(source) ? bufferOf(m, call, textBehind(m, source, call)) : UNKNOWN;
  },
  'buffer.from': (m, call) => {
    const source = argument(call, 0);
    const listed =
      objectOf(source)?.shape === 'array'
        ? toText(m, allOf(elementsOf(m, source, call.node)), call.node)
        : refined(m, toText(m, given(source), call.node));
    const encoding = encodingOf(argument(call, 1));
    if (encoding?.startsWith('base64')) reachPayload(m, call, listed);
    return bufferOf(m, call, decoded(m, listed, encoding));
  },
  'buffer.concat': (m, call) => {
    const elements = elementsOf(m, argument(call, 0), call.node);
    const parts = elements.known.map((each) => textBehind(m, each, call));
    if (elements.rest !== NOTHING) parts.push(textBehind(m, elements.rest, call), SOME_TEXT);
    return bufferOf(m, call, parts.length === 0 ? constant('') : concat(m, parts));
  },
  'buffer.toString': (m, call) => {
    return encoded(ownText(m, call), encodingOf(argument(call, 0)));
  },
  'buffer.equals': (m, call) => {
    m.compared('method', textBehind(m, call.self, call), textBehind(m, argument(call, 0), call), call.node);
    return SOME_BOOLEAN;
  },
  'buffer.compare': (m, call) => {
    m.compared('method', textBehind(m, call.self, call), textBehind(m, argument(call, 0), call), call.node);
    return SOME_NUMBER;
  },
  'buffer.compareBoth': (m, call) => {
    m.compared('method', textBehind(m, argument(call, 0), call), textBehind(m, argument(call, 1), call), call.node);
    return SOME_NUMBER;
  },
  'buffer.part': (m, call) => {
    return bufferOf(m, call, ownText(m, call));
  },
  'buffer.decode': (m, call) => textBehind(m, argument(call, 0), call),
  'buffer.atob': (m, call) => {
    const text = textArgument(m, call, 0);
    reachPayload(m, call, text);
    return decoded(m, text, 'base64');
  },
  'buffer.btoa': (m, call) => encoded(textArgument(m, call, 0), 'base64'),
};

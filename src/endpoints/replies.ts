/** Calls by which a request is answered. */
import type { Call } from '../flow/refs.js';

/** Places of an answer: data, a document, an address to go to, a file. */
const ANSWERS: ReadonlySet<string> = new Set(['answer', 'html', 'redirect', 'path']);
const REPLYING: ReadonlySet<string> = new Set(['http.write', 'koa.body']);

/** True for calls that send an answer: behind them nothing of a hook decides any more. */
export function sendsAnswer({ spec }: Call): boolean {
  return (spec?.sinks ?? []).some(({ kind }) => ANSWERS.has(kind)) || spec?.native === 'http.write';
}

/** True for calls that send an answer, or say which one it will be. */
export function isReply({ spec }: Call): boolean {
  return (
    (spec?.sinks ?? []).some(({ kind }) => ANSWERS.has(kind)) ||
    REPLYING.has(spec?.native ?? '') ||
    (spec?.roles ?? []).some(({ role }) => role === 'answer.status')
  );
}

/** True where a middleware is called with what goes on: `helmet()(req, res, next)`. */
export function handsOn({ args }: Call): boolean {
  return args[2]?.refs.some((ref) => ref.kind === 'native' && ref.name === 'next') === true;
}

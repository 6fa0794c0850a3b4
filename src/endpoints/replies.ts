/** Calls by which a request is answered. */
import type { Machine } from '../flow/machine.js';
import { slot } from '../flow/modelled.js';
import type { Call, Ref } from '../flow/refs.js';
import { soleText } from '../flow/value.js';
import { ts } from '../lang/ts.js';

/** Places of an answer: data, a document, an address to go to, a file. */
const ANSWERS: ReadonlySet<string> = new Set(['answer', 'html', 'redirect', 'path']);
const REPLYING: ReadonlySet<string> = new Set(['http.write', 'koa.body']);

/** True for calls that send an answer: behind them nothing of a hook decides any more. */
export function sendsAnswer({ spec }: Call): boolean {
  return (spec?.sinks ?? []).some(({ kind }) => ANSWERS.has(kind)) || spec?.native === 'http.write';
}

/** True for calls that send an answer, or say which one it will be. */
export function isReply({ spec }: Pick<Call, 'spec'>): boolean {
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

function isRequest(ref: Ref): boolean {
  return ref.kind === 'obj' && ref.entity?.member('headers')?.spec.source?.kind === 'http.headers';
}

function isResponse(ref: Ref): boolean {
  const entity = ref.kind === 'obj' ? ref.entity : null;
  return ['end', 'send'].some((name) => {
    const spec = entity?.member(name)?.call;
    return spec ? isReply({ spec }) : false;
  });
}

/** True where something of which nothing is known is given the request and what answers it: `server.handle(req.raw, res.raw)`. */
function handsOver({ args }: Call): boolean {
  return args.some(({ refs }) => refs.some(isRequest)) && args.some(({ refs }) => refs.some(isResponse));
}

/** Notes what a call of something unknown says: the request is handed over, or a method is called that others have put there. */
export function noteUnknown(call: Call, { roles, strange }: { roles: Set<string>; strange: Set<string> }): void {
  if (handsOver(call)) roles.add('request.handed-on');
  const { node, self } = call;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
  if (self.refs.some((ref) => isRequest(ref) || isResponse(ref))) strange.add(node.expression.name.text);
}

/** Headers that protect answers (OWASP HTTP Headers Cheat Sheet); those that let other sites in are none. */
const PROTECTIVE =
  /^(?:x-frame-options|x-content-type-options|x-xss-protection|strict-transport-security|content-security-policy|referrer-policy|permissions-policy|cross-origin-\w+-policy)$/i;

/** True for a call that sets a header which protects, or one of which the name is not known. */
export function setsProtection(m: Machine, call: Call): boolean {
  return (call.spec?.roles ?? []).some(({ role, parts }) => {
    if (role !== 'answer.header') return false;
    const name = parts?.['name'] === undefined ? undefined : slot(m, call, parts['name'])?.value;
    const text = name ? soleText(name) : null;
    return text === null || PROTECTIVE.test(text);
  });
}

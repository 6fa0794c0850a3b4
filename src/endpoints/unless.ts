/** express-unless and koa-unless: requests that a guard lets alone. */
import { getProperty } from '../flow/access.js';
import { elementsOf } from '../flow/elements.js';
import type { Machine } from '../flow/machine.js';
import { isConst, NOTHING, soleText, type Value } from '../flow/value.js';
import { excludes } from '../lang/regex/language.js';
import type { TS } from '../lang/ts.js';

/** The request that an endpoint is called with. */
export interface Request {
  readonly path: string | null;
  /** In lower case, or `all`. */
  readonly method: string;
}

type Answer = 'yes' | 'no' | 'maybe';

function items(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (!value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array'))
    return value.refs.length === 0 && value.consts.every((each) => each.value === undefined) ? [] : [value];
  const { known, rest } = elementsOf(m, value, node);
  return rest === NOTHING ? known : [...known, rest];
}

function methodsAllow(m: Machine, value: Value, request: Request, node: TS.Node): Answer {
  const all = items(m, value, node);
  if (all.length === 0) return 'yes';
  if (!all.every(isConst)) return 'maybe';
  return all.some((each) => each.consts.some(({ value: name }) => String(name).toLowerCase() === request.method))
    ? 'yes'
    : 'no';
}

/** A path with parameters stands for many: only when none of them is found by the expression, it is surely not meant. */
function matchesPattern(
  { pattern, flags }: { readonly pattern: string; readonly flags: string },
  { path }: Request,
): Answer {
  if (path === null || /[*({]/.test(path)) return 'maybe';
  const paths = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[$.+?^|[\]\\]/g, '\\$&')))
    .join('/');
  const own = { pattern: `^${paths}$`, flags: '', matches: true };
  if (excludes([own], { pattern, flags, matches: true }) === true) return 'no';
  return excludes([own], { pattern, flags, matches: false }) === true ? 'yes' : 'maybe';
}

function matches(m: Machine, entry: Value, request: Request, node: TS.Node): Answer {
  const text = soleText(entry);
  if (text !== null) return request.path === null ? 'maybe' : request.path === text ? 'yes' : 'no';
  const [ref] = entry.refs;
  if (ref?.kind === 'obj' && ref.shape === 'regexp') {
    const found = ref.slots.get('pattern') as { readonly pattern: string; readonly flags: string } | undefined;
    return found ? matchesPattern(found, request) : 'maybe';
  }
  if (ref?.kind !== 'obj' || ref.shape !== 'object') return 'maybe';
  const url = matches(m, getProperty(m, entry, 'url', node), request, node);
  if (url !== 'yes') return url;
  return methodsAllow(m, getProperty(m, entry, 'methods', node), request, node);
}

/** Says whether the guard lets a request alone. */
export function isExempt(m: Machine, options: Value, request: Request, node: TS.Node): Answer {
  const custom = getProperty(m, options, 'custom', node);
  const answers = [
    ...items(m, getProperty(m, options, 'path', node), node).map((each) => matches(m, each, request, node)),
  ];
  const methods = getProperty(m, options, 'method', node);
  if (items(m, methods, node).length > 0) answers.push(methodsAllow(m, methods, request, node));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') || custom.refs.length > 0 ? 'maybe' : 'no';
}

/** Middleware that modules put before routes: `consumer.apply(...).exclude(...).forRoutes(...)`. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, ClassRef } from '../../flow/refs.js';
import { refValue, soleConst, soleText, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { isBelowPrefix, joinPaths, matchesRoute } from '../paths.js';
import { classesIn, listOf } from './modules.js';

/** The numbers of RequestMethod in @nestjs/common. */
const METHODS = ['get', 'post', 'put', 'delete', 'patch', 'all', 'options', 'head', 'search'];

export interface Applied {
  readonly middleware: readonly Value[];
  readonly excluded: readonly Value[];
  readonly routes: readonly Value[];
  readonly node: TS.Node;
}

/** Runs `configure` of every module that has it and returns what it applies. */
export function appliedBy(m: Machine, modules: readonly ClassRef[]): readonly Applied[] {
  const applied: Applied[] = [];
  for (const cls of modules) {
    if (!cls.methods.has('configure')) continue;
    const self = instanceOf(m, cls);
    const { store, catcher } = m;
    m.catcher = { throws: [], overwritten: null, outer: null };
    callValue(m, getProperty(m, self, 'configure', cls.node), plainCall(cls.node, self, [consumer(m, applied)]));
    m.catcher = catcher;
    if (m.dead) m.store = store;
  }
  return applied;
}

function method(name: string, run: (call: Call) => Value): Value {
  return refValue({ kind: 'native', name, props: null, call: (_, call) => run(call) }, Form.Function);
}

function spread(m: Machine, call: Call): readonly Value[] {
  return call.args.flatMap((each) =>
    each.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array') ? listOf(m, each, call.node) : [each],
  );
}

function consumer(m: Machine, applied: Applied[]): Value {
  const made = m.alloc('object', null);
  m.setCell(
    made,
    'apply',
    method('apply', (call) => proxy(m, applied, refValue(made), spread(m, call), [])),
  );
  return refValue(made);
}

function proxy(
  m: Machine,
  applied: Applied[],
  back: Value,
  middleware: readonly Value[],
  excluded: readonly Value[],
): Value {
  const made = m.alloc('object', null);
  m.setCell(
    made,
    'exclude',
    method('exclude', (call) => proxy(m, applied, back, middleware, [...excluded, ...spread(m, call)])),
  );
  m.setCell(
    made,
    'forRoutes',
    method('forRoutes', (call) => {
      applied.push({ middleware, excluded, routes: spread(m, call), node: call.node });
      return back;
    }),
  );
  return refValue(made);
}

type Answer = 'yes' | 'no' | 'maybe';

/** The global prefix stands before the paths of middleware, too (https://docs.nestjs.com/faq/global-prefix). */
function pathMatches(pattern: string, path: string, prefix: string): boolean {
  const own = `/${pattern.replace(/^\//, '')}`;
  const full = joinPaths(joinPaths('', prefix), own);
  return (
    own === '/*' ||
    matchesRoute(full, path) ||
    (/\/\*\w*$/.test(full) && isBelowPrefix(full.replace(/\/\*\w*$/, ''), path))
  );
}

function entryMatches(m: Machine, entry: Value, at: Door, node: TS.Node): Answer {
  const text = soleText(entry);
  if (at.path === null || at.prefix === null) return 'maybe';
  if (text !== null) return pathMatches(text, at.path, at.prefix) ? 'yes' : 'no';
  const route = soleText(getProperty(m, entry, 'path', node));
  if (route === null) return 'maybe';
  const number = soleConst(getProperty(m, entry, 'method', node))?.value;
  const wanted = typeof number === 'number' ? METHODS[number] : undefined;
  if (!pathMatches(route, at.path, at.prefix)) return 'no';
  return wanted === undefined || wanted === 'all' || wanted === at.verb ? 'yes' : 'no';
}

/** Where a route answers. */
interface Door {
  /** The whole path; null when it is not known. */
  readonly path: string | null;
  readonly verb: string;
  /** The prefix of the application, which is the beginning of the path. */
  readonly prefix: string | null;
}

/** Says whether applied middleware stands before a route of a controller. */
export function appliesTo(m: Machine, applied: Applied, controller: ClassRef, at: Door): Answer {
  const answers = (entries: readonly Value[]): readonly Answer[] =>
    entries.map((entry) => {
      const classes = classesIn(entry);
      if (classes.length > 0) return classes.includes(controller) ? 'yes' : 'no';
      return entryMatches(m, entry, at, applied.node);
    });
  const excluded = answers(applied.excluded);
  if (excluded.includes('yes')) return 'no';
  const routes = answers(applied.routes);
  if (excluded.includes('maybe')) return routes.some((each) => each !== 'no') ? 'maybe' : 'no';
  return routes.includes('yes') ? 'yes' : routes.includes('maybe') ? 'maybe' : 'no';
}

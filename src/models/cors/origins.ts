/** Which origins a CORS configuration lets read with the user's cookies: its function is run on an origin of nobody's choice. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { Form } from '../../flow/forms.js';
import { clears, partOf, type Label } from '../../flow/labels.js';
import { sourceValue } from '../../flow/library.js';
import { applySpec } from '../../flow/modelled.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { factsFor } from '../../flow/conditions.js';
import { soleText, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { admitsForeignHost } from '../../lang/origins.js';
import { outsideProduction } from '../../lang/environment.js';
import { importedExpression } from '../../lang/exported.js';
import type { TextFact } from '../../lang/regex/language.js';
import { ts, type TS } from '../../lang/ts.js';
import { argument, instanceOf, isCallable, nativeFunction, objectOf, refined } from '../kit.js';
import type { Natives } from '../schema.js';

const SINK = { kind: 'cors-origin' } as const;

/** Origins that were let in, with what was known of them, and whether any was turned away. */
interface Answers {
  readonly allowed: Value[];
  /** Those whose host passed a check that hosts of others pass as well. */
  readonly foreign: Value[];
  denied: boolean;
}

/** The parts of a parsed origin (https://url.spec.whatwg.org/#api) of which a check says whose it is. */
const HOST_PARTS = ['url.hostname', 'url.host'];

type Verdict = 'own' | 'foreign' | 'unchecked';

/** What the checks on this path say of the host of an origin that was parsed. */
function verdictByHost(m: Machine, origin: Label): Verdict {
  const hosts = HOST_PARTS.map((part) => m.store.refined(partOf(origin, part, Form.String)));
  if (hosts.some((host) => clears(host, SINK.kind))) return 'own';
  const checked = hosts.filter(isNamed);
  if (checked.length === 0) return 'unchecked';
  return checked.every((host) => admitsForeignHost(host.facts)) ? 'foreign' : 'own';
}

/** A check that names something, not only that there is an origin at all. */
function isNamed(label: Label): boolean {
  return label.facts.some(
    (fact) =>
      fact.oneOf?.some((row) => row.some((each) => /[a-z0-9]{3}/i.test(each.pattern))) ??
      /[a-z0-9]{3}/i.test(fact.pattern),
  );
}

/** Takes note of an origin that is let in, unless its parsed host says that it is one of the program's own. */
function allow(m: Machine, answers: Answers, origin: Value): void {
  const verdicts = origin.labels.map((label) => verdictByHost(m, label));
  if (verdicts.includes('own')) return;
  if (verdicts.includes('foreign')) answers.foreign.push(refined(m, origin));
  else answers.allowed.push(refined(m, origin));
}

function originOf(m: Machine, call: Call): Value {
  return sourceValue(m, { kind: 'http.headers', form: Form.String }, call.node, 'the Origin header');
}

/** One answer of a function: true or the origin lets it in, something falsy turns it away. */
function note(m: Machine, answers: Answers, origin: Value, answer: Value): void {
  if (m.dead) return;
  if (answer.labels.length > 0) {
    allow(m, answers, answer);
    if (answer.consts.length > 0 || answer.open) answers.denied ||= answer.consts.some((each) => !each.value);
    return;
  }
  const truthy = truthiness(answer);
  if (truthy !== true) answers.denied = true;
  if (truthy === false) return;
  if (truthy === null && !answer.outcome) return;
  if (answer.consts.some((each) => typeof each.value === 'string') || answer.refs.length > 0) return;
  m.branch([
    () => {
      m.learn(answer.outcome?.yes);
      allow(m, answers, origin);
    },
    () => undefined,
  ]);
}

function ask(m: Machine, call: Call, asked: Value, style: Style): void {
  const origin = originOf(m, call);
  const answers: Answers = { allowed: [], foreign: [], denied: false };
  const done = nativeFunction('done', (machine, answer) => {
    if (truthiness(argument(answer, 0)) === true) answers.denied = true;
    else note(machine, answers, origin, argument(answer, 1));
    return UNDEFINED;
  });
  const args =
    style === 'koa'
      ? [instanceOf(m, call, 'koa:Context')]
      : [origin, style === 'hono' ? instanceOf(m, call, 'hono:Context') : done];
  m.branch([
    () => {
      const returned = awaited(callValue(m, asked, plainCall(call.node, UNDEFINED, args)));
      if (style !== 'callback' || answers.allowed.length + answers.foreign.length === 0)
        note(m, answers, origin, returned);
    },
    () => undefined,
  ]);
  // Where some origins are turned away for a reason that nothing is known of, the rest may be fine.
  for (const each of answers.foreign) reach(m, call, each);
  for (const each of answers.allowed) if (!answers.denied || each.labels.some(isNamed)) reach(m, call, each);
}

function reach(m: Machine, call: Call, origin: Value): void {
  m.sink(origin, call.node, call, SINK, call.entity?.name ?? 'cors');
}

function matched(m: Machine, call: Call, fact: TextFact): void {
  m.branch([
    () => {
      const origin = originOf(m, call);
      m.learn(factsFor(origin.labels, { facts: [fact] }));
      reach(m, call, refined(m, origin));
    },
    () => undefined,
  ]);
}

type Style = 'callback' | 'hono' | 'koa' | 'hapi' | 'yoga';

/** True when the options say `true` only where production never gets: `origin: isDev ? true : site`. */
function isForDevelopers(m: Machine, options: Value): boolean {
  const written = objectOf(options)?.node;
  if (!written || !ts.isObjectLiteralExpression(written)) return false;
  const origin = written.properties.find((each) => each.name?.getText() === 'origin');
  const literals: TS.Node[] = [];
  const visit = (node: TS.Node): void => {
    if (node.kind === ts.SyntaxKind.TrueKeyword) literals.push(node);
    ts.forEachChild(node, visit);
  };
  if (origin) visit(origin);
  return (
    literals.length > 0 &&
    literals.every((each) => outsideProduction(each, (name) => importedExpression(m.project, name)))
  );
}

/**
 * Options that a function gives for each request (https://github.com/expressjs/cors#configuring-cors-asynchronously). Where
 * it lets in everybody on one way and nobody on another, the reason is a check of the request that may be a good one.
 */
function delegated(m: Machine, call: Call, asked: Value, style: Style): void {
  const given: Value[] = [];
  const done = nativeFunction('done', (_machine, answer) => {
    given.push(argument(answer, 1));
    return UNDEFINED;
  });
  m.branch([
    () => {
      const request = instanceOf(m, call, style === 'yoga' ? '@web/request:Request' : 'express:Request');
      const returned = awaited(callValue(m, asked, plainCall(call.node, UNDEFINED, [request, done])));
      if (isCallable(returned)) callValue(m, returned, plainCall(call.node, UNDEFINED, [request, done]));
      else if (given.length === 0) given.push(returned);
      const denies = given.some((each) => {
        const origin = getProperty(m, each, 'origin', call.node);
        return origin.labels.length === 0 && truthiness(origin) !== true;
      });
      if (!denies) for (const each of given) reachOrigins(m, call, each, style);
    },
    () => undefined,
  ]);
}

/**
 * GraphQL Yoga lets credentials be sent unless it is told not to, and answers each origin with itself where it knows none
 * (https://the-guild.dev/graphql/yoga-server/docs/features/cors); only an origin that the program chose is judged by that.
 */
function letsCredentials(credentials: Value, origin: Value, style: Style): boolean {
  if (style === 'yoga' && credentials === UNDEFINED) return origin.labels.length > 0;
  return truthiness(credentials) === true;
}

/** Looks at the option `origin` where answers may be read with the user's credentials. */
export function reachOrigins(m: Machine, call: Call, options: Value, style: Style): void {
  if (m.dead || options.refs.length === 0) return;
  const origin = getProperty(m, options, 'origin', call.node);
  if (!letsCredentials(getProperty(m, options, 'credentials', call.node), origin, style)) return;
  if (isCallable(origin)) ask(m, call, origin, style);
  else if (origin.consts.some(({ value }) => value === true)) {
    if (truthiness(origin) === true && !isForDevelopers(m, options)) reach(m, call, originOf(m, call));
  } else if (style === 'koa' && origin === UNDEFINED) reach(m, call, originOf(m, call));
  else if (origin.labels.length > 0) reach(m, call, refined(m, origin));
  const list = origin.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')
    ? elementsOf(m, origin, call.node).known
    : [origin];
  // hapi answers every origin with itself where all are let in, as is the default (https://hapi.dev/api#-routeoptionscors).
  if ((style === 'hapi' || style === 'yoga') && (origin === UNDEFINED || list.some((each) => soleText(each) === '*')))
    reach(m, call, originOf(m, call));
  for (const each of list) {
    const pattern = objectOf(each)?.slots.get('pattern') as
      { readonly pattern: string; readonly flags: string } | undefined;
    if (pattern) matched(m, call, { pattern: pattern.pattern, flags: pattern.flags, matches: true });
  }
}

/** Looks at options of CORS, or a function that gives them for each request. */
export function reachCorsOptions(m: Machine, call: Call, options: Value, style: Style): void {
  if (isCallable(options)) delegated(m, call, options, style);
  else reachOrigins(m, call, options, style);
}

/** Middleware that a call makes of its options. */
function making(at: number, style: Style): Natives[string] {
  return (m, call) => {
    const options = argument(call, at);
    const delegate = style === 'callback' ? getProperty(m, options, 'delegator', call.node) : UNDEFINED;
    reachCorsOptions(m, call, isCallable(options) || !isCallable(delegate) ? options : delegate, style);
    return instanceOf(m, call, 'Middleware');
  };
}

export const corsNatives: Natives = {
  'cors.middleware': making(0, 'callback'),
  'cors.plugin': making(1, 'callback'),
  'cors.hono': making(0, 'hono'),
  'cors.koa': making(0, 'koa'),
  'cors.hapi': (m, call) => {
    const routes = getProperty(m, argument(call, 0), 'routes', call.node);
    reachOrigins(m, call, getProperty(m, routes, 'cors', call.node), 'hapi');
    const made = call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
    // What all routes have in common; the endpoint model asks for it.
    for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, '%routes', routes);
    return made;
  },
  'cors.enable': (m, call) => {
    reachOrigins(m, call, argument(call, 0), 'callback');
    return UNDEFINED;
  },
};

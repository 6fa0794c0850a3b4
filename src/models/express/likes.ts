/** Frameworks whose applications, handlers and `next` are those of Express: they share its routing. */
import { hasVersion } from '../../flow/versions.js';
import { isAsync } from '../../flow/functions.js';
import type { Obj } from '../../flow/refs.js';
import type { ByReturning } from '../shared/chain.js';
import type { TS } from '../../lang/ts.js';

export interface ExpressLike {
  /** How endpoints call it. */
  readonly framework: string;
  /** The package whose model describes its requests and answers, as `Request` and `Response`. */
  readonly specifier: string;
  /** Handlers that are registered with `use` run before every route, wherever they are registered. */
  readonly usesFirst: (node: TS.Node) => boolean;
  /** What is registered with `use` and lets nothing pass is an endpoint of any method: there is nothing else to register. */
  readonly usesAnswer?: true;
  /** A function that lets a request pass by returning as well. */
  readonly byReturning?: ByReturning;
}

const never = (): boolean => false;

/** An async function that is not given `next` hands on when its promise is fulfilled (restify 9 and later, lib/chain.js). */
const asyncAlone: ByReturning = (handler) =>
  handler.refs.some((ref) => ref.kind === 'func' && isAsync(ref.node) && ref.node.parameters.length <= 2)
    ? never
    : null;

const EXPRESS: ExpressLike = { framework: 'express', specifier: 'express', usesFirst: never };

/** All of them; the model of each calls its application `Application`. */
export const EXPRESS_LIKE: readonly ExpressLike[] = [
  EXPRESS,
  { framework: 'connect', specifier: 'connect', usesFirst: never, usesAnswer: true },
  // `wares` in the index.js of version 0.5; version 1 keeps to the order.
  {
    framework: 'polka',
    specifier: 'polka',
    usesFirst: (node) => !hasVersion(node, { package: 'polka', versions: '>=1' }),
  },
  { framework: 'tinyhttp', specifier: '@tinyhttp/app', usesFirst: never },
  // http://restify.com/docs/server-api/#use: after routing, for all routes
  { framework: 'restify', specifier: 'restify', usesFirst: () => true, byReturning: asyncAlone },
];

/** Returns the framework that an application or router is of. */
export function likeOf(owner: Obj | null): ExpressLike {
  const specifier = owner?.entity?.specifier;
  return EXPRESS_LIKE.find((each) => each.specifier === specifier) ?? EXPRESS;
}

/** What frameworks do by themselves for every endpoint, which no step on the way to it shows. */
import type { Endpoint } from './types.js';

export interface Traits {
  /** Its queries are requests that change nothing, and how each of them is made says whether it has a guard. */
  readonly buildsQueries?: true;
  /** It answers no request that a page of another site makes. */
  readonly refusesForgeries?: true;
  /** Handlers of any method are not called for GET, or a gateway of which nothing is known says for which they are. */
  readonly getsElsewhere?: true;
  /** It logs requests by an option of the server. */
  readonly logsRequests?: true;
}

const NONE: Traits = {};

const TRAITS: ReadonlyMap<string, Traits> = new Map<string, Traits>([
  // https://fastify.dev/docs/latest/Reference/Logging/: the option `logger`
  ['fastify', { logsRequests: true }],
  // https://nextjs.org/docs/app/guides/data-security#mutating-data: the Origin of an action is compared with the host
  ['next', { refusesForgeries: true }],
  // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html: the method is part of the gateway's route
  ['aws-lambda', { getsElsewhere: true }],
  // https://v2.remix.run/docs/route/action: requests of other methods than GET and HEAD
  ['remix', { getsElsewhere: true }],
  // https://trpc.io/docs/rpc: queries are GET; each procedure is made of a builder, with or without a guard
  ['trpc', { buildsQueries: true }],
]);

/** Returns what the framework of an endpoint does by itself. */
export function traitsOf({ framework }: Endpoint): Traits {
  return TRAITS.get(framework) ?? NONE;
}

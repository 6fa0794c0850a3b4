/** The endpoint tree: what a service answers to, and what is in force before each answer. */
import type { Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import type { SeenCall } from './evidence.js';
import type { Evidence, Verdict } from './probe.js';
import type { Effect } from './effects.js';

/** Something that a request passes before the handler. */
export interface ChainStep {
  /** How messages call it. */
  readonly name: string;
  /** Where it is defined, or where it is put in force when it is a library's. */
  readonly node: TS.Node;
  readonly verdict: Verdict;
  /** What running it has shown; absent for steps that cannot be run. */
  readonly shown?: Shown;
  /** The function of an open step that sets something on the request, for what stands behind it. */
  readonly leaves?: Value;
  /** The function of an open step that calls what others put on the request: it can be run again behind them. */
  readonly calls?: Value;
}

/** What a step does besides letting requests pass or not. */
export interface Shown {
  /** The roles that it, or what it calls, plays in the models. */
  readonly roles: ReadonlySet<string>;
  /** Methods that it calls on the request, or on what answers it, and of which nothing is known. */
  readonly strange?: ReadonlySet<string>;
  /** It turns away who lacks a role. */
  readonly asksRole: boolean;
  /** It has compared the owner of a stored thing with the caller, or asked the store for a thing of hers. */
  readonly owned: boolean;
  /** What it reads of the request by name, and of the session: `http.headers origin`, `session `. */
  readonly reads?: ReadonlySet<string>;
  /** Where it holds data of the request against a schema. */
  readonly validations?: readonly TS.Node[];
  /** The calls by which it verifies credentials. */
  readonly verifications?: readonly SeenCall[];
}

/**
 * What the handler does about the caller by itself: it turns strangers away (`denies`), works with verified credentials
 * (`verifies`), hands credentials out (`issues`: login, registration), does none of it (`open`), or nobody knows.
 */
export type OwnCheck = 'denies' | 'verifies' | 'issues' | 'open' | 'unknown';

export interface Handling {
  readonly own: OwnCheck;
  /** The handler does more than to answer a constant. */
  readonly acts: boolean;
  /** It is seen to change what a database holds; methods tell the same of most endpoints. */
  readonly changes: boolean;
  /** What running the handler has shown; null when it cannot be run. */
  readonly shown: Evidence | null;
  /** What it changes, beyond counters, logs and times of visits. */
  readonly effects: readonly Effect[];
}

/** The application object that an endpoint is reached through. */
export interface Server {
  /** Where it is made. */
  readonly node: TS.Node;
  /** It listens, or is handed to something that does. */
  readonly served: boolean;
}

export interface Endpoint {
  readonly framework: string;
  /** In capitals: `POST`, `ALL`, `MUTATION`, `ACTION`; `ANY` when nothing says it. */
  readonly method: string;
  readonly path: string | null;
  /** Where the path is not known as a whole: what is, with `…` for the rest. */
  readonly outline?: string;
  /** Where a report stands. */
  readonly node: TS.Node;
  readonly handler: Value;
  readonly steps: readonly ChainStep[];
  /** What the handler does. It is run by the first question. */
  readonly handling: () => Handling;
  /** Absent where there is no such object, or its making was not seen. */
  readonly server?: Server;
  /** The roles of the parsers of bodies that the framework itself puts before it. */
  readonly parses?: ReadonlySet<string>;
  /** A schema refuses bodies that are no objects, and requests without one. */
  readonly wantsObject?: true;
  /** Of a body, the keys that its schema does not list are dropped. */
  readonly dropsUnlisted?: true;
  /** False when something of the way from the root to the handler is not known. */
  readonly understood: boolean;
}

/** The endpoints of files that belong together by their imports. */
export interface Application {
  readonly endpoints: readonly Endpoint[];
  /** Guards that exist and that nobody has put in force. */
  readonly spare: readonly ChainStep[];
}

/** Returns the first step before an endpoint that is seen to play a part, such as `rate.limit`, or null. */
export function stepPlaying(endpoint: Endpoint, role: string): ChainStep | null {
  return endpoint.steps.find(({ shown }) => shown?.roles.has(role) === true) ?? null;
}

/** Returns the guard in force before an endpoint, or null. */
export function guardOf(endpoint: Endpoint): ChainStep | null {
  return endpoint.steps.find((step) => step.verdict === 'guard') ?? null;
}

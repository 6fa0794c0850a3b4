/** What the calls of a file mean for whoever asks to be let in. */
import type { CallRecord } from '../../flow/machine.js';
import type { TS } from '../../lang/ts.js';

export interface CallFacts {
  /** Answers with one of the statuses for requests that are turned away: from 400 to 499. */
  readonly refuses: boolean;
  /** Answers 401 or 403, or sends the visitor to another page. */
  readonly denies: boolean;
  /** Never comes back: what stands behind it is not reached. */
  readonly leaves: boolean;
  /** Answers 401 or 403, or makes an error that means one of them. */
  readonly forbids: boolean;
  /** Returns, or is fulfilled, only when credentials are right. */
  readonly verifies: boolean;
  /** Tells by its answer whether credentials are right, and takes no callback for it. */
  readonly checks: boolean;
  /** Gives a promise. */
  readonly promises: boolean;
  /** Makes an error that a server answers with. */
  readonly makesError: boolean;
  /** Hands a request on: `NextResponse.next()`. */
  readonly passes: boolean;
  /** Takes a callback that decides about the caller. */
  readonly decidesByCallback: boolean;
}

const NOTHING: CallFacts = {
  refuses: false,
  denies: false,
  leaves: false,
  forbids: false,
  verifies: false,
  checks: false,
  promises: false,
  makesError: false,
  passes: false,
  decidesByCallback: false,
};

/** What a call says by status: numbers among its arguments, and numbers and codes where its model names a part. */
function statusesOf({ call, parts }: CallRecord): readonly unknown[] {
  const named = Object.values(parts).flatMap((part) => part?.consts ?? []);
  const numbers = call.args.flatMap((arg) => arg.consts.filter((each) => typeof each.value === 'number'));
  return [...named, ...numbers].map((each) => each.value);
}

/** The statuses of RFC 9110 (15.5.2 and 15.5.4), and the codes that tRPC and Apollo define for the same. */
const FORBIDDING: ReadonlySet<unknown> = new Set([401, 403, 'UNAUTHORIZED', 'UNAUTHENTICATED', 'FORBIDDEN']);

function factsOf(record: CallRecord): CallFacts {
  const { call } = record;
  const { spec } = call;
  const roles = new Set((spec?.roles ?? []).map(({ role }) => role));
  if (roles.size === 0) return NOTHING;
  const said = roles.has('answer.status') || roles.has('error.status') ? statusesOf(record) : [];
  const answers = roles.has('answer.status') && spec?.native !== 'shared.throws';
  const forbids = said.some((each) => FORBIDDING.has(each));
  return {
    refuses: answers && said.some((each) => typeof each === 'number' && each >= 400 && each < 500),
    denies: (answers && forbids) || roles.has('answer.denies') || roles.has('answer.redirect'),
    leaves: spec?.native === 'shared.throws' || spec?.returns === 'never',
    forbids: forbids || roles.has('answer.denies') || roles.has('error.denial'),
    verifies: roles.has('auth.verified'),
    checks: roles.has('auth.checked') && !call.args.some(({ refs }) => refs.some(({ kind }) => kind === 'func')),
    promises: spec?.returns?.startsWith('Promise<') === true,
    makesError: [...roles].some((role) => role.startsWith('error.')),
    passes: roles.has('answer.passes'),
    decidesByCallback: roles.has('auth.callback'),
  };
}

/** What is known of each call by its node. */
export type Facts = (node: TS.Node) => CallFacts;

const known = new WeakMap<readonly CallRecord[], Facts>();

/** Returns what is known of each call by its node. */
export function factsByNode(records: readonly CallRecord[]): Facts {
  const before = known.get(records);
  if (before) return before;
  const byNode = new Map<TS.Node, CallFacts>();
  for (const record of records) {
    const facts = factsOf(record);
    if (facts !== NOTHING) byNode.set(record.call.node, facts);
  }
  const made: Facts = (node) => byNode.get(node) ?? NOTHING;
  known.set(records, made);
  return made;
}

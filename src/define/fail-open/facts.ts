/** What the calls of a file mean for whoever asks to be let in. */
import type { CallRecord } from '../../flow/machine.js';
import type { TS } from '../../lang/ts.js';

export interface CallFacts {
  /** Answers with one of the statuses for requests that are turned away: from 400 to 499. */
  readonly refuses: boolean;
  /** Answers 401 or 403, or sends the visitor to another page. */
  readonly denies: boolean;
  /** Returns, or is fulfilled, only when credentials are right. */
  readonly verifies: boolean;
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
  verifies: false,
  promises: false,
  makesError: false,
  passes: false,
  decidesByCallback: false,
};

function statusesOf({ call }: CallRecord): readonly number[] {
  return call.args.flatMap((arg) => arg.consts.flatMap((each) => (typeof each.value === 'number' ? [each.value] : [])));
}

function factsOf(record: CallRecord): CallFacts {
  const spec = record.call.spec;
  const roles = new Set((spec?.roles ?? []).map(({ role }) => role));
  if (roles.size === 0) return NOTHING;
  const statuses = roles.has('answer.status') && spec?.native !== 'shared.throws' ? statusesOf(record) : [];
  return {
    refuses: statuses.some((each) => each >= 400 && each < 500),
    denies:
      statuses.some((each) => each === 401 || each === 403) ||
      roles.has('answer.denies') ||
      roles.has('answer.redirect'),
    verifies: roles.has('auth.verified'),
    promises: spec?.returns?.startsWith('Promise<') === true,
    makesError: [...roles].some((role) => role.startsWith('error.')),
    passes: roles.has('answer.passes'),
    decidesByCallback: roles.has('auth.callback'),
  };
}

/** Returns what is known of each call by its node. */
export function factsByNode(records: readonly CallRecord[]): (node: TS.Node) => CallFacts {
  const known = new Map<TS.Node, CallFacts>();
  for (const record of records) {
    const facts = factsOf(record);
    if (facts !== NOTHING) known.set(record.call.node, facts);
  }
  return (node) => known.get(node) ?? NOTHING;
}

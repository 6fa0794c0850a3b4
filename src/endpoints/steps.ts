/** Judging one function of a chain, each only once for an application. */
import type { Machine } from '../flow/machine.js';
import type { Value } from '../flow/value.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { judgeLibrary, rolesOf } from './verdicts.js';
import { compared, type Compared } from './anonymous.js';
import { readsCredentials } from './credentials.js';
import type { Evidence, Verdict } from './probe.js';
import { alternativesOf, joinedJudgement } from './alternatives.js';
import type { Shown } from './types.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly shown?: Shown;
}

/** Returns the judgement of a step that was run. */
export function judgement(verdict: Verdict, evidence: Evidence): Judgement {
  const { roles, asksRole, owned, calls, reads, strange, validations } = evidence;
  return {
    verdict,
    shown: {
      roles,
      reads,
      strange,
      validations,
      asksRole,
      owned: owned || calls.some(({ access }) => access?.tied === true),
      verifications: calls.filter(({ call }) => (call.spec?.roles ?? []).some(({ role }) => role === 'auth.verified')),
    },
  };
}

/**
 * Runs a function and judges it. One that turns away only who shows something (a header of an impersonation, a token that is
 * there and wrong) lets strangers pass: on requests without headers, cookies and a filled session it denies nothing, and is
 * no guard. One that lets nobody pass on such requests is a guard, whatever it answers.
 */
export function judged(m: Machine, run: () => Evidence, judge: (evidence: Evidence) => Verdict): Judgement {
  const both = compared(m, run);
  const evidence = both.ordinary;
  const verdict = judge(evidence);
  if (verdict === 'open' && keepsStrangers(both)) return judgement('guard', evidence);
  if (verdict !== 'guard' || evidence.verified || !evidence.denies) return judgement(verdict, evidence);
  const stranger = both.ofStrangers();
  const lets = !stranger.denies && !stranger.exhausted && judge({ ...stranger, verifiedEnd: false }) === 'open';
  return judgement(lets ? 'open' : verdict, evidence);
}

/** Who shows nothing is answered or sent to another page, and never gets further: to a login, mostly. */
function keepsStrangers({ ordinary, ofStrangers }: Compared<Evidence>): boolean {
  if (ordinary.exhausted || !readsCredentials(ordinary.reads)) return false;
  const { passes, replies, redirects, exhausted } = ofStrangers();
  return !passes && !exhausted && (replies || redirects);
}

export class Verdicts {
  readonly #known = new Map<unknown, Judgement>();
  readonly #numbers = new Map<unknown, number>();

  /** Returns what was judged for this key before, or judges now. */
  once(key: unknown, judge: () => Judgement): Judgement {
    const known = this.#known.get(key);
    if (known) return known;
    const made = judge();
    this.#known.set(key, made);
    return made;
  }

  /** Returns what a function is behind others; the same functions are judged once. */
  behind(handler: Value, before: readonly Value[], judge: () => Judgement): Judgement {
    const refs = [handler, ...before].map((each) => each.refs[0]);
    const key = refs.map((each) => this.#numberOf(each)).join(' ');
    return this.once(key, judge);
  }

  #numberOf(ref: unknown): number {
    let number = this.#numbers.get(ref);
    if (number === undefined) this.#numbers.set(ref, (number = this.#numbers.size));
    return number;
  }

  /** Returns what a function is; `judge` runs those of the program. What may be one of several is judged for each. */
  of(handler: Value, judge: (handler: Value) => Judgement): Judgement {
    const several = alternativesOf(handler);
    if (several.length > 1) return joinedJudgement(several.map((each) => each && this.of(each, judge)));
    const [sole] = handler.refs;
    const known = sole && this.#known.get(sole);
    if (known) return known;
    const libraries = handler.refs.flatMap((ref) => judgeLibrary(ref) ?? []);
    const shown: Shown = { roles: rolesOf(handler), asksRole: false, owned: false };
    let made: Judgement;
    if (libraries.includes('guard')) made = { verdict: 'guard', shown };
    else if (isOwnFunction(handler)) made = judge(handler);
    else made = { verdict: libraries.length > 0 ? 'open' : 'unknown', shown };
    if (sole) this.#known.set(sole, made);
    return made;
  }
}

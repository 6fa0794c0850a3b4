/**
 * Finds out what a function does with a request by running it on one of which nothing is known: does it turn somebody
 * away, whom does it let pass, what has it verified by then. Names are no evidence.
 */
import { apart, beginAbove } from '../flow/apart.js';
import { callValue, plainCall } from '../flow/calls.js';
import { freshId, State } from '../flow/labels.js';
import { LIMITS } from '../flow/limits.js';
import type { Machine, Watcher } from '../flow/machine.js';
import { slot } from '../flow/modelled.js';
import type { Call, Ref } from '../flow/refs.js';
import type { Entity } from '../flow/semantics.js';
import { addAllFacts, type Store } from '../flow/store.js';
import { booleanWith, NO_FACTS, type Facts } from '../flow/conditions.js';
import { awaited, promiseOf } from '../flow/promises.js';
import { FALSE, truthiness, TRUE, UNKNOWN, withOutcome, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { pass, type Step } from '../models/shared/chain.js';
import { comparesKey, comparesOwner, comparesRole } from './comparisons.js';
import { credentialSent, isPasswordIn, setsRole } from './credentials.js';
import { lookedUpBy, type Access } from './accesses.js';
import { callAsserts, callDenies, holdsDenyingStatus, isDenialError, makesDenial, markDenial } from './denial.js';

import { cookieRead, cookieSet, isUnforgeable, type SetCookie } from './cookies.js';
import { effectOf, type Effect } from './effects.js';
import { refusalOf, standsIn } from './refusals.js';

/** Stands for "the caller has proved who she is" among the facts of a store. */
const VERIFIED = freshId();
const VERIFIED_FACTS = new Map([[VERIFIED, { state: State.Present }]]);

/** Stands for "the caller has been found to own the thing", and for "she has not the role". */
const OWNED = freshId();
const REFUSED = freshId();
const OWNED_FACTS = new Map([[OWNED, { state: State.Present }]]);
/** Stands for "the client has shown an id of a provider that names what she has done there". */
const REDEEMED = freshId();
const REDEEMED_FACTS = new Map([[REDEEMED, { state: State.Present }]]);
const REFUSED_FACTS = new Map([[REFUSED, { state: State.Present }]]);

/** A call of a library thing that plays some part, as it was seen. */
export interface SeenCall {
  readonly entity: Entity;
  readonly call: Call;
  /** The calls that were under way, the outermost first. */
  readonly stack: readonly TS.Node[];
  /** What is read of a store, when it is a key of it. */
  readonly access: Access | null;
  /** The fields that a look into the store asks for. */
  readonly asked: readonly string[];
}

/** What a run has shown. */
export interface Evidence {
  /** On some path the request is turned away. */
  readonly denies: boolean;
  /** The request is let pass on some path. */
  readonly passes: boolean;
  /** It is let pass although it has been turned away, or may have been. */
  readonly passesDenied: boolean;
  /** On every path on which it is let pass, credentials have been verified. */
  readonly verified: boolean;
  /** Credentials have been verified on some path on which the function ends. */
  readonly verifiedEnd: boolean;
  /** The roles that called library functions play: `auth.issue`, `auth.password`. */
  readonly roles: ReadonlySet<string>;
  /** It calls something of a library: it is not a constant. */
  readonly acts: boolean;
  /** It runs a statement that changes what a database holds. */
  readonly changes: boolean;
  /** What it changes, beyond bookkeeping: see effects.ts. */
  readonly effects: readonly Effect[];
  /** What it returned, as far as a path came back. */
  readonly answers: readonly Value[];
  /** It turns away who lacks a role: the denial depends on a comparison of something known with a word or list. */
  readonly asksRole: boolean;
  /** On some path the owner of a stored thing has been compared with something that the service knows. */
  readonly owned: boolean;
  /** The calls that play a part. */
  readonly calls: readonly SeenCall[];
  /** It does too much to be run to its end: what has not been seen may yet be there. */
  readonly exhausted: boolean;
  /** What is read of the request by name, and of the session: `http.headers origin`, `session `. */
  readonly reads: ReadonlySet<string>;
  /** The cookies that are set. */
  readonly cookies: readonly SetCookie[];
}

class Observer implements Watcher {
  denies = false;
  passes = 0;
  passesDenied = false;
  unverified = 0;
  verifiedEnd = false;
  acts = false;
  changes = false;
  /** Ids of values that say who is calling: a path on which one is known to be there is as good as verified. */
  callers: ReadonlySet<number> = new Set();
  asksRole = false;
  owned = false;
  readonly #refusals = new Set<TS.Node>();
  readonly calls: SeenCall[] = [];
  readonly roles = new Set<string>();
  readonly reads = new Set<string>();
  readonly cookies: SetCookie[] = [];
  readonly answers: Value[] = [];
  readonly effects: Effect[] = [];

  constructor(readonly place: number) {}

  deny(m: Machine): void {
    if (m.dead) return;
    this.denies = true;
    if (isPresent(m.store, REFUSED)) this.asksRole = true;
    m.write(this.place, TRUE);
  }

  /** Notes a denial in a statement that is reached when a comparison of the role fails. */
  #noteRefusal(m: Machine, node: TS.Node): void {
    if (this.#refusals.size === 0 || m.dead) return;
    if ([node, ...m.callStack()].some((each) => standsIn(each, this.#refusals))) this.asksRole = true;
  }

  readonly read = (kind: string, name: string): void => {
    this.reads.add(`${kind} ${name}`);
  };

  readonly compared = (m: Machine, node: TS.Node, left: Value, right: Value, answer: Value): Value => {
    if ([left, right].some(isUnforgeable)) this.roles.add('header.compared');
    this.#noteCredential(left, right, node);
    const owns = comparesOwner(node, left, right) || comparesKey(node, left, right);
    const asks = comparesRole(node, left, right);
    const refusal = asks ? refusalOf(node, m.callStack()) : null;
    if (refusal) this.#refusals.add(refusal);
    return (owns || asks) && truthiness(answer) === null
      ? adding(answer, owns ? OWNED_FACTS : NO_FACTS, asks ? REFUSED_FACTS : NO_FACTS)
      : answer;
  };

  /** A password or code of the request is compared with a stored one by hand. */
  #noteCredential(left: Value, right: Value, node: TS.Node): void {
    const sent = credentialSent(left, right, node);
    if (sent !== null) this.roles.add(`${sent}.compared`);
  }

  readonly reached = (m: Machine, kind: string, value: Value): void => {
    if (m.dead) return;
    if (kind === 'stored' && isPasswordIn(m, value)) this.roles.add('password.stored');
    if (kind === 'record' && setsRole(m, value)) this.roles.add('role.granted');
    // A secret that is drawn here: for a link of recovery, say.
    if (kind === 'unguessable') this.roles.add('secret.made');
  };

  #noteOwned(m: Machine): void {
    if (isPresent(m.store, OWNED)) this.owned = true;
  }

  readonly called = (m: Machine, entity: Entity, call: Call, run: () => Value): Value => {
    this.acts = true;
    if (changesStore(m, call)) this.changes = true;
    // What follows a redeemed id is set off by nobody but who has it.
    const effect = m.dead || isPresent(m.store, REDEEMED) ? null : effectOf(m, call);
    if (effect) this.effects.push(effect);
    if (callDenies(m, call)) {
      this.#noteRefusal(m, call.node);
      this.deny(m);
    }
    if (callAsserts(m, call)) this.denies = true;
    const roles = call.spec?.roles ?? [];
    for (const { role } of roles) this.roles.add(role);
    const cookie = cookieSet(m, call);
    if (cookie) this.cookies.push(cookie);
    const read = cookieRead(m, call);
    if (read !== null) this.read('http.cookies', read);
    const looked = lookedUpBy(m, call);
    if (roles.length > 0 && !m.dead)
      this.calls.push({
        entity,
        call,
        stack: m.callStack(),
        access: looked?.access ?? null,
        asked: looked?.asked ?? [],
      });
    const isDenial = makesDenial(m, call);
    const value = run();
    if (isDenial) {
      this.#noteRefusal(m, call.node);
      markDenial(value);
      markDenial(call.self);
    }
    if (m.dead) return value;
    if (roles.some(({ role }) => role === 'policy.asserted')) m.learn(OWNED_FACTS);
    if (roles.some(({ role }) => role === 'policy.refused')) return adding(value, REFUSED_FACTS, OWNED_FACTS);
    if (roles.some(({ role }) => role === 'policy.asked')) return adding(value, OWNED_FACTS, REFUSED_FACTS);
    if (roles.some(({ role }) => role === 'auth.verified')) return doneValue(m, value, VERIFIED_FACTS);
    if (roles.some(({ role }) => role === 'token.redeemed')) return doneValue(m, value, REDEEMED_FACTS);
    return roles.some(({ role }) => role === 'auth.checked') ? checkedValue(value) : value;
  };

  readonly thrown = (m: Machine, value: Value): void => {
    if (isDenialError(m, value)) this.deny(m);
  };

  /** The request goes on from here. */
  readonly passed = (m: Machine): void => {
    if (m.dead) return;
    this.passes++;
    this.#noteOwned(m);
    if (m.read(this.place)?.consts.some((each) => each.value === true) === true) this.passesDenied = true;
    if (!isVerified(m.store)) this.unverified++;
  };

  readonly problem = (m: Machine, value: Value): void => {
    if (isDenialError(m, value)) this.deny(m);
  };

  readonly ended = (m: Machine, value: Value): boolean => {
    if (isVerified(m.store) || [...this.callers].some((id) => isPresent(m.store, id))) this.verifiedEnd = true;
    if (holdsDenyingStatus(m, awaited(value))) this.denies = true;
    this.#noteOwned(m);
    const outcome = awaited(value).outcome;
    if (outcome?.yes.has(OWNED) === true || promises(value, OWNED)) this.owned = true;
    if (outcome?.no.has(REFUSED) === true) this.asksRole = true;
    this.answers.push(value);
    return false;
  };
}

/** SQL statements that change something. */
const CHANGES = /^\s*(?:insert|update|delete|merge|replace|truncate|drop|alter|create|call)\b/i;

function changesStore(m: Machine, call: Call): boolean {
  return (call.spec?.sinks ?? []).some(({ kind, at }) => {
    const found = kind === 'sql' ? slot(m, call, at) : null;
    return found !== null && CHANGES.test(found.value.shape ?? '');
  });
}

function isPresent(store: Store, id: number): boolean {
  return ((store.known(id)?.state ?? 0) & State.Present) !== 0;
}

/** Adds what an answer tells. */
function adding(answer: Value, yes: Facts, no: Facts): Value {
  const before = answer.outcome;
  return withOutcome(answer, {
    yes: before ? addAllFacts(before.yes, yes) : yes,
    no: before ? addAllFacts(before.no, no) : no,
  });
}

/** Something holds as soon as the value is awaited. */
function promises(value: Value, id: number): boolean {
  return value.refs.some((ref) => ref.kind === 'promise' && ref.facts?.has(id) === true);
}

function isVerified(store: Store): boolean {
  return isPresent(store, VERIFIED);
}

/** The call returns, or its promise is fulfilled, only when something holds: the credentials are right. */
function doneValue(m: Machine, value: Value, facts: Facts): Value {
  const [ref] = value.refs;
  if (value.refs.length === 1 && ref?.kind === 'promise')
    return promiseOf(ref.value, ref.rejected ?? UNKNOWN, ref.facts ? addAllFacts(ref.facts, facts) : facts);
  m.learn(facts);
  return value;
}

/** The call answers something truthy only when the credentials are right. */
function checkedValue(value: Value): Value {
  const [ref] = value.refs;
  if (value.refs.length === 1 && ref?.kind === 'promise')
    return promiseOf(checkedValue(ref.value), ref.rejected, ref.facts);
  const outcome = { yes: VERIFIED_FACTS, no: new Map() };
  return value.open && value.labels.length === 0 && value.refs.length === 0
    ? booleanWith(outcome.yes, outcome.no)
    : withOutcome(value, outcome);
}

/** Runs code away from all that is under way; what it writes is forgotten, what it shows is returned. */
export function observe(m: Machine, run: (observer: Observer) => void): Evidence {
  const observer = new Observer(m.newPlace());
  const exhausted = apart(m, () => {
    beginAbove(m, m.store, LIMITS.stepsPerProbe);
    m.watcher = observer;
    m.write(observer.place, FALSE);
    const known = new Set(m.instances.keys());
    run(observer);
    // What an instance holds is in the store that is thrown away.
    for (const each of m.instances.keys()) if (!known.has(each)) m.instances.delete(each);
    return m.exhausted;
  });
  return {
    denies: observer.denies,
    passes: observer.passes > 0,
    passesDenied: observer.passesDenied,
    verified: observer.passes > 0 && observer.unverified === 0,
    verifiedEnd: observer.verifiedEnd,
    roles: observer.roles,
    acts: observer.acts,
    changes: observer.changes,
    effects: observer.effects,
    answers: observer.answers,
    asksRole: observer.asksRole,
    owned: observer.owned,
    calls: observer.calls,
    exhausted,
    reads: observer.reads,
    cookies: observer.cookies,
  };
}

export type { Observer };

/** Runs a function that lets a request pass by calling `next`. */
export function probeStep(
  m: Machine,
  step: Pick<Step, 'handler' | 'node' | 'args' | 'self' | 'answer'>,
  byProblem = true,
): Evidence {
  return observe(m, (observer) => {
    pass(m, { ...step, onNext: observer.passed, onProblem: observer.problem }, byProblem);
  });
}

/** Runs a function that answers, or that lets a request pass by returning. */
export function probeHandler(
  m: Machine,
  handler: Value,
  args: readonly Value[],
  node: TS.Node,
  self: Value = UNKNOWN,
  callers?: ReadonlySet<number>,
): Evidence {
  return probeCall(m, handler, plainCall(node, self, args), callers);
}

/** The same for a call that is made from outside in a way of its own. */
export function probeCall(m: Machine, handler: Value, call: Call, callers?: ReadonlySet<number>): Evidence {
  return observe(m, (observer) => {
    if (callers) observer.callers = callers;
    callValue(m, handler, { ...call, exit: observer.ended });
  });
}

export type Verdict = 'guard' | 'open' | 'unknown';

/** Judges a step by what it has shown. */
export function judgeStep(evidence: Evidence): Verdict {
  if (evidence.passesDenied) return 'open';
  if (evidence.denies || evidence.verified) return 'guard';
  return evidence.passes && !evidence.exhausted ? 'open' : 'unknown';
}

/** Judges the answer of a function that returns whether the request may pass. */
export function judgeAnswer(evidence: Evidence): Verdict {
  if (evidence.denies || evidence.verifiedEnd) return 'guard';
  if (evidence.answers.length === 0 || evidence.exhausted) return 'unknown';
  return evidence.answers.every((each) => truthiness(each) === true) ? 'open' : 'guard';
}

/** The roles that calling a thing of a library plays. */
export function rolesOf(value: Value): ReadonlySet<string> {
  return new Set(
    value.refs.flatMap((ref) =>
      ref.kind === 'obj' || ref.kind === 'lib' ? (ref.entity?.call?.roles ?? []).map(({ role }) => role) : [],
    ),
  );
}

/** Things of libraries that stand in a chain: the role `auth.guard` on what calls them tells the guards. */
export function judgeLibrary(ref: Ref): Verdict | null {
  if (ref.kind !== 'obj' && ref.kind !== 'lib') return null;
  const { entity } = ref;
  if (!entity) return null;
  const verdict = ref.kind === 'obj' ? ref.slots.get('guards') : undefined;
  if (typeof verdict === 'boolean') return verdict ? 'guard' : 'open';
  return (entity.call?.roles ?? []).some(({ role }) => role === 'auth.guard') ? 'guard' : 'open';
}

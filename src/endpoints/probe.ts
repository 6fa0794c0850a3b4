/**
 * Finds out what a function does with a request by running it on one of which nothing is known: does it turn somebody
 * away, whom does it let pass, what has it verified by then. Names are no evidence.
 */
import { apart, beginAbove } from '../flow/apart.js';
import { callValue, plainCall } from '../flow/calls.js';
import { LIMITS } from '../flow/limits.js';
import type { Machine, Watcher } from '../flow/machine.js';
import { deepLabels } from '../flow/deep-labels.js';
import type { Call } from '../flow/refs.js';
import type { CallSpec, Entity } from '../flow/semantics.js';
import type { Exit, Frame } from '../flow/frames.js';
import { NO_FACTS } from '../flow/conditions.js';
import { awaited } from '../flow/promises.js';
import { FALSE, truthiness, TRUE, UNKNOWN, type Value } from '../flow/value.js';
import { endsFunction } from '../lang/places.js';
import type { TS } from '../lang/ts.js';
import { callersOf } from '../models/sessions/callers.js';
import { pass, watching, type Step } from '../models/shared/chain.js';
import { SHOWN } from '../models/shared/strangers.js';
import { comparesCaller, comparesKey, comparesOwner, comparesRole } from './comparisons.js';
import { credentialSent, isDerived, isPasswordIn, readsCredentials, setsRole } from './credentials.js';
import { isChosen, lookedUpBy } from './accesses.js';
import { foundValue } from './found.js';
import { areStrangers, notePartOfNothing } from './anonymous.js';
import { Denials } from './denials.js';
import {
  callAsserts,
  callDenies,
  holdsDenyingStatus,
  isDenialError,
  isToldRefusal,
  makesDenial,
  markDenial,
  refusesTooMany,
} from './denial.js';
import { comparedProofs, cookieRead, cookieSet, type SetCookie } from './cookies.js';
import { changesStore, effectOf, type Effect } from './effects.js';
import type { Check, Evidence, SeenCall } from './evidence.js';
import {
  adding,
  isPresent,
  isVerified,
  OWNED,
  OWNED_FACTS,
  promises,
  proved,
  REDEEMED,
  REFUSED,
  REFUSED_FACTS,
  VERIFIED_FACTS,
} from './proofs.js';
import { refusesUnsigned } from './macs.js';
import { storesNobody } from './things.js';
import { TiedLooks } from './tied.js';
import { handsOn, isReply, noteUnknown, sendsAnswer, setsProtection } from './replies.js';
import { catchesLater, deniesWithoutRole, isTrueByRole, refusalOf, standsIn, testsRole } from './refusals.js';

export class Observer implements Watcher {
  readonly onlyWatches = true;
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
  answersRole = false;
  seesByRole = false;
  owned = false;
  readonly #denials = new Denials();
  readonly #tied = new TiedLooks();
  readonly #refusals = new Set<TS.Node>();
  readonly #passedAt = new Set<TS.Node>();
  readonly calls: SeenCall[] = [];
  readonly roles = new Set<string>();
  readonly reads = new Set<string>();
  readonly cookies: SetCookie[] = [];
  readonly checks: Check[] = [];
  readonly answers: Value[] = [];
  readonly effects: Effect[] = [];
  readonly validations: TS.Node[] = [];
  readonly strange = new Set<string>();
  replies = false;
  redirects = false;
  turnsAway = false;

  constructor(
    readonly place: number,
    /** Where it is noted that a denial was thrown on the path. */
    readonly throwing: number,
    /** Where it is noted that the path has changed something already. */
    readonly acting: number,
    readonly anonymous: boolean,
    /** What is watched is a hook: whoever gets an answer of it gets no further. */
    readonly answerEnds = false,
  ) {}

  readonly isAbsent = (kind: string): boolean => this.anonymous && SHOWN.has(kind);
  readonly unknown = (call: Call): void => noteUnknown(call, this);
  readonly missed = notePartOfNothing;
  deny(m: Machine, node?: TS.Node, place = this.place): void {
    if (m.dead) return;
    this.denies = true;
    if (node) this.#noteRefusal(m, node);
    if (isPresent(m.store, REFUSED)) this.asksRole = true;
    m.write(place, this.#denials.noted(m));
  }

  readonly left = (m: Machine, frame: Frame, exits: readonly Exit[]): void => {
    this.#denials.left(m, frame, exits, [this.place, this.throwing]);
  };

  /** Notes a denial in a statement that is reached when a comparison of the role fails. */
  #noteRefusal(m: Machine, node: TS.Node): void {
    if (m.dead) return;
    const stack = m.callStack();
    if ([node, ...stack].some((each) => standsIn(each, this.#refusals)) || deniesWithoutRole(node, stack))
      this.asksRole = true;
  }

  /** It answers for what went wrong behind it: the denial is somebody else's. */
  #isOfLater(m: Machine, node: TS.Node): boolean {
    if (this.#passedAt.size === 0) return false;
    return [node, ...m.callStack()].some((each) => catchesLater(each, this.#passedAt));
  }

  readonly read = (kind: string, name: string): void => void this.reads.add(`${kind} ${name}`);

  readonly validated = (m: Machine, _shape: unknown, value: Value, node: TS.Node): void => {
    if (deepLabels(m, value).some(({ source }) => /^(?:http|message)\./.test(source.kind))) this.validations.push(node);
  };

  readonly compared = (m: Machine, node: TS.Node, left: Value, right: Value, answer: Value): Value => {
    for (const role of comparedProofs(left, right)) this.roles.add(role);
    this.#noteCredential(m, left, right, node);
    if (refusesUnsigned(m, this.roles, node, [left, right])) this.denies = true;
    const owns = comparesOwner(node, left, right) || comparesKey(left, right);
    const asks = comparesRole(node, left, right);
    if (asks && comparesCaller(node, left, right)) this.seesByRole = true;
    const refusal = owns || asks ? refusalOf(node, m.callStack()) : null;
    if (asks && refusal) this.#refusals.add(refusal);
    // `if (note.userId !== user.id && !isAdmin) throw`: an administrator passes as well.
    if (owns && refusal && endsFunction(refusal)) this.owned = true;
    if (!(owns || asks) || truthiness(answer) !== null) return answer;
    return adding(answer, owns ? OWNED_FACTS : NO_FACTS, asks ? REFUSED_FACTS : NO_FACTS);
  };

  #isDenied(m: Machine): boolean {
    return this.#denials.areIn(m, this.place) || this.#denials.areIn(m, this.throwing);
  }

  #knowsCaller(m: Machine): boolean {
    if (isVerified(m.store)) return true;
    for (const id of this.callers) if (isPresent(m.store, id)) return true;
    for (const id of callersOf(m)) if (isPresent(m.store, id)) return true;
    return false;
  }

  /** A password or code of the request is compared with a stored one by hand. */
  #noteCredential(m: Machine, left: Value, right: Value, node: TS.Node): void {
    const sent = credentialSent(left, right, node);
    if (sent !== null) this.roles.add(`${sent}.compared`);
    if (sent === 'password' || isDerived(left) !== isDerived(right))
      this.checks.push({ call: { node }, stack: m.callStack() });
  }

  readonly reached = (m: Machine, kind: string, value: Value): void => {
    if (m.dead) return;
    if (kind.startsWith('answer')) this.#noteAnswered(m, value);
    // A hook of the record may hash it on its way.
    if (/^(?:stored|record)$/.test(kind) && isPasswordIn(m, value)) this.roles.add('password.stored');
    if ((kind === 'fast-hash' || kind === 'slow-hash') && isPasswordIn(m, value)) this.roles.add('password.hashed');
    if (kind === 'record' && setsRole(m, value)) this.roles.add('role.granted');
    // A secret that is drawn here: for a link of recovery, say. Who reads one has given it such a name, too.
    if (kind === 'unguessable') {
      this.roles.add('secret.named');
      const isDrawn = value.labels.some(({ source }) => DRAWN.test(source.kind));
      if (isDrawn || this.roles.has('random.strong') || this.roles.has('random.weak')) this.roles.add('secret.made');
    }
  };

  /** What was drawn by chance leaves with the answer, as it is. */
  #noteAnswered(m: Machine, value: Value): void {
    if (!['random.strong', 'random.weak', 'secret.named'].some((role) => this.roles.has(role))) return;
    if (deepLabels(m, value).some(({ source }) => DRAWN.test(source.kind))) this.roles.add('secret.answered');
  }

  /** Who is sent to another page before anything was done, after a look at what says who is calling, is turned away. */
  #noteRedirect(m: Machine, { spec }: Call): void {
    if (m.dead || this.effects.length > 0 || !spec?.roles?.some(({ role }) => role === 'answer.redirect')) return;
    this.redirects = true;
    if (readsCredentials(this.reads)) this.turnsAway = true;
  }

  #noteOwned(m: Machine): void {
    if (isPresent(m.store, OWNED)) this.owned = true;
  }

  readonly called = (m: Machine, entity: Entity, call: Call, run: () => Value): Value => {
    this.acts = true;
    // Where a handler catches what its services throw, the paths meet before it ends.
    if (!m.dead) this.#noteOwned(m);
    if (changesStore(m, call)) this.changes = true;
    // What follows a redeemed id is set off by nobody but who has it.
    this.#noteRedirect(m, call);
    const effect = m.dead || isPresent(m.store, REDEEMED) ? null : effectOf(m, call);
    if (effect) {
      this.effects.push(effect);
      m.write(this.acting, TRUE);
    }
    if (callDenies(m, call) && !this.#isOfLater(m, call.node)) this.deny(m, call.node);
    else if (isReply(call) && !this.#isDenied(m)) this.replies = true;
    const asserts = callAsserts(m, call);
    this.denies ||= asserts;
    this.asksRole ||= asserts && testsRole(call);
    const roles = call.spec?.roles ?? [];
    for (const { role } of roles) this.roles.add(role);
    if (!m.dead && refusesTooMany(m, call)) this.roles.add('rate.limit');
    if (setsProtection(m, call)) this.roles.add('headers.protective');
    const cookie = cookieSet(m, call);
    if (cookie) this.cookies.push(cookie);
    const read = cookieRead(m, call);
    if (read !== null) this.read('http.cookies', read);
    const looked = lookedUpBy(m, call, this.#tied.proves);
    if (roles.length > 0 && !m.dead)
      this.calls.push({
        entity,
        call,
        stack: m.callStack(),
        access: looked?.access ?? null,
        asked: looked?.asked ?? [],
        looks: looked,
        storesNobody: storesNobody(m, call),
      });
    const isDenial = makesDenial(m, call);
    const given = run();
    const chosen = looked?.access && isChosen(looked.access) ? foundValue(m, given, call.node) : given;
    const value = looked?.access?.tied ? this.#tied.note(m, call, looked.keys, given) : chosen;
    if (handsOn(call)) this.#passedBy(m, roles);
    if (isDenial) {
      this.#noteRefusal(m, call.node);
      markDenial(value);
      markDenial(call.self);
    }
    if (!m.dead && this.answerEnds && sendsAnswer(call)) m.die();
    if (m.dead) return value;
    return proved(m, value, roles, call);
  };

  /** Words are enough before anything was done: what fails afterwards may be put in the same ones. */
  #isRefusal(m: Machine, value: Value): boolean {
    return m.read(this.acting)?.consts.some((each) => each.value === false) === true && isToldRefusal(m, value);
  }

  readonly thrown = (m: Machine, value: Value, node?: TS.Node): void => {
    if (isDenialError(m, value) || this.#isRefusal(m, value)) this.deny(m, node, this.throwing);
  };

  /** Behind the `await` of a function that throws its denials, none has been thrown. */
  readonly fulfilled = (m: Machine, rejected: Value): void => {
    if (!m.dead && (isDenialError(m, rejected) || isToldRefusal(m, rejected))) m.write(this.throwing, FALSE);
  };

  /** The request goes on from here. */
  readonly passed = (m: Machine, call?: Call): void => {
    if (m.dead) return;
    this.passes++;
    if (call) this.#passedAt.add(call.node);
    this.#noteOwned(m);
    if (this.#isDenied(m)) this.passesDenied = true;
    if (!this.#knowsCaller(m)) this.unverified++;
  };

  /** A middleware of a library that is called with `next`: it lets the request pass, a guard not without a look. */
  #passedBy(m: Machine, roles: NonNullable<CallSpec['roles']>): void {
    if (m.dead || roles.some(({ role }) => role === 'auth.asked')) return;
    if (roles.some(({ role }) => role === 'auth.guard')) {
      this.denies = true;
      m.learn(VERIFIED_FACTS);
    }
    this.passed(m);
  }

  readonly problem = (m: Machine, value: Value): void => {
    if (isDenialError(m, value)) this.deny(m);
  };

  readonly ended = (m: Machine, value: Value, node: TS.Node): boolean => {
    this.answersRole ||= isTrueByRole(node);
    if (this.#knowsCaller(m)) this.verifiedEnd = true;
    if (holdsDenyingStatus(m, awaited(value)) || this.#isRefusal(m, awaited(value))) this.denies = true;
    this.#noteOwned(m);
    const outcome = awaited(value).outcome;
    if (outcome?.yes.has(OWNED) === true || promises(value, OWNED)) this.owned = true;
    if (outcome?.no.has(REFUSED) === true) this.asksRole = true;
    this.answers.push(value);
    this.#noteAnswered(m, awaited(value));
    return false;
  };
}

/** Sources of what is drawn by chance, well or badly. */
const DRAWN = /^(?:random|guessable)\./;

/** Runs code away from all that is under way; what it writes is forgotten, what it shows is returned. */
export function observe(m: Machine, run: (observer: Observer) => void, answerEnds = false): Evidence {
  const observer = new Observer(m.newPlace(), m.newPlace(), m.newPlace(), areStrangers(m), answerEnds);
  const exhausted = apart(m, () => {
    beginAbove(m, m.store, LIMITS.stepsPerProbe);
    m.watcher = observer;
    m.write(observer.place, FALSE);
    m.write(observer.throwing, FALSE);
    m.write(observer.acting, FALSE);
    const known = new Set(m.instances.keys());
    run(observer);
    // What an instance holds is in the store that is thrown away.
    for (const each of m.instances.keys()) if (!known.has(each)) m.instances.delete(each);
    return m.exhausted || m.heavy.size > 0;
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
    answersRole: observer.answersRole,
    seesByRole: observer.seesByRole,
    owned: observer.owned,
    calls: observer.calls,
    checks: observer.checks,
    exhausted,
    reads: observer.reads,
    cookies: observer.cookies,
    validations: observer.validations,
    strange: observer.strange,
    replies: observer.replies,
    redirects: observer.redirects,
    turnsAway: observer.turnsAway,
  };
}

/** Runs a function that lets a request pass by calling `next`. */
export function probeStep(
  m: Machine,
  step: Omit<Step, 'onNext' | 'onProblem'>,
  byProblem = true,
  callers?: ReadonlySet<number>,
): Evidence {
  return observe(m, (observer) => {
    if (callers) observer.callers = callers;
    pass(m, { ...watching(step, observer.ended), onNext: observer.passed, onProblem: observer.problem }, byProblem);
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

/** Runs a hook: it lets a request pass by returning, unless it has answered before. */
export function probeHook(
  m: Machine,
  hook: Value,
  args: readonly Value[],
  node: TS.Node,
  self: Value = UNKNOWN,
): Evidence {
  const run = (observer: Observer): void => {
    callValue(m, hook, { ...plainCall(node, self, args), exit: observer.ended });
  };
  return observe(m, run, true);
}

/** The same for a call that is made from outside in a way of its own. */
export function probeCall(m: Machine, handler: Value, call: Call, callers?: ReadonlySet<number>): Evidence {
  return observe(m, (observer) => {
    if (callers) observer.callers = callers;
    callValue(m, handler, { ...call, exit: observer.ended });
  });
}

export type { Check, Evidence, SeenCall } from './evidence.js';
export { judgeAnswer, judgeStep, type Verdict } from './verdicts.js';

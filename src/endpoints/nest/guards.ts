/** Guards of NestJS: their `canActivate` is run with the metadata of the route that it stands before. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { ClassRef } from '../../flow/refs.js';
import { refValue, soleConst, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { metadataTarget, type Mark } from '../../models/nest/core.js';
import { alternativesOf, joinedJudgement } from '../alternatives.js';
import { nameOfValue } from '../names.js';
import { deciding, judgeLibrary, rolesOf } from '../verdicts.js';
import { judgeAnswer, observe, probeHandler } from '../probe.js';
import { judged, type Judgement } from '../steps.js';
import type { ChainStep, Shown } from '../types.js';
import { lineage } from './marks.js';

/** The route that a guard is asked about. */
export interface Route {
  readonly handler: readonly Mark[];
  readonly owner: readonly Mark[];
}

const LIMIT = 'rate.limit';

/** `@SkipThrottle()` takes a route out, `@SkipThrottle({ default: false })` takes it in again (https://docs.nestjs.com/security/rate-limiting). */
function skipsLimit(m: Machine, route: Route): boolean {
  const [mark] = [...route.handler, ...route.owner].filter(({ name }) => name === 'SkipThrottle');
  if (!mark) return false;
  const [options] = mark.args;
  return !options || soleConst(getProperty(m, options, 'default', mark.node))?.value !== false;
}

function fromLibrary(value: Value): Shown {
  return { roles: rolesOf(value), asksRole: false, owned: false };
}

export class Guards {
  readonly #plain = new Map<unknown, Judgement>();

  constructor(readonly m: Machine) {}

  step(guard: Value, route: Route, node: TS.Node): ChainStep {
    const judged = this.#judgement(guard, route, node);
    const { shown } = judged;
    const skipped = shown?.roles.has(LIMIT) === true && skipsLimit(this.m, route);
    const kept = skipped ? { ...shown, roles: new Set([...shown.roles].filter((each) => each !== LIMIT)) } : shown;
    return { ...nameOfValue(guard, node), ...judged, ...(kept ? { shown: kept } : {}) };
  }

  #judgement(guard: Value, route: Route, node: TS.Node): Judgement {
    const all = guard.refs.map((ref): Judgement => {
      if (ref.kind === 'class') return this.#ofClass(ref, route, node);
      if (ref.kind === 'obj' && ref.cls) return this.#ofClass(ref.cls, route, node, { ...guard, refs: [ref] });
      return { verdict: judgeLibrary(ref) ?? 'unknown', shown: fromLibrary(guard) };
    });
    const absent = alternativesOf(guard).includes(null) ? [null] : [];
    return joinedJudgement([...all, ...absent]);
  }

  #ofClass(cls: ClassRef, route: Route, node: TS.Node, given?: Value): Judgement {
    const marked = [...route.handler, ...route.owner].some((mark) => mark.name === 'SetMetadata');
    const known = marked ? undefined : this.#plain.get(cls);
    if (known) return known;
    const made = this.#judge(cls, route, node, given ?? instanceOf(this.m, cls));
    if (!marked) this.#plain.set(cls, made);
    return made;
  }

  #judge(cls: ClassRef, route: Route, node: TS.Node, self: Value): Judgement {
    const { m } = this;
    const classes = lineage(cls);
    const library = classes.at(-1)?.parent?.refs.flatMap((ref) => judgeLibrary(ref) ?? []) ?? [];
    const parent = fromLibrary(classes.at(-1)?.parent ?? UNKNOWN);
    if (library.includes('guard') && this.#letsAll(classes, self, node)) return { verdict: 'open', shown: parent };
    if (!classes.some((each) => each.methods.has('canActivate')))
      return { verdict: library[0] ?? 'unknown', shown: parent };
    const method = getProperty(m, self, 'canActivate', node);
    const own = classes.find((each) => each.methods.has('canActivate'))?.methods.get('canActivate');
    const asksParent = own?.getText().includes('super.canActivate') === true;
    return judged(
      m,
      () => deciding(probeHandler(m, method, [this.#context(route, node)], node, self)),
      (evidence) => {
        // What it leaves to a parent of a library that asks nobody who he is (a limiter) is none of its own doing.
        const leaves = library.includes('open') && asksParent && !evidence.denies && !evidence.verifiedEnd;
        return leaves ? 'open' : judgeAnswer({ ...evidence, answers: evidence.answers.map(awaited) });
      },
    );
  }

  /** `handleRequest` of passport's guard, overridden so that it never throws: whoever comes may pass. */
  #letsAll(classes: readonly ClassRef[], self: Value, node: TS.Node): boolean {
    const { m } = this;
    if (!classes.some((each) => each.methods.has('handleRequest'))) return false;
    let throws = false;
    const evidence = observe(m, () => {
      m.catcher = { throws: [], overwritten: null, outer: null };
      callValue(
        m,
        getProperty(m, self, 'handleRequest', node),
        plainCall(node, self, [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
      );
      throws = m.catcher.throws.length > 0 || m.dead;
    });
    return !evidence.denies && !throws;
  }

  #context(route: Route, node: TS.Node): Value {
    const { m } = this;
    const entity = m.semantics.typeEntity('@nestjs/common', 'ExecutionContext');
    const context = entity
      ? entityInstance(m, entity, '@nestjs/common:ExecutionContext', node)
      : m.object('object', null);
    const [ref] = context.refs;
    const handler = metadataTarget(m, route.handler);
    const owner = metadataTarget(m, route.owner);
    const answering = (value: Value): Value =>
      refValue({ kind: 'native', name: 'get', props: null, call: () => value }, Form.Function);
    if (ref?.kind === 'obj') {
      m.setCell(ref, 'getHandler', answering(handler));
      m.setCell(ref, 'getClass', answering(owner));
    }
    return context;
  }
}

/** Methods of promises, and Promise's own functions. */
import type { TS } from '../../lang/ts.js';
import { allOf, elementsOf } from '../elements.js';
import { callValue, plainCall } from '../calls.js';
import { caughtBy } from '../handed.js';
import { fansOut } from '../language-sinks.js';
import type { Machine } from '../machine.js';
import { awaited, promiseOf } from '../promises.js';
import type { Call, NativeRef, PromiseRef } from '../refs.js';
import { mergeStores } from '../merging.js';
import { factsAbove, Store } from '../store.js';
import { Form } from '../forms.js';
import { join, joinAll, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from '../value.js';
import { listOf } from './lists.js';

function isCallable(value: Value | undefined): value is Value {
  return value?.refs.some((ref) => ref.kind !== 'obj' || ref.cells.has('%call') || ref.entity !== null) === true;
}

/** Runs a continuation of a promise; what it throws rejects the result, what the promise proves holds in it. */
function continued(
  m: Machine,
  source: PromiseRef,
  callback: Value,
  args: readonly Value[],
  call: Call,
  withFacts: boolean,
): PromiseRef {
  const base = m.store;
  const outer = m.catcher;
  const catcher = { throws: [] as { value: Value; store: Store }[], overwritten: null, outer: null };
  m.catcher = catcher;
  m.store = new Store(base);
  if (withFacts) {
    m.learn(source.facts);
    // As behind `await`: it runs only where nothing was thrown.
    if (source.rejected) m.watcher?.fulfilled?.(m, source.rejected);
  }
  // A function of a library has no place of its own: a finding in it is shown where it is handed over.
  const handed = callback.refs.every((ref) => ref.kind === 'lib')
    ? call.argNodes[call.args.indexOf(callback)]
    : undefined;
  const returned = callValue(m, callback, plainCall(handed ?? call.node, UNDEFINED, args));
  m.catcher = outer;
  const end = m.store;
  m.snapshots++;
  const facts = end.dead ? null : factsAbove(end, base);
  const ends = [end, ...catcher.throws.map((each) => each.store)];
  m.store = mergeStores(base, [new Store(base), ...ends], false);
  m.countMerge(ends);
  const thrown = catcher.throws.length > 0 ? joinAll(catcher.throws.map((each) => each.value)) : null;
  const inner = nested(returned);
  const rejected = [thrown, inner?.rejected ?? null].filter((each): each is Value => each !== null);
  return {
    kind: 'promise',
    value: inner ? inner.value : returned,
    rejected: rejected.length > 0 ? joinAll(rejected) : null,
    facts: inner?.facts ? new Map([...(facts ?? []), ...inner.facts]) : facts,
    fails: end.dead && catcher.throws.length > 0,
  };
}

function nested(value: Value): PromiseRef | null {
  const [ref] = value.refs;
  return value.refs.length === 1 && ref?.kind === 'promise' && !value.open ? ref : null;
}

export function promiseMethod(m: Machine, self: PromiseRef, name: string, call: Call): Value | null {
  const [first, second] = call.args;
  switch (name) {
    case 'then': {
      let result: PromiseRef = self;
      if (isCallable(first) && !self.fails) result = continued(m, self, first, [awaited(self.value)], call, true);
      if (isCallable(second)) {
        const handled = continued(
          m,
          self,
          second,
          [caughtBy(second, self.rejected, self.fails, call.node)],
          call,
          false,
        );
        return refValue({ ...result, value: join(result.value, handled.value), facts: null, fails: false });
      }
      const rejected =
        self.rejected && result !== self
          ? result.rejected
            ? join(self.rejected, result.rejected)
            : self.rejected
          : result.rejected;
      return refValue({ ...result, rejected });
    }
    case 'catch': {
      if (!isCallable(first)) return refValue(self);
      const handled = continued(m, self, first, [caughtBy(first, self.rejected, self.fails, call.node)], call, false);
      return refValue({
        kind: 'promise',
        value: self.fails ? handled.value : join(self.value, handled.value),
        rejected: handled.rejected,
        facts: handled.fails ? self.facts : null,
        fails: false,
      });
    }
    case 'finally':
      if (isCallable(first)) m.branch([() => void callValue(m, first, plainCall(call.node, UNDEFINED, []))]);
      return refValue(self);
    default:
      return null;
  }
}

function native(name: string, call: NativeRef['call']): readonly [string, Value] {
  return [
    name,
    refValue({ kind: 'native', name: `Promise.${name}`, call, props: null, presents: true }, Form.Function),
  ];
}

/** The functions of the Promise object. */
export function promiseStatics(): readonly (readonly [string, Value])[] {
  return [
    native('resolve', (_m, call) => promiseOf(awaited(call.args[0] ?? UNDEFINED))),
    native('reject', (_m, call) => promiseOf(UNKNOWN, call.args[0] ?? UNDEFINED, null, true)),
    native('all', (m, call) => {
      fansOut(m, call, 'Promise.all');
      const elements = elementsOf(m, call.args[0] ?? UNKNOWN, call.node);
      const refs = [...elements.known, elements.rest].flatMap((each) =>
        each.refs.filter((ref) => ref.kind === 'promise'),
      );
      const list = listOf(m, { known: elements.known.map(awaited), rest: awaited(elements.rest) }, call.node);
      const facts = refs.length === 0 ? null : new Map(refs.flatMap((ref) => [...(ref.facts ?? [])]));
      const rejected = refs.flatMap((ref) => ref.rejected ?? []);
      return promiseOf(
        list,
        rejected.length > 0 ? joinAll(rejected) : null,
        facts,
        refs.some((ref) => ref.fails),
      );
    }),
    native('allSettled', (m, call) => {
      fansOut(m, call, 'Promise.allSettled');
      const elements = elementsOf(m, call.args[0] ?? UNKNOWN, call.node);
      const wrap = (value: Value): Value =>
        m.object('object', null, [
          ['status', UNKNOWN],
          ['value', awaited(value)],
          ['reason', rejectionOf(value, call.node)],
        ]);
      return promiseOf(
        listOf(
          m,
          { known: elements.known.map(wrap), rest: elements.rest === NOTHING ? NOTHING : wrap(elements.rest) },
          call.node,
        ),
      );
    }),
    native('race', (m, call) => promiseOf(awaited(allOf(elementsOf(m, call.args[0] ?? UNKNOWN, call.node))))),
    native('any', (m, call) => promiseOf(awaited(allOf(elementsOf(m, call.args[0] ?? UNKNOWN, call.node))))),
    native('withResolvers', (m, call) => {
      const holder = m.alloc('object', call.node);
      const resolve = refValue(
        {
          kind: 'native',
          name: 'resolve',
          props: null,
          call: (machine, inner) => {
            machine.addRest(holder, inner.args[0] ?? UNDEFINED);
            return UNDEFINED;
          },
        },
        Form.Function,
      );
      return m.object('object', call.node, [
        ['promise', promiseOf(m.rest(holder))],
        ['resolve', resolve],
        ['reject', UNKNOWN],
      ]);
    }),
  ];
}

/** What rejects a promise, as a handler of it would be given it; nothing where it succeeds. */
function rejectionOf(value: Value, at: TS.Node): Value {
  const reasons = value.refs.flatMap((ref) =>
    ref.kind === 'promise' ? [caughtBy(UNKNOWN, ref.rejected, ref.fails, at)] : [],
  );
  // Of what is not known, a call of something outside, the same is given to a handler.
  const unknown = value.open ? [caughtBy(UNKNOWN, null, false, at)] : [];
  return joinAll([UNDEFINED, ...reasons, ...unknown]);
}

/** `new Promise((resolve, reject) => ...)`: resolved with what `resolve` was given. */
export function newPromise(m: Machine, call: Call): Value {
  const [executor] = call.args;
  const holder = m.alloc('object', call.node);
  const give = (name: string): Value =>
    refValue(
      {
        kind: 'native',
        name,
        props: null,
        call: (machine, inner) => {
          const value = inner.args[0] ?? UNDEFINED;
          machine.setCell(holder, name, join(machine.cell(holder, name) ?? NOTHING, value));
          return UNDEFINED;
        },
      },
      Form.Function,
    );
  const waiting = m.deferred;
  m.deferred = [];
  if (executor) callValue(m, executor, plainCall(call.node, UNDEFINED, [give('resolve'), give('reject')]));
  // Timers and events that resolve it have run by the time that somebody awaits it.
  const inner = m.deferred;
  m.deferred = waiting;
  for (const work of inner) {
    m.branch([
      () => {
        work.run(m);
        m.store.dead = false;
      },
      () => undefined,
    ]);
  }
  const resolved = m.cell(holder, 'resolve');
  const rejected = m.cell(holder, 'reject');
  const result: PromiseRef = {
    kind: 'promise',
    value: awaited(resolved ?? UNKNOWN),
    rejected: rejected ?? null,
    facts: null,
    fails: false,
  };
  return refValue(result);
}

/** Looks on while files are run, and notes what is done with requests. */
import { getProperty } from '../../flow/access.js';
import type { Watcher } from '../../flow/frames.js';
import { Form } from '../../flow/forms.js';
import { State, type Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { deepLabels } from '../../flow/deep-labels.js';
import { slot } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { Entity } from '../../flow/semantics.js';
import { soleConst, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Shape } from '../../models/shared/shape.js';
import { serviceOf, storeOf } from './outside.js';
import { schemaOfShape } from './shape-schema.js';
import { inputPath, inputPlaceOf, type SeenAnswer, type SeenCheck, type SeenInput, type SeenUse } from './sightings.js';
import { schemaOfValue } from './value-schema.js';

/**
 * Sinks that are no use of a value: comparisons, what leaves in answers and logs, and notes about schemas. A value that is
 * only answered or logged has its own rules.
 */
const NO_USE: ReadonlySet<string> = new Set([
  'answer',
  'answer-serialized',
  'answer-mapped',
  'log',
  'logged',
  'log-format',
  'compared',
  'condition',
  'decision',
  'identity',
  'any-value',
  'open-keys',
  'unbounded',
  'property-name',
  'text-method',
  'body-limit',
]);
const USING_ROLES =
  /^(?:store|mail|message|money|model|process|files|password)\.|^auth\.(?:password|issue|otp)$|^http\.request$/;

/** Bits of state that only a check, a bound or a conversion sets. */
const CHECKS =
  State.BoundedAbove |
  State.BoundedBelow |
  State.Whole |
  State.Finite |
  State.BoundedLength |
  State.Checked |
  State.UnderPrefix;
const UNTEXTUAL = Form.Number | Form.Boolean | Form.BigInt | Form.Nullish;

function isChecked(label: Label): boolean {
  if (label.facts.length > 0 || label.cleared.length > 0 || (label.state & CHECKS) !== 0) return true;
  return label.form !== 0 && (label.form & ~UNTEXTUAL) === 0;
}

/** Arguments beside the dangerous one count as well: values that are bound to a statement are stored. */
function isUse(call: Call): boolean {
  const { spec } = call;
  return (
    (spec?.sinks ?? []).some(({ kind }) => !NO_USE.has(kind)) ||
    (spec?.roles ?? []).some(({ role }) => USING_ROLES.test(role))
  );
}

/** The parts of requests among values; one that is used as it came counts as that. */
function inputsOf(m: Machine, values: readonly Value[]): readonly SeenInput[] {
  const found = new Map<string, SeenInput>();
  for (const raw of values.flatMap((value) => deepLabels(m, value))) {
    const place = inputPlaceOf(raw.source.kind);
    if (place === null) continue;
    const label = m.store.refined(raw);
    const path = inputPath(label.source);
    const key = `${place} ${path.join('.')}`;
    const checked = isChecked(label);
    if (!found.has(key) || !checked) found.set(key, { in: place, path, node: label.source.node, checked });
  }
  return [...found.values()];
}

const PROVING: ReadonlySet<string> = new Set(['auth.verified', 'auth.checked', 'auth.decoded']);

/** The names under which validators are given several parts of a request at once: `{ body: req.body, query: req.query }`. */
const PARTS: ReadonlySet<string> = new Set(['body', 'query', 'params', 'headers', 'cookies', 'querystring']);
const MAX_SIGHTINGS = 200_000;

export class Surveyor implements Watcher {
  readonly uses: SeenUse[] = [];
  readonly checks: SeenCheck[] = [];
  /** Calls that verify credentials, with the parts of the request that are credentials. */
  readonly proofs: SeenUse[] = [];
  readonly answers: SeenAnswer[] = [];
  readonly #statuses = new Map<TS.Node, number | null>();

  readonly called = (m: Machine, entity: Entity, call: Call, run: () => Value): Value => {
    if (m.dead || call.spec === null || this.uses.length > MAX_SIGHTINGS) return run();
    const inputs = isUse(call) ? inputsOf(m, [call.self, ...call.args]) : [];
    const service = serviceOf(entity, call);
    this.#answer(m, call);
    const value = run();
    const store = storeOf(m, entity, call, value);
    if ((call.spec.roles ?? []).some(({ role }) => PROVING.has(role)))
      this.proofs.push({
        node: call.node,
        stack: m.callStack(),
        inputs: inputsOf(m, [call.self, ...call.args]),
        store: null,
        service: null,
      });
    if (inputs.length > 0 || service !== null || store !== null)
      this.uses.push({ node: call.node, stack: m.callStack(), inputs, store, service });
    return value;
  };

  /** Calls whose argument leaves in the answer: `res.json(x)`. */
  #answer(m: Machine, call: Call): void {
    const roles = call.spec?.roles ?? [];
    const status = roles.find(({ role }) => role === 'answer.status')?.parts?.['status'];
    if (status !== undefined) this.#statuses.set(call.node, statusOf(slot(m, call, status)?.value ?? null));
    // What an error says to the client is no answer of the endpoint's own.
    if (call.isNew && /(?:Exception|Error)$/.test(call.entity?.name ?? '')) return;
    const sink = (call.spec?.sinks ?? []).find(({ kind, at }) => kind === 'answer' && !at.includes('.'));
    const found = sink ? slot(m, call, sink.at) : null;
    if (found) this.#note(m, found.value, found.node, this.#statusBefore(call.node));
  }

  /** `res.status(404).json(x)`: the status that was set on the way. */
  #statusBefore(node: TS.Node): number | null {
    let each = node;
    while (ts.isCallExpression(each) && ts.isPropertyAccessExpression(each.expression)) {
      each = each.expression.expression;
      const known = this.#statuses.get(each);
      if (known !== undefined) return known;
    }
    return null;
  }

  #note(m: Machine, value: Value, node: TS.Node, status: number | null): void {
    if (this.answers.length <= MAX_SIGHTINGS)
      this.answers.push({ node, stack: m.callStack(), schema: schemaOfValue(m, value), status });
  }

  /** Natives and the language itself reach sinks without a call that says so. */
  readonly reached = (m: Machine, kind: string, value: Value, node: TS.Node): void => {
    if (NO_USE.has(kind) || m.dead || this.uses.length > MAX_SIGHTINGS) return;
    const inputs = inputsOf(m, [value]);
    if (inputs.length > 0) this.uses.push({ node, stack: m.callStack(), inputs, store: null, service: null });
  };

  readonly thrown = (): void => undefined;

  readonly validated = (m: Machine, shape: unknown, value: Value, node: TS.Node): void => {
    if (this.checks.length > MAX_SIGHTINGS) return;
    this.#check(m, shape as Shape, value, node);
  };

  #check(m: Machine, shape: Shape, value: Value, node: TS.Node): void {
    const label = value.labels.find(({ source }) => inputPlaceOf(source.kind) !== null);
    const place = label ? inputPlaceOf(label.source.kind) : null;
    if (label && place !== null) {
      const schema = schemaOfShape(m, shape, node);
      this.checks.push({ node, stack: m.callStack(), in: place, path: inputPath(label.source), schema });
      return;
    }
    if (shape.kind !== 'object') return;
    for (const [name, { shape: part }] of shape.properties)
      if (PARTS.has(name)) this.#check(m, part, getProperty(m, value, name, node), node);
  }

  readonly answered = (m: Machine, value: Value, node: TS.Node): void => {
    this.#note(m, value, node, null);
  };
}

function statusOf(value: Value | null): number | null {
  const known = value ? soleConst(value)?.value : undefined;
  return typeof known === 'number' ? known : null;
}

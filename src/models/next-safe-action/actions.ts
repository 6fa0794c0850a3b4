/**
 * Actions of next-safe-action: built step by step, run as middleware, validation, validated middleware and the function
 * itself (https://next-safe-action.dev/docs/concepts/how-it-works).
 */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import { awaited, promiseOf } from '../../flow/promises.js';
import type { Native } from '../../flow/semantics.js';
import { refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { answerData } from '../shared/answer.js';
import { grown, layered } from '../shared/builder.js';
import { isOwnFunction, pass } from '../shared/chain.js';
import { JSON_BODY } from '../shared/client.js';
import { parsedBy } from '../shared/parser.js';
import { ownerOf } from '../shared/registration.js';
import { namedSource } from '../shared/sources.js';

interface Step {
  readonly kind: 'use' | 'useValidated' | 'input' | 'output';
  readonly given: Value;
  readonly node: TS.Node;
}

interface Action {
  readonly steps: readonly Step[];
  readonly code: Value;
  readonly node: TS.Node;
}

const ACTION = 'action';

/** A schema, or an async function that gives one (https://next-safe-action.dev/docs/define-actions/create-the-client). */
function schemaOf(m: Machine, { given, node }: Step): Value {
  return isOwnFunction(given) ? awaited(callValue(m, given, plainCall(node, UNDEFINED, []))) : given;
}

/** Runs an action for a client that sends `raw`; returns what it answers. */
function run(m: Machine, { steps, code, node }: Action, raw: Value): Value {
  const state = m.alloc('object', null);
  m.setCell(state, 'ctx', m.object('object', null));
  m.setCell(state, 'parsedInput', UNKNOWN);
  const read = (name: string): Value => m.cell(state, name) ?? UNDEFINED;
  const options = (more: readonly (readonly [string, Value])[]): Value =>
    m.object('object', null, [['ctx', read('ctx')], ['clientInput', raw], ['metadata', UNKNOWN], ...more]);
  const passes = (step: Step, more: readonly (readonly [string, Value])[]): boolean =>
    pass(
      m,
      {
        handler: step.given,
        node: step.node,
        args: (next) => [options([['next', next], ...more])],
        answer: promiseOf(UNKNOWN),
        onNext: (machine, { args: [given] }) => {
          const context = given && given.refs.length > 0 ? getProperty(machine, given, 'ctx', step.node) : UNDEFINED;
          if (context.refs.length > 0) machine.setCell(state, 'ctx', layered(machine, context, read('ctx'), step.node));
        },
      },
      false,
    );
  const of = (kind: Step['kind']): readonly Step[] => steps.filter((each) => each.kind === kind);
  for (const step of of('use')) if (m.dead || !passes(step, [])) return UNKNOWN;
  for (const step of of('input').slice(-1))
    m.setCell(state, 'parsedInput', parsedBy(m, schemaOf(m, step), raw, step.node));
  for (const step of of('useValidated')) {
    if (m.dead || !passes(step, [['parsedInput', read('parsedInput')]])) return UNKNOWN;
  }
  if (m.dead) return UNKNOWN;
  const answer = callValue(
    m,
    code,
    plainCall(node, UNDEFINED, [options([['parsedInput', read('parsedInput')]]), UNKNOWN]),
  );
  // A schema of the output strips what it does not name.
  if (of('output').length === 0) answerData(m, answer, node, 'SafeActionClient.action');
  return answer;
}

function step(kind: Step['kind']): Native {
  return (m, call) =>
    grown(m, call, 'next-safe-action:SafeActionClient', { kind, given: call.args[0] ?? UNKNOWN, node: call.node });
}

function clientInput(m: Machine, { node }: Pick<Action, 'node'>): Value {
  return namedSource(m, JSON_BODY, node, 'clientInput');
}

/** What is made is a function that anybody may call as soon as the file says `use server`. */
const action: Native = (m, call) => {
  const from = ownerOf(call);
  const made: Action = {
    steps: from ? (m.kept(from, 'steps') as readonly Step[]) : [],
    code: call.args[0] ?? UNKNOWN,
    node: call.node,
  };
  const props = m.alloc('object', null);
  m.keep(props, ACTION, made);
  m.defer(call.node, (machine) => {
    run(machine, made, clientInput(machine, made));
  });
  return refValue(
    { kind: 'native', name: ACTION, props, call: (machine) => run(machine, made, clientInput(machine, made)) },
    Form.Function,
  );
};

/** True for what `client.action(…)` makes. */
export function isSafeAction(m: Machine, value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'native' && ref.props !== null && m.kept(ref.props, ACTION).length > 0);
}

export const safeActionNatives: Natives = {
  'safe-action.use': step('use'),
  'safe-action.useValidated': step('useValidated'),
  'safe-action.input': step('input'),
  'safe-action.output': step('output'),
  'safe-action.action': action,
};

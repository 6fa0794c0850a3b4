/**
 * Defaults of settings that a schema gives to the environment: `ConfigModule.forRoot({ validationSchema })` with Joi, or a
 * function of the project's own, `validate` (https://docs.nestjs.com/techniques/configuration#schema-validation).
 */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { evaluate } from '../../flow/eval.js';
import { Form } from '../../flow/forms.js';
import { sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import { join, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { isCallable } from '../kit.js';
import { objectIn } from '../shared/shape.js';
import { schemaShape } from '../shared/schemas.js';

/** Where a module of settings says how the environment is checked. */
export interface CheckedSettings {
  readonly option: 'validationSchema' | 'validate';
  readonly given: TS.Expression;
}

function isOption(name: string | undefined): name is CheckedSettings['option'] {
  return name === 'validationSchema' || name === 'validate';
}

/** Returns the checks of the environment that a file asks for. */
export function checkedIn(file: TS.SourceFile): readonly CheckedSettings[] {
  const found: CheckedSettings[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'ConfigModule.forRoot') {
      const [options] = node.arguments;
      for (const each of options && ts.isObjectLiteralExpression(options) ? options.properties : []) {
        const option = each.name?.getText();
        if (!isOption(option)) continue;
        if (ts.isPropertyAssignment(each)) found.push({ option, given: each.initializer });
        else if (ts.isShorthandPropertyAssignment(each)) found.push({ option, given: each.name });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function environment(m: Machine, node: TS.Node, name?: string): Value {
  const spec = {
    kind: 'process.env',
    form: name === undefined ? Form.Object : Form.String,
    child: Form.String,
  } as const;
  return sourceValue(m, { ...spec, own: true }, node, undefined, name);
}

/** What a schema takes for a setting that the environment lacks. */
function byDefault(m: Machine, schema: Value, name: string, node: TS.Node): Value {
  const shape = schemaShape(m, schema);
  const own = shape ? objectIn(shape)?.properties.get(name)?.shape : undefined;
  const usual = (own?.kind === 'union' ? own.options : [own]).find((each) => each?.kind === 'fallback');
  return usual?.kind === 'fallback' && !usual.forWrong ? usual.make(m, node) : UNDEFINED;
}

/** What a function of the project makes of the environment; one that throws says nothing. */
function madeBy(m: Machine, check: Value, node: TS.Node): Value {
  const { catcher, store } = m;
  m.catcher = { throws: [], overwritten: null, outer: null };
  const made = callValue(m, check, plainCall(node, UNKNOWN, [environment(m, node)]));
  m.catcher = catcher;
  if (!m.dead) return made;
  m.store = store;
  return UNDEFINED;
}

/** Returns what a setting is by such a check; undefined when that gives it no value of its own. */
export function checkedSetting(m: Machine, { option, given }: CheckedSettings, name: string, node: TS.Node): Value {
  const scope = moduleScope(moduleState(m, given.getSourceFile()));
  const value = scope ? evaluate(m, given, scope) : UNDEFINED;
  if (option === 'validate') {
    const made = isCallable(value) ? madeBy(m, value, node) : UNDEFINED;
    return made.refs.length > 0 ? getProperty(m, made, name, node) : UNDEFINED;
  }
  const usual = byDefault(m, value, name, node);
  return usual === UNDEFINED ? UNDEFINED : join(environment(m, node, name), usual);
}

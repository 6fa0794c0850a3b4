/**
 * Parameters of actions of routing-controllers (https://github.com/typestack/routing-controllers#decorators-reference):
 * read from the request, converted to number and boolean where these are declared, and turned into the declared class and
 * validated unless `validation: false` or `validate: false` says otherwise.
 */
import { getProperty } from '../../flow/access.js';
import { sourceValue } from '../../flow/library.js';
import { sourceInUse } from '../../flow/versions.js';
import type { Machine } from '../../flow/machine.js';
import type { Native, SourceSpec } from '../../flow/semantics.js';
import { soleText, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { Form } from '../../flow/forms.js';
import { ts, type TS } from '../../lang/ts.js';
import { validatedArgument, type UnknownKeys } from '../class-validator/argument.js';
import { shapedValue } from '../shared/shaped.js';
import { BOOLEAN, type Shape } from '../shared/shape.js';
import { isWrittenTrue, writtenOptions, writtenProperty } from '../shared/written-options.js';

export const SERVERS: ReadonlySet<string> = new Set([
  'createExpressServer',
  'useExpressServer',
  'createKoaServer',
  'useKoaServer',
]);

function keysUnder(options: TS.Expression | undefined): UnknownKeys {
  if (!options || !ts.isObjectLiteralExpression(options) || !isWrittenTrue(options, 'whitelist')) return 'keep';
  return isWrittenTrue(options, 'forbidNonWhitelisted') ? 'refuse' : 'strip';
}

/** Returns what the server does with unknown keys of validated arguments; null when it validates nothing. */
function validationNear(m: Machine, near: TS.SourceFile): UnknownKeys | null {
  const given = writtenOptions(m, near, 'routing-controllers', SERVERS).map((each) =>
    writtenProperty(each, 'validation'),
  );
  if (given.some((each) => each?.kind === ts.SyntaxKind.FalseKeyword)) return null;
  return given.map(keysUnder).find((each) => each !== 'keep') ?? 'keep';
}

const NUMBER: Shape = { kind: 'number', state: 0, convert: true };

function converted(m: Machine, value: Value, parameter: TS.ParameterDeclaration): Value {
  if (parameter.type?.kind === ts.SyntaxKind.NumberKeyword) return shapedValue(m, NUMBER, value, parameter);
  return parameter.type?.kind === ts.SyntaxKind.BooleanKeyword ? shapedValue(m, BOOLEAN, value, parameter) : value;
}

function partOf(spec: SourceSpec): SourceSpec {
  return { kind: spec.kind, form: spec.child ?? (spec.form ?? 255) | Form.String };
}

/** A parameter: the source, or the part of it that the first argument names. */
export const parameter: Native = (m, call) => {
  const { node } = call;
  const spec = call.entity?.spec.decorates?.source;
  if (!spec || !ts.isParameter(node)) return UNKNOWN;
  const [first = UNDEFINED, second = UNDEFINED] = call.args;
  const name = first.refs.length === 0 && first !== UNDEFINED ? (soleText(first) ?? '*') : null;
  const raw =
    name === null
      ? sourceValue(m, spec, node)
      : sourceValue(m, partOf(sourceInUse(spec, node)), node, undefined, name, { path: [name] });
  const options = name === null ? first : second;
  const validates = truthiness(getProperty(m, options, 'validate', node)) !== false;
  const unset = options === UNDEFINED || getProperty(m, options, 'validate', node) === UNDEFINED;
  const keys = validates || unset ? validationNear(m, node.getSourceFile()) : null;
  const value = name === null ? raw : converted(m, raw, node);
  return keys === null ? value : validatedArgument(m, value, node, keys);
};

/** Arguments that a framework turns into the class of their declared type and validates before it calls a method. */
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { parseOrThrow } from '../shared/verdicts.js';
import { shapeOfClass } from './dto.js';
import { classOfParameter } from './pipe.js';

/** What is done with keys that the class does not have (https://github.com/typestack/class-validator#whitelisting). */
export type UnknownKeys = 'keep' | 'strip' | 'refuse';

/** Returns the argument after class-transformer and class-validator; unchanged when its type is no class of the program. */
export function validatedArgument(
  m: Machine,
  value: Value,
  parameter: TS.ParameterDeclaration,
  unknownKeys: UnknownKeys,
): Value {
  const cls = classOfParameter(m, parameter);
  const shape = shapeOfClass(m, cls, { unknownKeys, validates: true, converts: false }, parameter);
  return shape === null ? value : parseOrThrow(m, shape, value, parameter);
}

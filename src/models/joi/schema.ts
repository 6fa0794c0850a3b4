/** Methods of Joi schemas. */
import { promiseOf } from '../../flow/promises.js';
import { UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { calledName, schemaShape } from '../shared/schemas.js';
import { parseLater, verdict, type Verdict } from '../shared/verdicts.js';
import { method } from './methods.js';
import { withOptions } from './options.js';
import { compiled, isRequired, joiSchema, keepPresence } from './root.js';

const RESULT: Verdict = { flag: 'error', flagMeans: 'failure', output: 'value', onFailure: 'input' };

export const schemaNatives: Natives = {
  'joi.method': (m, call) => {
    const shape = schemaShape(m, call.self);
    if (shape === null) return call.self;
    const name = calledName(call);
    const made = joiSchema(m, call, method(m, name, shape, call));
    return keepPresence(
      made,
      name === 'required' || name === 'exist' || (name !== 'optional' && isRequired(call.self)),
    );
  },
  'joi.validate': (m, call) => {
    const own = schemaShape(m, call.self);
    const later = calledName(call) === 'validateAsync';
    if (own === null) return later ? promiseOf(UNKNOWN) : UNKNOWN;
    const shape = withOptions(m, own, call.args[1]);
    const input = call.args[0] ?? UNDEFINED;
    return later ? parseLater(m, shape, input, call.node) : verdict(m, shape, input, call.node, RESULT);
  },
  // `Joi.validate(value, schema, options)`, before version 16 (https://github.com/hapijs/joi/issues/1941).
  'joi.validateRoot': (m, call) => {
    const [input = UNDEFINED, schema, options] = call.args;
    const shape = withOptions(m, compiled(m, schema, call.node), options);
    return verdict(m, shape, input, call.node, RESULT);
  },
};

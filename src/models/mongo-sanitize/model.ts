/** mongo-sanitize and express-mongo-sanitize delete names that begin with a dollar sign from the very object they get. */
import { getProperty } from '../../flow/access.js';
import { factsFor } from '../../flow/conditions.js';
import { UNDEFINED } from '../../flow/value.js';
import type { CallSpec, LibraryModel, MemberSpec, Natives } from '../schema.js';

const CLEARED = ['document-query', 'document-key'] as const;

const sanitize: CallSpec = {
  flows: [{ from: '0', to: 'return' }],
  guards: [{ at: '0', when: 'returns', clears: CLEARED }],
};

export const mongoSanitize = {
  packages: ['mongo-sanitize'],
  exports: { '=': { call: sanitize }, default: { call: sanitize } },
} as const satisfies LibraryModel;

const middleware: MemberSpec = {
  call: { returns: 'Middleware' },
  members: { sanitize: { call: sanitize }, has: { call: { guards: [{ at: '0', when: 'false', clears: CLEARED }] } } },
};

export const expressMongoSanitize = {
  packages: ['express-mongo-sanitize'],
  exports: { '=': middleware, default: middleware },
  types: { Middleware: { call: { native: 'express-mongo-sanitize.middleware' } } },
} as const satisfies LibraryModel;

export const mongoSanitizeNatives: Natives = {
  'express-mongo-sanitize.middleware': (m, call) => {
    const [request] = call.args;
    for (const part of request ? ['body', 'params', 'headers', 'query'] : []) {
      if (request) m.learn(factsFor(getProperty(m, request, part, call.node).labels, { clears: CLEARED }));
    }
    return UNDEFINED;
  },
};

import type { TopicId } from '../../src/meta/topics.js';

/** The topics whose rules come nearest to a concept, which has no rule of its own. */
export const nearestTopics: Partial<Readonly<Record<TopicId, readonly TopicId[]>>> = {
  'basics/security-and-risk': ['api1/idor', 'api3/excessive-data-exposure', 'api3/mass-assignment', 'api4/redos'],
  'api2/authentication-basics': [
    'api2/storing-passwords',
    'api2/authentication-weaknesses',
    'api2/multi-factor',
    'api2/brute-force',
    'api8/cookies',
  ],
  'api2/password-cracking': ['api2/adaptive-hashing', 'api2/salting', 'api2/storing-passwords', 'api2/password-policy'],
  'api6/threat-modelling': ['api6/fail-safe-defaults', 'api6/complete-mediation', 'api9/dataflow-blindspots'],
  'api6/design-principles': ['api6/fail-safe-defaults', 'api6/complete-mediation', 'api6/least-privilege'],
  'api10/injection-principles': [
    'api10/sql-injection',
    'api10/nosql-injection',
    'api10/command-injection',
    'api10/code-injection',
    'api10/path-traversal',
    'api6/log-forging',
  ],
  'zero-trust/shift-left': [
    'zero-trust/validate-all-flows',
    'zero-trust/parameters-and-payloads',
    'api9/documentation-blindspots',
  ],
  'extra/code-quality': ['api6/fail-safe-defaults', 'api6/insufficient-logging', 'api2/null-passwords'],
  'extra/robust-programming': ['api6/fail-safe-defaults', 'api4/resource-exhaustion', 'api4/sustained-engagement'],
};

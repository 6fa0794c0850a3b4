import { composedRule, constantOf, listed, playsRole, property, type Part, type Use } from '../define/composed-rule.js';

/** Batches up to this size are taken for what a page asks at once (the default of GraphQL Yoga is 10). */
const LARGE_BATCH = 10;

/** True when a list is not there, or empty. */
function isEmpty(part: Part): boolean {
  return part.kind === 'absent' || listed(part)?.length === 0;
}

/** True when none of the plugins can limit a query. */
function onlyHarmless(plugins: Part): boolean {
  if (isEmpty(plugins)) return true;
  return listed(plugins)?.every((each) => playsRole(each, 'graphql.plugin')) === true;
}

function isUnlimited(options: Part): boolean {
  if (!isEmpty(property(options, 'validationRules')) || !onlyHarmless(property(options, 'plugins'))) return false;
  return ['queryDepth', 'gateway'].every((name) => property(options, name).kind === 'absent');
}

function isOn(options: Part, name: string): boolean {
  return constantOf(property(options, name)) === true;
}

/** What an option certainly is: what it is given, or else what the library takes. */
function effective(use: Use, options: Part, name: string): unknown {
  const option = property(options, name);
  return option.kind === 'absent' ? use.byDefault(name) : constantOf(option);
}

function hasLargeBatches(use: Use, options: Part): boolean {
  if (effective(use, options, 'allowBatchedHttpRequests') === true) return true;
  const limit = constantOf(property(options, 'batching', 'limit'));
  return typeof limit === 'number' && limit > LARGE_BATCH;
}

function faultsOf(use: Use, options: Part): readonly string[] {
  return [
    ...(isUnlimited(options)
      ? ['no limit of depth or cost: give `validationRules` a rule that limits the depth of queries']
      : []),
    ...(isOn(options, 'introspection') ? ['introspection on in production: leave it to the environment'] : []),
    ...(isOn(options, 'playground') ? ['the playground on in production: leave it to the environment'] : []),
    ...(hasLargeBatches(use, options)
      ? ['large batches of operations in one request: leave batching off, or limit it']
      : []),
    ...(effective(use, options, 'csrfPrevention') === false
      ? ['no protection against requests of other sites: switch `csrfPrevention` on']
      : []),
  ];
}

function judge(use: Use): readonly string[] {
  const options = use.part('options');
  return options.kind === 'given' ? faultsOf(use, options) : [];
}

export default composedRule({
  info: {
    name: 'require-graphql-limits',
    description: 'Require GraphQL servers to limit what one request may ask',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API4',
    topics: ['api4/graphql'],
    cwe: [770, 400],
  },
  find: (view) =>
    view.uses('graphql.server').flatMap((use) => {
      const faults = judge(use);
      return faults.length === 0 ? [] : [{ node: use.node, message: `\`${use.callee}\` has ${faults.join('; ')}.` }];
    }),
});

import {
  composedRule,
  constantOf,
  libraryNames,
  listed,
  property,
  type FileView,
  type Problem,
  type Use,
} from '../define/composed-rule.js';

const REMEDY = 'Switch it on only where the environment says development.';

/** Words by which ORMs name "every statement, with its values". */
const VERBOSE: ReadonlySet<unknown> = new Set([true, 'all', 'query']);

function isVerbose(use: Use): boolean {
  const on = use.part('on');
  if (VERBOSE.has(constantOf(on))) return true;
  const words = listed(on);
  if (words)
    return words.some((each) => VERBOSE.has(constantOf(each)) || constantOf(property(each, 'level')) === 'query');
  return libraryNames(on).includes('console.log');
}

function ofSetting(use: Use): boolean {
  return constantOf(use.part('name')) === 'debug' && constantOf(use.part('on')) === true;
}

/** Something stands in front of the path on which the description is served. */
function isGuarded(view: FileView, use: Use): boolean {
  const path = constantOf(use.part('path'));
  if (typeof path !== 'string') return true;
  const bare = path.replace(/^\/|\/$/g, '');
  return view.uses('middleware.use').some((each) => {
    const first = each.part('path');
    const own = constantOf(first);
    if (typeof own === 'string') return own.replace(/^\/|[/*]*$/g, '') === bare;
    return first.kind === 'unknown' || listed(first) !== null;
  });
}

function problem(use: Use, what: string): Problem {
  return { node: use.node, message: `\`${use.callee}\` ${what} ${REMEDY}` };
}

export default composedRule({
  info: {
    name: 'no-debug-in-production',
    description: 'Disallow debugging aids that are on in production, too',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/error-pages', 'api3/system-information'],
    cwe: [489, 215],
  },
  find: (view) => {
    const always = (...roles: readonly string[]): readonly Use[] =>
      view.uses(...roles).filter((use) => !view.isDevelopmentOnly(use));
    return [
      ...always('debug.trace')
        .filter((use) => constantOf(use.part('on')) === true)
        .map((use) => problem(use, 'logs how each sign-in goes, with what identifies it.')),
      ...always('debug.errors').map((use) => problem(use, 'shows stacks of errors to every client.')),
      ...always('debug.switch')
        .filter(isVerbose)
        .map((use) => problem(use, 'logs every statement, with the values in it.')),
      ...always('debug.setting')
        .filter(ofSetting)
        .map((use) => problem(use, 'logs every statement, with the values in it.')),
      ...always('debug.description')
        .filter((use) => !isGuarded(view, use))
        .map((use) => problem(use, 'describes every endpoint to everybody.')),
      ...always('graphql.server')
        .filter(
          (use) =>
            ['playground', 'graphiql', 'includeStacktraceInErrorResponses', 'debug'].some(
              (name) => constantOf(property(use.part('options'), name)) === true,
            ) || constantOf(property(use.part('options'), 'maskedErrors')) === false,
        )
        .map((use) => problem(use, 'shows its playground, or errors as they are, to every client.')),
    ];
  },
});

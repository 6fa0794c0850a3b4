/** Rules whose question is: what is in force before an endpoint? */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Application, ChainStep, Check, Endpoint, FileAnalysis } from '../analysis/analysis.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf, placeOf } from './analysed.js';
import { isTestCode, outsideProduction } from '../lang/environment.js';
import { noteFailure } from '../lang/failures.js';
import type { TS } from '../lang/ts.js';
import { displayPath, type Place } from '../report/place.js';

export {
  guardOf,
  stepPlaying,
  traitsOf,
  type Application,
  type ChainStep,
  type Endpoint,
  type SeenCall,
} from '../analysis/analysis.js';
import type { Sibling } from '../report/guard.js';

export { missingGuardMessage, type Sibling } from '../report/guard.js';

export type EndpointContext = Readonly<TSESLint.RuleContext<'endpoint', readonly unknown[]>>;

/** What a question about an endpoint may look at. */
export interface EndpointView {
  readonly application: Application;
  /** What the run of the linted file has seen. */
  readonly analysis: FileAnalysis;
  readonly options: readonly unknown[];
  readonly placeOf: (node: TS.Node) => Place;
  /** The working folder of ESLint. */
  readonly folder: string;
  /** How messages name a file. */
  readonly fileName: (file: string) => string;
}

export interface EndpointQuestion {
  readonly info: RuleInfo;
  readonly schema?: TSESLint.RuleModule<string>['meta']['schema'];
  readonly defaultOptions?: readonly unknown[];
  /** Returns what is wrong with an endpoint of the linted file, in whole sentences; null when nothing is. */
  readonly judge?: (endpoint: Endpoint, view: EndpointView) => string | null;
  /** The same for places in what an endpoint does, wherever they are; those in the linted file are reported. */
  readonly find?: (endpoint: Endpoint, view: EndpointView) => readonly Problem[];
  /** True for a file that is asked although it holds no endpoint: what `find` looks for may stand in it. */
  readonly reaches?: (analysis: FileAnalysis) => boolean;
  /** What else the rule reports in a file, whether or not endpoints are in sight. */
  readonly more?: (analysis: FileAnalysis) => readonly Problem[];
}

/** Returns how messages call an endpoint: `POST /orders`, or `POST …/orders` where something before the path is not known. */
export function titleOf({ method, path, outline }: Endpoint): string {
  const shown = path ?? outline ?? null;
  return shown === null ? method : `${method} ${shown === '' ? '/' : shown}`;
}

type StepOf = (endpoint: Endpoint) => ChainStep | null;

/** Returns a question about a whole application that is answered once for each. */
export function oncePer<T>(ask: (application: Application) => T): (application: Application) => T {
  const answers = new WeakMap<Application, { readonly answer: T }>();
  return (application) => {
    const known = answers.get(application);
    if (known) return known.answer;
    const answer = ask(application);
    answers.set(application, { answer });
    return answer;
  };
}

interface Having {
  readonly endpoint: Endpoint;
  readonly step: ChainStep;
}

const having = new WeakMap<StepOf, (application: Application) => readonly Having[]>();

/** Returns the endpoints with a step of some sort; those with the most frequent one first, and alone. */
export function siblingsWith(view: EndpointView, find: StepOf): readonly Sibling[] {
  let most = having.get(find);
  if (!most) {
    most = oncePer((application) => withMostFrequent(application, find));
    having.set(find, most);
  }
  return most(view.application).map(({ endpoint, step }) => ({
    endpoint: titleOf(endpoint),
    guard: step.name,
    place: view.placeOf(step.node),
  }));
}

function withMostFrequent({ endpoints }: Application, find: StepOf): readonly Having[] {
  const byName = new Map<string, Having[]>();
  for (const endpoint of endpoints) {
    const step = find(endpoint);
    if (!step) continue;
    const list = byName.get(step.name) ?? [];
    list.push({ endpoint, step });
    byName.set(step.name, list);
  }
  return [...byName.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Something wrong at a place. */
export interface Problem {
  readonly node: TS.Node;
  readonly message: string;
}

/** Makes an ESLint rule of a question about endpoints. */
export function endpointRule(question: EndpointQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<'endpoint', readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages: { endpoint: '{{message}}' },
      schema: question.schema ?? [],
      ...(question.defaultOptions ? { defaultOptions: [...question.defaultOptions] } : {}),
    },
    create: (context) => ({
      'Program:exit': () => {
        reportEndpoints(context, question);
      },
    }),
  };
  return rule;
}

/** Returns what a question finds out; null when that fails. Never throws: a rule must not end the run. */
function attempt<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    noteFailure(null, error);
    return null;
  }
}

type Find = NonNullable<EndpointQuestion['find']>;

const found = new WeakMap<Endpoint, Map<Find, { readonly view: string; readonly problems: readonly Problem[] }>>();

/** Returns what is wrong at an endpoint; it is found out once, however many files have to do with it. */
function problemsOf(find: Find, endpoint: Endpoint, view: EndpointView, key: string): readonly Problem[] {
  let questions = found.get(endpoint);
  if (!questions) {
    questions = new Map();
    found.set(endpoint, questions);
  }
  const known = questions.get(find);
  if (known?.view === key) return known.problems;
  const problems = attempt(() => find(endpoint, view)) ?? [];
  questions.set(find, { view: key, problems });
  return problems;
}

function reportMore(context: EndpointContext, { more }: EndpointQuestion, analysis: FileAnalysis): void {
  const seen = new Set<number>();
  for (const { node, message } of more ? (attempt(() => more(analysis)) ?? []) : []) {
    if (seen.has(node.getStart())) continue;
    seen.add(node.getStart());
    context.report({ loc: locationOf(context, node), messageId: 'endpoint', data: { message } });
  }
}

function reportEndpoints(context: EndpointContext, question: EndpointQuestion): void {
  const analysis = analysisFor(context);
  if (analysis) reportMore(context, question, analysis);
  const always = analysis !== null && question.reaches?.(analysis) === true;
  const application = analysis ? attempt(() => (always ? analysis.applicationAround() : analysis.application())) : null;
  if (!analysis || !application) return;
  const view: EndpointView = {
    application,
    analysis,
    options: context.options,
    placeOf: (node) => placeOf(context, node),
    folder: context.cwd,
    fileName: (file) => displayPath(context.cwd, file),
  };
  const seen = new Set<number>();
  const { judge, find } = question;
  // Nobody asks the endpoints that a test makes, or that it registers once more.
  if (isTestCode(analysis.file)) return;
  const isServed = ({ node }: Endpoint): boolean => !outsideProduction(node, analysis.importedExpression);
  for (const endpoint of judge ? analysis.endpoints() : []) {
    if (seen.has(endpoint.node.getStart())) continue;
    const message = attempt(() => judge?.(endpoint, view) ?? null);
    if (message === null || !isServed(endpoint)) continue;
    seen.add(endpoint.node.getStart());
    context.report({ loc: locationOf(context, endpoint.node), messageId: 'endpoint', data: { message } });
  }
  if (!find) return;
  // What messages hold besides the endpoint: places relative to the folder, and what options ask for.
  const key = `${context.cwd} ${JSON.stringify(context.options)}`;
  for (const endpoint of analysis.endpointsThrough(always)) {
    for (const { node, message } of problemsOf(find, endpoint, view, key)) {
      if (node.getSourceFile() !== analysis.file || seen.has(node.getStart()) || !isServed(endpoint)) continue;
      seen.add(node.getStart());
      context.report({ loc: locationOf(context, node), messageId: 'endpoint', data: { message } });
    }
  }
}

/** Returns where a call stands in a file: itself, or the last call under way that is there; null when none is. */
export function placeIn({ call, stack }: Check, file: TS.SourceFile): TS.Node | null {
  return [...stack, call.node].reverse().find((node) => node.getSourceFile() === file) ?? null;
}

/**
 * Returns where something wrong is reported: where it stands when that is the file of the endpoint, otherwise the call in
 * that file which leads there. Most other files are never asked for endpoints.
 */
export function reportedAt(endpoint: Endpoint, node: TS.Node, seen: Check): TS.Node {
  const file = endpoint.node.getSourceFile();
  return node.getSourceFile() === file ? node : (placeIn(seen, file) ?? endpoint.node);
}

/** Rules that look at several things at once: calls by their roles with the options they were given, data flow, endpoints. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Application, FileAnalysis } from '../analysis/analysis.js';
import { madeBy, rolePart, type Part } from '../analysis/parts.js';
import { folderPart } from '../analysis/folders.js';
import { isTestCode } from '../lang/environment.js';
import { noteFailure } from '../lang/failures.js';
import type { Folder } from '../lang/folders.js';
import type { CallRecord } from '../flow/machine.js';
import type { TS } from '../lang/ts.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { displayPath, type Place } from '../report/place.js';
import { analysisFor, locationOf, placeOf } from './analysed.js';
import { playing } from './roles.js';
import { serversIn, type ServerView } from './servers.js';
import { findingsFor, messageOf, type FlowQuestion } from './flow-rule.js';

export {
  constantOf,
  libraryNames,
  listed,
  madeBy,
  playsRole,
  property,
  someListed,
  sourceKinds,
  valueOf,
  type Part,
} from '../analysis/parts.js';
export type { Endpoint } from '../analysis/analysis.js';
export type { ServerView } from './servers.js';
export { isTestFile, outsideProduction } from '../lang/environment.js';
export { packageOf, isWithin, type Folder, enclosingFunction } from '../analysis/branches.js';
import { importsOf, isDevelopmentOnly, type Imported } from '../analysis/branches.js';

/** What a rule wants to say, and where. */
export interface Problem {
  readonly node: TS.Node;
  readonly message: string;
}

/** A call that plays a role, with what it was given. */
export interface Use {
  readonly role: string;
  /** How messages call what is called. */
  readonly callee: string;
  readonly node: TS.Node;
  readonly record: CallRecord;
  readonly part: (name: string) => Part;
  /** The folder that a part names; null when that is not known. */
  readonly folder: (name: string) => Folder | null;
  /** What the library takes for an option that is not given. */
  readonly byDefault: (name: string) => unknown;
}

/** What a rule may look at. */
export interface FileView {
  /** The linted file, relative to the project folder. */
  readonly file: string;
  readonly analysis: FileAnalysis;
  readonly options: readonly unknown[];
  readonly placeOf: (node: TS.Node) => Place;
  /** Calls in the linted file that play one of these roles. */
  readonly uses: (...roles: readonly string[]) => readonly Use[];
  /** Uses in helpers of other files that only count with what this file gives them, with the place here that leads to them. */
  readonly usesOfHelpers: (role: string, counts: (use: Use) => boolean) => readonly Use[];
  /** Calls that made what a method is called on, in whatever file; null when none of them was seen. */
  readonly makersOf: (use: Use, role: string) => readonly Use[];
  /** Calls with these roles in the files that import the linted one. */
  readonly usesOfImporters: (...roles: readonly string[]) => readonly Use[];
  /** True when a call is made in development only, here or wherever a file that imports this one leads to it. */
  readonly isDevelopmentOnly: (use: Use) => boolean;
  /** What the file imports at run time. */
  readonly imports: () => readonly Imported[];
  /** Data that reaches sinks, with the message that tells the way. */
  readonly flows: (question: Pick<FlowQuestion, 'sinks' | 'from' | 'remedy'>) => readonly Problem[];
  /** The application that the file belongs to; null when it can't be read. */
  readonly application: () => Application | null;
  /** Applications that the file makes and through which endpoints are reached. */
  readonly servers: () => readonly ServerView[];
}

export interface ComposedQuestion {
  readonly info: RuleInfo;
  readonly schema?: TSESLint.RuleModule<string>['meta']['schema'];
  readonly defaultOptions?: readonly unknown[];
  /** Returns what is wrong in a file; of several problems at one place the first is reported. */
  readonly find: (view: FileView) => readonly Problem[];
}

type ComposedContext = Readonly<TSESLint.RuleContext<'problem', readonly unknown[]>>;

function usesIn(
  { importedExpression }: FileAnalysis,
  records: readonly CallRecord[],
  roles: readonly string[],
): readonly Use[] {
  return playing(records, roles).flatMap((record) =>
    (record.call.spec?.roles ?? [])
      .filter(({ role }) => roles.includes(role))
      .map((spec) => ({
        role: spec.role,
        callee: record.entity.name,
        node: record.call.node,
        record,
        part: (name: string) => rolePart(record, spec, name),
        folder: (name: string) => folderPart(record, spec, name, importedExpression),
        byDefault: (name: string) => spec.defaults?.[name],
      })),
  );
}

/** What handlers of other files do that are only registered here. */
function usesElsewhere(analysis: FileAnalysis, roles: readonly string[]): readonly Use[] {
  return analysis
    .callsElsewhere()
    .flatMap(({ seen, at }) => usesIn(analysis, [seen], roles).map((use) => ({ ...use, node: at })));
}

function viewOf(context: ComposedContext, analysis: FileAnalysis): FileView {
  return {
    file: displayPath(context.cwd, analysis.file.fileName),
    analysis,
    options: context.options,
    placeOf: (node) => placeOf(context, node),
    uses: (...roles) => [...usesIn(analysis, analysis.calls, roles), ...usesElsewhere(analysis, roles)],
    usesOfHelpers: (role, counts) =>
      analysis
        .helperCalls(role, (record) => usesIn(analysis, [record], [role]).some(counts))
        .flatMap(({ seen, at }) => usesIn(analysis, [seen], [role]).map((use) => ({ ...use, node: at }))),
    makersOf: (use, role) => {
      const nodes = madeBy(use.record.call.self);
      const isMaker = (each: CallRecord): boolean => nodes.includes(each.call.node);
      const own = usesIn(analysis, analysis.result.log.records.filter(isMaker), [role]);
      // What a module makes at once is seen where that module is run.
      if (own.length > 0 || nodes.every((each) => each.getSourceFile() === analysis.file)) return own;
      return usesIn(analysis, analysis.callsAround(use.record.entity.specifier).filter(isMaker), [role]);
    },
    flows: (question) =>
      findingsFor(context as never, question).map((finding) => ({
        node: finding.at,
        message: messageOf(context as never, finding, question.remedy),
      })),
    usesOfImporters: (...roles) => usesIn(analysis, analysis.callsOfImporters(), roles),
    isDevelopmentOnly: ({ node, record }) => {
      if (isDevelopmentOnly(record)) return true;
      const led = analysis.callsThroughImporters().filter(({ call }) => call.node === node);
      return led.length > 0 && led.every(isDevelopmentOnly);
    },
    imports: () => importsOf(analysis.file),
    application: () => analysis.application(),
    servers: () => serversIn(analysis.application(), analysis.file),
  };
}

/** Makes an ESLint rule of a question about a file. Never throws while it runs: a rule must not end the lint run. */
export function composedRule(question: ComposedQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<'problem', readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages: { problem: '{{message}}' },
      schema: question.schema ?? [],
      defaultOptions: [...(question.defaultOptions ?? [])],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        // What tests leave out is missing in no program.
        if (!analysis || isTestCode(analysis.file)) return;
        const seen = new Set<number>();
        const told = new Set<string>();
        try {
          for (const { node, message } of question.find(viewOf(context, analysis))) {
            if (seen.has(node.getStart())) continue;
            seen.add(node.getStart());
            // One flaw of a handler's helper is one, however many routes lead to it.
            if (analysis.callsElsewhere().some(({ at }) => at === node)) {
              if (told.has(message)) continue;
              told.add(message);
            }
            context.report({ loc: locationOf(context, node), messageId: 'problem', data: { message } });
          }
        } catch (error) {
          noteFailure(context.physicalFilename, error);
        }
      },
    }),
  };
  return rule;
}

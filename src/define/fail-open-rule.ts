/** Rules whose question is: does a check let the request pass when it fails? */
import type { TSESLint } from '@typescript-eslint/utils';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf } from './analysed.js';
import type { CallRecord } from '../flow/machine.js';
import type { Log } from '../flow/log.js';
import { factsByNode } from './fail-open/facts.js';
import { functionAround, isAsync } from './fail-open/code.js';
import { failingPlaces, type Asks, type Failing, type IsGuard, type Place } from './fail-open/find.js';
import { ignoredPlace, ignoringSteps } from './fail-open/steps.js';
import { ts, type TS } from '../lang/ts.js';
import type { ChainStep, FileAnalysis } from '../analysis/analysis.js';
import { isWithin } from './places.js';

export type { Failing };

/** `implements CanActivate`: a class that says of itself that it is one. */
function isDeclaredGuard(cls: TS.Node): boolean {
  return (
    ts.isClassLike(cls) &&
    (cls.heritageClauses ?? []).some(
      ({ token, types }) =>
        token === ts.SyntaxKind.ImplementsKeyword && types.some((each) => each.expression.getText() === 'CanActivate'),
    )
  );
}

/** Tells the classes that stand before endpoints, or that somebody wrote to stand there; asked only where it matters. */
function guardsOf(analysis: FileAnalysis): IsGuard {
  let known: ReadonlySet<TS.Node> | null = null;
  return (cls) => {
    if (isDeclaredGuard(cls)) return true;
    if (!known) {
      const { endpoints, spare } = analysis.applicationAround();
      known = new Set([...endpoints.flatMap(({ steps }) => steps), ...spare].map(({ node }) => node));
    }
    return known.has(cls);
  };
}

/** Calls of asynchronous functions that turn somebody away by themselves. */
function lateChecks({ records }: Log): ReadonlySet<TS.Node | undefined> {
  const facts = factsByNode(records);
  const isLate = (node: TS.Node): boolean => {
    const fn = functionAround(node);
    return fn !== null && isAsync(fn) && facts(node).forbids;
  };
  const late = new Set(records.filter((each) => isLate(each.call.node)).map(({ stack }) => stack.at(-1)));
  // A library that is given a function waits for it.
  for (const { call } of records) late.delete(call.node);
  return late;
}

/** Calls that verify credentials, and those that led to them. */
function verifications({ records }: Log): ReadonlySet<TS.Node> {
  const isOne = ({ call }: CallRecord): boolean =>
    (call.spec?.roles ?? []).some(({ role }) => role === 'auth.verified');
  return new Set(records.filter(isOne).flatMap(({ call, stack }) => [call.node, ...stack]));
}

/** Looked for only where something depends on it. */
function asksOf({ result }: FileAnalysis): Asks {
  let late: ReturnType<typeof lateChecks> | null = null;
  let verified: ReturnType<typeof verifications> | null = null;
  return {
    deniesLate: (call) => (late ??= lateChecks(result.log)).has(call),
    verifies: (call) => (verified ??= verifications(result.log)).has(call),
  };
}

/** The places of a file at which a step passes over a failed check, and nobody asks behind it. */
function ignoredPlaces(analysis: FileAnalysis): readonly (Place & { readonly step: ChainStep })[] {
  const { file, result } = analysis;
  if (!result.log.records.some(({ call }) => (call.spec?.roles ?? []).some(({ role }) => role === 'auth.verified')))
    return [];
  return [...new Set(ignoringSteps(analysis.applicationAround()).values())].flatMap((step) => {
    const place = step.node.getSourceFile() === file ? ignoredPlace(step) : null;
    return place ? [{ ...place, step }] : [];
  });
}

export interface FailOpenQuestion {
  readonly info: RuleInfo;
  /** What is wrong at a place, in whole sentences. */
  readonly messages: Readonly<Record<Failing, string>>;
}

/** `(req, res, next) =>` without types, called by nothing of its own file: who registers it knows what it is given. */
function isBareStep(node: TS.Node): boolean {
  return ts.isFunctionLike(node) && node.parameters.length === 3 && node.parameters[0]?.type === undefined;
}

/** What the calls of a file are, also to the files that register its steps. */
function callsOf({ calls, result, callsThroughImporters }: FileAnalysis): readonly CallRecord[] {
  return [...result.alone].some(isBareStep) ? [...calls, ...callsThroughImporters()] : calls;
}

/** Makes an ESLint rule of it. */
export function failOpenRule({ info, messages }: FailOpenQuestion): ApiSecurityRule {
  const rule: TSESLint.RuleModule<Failing, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages,
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        if (!analysis) return;
        const seen = new Set<number>();
        const failing = failingPlaces(
          analysis.file,
          factsByNode(callsOf(analysis)),
          guardsOf(analysis),
          asksOf(analysis),
        );
        // A step that goes on behind its own denial may do all the rest rightly.
        const ignored = ignoredPlaces(analysis).filter(
          ({ step }) => !failing.some(({ node }) => isWithin(node, step.node)),
        );
        for (const { node, why } of [...failing, ...ignored]) {
          if (seen.has(node.getStart())) continue;
          seen.add(node.getStart());
          context.report({ loc: locationOf(context, node), messageId: why });
        }
      },
    }),
  };
  return rule;
}

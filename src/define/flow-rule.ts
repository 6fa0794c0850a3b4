/** Rules whose question is: does data from such a source reach such a sink? */
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis, Finding } from '../analysis/analysis.js';
import type { TS } from '../lang/ts.js';
import type { Label, Step as FlowStep } from '../flow/labels.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { escapeUnsafe } from '../report/escape.js';
import { shorten } from '../report/shorten.js';
import { formatMessage, type Step } from '../report/trail.js';
import { analysisFor, locationOf, placeOf } from './analysed.js';
import { rewritesFor } from './rewrite.js';
import { UNTRACKED } from './values.js';

export interface FlowQuestion {
  readonly info: RuleInfo;
  /** The sinks that the rule is about. */
  readonly sinks: readonly string[];
  /** The sources that count; those of a client unless said. */
  readonly from?: (kind: string) => boolean;
  /** What to do instead, in whole sentences. */
  readonly remedy: string;
  /** What to do instead at sinks of a kind for which the remedy above is none. */
  readonly remedies?: Readonly<Record<string, string>>;
  /** Whole messages at sinks of a kind for which the usual sentence is none. */
  /** What else the rule reports in a file. */
  readonly more?: (analysis: FileAnalysis) => readonly { readonly node: TS.Node; readonly message: string }[];
  readonly messages?: Readonly<Record<string, (found: { readonly source: string; readonly callee: string }) => string>>;
}

export type MessageId = 'flow' | 'rewrite';
export type Context = Readonly<TSESLint.RuleContext<MessageId, readonly unknown[]>>;

/** Data that a client, or whoever writes messages to the service, chose. */
export function isClientData(kind: string): boolean {
  return kind.startsWith('http.') || kind.startsWith('message.');
}

/** How a message names who wrote the data. */
export function originWords(kind: string): string {
  if (kind.startsWith('http.')) return 'User input';
  if (kind.startsWith('message.')) return 'A message';
  if (kind.startsWith('process.')) return 'Process input';
  if (kind.startsWith('third-party.')) return 'An answer of another service';
  if (kind.startsWith('error.')) return 'An error';
  if (kind.startsWith('archive.')) return 'The name of an entry';
  if (kind.startsWith('store.')) return 'Stored data';
  return 'Untrusted data';
}

function stepsOf(context: Context, label: Label): readonly Step[] {
  const steps: Step[] = [];
  for (let step: FlowStep | null = label.via; step !== null; step = step.before)
    steps.push({ name: step.name, place: placeOf(context, step.node) });
  return steps.reverse();
}

/** Returns the message that tells the whole story of a finding. */
export function messageOf(context: Context, { hit }: Finding, remedy: string): string {
  const { source } = hit.label;
  return formatMessage({
    source: { kind: originWords(source.kind), text: source.text, place: placeOf(context, source.node) },
    steps: stepsOf(context, hit.label),
    sink: `${hit.what} of \`${hit.callee}\``,
    remedy,
  });
}

/** Returns the message of a finding: the story of the data, or what a call is given when nobody knows where it came from. */
function messageFor(context: Context, finding: Finding, question: FlowQuestion): string {
  const { kind, label, what, callee } = finding.hit;
  const remedy = question.remedies?.[kind] ?? question.remedy;
  const own = question.messages?.[kind];
  if (own) return escapeUnsafe(`${own({ source: shorten(label.source.text), callee })} ${remedy}`);
  return label.source.kind === UNTRACKED
    ? escapeUnsafe(`\`${callee}\` takes ${what}. ${remedy}`)
    : messageOf(context, finding, remedy);
}

/** Returns the findings of a file for a question, one for each place. */
export function findingsFor(context: Context, question: Pick<FlowQuestion, 'sinks' | 'from'>): readonly Finding[] {
  const analysis = analysisFor(context);
  if (!analysis) return [];
  const from = question.from ?? isClientData;
  const seen = new Set<number>();
  return analysis.findings.filter(({ hit, at }) => {
    if (!question.sinks.includes(hit.kind) || !from(hit.label.source.kind)) return false;
    const start = at.getStart();
    if (seen.has(start)) return false;
    seen.add(start);
    return true;
  });
}

/** Reports what a question finds besides flows, once for each place. */
function reportMore(context: Context, { more }: FlowQuestion): void {
  const analysis = more ? analysisFor(context) : null;
  if (!more || !analysis) return;
  const seen = new Set<number>();
  for (const { node, message } of more(analysis)) {
    if (seen.has(node.getStart())) continue;
    seen.add(node.getStart());
    context.report({ loc: locationOf(context, node), messageId: 'flow', data: { message } });
  }
}

/** Makes an ESLint rule of a question about data flow. */
export function flowRule(question: FlowQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<MessageId, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      hasSuggestions: true,
      messages: { flow: '{{message}}', rewrite: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        for (const finding of findingsFor(context, question)) {
          context.report({
            loc: locationOf(context, finding.at),
            messageId: 'flow',
            data: { message: messageFor(context, finding, question) },
            suggest: finding.at === finding.hit.node ? rewritesFor(finding) : [],
          });
        }
        reportMore(context, question);
      },
    }),
  };
  return rule;
}

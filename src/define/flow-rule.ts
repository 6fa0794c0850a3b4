/** Rules whose question is: does data from such a source reach such a sink? */
import type { TSESLint } from '@typescript-eslint/utils';
import { isStartedByTests, type Application, type FileAnalysis, type Finding } from '../analysis/analysis.js';
import type { CallRecord, Hit } from '../flow/machine.js';
import { isTestCode, outsideProduction } from '../lang/environment.js';
import { noteFailure } from '../lang/failures.js';
import type { TS } from '../lang/ts.js';
import type { Step as FlowStep } from '../flow/labels.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { escapeUnsafe } from '../report/escape.js';
import type { Place } from '../report/place.js';
import { shorten } from '../report/shorten.js';
import { formatMessage, type Step } from '../report/trail.js';
import { analysisFor, locationOf, placeOf } from './analysed.js';
import { isOwnJob } from './jobs.js';
import { onceElsewhere } from './once.js';
import { rewritesFor } from './rewrite.js';
import { UNTRACKED } from './values.js';

/** What is wrong with a call: for each role that models give calls, or for any of all calls of the file. */
export type CallQuestion =
  | Readonly<Record<string, (record: CallRecord) => string | null>>
  | ((record: CallRecord, all: readonly CallRecord[]) => string | null);

export interface FlowQuestion {
  readonly info: RuleInfo;
  /** The sinks that the rule is about. */
  readonly sinks: readonly string[];
  /** The sources that count; those of a client unless said. */
  readonly from?: (kind: string) => boolean;
  /** States that the data must be in to count. */
  readonly state?: number;
  /** Says whether a finding of these sinks and sources is one; every one is unless said. */
  readonly counts?: (finding: Finding, analysis: FileAnalysis, options: readonly unknown[]) => boolean;
  /** How the message calls the source; by who wrote the data unless said. */
  readonly origin?: (finding: Finding) => string;
  /** Calls that are wrong by themselves: the message for one, or null. */
  readonly calls?: CallQuestion;
  /** What to do instead, in whole sentences. */
  readonly remedy: string;
  /** What to do instead at sinks of a kind for which the remedy above is none. */
  readonly remedies?: Readonly<Record<string, string>>;
  /** Names the endpoint that a finding belongs to, and what its siblings do: stands in the place of the remedy. */
  readonly advice?: (finding: Finding, about: Surroundings) => string | null;
  /**
   * What mends the place that the data reaches mends all that comes there, whoever hands it over: where it stands in
   * another file, one report of it in each file is enough.
   */
  readonly mendedThere?: true;
  /** Where a report stands: at the sink, or where the data is taken, when that is in the linted file. */
  readonly stands?: 'sink' | 'source';
  /** Options of the rule: their schema, and what holds where none are given. `counts` is told those in force. */
  readonly options?: {
    readonly schema: TSESLint.RuleMetaData<MessageId>['schema'];
    readonly defaults: readonly unknown[];
  };
  /** What else the rule reports in a file. */
  readonly more?: (analysis: FileAnalysis) => readonly { readonly node: TS.Node; readonly message: string }[];
  readonly messages?: Readonly<Record<string, (found: { readonly source: string; readonly callee: string }) => string>>;
}

/** What a message may name besides the finding. */
export interface Surroundings {
  readonly application: () => Application;
  readonly placeOf: (node: TS.Node) => Place;
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

function stepsOf(context: Context, { hit }: Finding): readonly Step[] {
  const steps: Step[] = [];
  for (let step: FlowStep | null = hit.label.via; step !== null; step = step.before)
    steps.push({ name: step.name, place: placeOf(context, step.node) });
  return steps.reverse();
}

/** "the SQL text of `Pool.query`"; what is not called has no name of its own: "the condition", "the role of the comparison". */
function sinkWords({ what, callee }: Finding['hit']): string {
  if (!callee.startsWith('the ')) return `${what} of \`${callee}\``;
  return what.endsWith(callee.slice('the '.length)) ? what : `${what} of ${callee}`;
}

/** Returns the message that tells the whole story of a finding. */
export function messageOf(context: Context, finding: Finding, remedy: string, origin?: string): string {
  const { hit } = finding;
  const { source } = hit.label;
  return formatMessage({
    source: { kind: origin ?? originWords(source.kind), text: source.text, place: placeOf(context, source.node) },
    steps: stepsOf(context, finding),
    sink: sinkWords(hit),
    sinkPlace: finding.at === hit.node ? null : placeOf(context, hit.node),
    remedy,
  });
}

function atSource(finding: Finding, file: TS.SourceFile): Finding {
  const { node } = finding.hit.label.source;
  return node.getSourceFile() === file ? { ...finding, at: node } : finding;
}

/** Endpoints are asked for only where there is a finding; what fails says nothing more than the remedy. */
function adviceFor(context: Context, finding: Finding, { advice }: FlowQuestion): string | null {
  const analysis = advice ? analysisFor(context) : null;
  if (!advice || !analysis) return null;
  try {
    return advice(finding, { application: analysis.application, placeOf: (node) => placeOf(context, node) });
  } catch (error) {
    noteFailure(context.physicalFilename, error);
    return null;
  }
}

/** Returns the message of a finding: the story of the data, or what a call is given when nobody knows where it came from. */
function messageFor(context: Context, finding: Found, question: FlowQuestion): string {
  const { kind, label, what, callee } = finding.hit;
  const advice = adviceFor(context, finding, question) ?? question.remedies?.[kind] ?? question.remedy;
  const remedy = finding.also === 0 ? advice : `${alsoReached(finding.also)} ${advice}`;
  const own = question.messages?.[kind];
  if (own) return escapeUnsafe(`${own({ source: shorten(label.source.text), callee })} ${remedy}`);
  return label.source.kind === UNTRACKED
    ? escapeUnsafe(`\`${callee}\` takes ${what}. ${remedy}`)
    : messageOf(context, finding, remedy, question.origin?.(finding));
}

/** A finding, and how many sinks of other files the same data reaches by the same call. */
export interface Found extends Finding {
  readonly also: number;
}

function alsoReached(count: number): string {
  return `The same data comes to ${String(count)} more such ${count === 1 ? 'place' : 'places'} from here.`;
}

type Asked = Pick<FlowQuestion, 'sinks' | 'from' | 'state' | 'counts' | 'stands' | 'mendedThere'>;

/** What reaches the sinks of a question in a file and counts there, with each way to them. */
function countedIn(analysis: FileAnalysis, question: Asked, options: readonly unknown[]): readonly Finding[] {
  const from = question.from ?? isClientData;
  const state = question.state ?? 0;
  const reaching = analysis.findings.filter(({ hit }) => question.sinks.includes(hit.kind));
  if (reaching.length === 0 || isStartedByTests(analysis.project, analysis.file)) return [];
  const placed = question.stands === 'source' ? reaching.map((each) => atSource(each, analysis.file)) : reaching;
  return placed.filter((finding) => {
    const { hit } = finding;
    if (!from(hit.label.source.kind)) return false;
    if ((hit.label.state & state) !== state) return false;
    if (question.counts?.(finding, analysis, options) === false || isOwnJob(finding, analysis)) return false;
    // A handler that only a developer's machine registers is asked by nobody else.
    const under = [hit.label.source.node, ...hit.stack];
    return !under.some((node) => outsideProduction(node, analysis.importedExpression));
  });
}

/** Returns the findings of a file for a question: one for each place and datum, though it may reach several sinks of other files. */
export function findingsFor(context: Context, question: Asked): readonly Found[] {
  const analysis = analysisFor(context);
  // Strangers send nothing to what tests start. Folders say less: projects keep servers below `test` and `mocks`.
  if (!analysis || isTestCode(analysis.file)) return [];
  const seen = new Map<number, Flaw[]>();
  const countedOf = (of: FileAnalysis): readonly Finding[] => countedIn(of, question, context.options);
  const isFirst = onceElsewhere(analysis, (other) => countedOf(other).map(({ hit }) => hit.node));
  const found = countedOf(analysis).filter(
    (finding) => isNew(seen, finding) && (question.mendedThere !== true || isFirst(finding.hit.node)),
  );
  return found.map((finding) => ({ ...finding, also: sinksOf(seen, finding) - 1 }));
}

/** What is one to mend: a hit with the other sinks that the same data reaches by the same call. */
interface Flaw {
  readonly hit: Hit;
  readonly others: Hit[];
  readonly sinks: Set<TS.Node>;
}

/** How many sinks of other files a finding stands for. */
function sinksOf(seen: ReadonlyMap<number, readonly Flaw[]>, { at, hit }: Finding): number {
  return seen.get(at.getStart())?.find((each) => each.hit === hit)?.sinks.size ?? 1;
}

/**
 * One report for each place; a call that leads to sinks of other files has more than one only where other data comes to
 * another sink. What is checked, read and deleted by one call of a helper is one flaw: a check in front of that call mends it.
 */
function isNew(seen: Map<number, Flaw[]>, { at, hit }: Finding): boolean {
  const start = at.getStart();
  const made: Flaw = { hit, others: [], sinks: new Set([hit.node]) };
  const known = seen.get(start);
  if (!known) {
    seen.set(start, [made]);
    return true;
  }
  // One schema where the data is taken mends all that comes of it.
  if (at === hit.label.source.node || hit.node.getSourceFile() === at.getSourceFile()) return false;
  // What comes to the same call beside the datum that is told is told with it, in every function that the call may be.
  const same = known.find((each) => isSameFlaw(each.hit, hit) || each.others.some(({ call }) => call === hit.call));
  if (!same) known.push(made);
  else if (same.hit.call !== hit.call) {
    same.sinks.add(hit.node);
    same.others.push(hit);
  }
  return same === undefined;
}

function isSameFlaw(one: Hit, other: Hit): boolean {
  return one.call === other.call || one.label.source.node === other.label.source.node;
}

function messageForCall(calls: CallQuestion, record: CallRecord, all: readonly CallRecord[]): string | null {
  if (typeof calls === 'function') return calls(record, all);
  for (const { role } of record.call.spec?.roles ?? []) {
    const message = calls[role]?.(record) ?? null;
    if (message !== null) return message;
  }
  return null;
}

function reportCalls(context: Context, { calls }: FlowQuestion): void {
  if (!calls) return;
  const all = analysisFor(context)?.calls ?? [];
  const reported = new Set<unknown>();
  for (const record of all) {
    const { node } = record.call;
    const message = reported.has(node) ? null : messageForCall(calls, record, all);
    if (message === null) continue;
    reported.add(node);
    context.report({ loc: locationOf(context, node), messageId: 'flow', data: { message } });
  }
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

/** What a test calls, it calls for itself. */
function isOfTests(context: Context): boolean {
  const file = analysisFor(context)?.file;
  return file !== undefined && isTestCode(file);
}

/** Makes an ESLint rule of a question about data flow. */
export function flowRule(question: FlowQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<MessageId, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: question.options?.defaults ?? [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      hasSuggestions: true,
      messages: { flow: '{{message}}', rewrite: '{{message}}' },
      schema: question.options?.schema ?? [],
    },
    create: (context) => ({
      'Program:exit': () => {
        for (const finding of findingsFor(context, question)) {
          context.report({
            loc: locationOf(context, finding.at),
            messageId: 'flow',
            data: { message: messageFor(context, finding, question) },
            suggest: question.state === undefined && finding.at === finding.hit.node ? rewritesFor(finding) : [],
          });
        }
        if (isOfTests(context)) return;
        reportCalls(context, question);
        reportMore(context, question);
      },
    }),
  };
  return rule;
}

import { owaspCategories } from '../../meta/owasp.js';
import { visible } from '../../report/escape.js';
import type { Place } from '../../report/place.js';
import type { Trail } from '../../report/trail.js';
import { codeFrame } from '../code-frame.js';
import type { Colors } from '../colors.js';
import type { Finding, ScanReport } from '../finding.js';
import { bySharedSink, type Shared } from './shared-sinks.js';
import { summaryLines } from './summary.js';

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

function shownPlace({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

/** The flow as a list from the source over each function passed through to the sink. */
function flowLines(trail: Trail, reported: Place): readonly string[] {
  const stations: readonly (readonly [Place, string])[] = [
    [trail.source.place, `\`${visible(trail.source.text)}\` (${visible(trail.source.kind)})`],
    ...trail.steps.map((step) => [step.place, `\`${visible(step.name)}\``] as const),
    [trail.sinkPlace ?? reported, visible(trail.sink)],
  ];
  const width = Math.max(...stations.map(([place]) => shownPlace(place).length));
  return stations.map(([place, what], index) => `${index + 1}. ${shownPlace(place).padEnd(width)}  ${what}`);
}

/** The other findings that lead to the same place of another file: where each stands, and the data that it is about. */
function otherLines(others: readonly Finding[]): readonly string[] {
  if (others.length === 0) return [];
  const width = Math.max(...others.map((each) => shownPlace(each).length));
  return [
    indent(`${others.length} more ${others.length === 1 ? 'call leads' : 'calls lead'} to the same place:`),
    ...others.map((each) =>
      `      ${shownPlace(each).padEnd(width)}  ${each.trail ? `\`${visible(each.trail.source.text)}\`` : ''}`.trimEnd(),
    ),
  ];
}

function findingLines({ finding, others }: Shared, colors: Colors): readonly string[] {
  const { trail } = finding;
  const cwe = finding.cwe.map((number) => `CWE-${number}`).join(', ');
  const head = `${colors.cyan(shownPlace(finding))}  ${colors.bold(finding.rule)}  ${colors.dim(cwe)}`.trimEnd();
  const message =
    trail === null
      ? visible(finding.message)
      : `${visible(trail.source.kind)} reaches ${visible(trail.sink)}. ${visible(trail.remedy)}`;
  return [
    `  ${head}`,
    indent(message),
    '',
    indent(codeFrame(finding, colors)),
    '',
    ...(trail === null ? [] : [indent('Flow:'), ...flowLines(trail, finding).map((line) => `      ${line}`)]),
    ...otherLines(others),
    ...finding.suggestions.map(({ description }) => indent(`Quick fix: ${visible(description)}`)),
    ...(finding.url === null ? [] : [indent(colors.dim(finding.url))]),
    '',
  ];
}

/** Returns the report for people: findings by OWASP category with code frames and flow, then a summary. */
export function formatText(report: ScanReport, colors: Colors): string {
  const groups = owaspCategories.flatMap(({ id, title }) => {
    const findings = report.findings.filter((finding) => finding.owasp === id);
    if (findings.length === 0) return [];
    const head = `${colors.bold(`${id} ${title}`)} ${colors.dim(`(${findings.length})`)}`;
    return [head, '', ...bySharedSink(findings).flatMap((each) => findingLines(each, colors))];
  });
  return `${[...groups, ...summaryLines(report, colors)].join('\n')}\n`;
}

/** How the command `dependencies` prints what it found. */
import { REVIEWED } from '../../meta/risky-packages.js';
import { visible } from '../../report/escape.js';
import type { Colors } from '../colors.js';
import type { DependencyReport } from '../dependencies.js';
import type { Advisory } from '../npm-audit.js';
import { JSON_SCHEMA_VERSION } from './json.js';

function remedy({ fixAvailable, breaking }: Pick<Advisory, 'fixAvailable' | 'breaking'>): string {
  if (!fixAvailable) return 'No update mends it yet.';
  return breaking === null
    ? 'An update mends it: npm audit fix'
    : `Another major version mends it, ${visible(breaking)}: npm audit fix --force`;
}

function advisoryLines(
  { name, severity, title, url, range, direct, ...fix }: Advisory,
  colors: Colors,
): readonly string[] {
  const how = direct ? '' : ', brought along by another package';
  return [
    `  ${colors.bold(visible(severity))}  ${visible(name)} ${visible(range)}${how}`,
    `    ${visible(title)}. ${remedy(fix)}`,
    ...(url === null ? [] : [`    ${colors.dim(visible(url))}`]),
  ];
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Returns the report for people. */
export function formatDependenciesText({ findings, advisories, unasked }: DependencyReport, colors: Colors): string {
  const declared = findings.flatMap(({ file, line, column, message }) => [
    `  ${colors.cyan(`${visible(file)}:${line}:${column}`)}`,
    `    ${visible(message)}`,
  ]);
  const summary = [
    `${counted(findings.length, 'finding')} in package.json (list of ${REVIEWED}), ${
      unasked === null
        ? `${counted(advisories.length, 'advisory').replace(/advisorys$/, 'advisories')} of the registry.`
        : 'the registry was not heard.'
    }`,
    ...(unasked === null ? [] : [visible(unasked)]),
  ];
  return `${[...declared, ...advisories.flatMap((each) => advisoryLines(each, colors)), ...summary].join('\n')}\n`;
}

/** Returns the report as one JSON document, described in docs/cli.md. */
export function formatDependenciesJson({ findings, advisories, unasked, troubles }: DependencyReport): string {
  const document = {
    version: JSON_SCHEMA_VERSION,
    summary: {
      findings: findings.length,
      advisories: advisories.length,
      troubles: troubles.length,
      reviewed: REVIEWED,
    },
    findings,
    advisories,
    registry: { asked: unasked === null, reason: unasked },
    troubles,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

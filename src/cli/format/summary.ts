import { owaspCategories } from '../../meta/owasp.js';
import { isWarning } from '../trouble.js';
import type { Colors } from '../colors.js';
import { bySharedSink } from './shared-sinks.js';
import { countFiles, type ScanReport } from '../finding.js';

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function typesSentence({ typedFiles, untypedFiles }: ScanReport): string {
  const { noProject, outsideProjects, byOption } = untypedFiles;
  const parts = [
    typedFiles > 0 ? `${typedFiles} with types` : '',
    outsideProjects > 0 ? `${outsideProjects} without types (in no project of a tsconfig.json)` : '',
    noProject > 0 ? `${noProject} without types (no tsconfig.json found)` : '',
    byOption > 0 ? `${byOption} without types (--no-typed)` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** What several findings have in common: a place of another file that all of them lead to. */
function sharedSentence({ findings }: ScanReport): readonly string[] {
  const shared = bySharedSink(findings).filter(({ others }) => others.length > 0);
  if (shared.length === 0) return [];
  const all = shared.reduce((sum, { others }) => sum + 1 + others.length, 0);
  return [`${all} of them lead to ${plural(shared.length, 'place')} of other files: look there first.`];
}

/** Returns the last lines of the text report: how much was found, where, and how it was looked at. */
export function summaryLines(report: ScanReport, colors: Colors): readonly string[] {
  const { findings, troubles, preset } = report;
  const files = countFiles(report);
  const scanned = `${plural(files, 'file')} scanned with preset ${preset}${files === 0 ? '' : `: ${typesSentence(report)}`}.`;
  const failed = troubles.filter((each) => !isWarning(each)).length;
  const trouble = failed === 0 ? [] : [colors.yellow(`${plural(failed, 'file')} could not be analysed.`)];
  if (findings.length === 0) return [colors.green('No findings.'), scanned, ...trouble];
  const counts = owaspCategories.flatMap(({ id }) => {
    const count = findings.filter((finding) => finding.owasp === id).length;
    return count === 0 ? [] : [`${id}: ${count}`];
  });
  const places = new Set(findings.map((finding) => finding.file)).size;
  const found = `${plural(findings.length, 'finding')} in ${plural(places, 'file')} (${counts.join(', ')}).`;
  return [colors.red(found), ...sharedSentence(report), scanned, ...trouble];
}

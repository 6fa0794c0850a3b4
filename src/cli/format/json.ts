import { countFiles, type Finding, type ScanReport } from '../finding.js';

/** Raised when a field changes its meaning or goes; new fields may come without. */
export const JSON_SCHEMA_VERSION = 1;

function findingToJson(finding: Finding): object {
  const { rule, owasp, cwe, url, message, file, line, column, endLine, endColumn, trail, suggestions } = finding;
  return { rule, owasp, cwe, url, message, file, line, column, endLine, endColumn, trail, suggestions };
}

/** Returns the report in the JSON schema that docs/cli.md documents, with a final line end. */
export function formatJson(report: ScanReport): string {
  const { preset, findings, troubles, typedFiles } = report;
  const files = countFiles(report);
  const document = {
    version: JSON_SCHEMA_VERSION,
    summary: {
      preset,
      files,
      typedFiles,
      untypedFiles: files - typedFiles,
      findings: findings.length,
      troubles: troubles.length,
    },
    findings: findings.map(findingToJson),
    troubles,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

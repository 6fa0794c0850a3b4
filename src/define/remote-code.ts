/** Code of other servers that a constant names: imports, scripts of pages, command lines that feed a shell. */
import type { FileAnalysis } from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';

export interface RemoteCode {
  readonly node: TS.Node;
  readonly fault: string;
}

const REMOTE = /^https?:\/\//i;
/** A download whose output a shell or an interpreter reads. */
const PIPED =
  /\b(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|\b(?:ba|z|da|k)?sh\s+(?:-c\s+)?["']?(?:<\(|\$\()\s*(?:curl|wget)\b/;
/** A script of another host without a hash (W3C Subresource Integrity). */
const SCRIPT = /<script\b(?![^>]*\bintegrity\s*=)[^>]*\bsrc\s*=\s*["']?(?:https?:)?\/\/([^/"'\s>]+)/i;
/** Hosts that changed hands and served malicious scripts (CISA and Cloudflare, June 2024). */
const HIJACKED =
  /(?:https?:)?\/\/(?:[\w-]+\.)*(?:polyfill\.(?:io|com)|bootcss\.com|bootcdn\.net|staticfile\.(?:net|org))\//i;

function faultOf(kind: string, text: string): string | null {
  switch (kind) {
    case 'module-name':
      return REMOTE.test(text) ? 'The module is loaded from another server.' : null;
    case 'command':
      return PIPED.test(text) ? 'The command line runs what it downloads.' : null;
    case 'html': {
      if (HIJACKED.test(text)) return 'The page loads a script of a host that was hijacked.';
      const host = SCRIPT.exec(text)?.[1];
      return host === undefined ? null : `The page loads a script of \`${host}\` without its hash in \`integrity\`.`;
    }
    default:
      return null;
  }
}

function importsOf(file: TS.SourceFile): readonly RemoteCode[] {
  return file.statements.flatMap((each) =>
    (ts.isImportDeclaration(each) || ts.isExportDeclaration(each)) &&
    each.moduleSpecifier &&
    ts.isStringLiteral(each.moduleSpecifier) &&
    REMOTE.test(each.moduleSpecifier.text)
      ? [{ node: each.moduleSpecifier, fault: 'The module is loaded from another server.' }]
      : [],
  );
}

/** Returns the places of a file where a constant names code of another server. */
export function remoteCodeIn(analysis: FileAnalysis): readonly RemoteCode[] {
  const constants = analysis.constants.flatMap(({ seen, at }) => {
    const fault = faultOf(seen.kind, seen.text);
    return fault === null ? [] : [{ node: at, fault }];
  });
  return [...importsOf(analysis.file), ...constants];
}

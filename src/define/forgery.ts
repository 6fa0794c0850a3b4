/** Protection against requests of other sites that is there and switched off. */
import type { FileAnalysis } from '../analysis/analysis.js';
import { checksOriginInHooks, uncheckedOrigin } from '../analysis/configuration.js';
import { constantOf, rolePart, someListed, valueOf } from '../analysis/parts.js';
import type { CallRecord } from '../flow/machine.js';
import { ts, type TS } from '../lang/ts.js';
import type { Problem } from './endpoint-rule.js';

const MADE = 'csrf.made';

/** True for a function that returns `true` and does nothing else. */
function isAlwaysTrue(node: TS.Node): boolean {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return false;
  const { body } = node;
  if (!ts.isBlock(body)) return body.kind === ts.SyntaxKind.TrueKeyword;
  const [only, ...others] = body.statements;
  return (
    only !== undefined &&
    others.length === 0 &&
    ts.isReturnStatement(only) &&
    only.expression?.kind === ts.SyntaxKind.TrueKeyword
  );
}

function exceptionOf(record: CallRecord): string | null {
  const role = record.call.spec?.roles?.find((each) => each.role === MADE);
  if (!role) return null;
  const excepted = someListed(rolePart(record, role, 'methods')).map((each) => String(constantOf(each)).toUpperCase());
  if (excepted.includes('POST')) return 'does not look at POST requests, which every site can make a browser send';
  const skip = valueOf(rolePart(record, role, 'skip'));
  const [only, ...others] = skip?.refs ?? [];
  return only?.kind === 'func' && others.length === 0 && isAlwaysTrue(only.node) ? 'lets every request pass' : null;
}

/** Returns what switches the protection of a file off. */
export function switchedOff(analysis: FileAnalysis): readonly Problem[] {
  const setting = uncheckedOrigin(analysis.file);
  const settings =
    setting && !checksOriginInHooks(analysis.project, analysis.file)
      ? [
          {
            node: setting,
            message: `\`${setting.name.getText()}\` lets forms of every site post to this service with the cookies of the visitor. Leave the check of the origin on, and list the origins that may.`,
          },
        ]
      : [];
  const calls = analysis.calls.flatMap((record): readonly Problem[] => {
    const exception = exceptionOf(record);
    return exception === null
      ? []
      : [
          {
            node: record.call.node,
            message: `\`${record.entity.name}\` ${exception}. Except only what changes nothing, and routes that no browser calls.`,
          },
        ];
  });
  return [...settings, ...calls];
}

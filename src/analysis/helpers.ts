/** Helpers that check or clean a text: what they are given is known to the files that use them. */
import type { Hit, TextUse } from '../flow/log.js';
import type { FileResult } from '../flow/run.js';
import { ts, type TS } from '../lang/ts.js';

/** A test or replacement in a function, as the run of a file has seen it that hands an untrusted text to the function. */
export interface TextOfUser {
  readonly use: TextUse;
  readonly hits: readonly Hit[];
}

/** Methods of texts and patterns whose uses a run notes (`flow/builtins/matching.ts`). */
const METHODS: ReadonlySet<string> = new Set([
  'includes',
  'indexOf',
  'startsWith',
  'endsWith',
  'replace',
  'replaceAll',
  'split',
]);

function callsMethod(node: TS.Node): boolean {
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    METHODS.has(node.expression.name.text)
  )
    return true;
  return ts.forEachChild(node, (child) => callsMethod(child) || undefined) === true;
}

/** True when a function that nothing in its file calls tests or changes a text. */
export function checksTexts({ alone }: FileResult): boolean {
  for (const node of alone) if (callsMethod(node)) return true;
  return false;
}

/** Returns what the runs of the users of a file have seen of its texts, for each user, without the calls that its own run has seen. */
export function textsThrough({ file, log }: FileResult, users: Iterable<FileResult>): readonly TextOfUser[] {
  const known = new Set(log.texts.map(({ call }) => call));
  const found: TextOfUser[] = [];
  for (const user of users) {
    const own = user.log.texts.filter(({ call }) => call.getSourceFile() === file && !known.has(call));
    for (const use of own) found.push({ use, hits: user.log.hits });
  }
  return found;
}

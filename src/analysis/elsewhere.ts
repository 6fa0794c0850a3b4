/** What a run has seen in other files, and what the runs of those files do not show by themselves: it is reported where it is led to. */
import type { Label } from '../flow/labels.js';
import type { CallRecord, Comparison, ConstantHit, Log } from '../flow/machine.js';
import type { FileResult } from '../flow/run.js';
import { isPasswordName, isUnguessableName } from '../lang/secrets/names.js';
import { ts, type TS } from '../lang/ts.js';
import { comparedSecrets } from './compared-secrets.js';
import type { Placed } from './placed.js';

/** Returns what is seen of a file when it is linted itself. */
type Runs = (file: TS.SourceFile) => Pick<FileResult, 'log'>;

/** A file of a library. */
function isForeign(file: TS.SourceFile): boolean {
  return file.isDeclarationFile || file.fileName.includes('/node_modules/');
}

function lastIn(stack: readonly TS.Node[], file: TS.SourceFile): TS.Node | undefined {
  return stack.findLast((each) => each.getSourceFile() === file);
}

/** True for a constant of another file that uses it in such a place, too: that file reports it, where it is written down. */
export function isSaidAtOrigin({ origin, kind, fallback }: ConstantHit, file: TS.SourceFile, run: Runs): boolean {
  const own = origin?.getSourceFile();
  if (!origin || !own || own === file || isForeign(own)) return false;
  return run(own).log.constants.some(
    (each) => each.origin === origin && each.kind === kind && each.fallback === fallback,
  );
}

/** Returns what handlers of other files do: without types they do nothing of their own file's, it is seen where they are registered. */
export function callsElsewhere(
  file: TS.SourceFile,
  records: readonly CallRecord[],
  run: Runs,
): readonly Placed<CallRecord>[] {
  const known = new Map<TS.SourceFile, ReadonlySet<TS.Node>>();
  const seenIn = (other: TS.SourceFile): ReadonlySet<TS.Node> => {
    let nodes = known.get(other);
    if (!nodes) known.set(other, (nodes = new Set(run(other).log.records.map(({ call }) => call.node))));
    return nodes;
  };
  return records.flatMap((record) => {
    const { node } = record.call;
    const own = node.getSourceFile();
    if (own === file || isForeign(own) || !/\.[cm]?jsx?$/.test(own.fileName)) return [];
    const at = lastIn(record.stack, file);
    return !at || !record.call.spec?.roles || seenIn(own).has(node) ? [] : [{ seen: record, at }];
  });
}

/** Returns what helpers of other files do with what only this file gives them: their own runs do not show what counts. */
export function helperCalls(
  file: TS.SourceFile,
  { records }: Log,
  run: Runs,
  { role, counts }: { readonly role: string; readonly counts: (record: CallRecord) => boolean },
): readonly Placed<CallRecord>[] {
  return records.flatMap((record) => {
    const own = record.call.node.getSourceFile();
    if (own === file || !record.call.spec?.roles?.some((each) => each.role === role) || isForeign(own)) return [];
    const at = lastIn(record.stack, file);
    if (!at || !counts(record)) return [];
    const isKnown = (each: CallRecord): boolean => each.call.node === record.call.node && counts(each);
    return run(own).log.records.some(isKnown) ? [] : [{ seen: record, at }];
  });
}

/** A client has sent one side of a comparison. */
function isSentSomewhere({ left, right }: Comparison): boolean {
  return [left, right].some(({ labels }) => labels.some(({ source }) => /^(?:http|message)\./.test(source.kind)));
}

/** The other side is something that somebody may want to guess: only then the run of another file is worth its time. */
function tells(seen: Comparison): boolean {
  const isSecret = ({ source }: Label): boolean => /^(?:secret|process|random|guessable|otp|hash)\./.test(source.kind);
  return (
    [seen.left, seen.right].some(({ labels }) => labels.some(isSecret)) ||
    readsSecret(seen.node) ||
    comparedSecrets(seen).length > 0
  );
}

/** `user.otpCode === code`: one side is read under the name of a secret. */
function readsSecret(node: TS.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    [node.left, node.right].some(
      (each) =>
        ts.isPropertyAccessExpression(each) && (isUnguessableName(each.name.text) || isPasswordName(each.name.text)),
    )
  );
}

/** What is compared was computed of a key: its own run tells that without knowing what was sent. */
function isToldAlone({ left, right }: Comparison): boolean {
  return [left, right].some(({ labels }) => labels.some(({ source }) => /^secret\.(?:mac|derived)$/.test(source.kind)));
}

/** Returns what helpers and middleware of other files compare, when what is sent is only known from here. */
export function comparisonsElsewhereOf(
  file: TS.SourceFile,
  { comparisons }: Log,
  run: Runs,
): readonly Placed<Comparison>[] {
  return comparisons.flatMap((seen) => {
    const own = seen.node.getSourceFile();
    if (own === file || !isSentSomewhere(seen) || !tells(seen) || isForeign(own)) return [];
    const at = lastIn(seen.stack, file);
    const isKnown = (each: Comparison): boolean =>
      each.node === seen.node && (isSentSomewhere(each) || isToldAlone(each));
    return !at || run(own).log.comparisons.some(isKnown) ? [] : [{ seen, at }];
  });
}

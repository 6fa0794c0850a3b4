/** Passwords that a program hands on to another one by a command: what it keeps is what that one has to be told again. */
import type { Finding } from '../analysis/analysis.js';
import type { CallRecord } from '../flow/log.js';

function runsCommand({ call: { spec } }: CallRecord): boolean {
  return (spec?.sinks ?? []).some(({ kind }) => kind === 'command');
}

/** True when a password that is stored is part of a command as well: `ALTER USER ... IDENTIFIED BY '...'` of a database that is managed. */
export function isPartOfCommand({ hit }: Finding, records: readonly CallRecord[]): boolean {
  if (hit.kind !== 'stored') return false;
  const [own] = hit.label.ids;
  return records.some(
    (each) => runsCommand(each) && each.call.args.some(({ labels }) => labels.some(({ ids }) => ids[0] === own)),
  );
}

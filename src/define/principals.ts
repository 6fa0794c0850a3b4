/** What is kept of whoever is calling, as the strategies of the project tell passport: the record that `req.user` is. */
import type { FileAnalysis, Finding } from '../analysis/analysis.js';
import { isPersonalName, isSecretName } from '../analysis/sensitive.js';
import type { CallRecord } from '../flow/log.js';
import { isConst } from './values.js';

/** The fields that a strategy's answer takes along; null when it is no whole record of a store. */
function fieldsOf({ call }: CallRecord, isSerialized: boolean): readonly string[] | null {
  const [, user] = call.args;
  const row = user?.labels.find(
    ({ source }) => source.kind === 'store.row' && (source.path ?? []).length === 0,
  )?.source;
  if (!row) return null;
  const left = [...(row.omitted ?? []), ...(isSerialized ? (row.hidden ?? []) : [])];
  return (row.fields ?? []).filter((name) => !left.includes(name));
}

/** `done(error)` and `done(null, false)`: nobody is calling. */
function isNobody({ call }: CallRecord): boolean {
  const [, user] = call.args;
  return user === undefined || (isConst(user) && user.consts.every(({ value }) => !value));
}

/** True when an answer takes `req.user` along whole, and every strategy of the project puts a record with a secret there. */
export function exposesPrincipal({ hit }: Finding, analysis: FileAnalysis): boolean {
  if (hit.label.source.kind !== 'store.principal' || (hit.label.source.path ?? []).length > 0) return false;
  const told = analysis
    .callsAround('passport')
    .filter(({ call }) => call.spec?.roles?.some(({ role }) => role === 'auth.identified') === true)
    .filter((record) => !isNobody(record));
  const isSerialized = hit.kind === 'answer-serialized';
  return (
    told.length > 0 &&
    told.every(
      (record) => fieldsOf(record, isSerialized)?.some((name) => isSecretName(name) || isPersonalName(name)) === true,
    )
  );
}

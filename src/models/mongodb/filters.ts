/** Filters of document stores: an object of the client's brings operators with it (https://www.mongodb.com/docs/manual/reference/operator/query/). */
import type { SinkSpec } from '../schema.js';

/** Operators that compare with their operand as a value: nothing under them is read as an operator. */
const COMPARISONS = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$all',
  '$size',
  '$type',
  '$exists',
  '$mod',
  '$regex',
  '$options',
  '$search',
  '$bitsAllSet',
  '$bitsAnySet',
  '$geometry',
  '$maxDistance',
] as const;

/** Not equality: what is found says nothing of what stands under these. */
export const OTHER_COMPARISONS: readonly string[] = [...COMPARISONS.filter((name) => name !== '$eq'), '$not'];

/** `$where` is a function, `$function` and `$accumulator` hold one. */
const CODE = ['.$where', '.$and[].$where', '.$or[].$where', '.$nor[].$where', '.$expr.$function.body'] as const;

function codeAt(at: string): readonly SinkSpec[] {
  return CODE.map((tail) => ({ at: `${at}${tail}`, kind: 'query-code', what: 'the code in the query' }));
}

/** A filter at a slot: objects anywhere in it, names that are not constant, and code. */
export function filterAt(at: string): readonly SinkSpec[] {
  return [{ ...operandAt(at), rewrite: { to: 'equality' } }, patternAt(at), ...codeAt(at)];
}

/** Texts that the server compiles to a pattern (https://www.mongodb.com/docs/manual/reference/operator/query/regex/). */
function patternAt(at: string): SinkSpec {
  return { at, kind: 'pattern', deep: true, under: ['$regex'] };
}

/** A value that takes the place of a condition: an identifier, the operand of an implicit equality. */
export function operandAt(at: string): SinkSpec {
  return { at, kind: 'document-query', deep: true, keys: 'document-key', except: COMPARISONS };
}

/** A pipeline: its stages are queries too, and some of them carry code. */
export function pipelineAt(at: string): readonly SinkSpec[] {
  return [
    operandAt(at),
    patternAt(at),
    { at: `${at}[].$match.$where`, kind: 'query-code' },
    { at: `${at}[].$match.$expr.$function.body`, kind: 'query-code' },
    { at: `${at}[].$group[].$accumulator.accumulate`, kind: 'query-code' },
    { at: `${at}[].$addFields[].$function.body`, kind: 'query-code' },
    { at: `${at}[].$project[].$function.body`, kind: 'query-code' },
  ];
}

/** TypeORM's finders for MongoDB take the filter itself or options with one. */
export const FILTER_AND_OPTIONS: readonly SinkSpec[] = [operandAt('0'), ...codeAt('0')];

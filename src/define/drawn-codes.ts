/** Codes that a program has drawn and kept itself, and that a handler holds against what its client sends. */
import type { Endpoint, FileAnalysis } from '../analysis/analysis.js';
import { functionsOf } from './functions.js';
import { isWithin } from './places.js';
import { isAnyCode, isClientData } from './sources.js';
import type { Value } from './values.js';

/** What chance has drawn, whether or not somebody can compute it. */
function isDrawn(value: Value): boolean {
  return value.labels.some(({ source }) => /^(?:guessable|random|otp)\./.test(source.kind));
}

function isSentCode(value: Value): boolean {
  return value.labels.some(({ source }) => isClientData(source.kind) && isAnyCode(source.text));
}

/** True when a handler compares a code of the client's with one that the program has drawn: as the run of the file saw it. */
export function comparesDrawnCode({ handler }: Endpoint, { result }: FileAnalysis): boolean {
  const ofCodes = result.log.comparisons.filter(
    ({ left, right }) => (isDrawn(left) && isSentCode(right)) || (isSentCode(left) && isDrawn(right)),
  );
  if (ofCodes.length === 0) return false;
  const functions = functionsOf(handler);
  return ofCodes.some(({ node, stack }) =>
    [node, ...stack].some((each) => functions.some((one) => isWithin(each, one))),
  );
}

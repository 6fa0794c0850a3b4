/** Services that say whether a password has leaked, and want a fast hash of it for that. */
import { enclosingFunction } from '../analysis/branches.js';
import type { CallRecord } from '../flow/machine.js';
import type { TS } from '../lang/ts.js';

/** https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange: the first five digits of the SHA-1 are sent. */
const LISTS = ['https://api.pwnedpasswords.com/'];

function asksList({ parts }: CallRecord): boolean {
  const address = parts['address'];
  const texts = address ? [address.shape ?? '', ...address.consts.map(({ value }) => String(value))] : [];
  return LISTS.some((list) => texts.some((text) => text.startsWith(list)));
}

/** True when the function that a hash stands in asks such a service. */
export function isForBreachList(hash: TS.Node, requests: readonly CallRecord[]): boolean {
  const around = enclosingFunction(hash);
  // The hash may be made in a function of its own, and a helper may send the request.
  if (LISTS.some((list) => hash.getSourceFile().text.includes(list))) return true;
  return requests.some((each) => enclosingFunction(each.call.node) === around && asksList(each));
}

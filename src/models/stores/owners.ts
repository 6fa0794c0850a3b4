/** How stored things name those to whom they belong. */

/**
 * Names of fields that hold an owner or tenant. A name decides nothing by itself: it says which of an entity's fields are
 * asked for in queries and comparisons.
 */
const OWNER =
  /^(?:owner|author|user|customer|account|creator|tenant|organi[sz]ation|org|member|patient|client|employee|seller|buyer|sender|recipient|holder|workspace|team|company)(?:_?(?:id|uuid))?$|^(?:created|owned|posted|uploaded)_?by(?:_?id)?$/i;

/** Who has made or offers something that others are meant to see. */
const MAKER = /^(?:author|creator|organi[sz]ation|org|seller|sender|team|company)(?:_?(?:id|uuid))?$|_?by(?:_?id)?$/i;

/** True when a field of this name holds somebody for whom alone a thing is kept: a customer, a patient, not an author. */
export function isKeeperName(name: string): boolean {
  return isOwnerName(name) && !MAKER.test(name);
}

/** True when a field of this name holds an owner or tenant. */
export function isOwnerName(name: string): boolean {
  return OWNER.test(name);
}

/** How stored things name those to whom they belong. */

/**
 * Names of fields that hold an owner or tenant. A name decides nothing by itself: it says which of an entity's fields are
 * asked for in queries and comparisons.
 */
const OWNER =
  /^(?:owner|author|user|customer|account|creator|tenant|organi[sz]ation|org|member|patient|client|employee|seller|buyer|sender|recipient|holder|workspace|team|company)(?:_?(?:id|uuid))?$|^(?:created|owned|posted|uploaded)_?by(?:_?id)?$/i;

/** True when a field of this name holds an owner or tenant. */
export function isOwnerName(name: string): boolean {
  return OWNER.test(name);
}

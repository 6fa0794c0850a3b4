/** The numbers of places: each is given once, and a later one is always greater. */
let next = 1;

export function newPlace(): number {
  return next++;
}

/** Returns the number that the next place will have. */
export function nextPlace(): number {
  return next;
}

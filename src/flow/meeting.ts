/**
 * Where many paths meet, most of them went the same way for long: a try block that may throw at a hundred places gives a
 * hundred stores, each above the one before. Their layers form a tree, and each layer is looked at once, from the leaves
 * to the base, instead of once for every path that leads through it.
 */
import { addAllFacts, meetFacts, type Refinement } from './labels.js';
import type { Store } from './store.js';
import type { Value } from './value.js';

type Facts = ReadonlyMap<number, Refinement>;

const NO_FACTS: Facts = new Map();

/** A value that some of the paths have, with what all of these know. */
export interface MetPart {
  readonly value: Value;
  readonly facts: Facts | null;
}

interface OrderedPart extends MetPart {
  /** The first path that has it. */
  readonly order: number;
}

/** What the paths below a layer hold in one place. */
interface Held {
  /** How many of these paths wrote it. */
  paths: number;
  parts: OrderedPart[];
}

/** A layer between the base and the ends of paths. */
interface Layer {
  readonly store: Store;
  /** What is known on the way from the base to this layer. */
  known: Facts;
  /** How many paths lead through it, and the first of them. */
  paths: number;
  first: number;
  /** What all of these know; null before the first was seen. */
  common: Facts | null;
  held: Map<number, Held>;
  /** Paths that end here. */
  ends: number;
}

export interface Meeting {
  /** For each place that some path wrote, what the paths have there; the base's own value is not among them. */
  readonly places: ReadonlyMap<number, { readonly parts: readonly MetPart[]; readonly everywhere: boolean }>;
  /** What all paths know. */
  readonly facts: Facts;
}

/** Returns the layers between a base and the ends of paths, the base's included; null when an end does not stand above it. */
function layersOf(base: Store, ends: readonly Store[]): Map<Store, Layer> | null {
  const layers = new Map<Store, Layer>();
  for (const [index, end] of ends.entries()) {
    let store: Store | null = end;
    while (store !== null && !layers.has(store)) {
      layers.set(store, {
        store,
        known: NO_FACTS,
        paths: 0,
        first: index,
        common: null,
        held: new Map(),
        ends: 0,
      });
      if (store === base) break;
      store = store.parent;
    }
    if (store === null) return null;
    const own = layers.get(end);
    if (own) own.ends++;
  }
  return layers;
}

function meet(a: Facts | null, b: Facts): Facts {
  if (a === null || b.size === 0) return b;
  return a.size === 0 ? a : meetFacts(a, b);
}

function withPart(parts: OrderedPart[], added: OrderedPart): void {
  if (!parts.some((each) => each.value === added.value && each.facts === added.facts)) parts.push(added);
}

/** Adds what one branch of the tree holds to what its siblings hold; the smaller map goes into the larger one. */
function united(a: Map<number, Held>, b: Map<number, Held>): Map<number, Held> {
  const [large, small] = a.size >= b.size ? [a, b] : [b, a];
  for (const [place, held] of small) {
    const other = large.get(place);
    if (!other) {
      large.set(place, held);
      continue;
    }
    const [most, least] = other.parts.length >= held.parts.length ? [other, held] : [held, other];
    for (const part of least.parts) withPart(most.parts, part);
    most.paths = other.paths + held.paths;
    large.set(place, most);
  }
  return large;
}

/** Adds what a layer wrote itself: the paths that did not overwrite it later have it. */
function addWrites(layer: Layer): void {
  const { held, paths, first, common } = layer;
  const facts = common === null || common.size === 0 ? null : common;
  for (const [place, value] of layer.store.writes) {
    const known = held.get(place);
    if (known === undefined) held.set(place, { paths, parts: [{ value, facts, order: first }] });
    else if (known.paths < paths) {
      withPart(known.parts, { value, facts, order: first });
      known.paths = paths;
    }
  }
}

/**
 * Returns what the living ends of paths hold and know relative to the base that they forked from; null when one of them
 * does not stand above it. A value is credited with what every path below the layer that wrote it knows.
 */
export function meetingOf(base: Store, ends: readonly Store[]): Meeting | null {
  const layers = layersOf(base, ends);
  if (layers === null) return null;
  const upwards = [...layers.values()].sort((a, b) => b.store.depth - a.store.depth);
  for (const layer of [...upwards].reverse()) {
    const { store } = layer;
    if (store === base || store.parent === null) continue;
    const below = layers.get(store.parent)?.known ?? NO_FACTS;
    layer.known = store.facts === null ? below : addAllFacts(below, store.facts);
  }
  for (const layer of upwards) {
    if (layer.ends > 0) {
      layer.paths += layer.ends;
      layer.common = meet(layer.common, layer.known);
    }
    if (layer.store === base) break;
    addWrites(layer);
    const parent = layer.store.parent === null ? undefined : layers.get(layer.store.parent);
    if (!parent) continue;
    parent.held = united(parent.held, layer.held);
    parent.paths += layer.paths;
    parent.first = Math.min(parent.first, layer.first);
    parent.common = meet(parent.common, layer.common ?? NO_FACTS);
  }
  const root = layers.get(base);
  if (!root) return null;
  const places = new Map<number, { readonly parts: readonly MetPart[]; readonly everywhere: boolean }>();
  for (const [place, { parts, paths }] of root.held) {
    places.set(place, {
      parts: parts.length > 1 ? parts.sort((a, b) => a.order - b.order) : parts,
      everywhere: paths >= root.paths,
    });
  }
  return { places, facts: root.common ?? NO_FACTS };
}

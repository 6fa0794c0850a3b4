/**
 * Trails: which functions and properties data went through. A label knows the activation in which it was last seen. When
 * it is seen in another one, it has left the activations up to the one that both share, by returning or through an
 * object, and entered those below it, by a call or through an object: this is known without following the objects.
 */
import { ts, type TS } from '../lang/ts.js';
import { nameOf } from './functions.js';
import { isFull, stepAfter, type Label, type Step } from './labels.js';
import type { Frame, Machine } from './machine.js';
import type { FunctionNode } from './refs.js';
import { withLabels, type Value } from './value.js';

/** One run of a function, or (without one) of an entry or a module. */
export interface Activation {
  readonly fn: FunctionNode | null;
  readonly outer: Activation | null;
  readonly depth: number;
  /** A remembered call ran here by itself: who asked for it is not known. */
  readonly apart: boolean;
  /** The sole place where it returned; null when there were several or none. */
  left: TS.Node | null;
}

const NAMELESS = 'a function';
const MAX_NAME = 48;

/** Returns the root of the activations of a remembered call. */
export function apartActivation(): Activation {
  return { fn: null, outer: null, depth: 0, apart: true, left: null };
}

/** Returns the activation of the frame that runs now. */
export function activationOf(m: Machine): Activation | null {
  const frame = m.frames.at(-1);
  if (!frame) return null;
  frame.activation ??= { fn: null, outer: null, depth: 0, apart: false, left: null };
  return frame.activation;
}

/** Returns the activation of a function that is called now. */
export function activate(m: Machine, fn: FunctionNode): Activation {
  const outer = activationOf(m);
  return { fn, outer, depth: (outer?.depth ?? 0) + 1, apart: false, left: null };
}

/** Notes where a function returned. */
export function noteExit(frame: Frame, node: TS.Node): void {
  const own = frame.activation;
  if (own) own.left = frame.returns.length === 0 ? node : null;
}

function shared(a: Activation | null, b: Activation | null): Activation | null {
  let one = a;
  let other = b;
  while (one !== other) {
    if (one === null || other === null) return null;
    if (one.depth >= other.depth) one = one.outer;
    else other = other.outer;
  }
  return one;
}

function isApart(activation: Activation): boolean {
  let root = activation;
  while (root.outer !== null) root = root.outer;
  return root.apart;
}

function wentInto(via: Step | null, fn: FunctionNode): boolean {
  for (let step = via; step !== null; step = step.before) if (step.node === fn) return true;
  return false;
}

/** The data is read inside the function: it did not come by calling it. */
function isReadIn({ source: { node } }: Label, fn: FunctionNode): boolean {
  return node.pos >= fn.pos && node.end <= fn.end && node.getSourceFile() === fn.getSourceFile();
}

/** Returns the way of a label that has entered an activation. */
function entered(label: Label, via: Step | null, { fn }: Activation): Step | null {
  if (fn === null || isFull(via) || isReadIn(label, fn)) return via;
  const name = nameOf(fn);
  return name === NAMELESS ? via : stepAfter(via, name, fn);
}

/** Returns the way of a label that has left an activation. */
function leftBehind(via: Step | null, { fn, left }: Activation): Step | null {
  if (fn === null || isFull(via) || wentInto(via, fn)) return via;
  const name = nameOf(fn);
  return name === NAMELESS ? via : stepAfter(via, name, left ?? fn);
}

/** How a step names a property that is read. */
function readingName(node: TS.Node): string {
  if (ts.isBindingElement(node)) return (node.propertyName ?? node.name).getText();
  const text = node.getText();
  if (text.length <= MAX_NAME && !text.includes('\n')) return text;
  return ts.isPropertyAccessExpression(node) ? `….${node.name.text}` : text;
}

/** What lies between two activations: the one that both share, and those that were entered below it, the outer ones first. */
interface Between {
  readonly from: Activation;
  readonly common: Activation | null;
  readonly inner: readonly Activation[];
}

function between(from: Activation, here: Activation): Between {
  const common = shared(from, here);
  const inner: Activation[] = [];
  if (common !== null)
    for (let each: Activation | null = here; each !== null && each !== common; each = each.outer) inner.push(each);
  return { from, common, inner: inner.reverse() };
}

/**
 * Returns the label as it is seen now, with a step for each function with a name that it left or entered since it was
 * last seen, and one for the property whose reading (`read`) brought it here.
 */
function arrived(label: Label, here: Activation, { from, common, inner }: Between, read: TS.Node | null): Label {
  let { via } = label;
  if (!isFull(via)) {
    if (common !== null || isApart(from))
      for (let each: Activation | null = from; each !== null && each !== common; each = each.outer)
        via = leftBehind(via, each);
    for (const each of inner) via = entered(label, via, each);
    if (read !== null && !isFull(via)) via = stepAfter(via, readingName(read), read);
  }
  return { ...label, via, at: here };
}

/** Returns the labels as they are seen now; `unplaced` says what becomes of those of which nobody noted where they were. */
function allArrived(
  labels: readonly Label[],
  here: Activation | null,
  read: TS.Node | null,
  unplaced: (label: Label) => Label = (label) => ({ ...label, at: here }),
): readonly Label[] {
  // The labels of one value mostly come from one activation.
  let way: Between | null = null;
  return labels.map((label) => {
    const { at } = label;
    if (at === here) return label;
    if (at === null || here === null) return unplaced(label);
    if (way?.from !== at) way = between(at, here);
    return arrived(label, here, way, read);
  });
}

/** Returns the label as it is seen now. */
export function arrivedLabel(m: Machine, label: Label): Label {
  return allArrived([label], activationOf(m), null)[0] ?? label;
}

/** Returns the value with its labels as they are seen now. */
export function arrivedValue(m: Machine, value: Value, read: TS.Node | null = null): Value {
  if (value.labels.length === 0) return value;
  const here = activationOf(m);
  if (value.labels.every((label) => label.at === here)) return value;
  return withLabels(value, allArrived(value.labels, here, read));
}

/** Returns the value of an argument as it is seen inside the function that it was given to. */
export function givenValue(m: Machine, value: Value): Value {
  const here = activationOf(m);
  if (value.labels.length === 0 || here === null) return value;
  // Where nobody noted where a label was made, this call is all that is known.
  const unplaced = (label: Label): Label => ({ ...label, via: entered(label, label.via, here), at: here });
  return withLabels(value, allArrived(value.labels, here, null, unplaced));
}

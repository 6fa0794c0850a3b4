/**
 * Trails: which functions and properties data went through. A label knows the activation in which it was last seen. When
 * it is seen in another one, it has left the activations up to the one that both share, by returning or through an
 * object, and entered those below it, by a call or through an object: this is known without following the objects.
 */
import { ts, type TS } from '../lang/ts.js';
import { nameOf } from './functions.js';
import { stepped, type Label } from './labels.js';
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

function wentInto(label: Label, fn: FunctionNode): boolean {
  for (let step = label.via; step !== null; step = step.before) if (step.node === fn) return true;
  return false;
}

/** The data is read inside the function: it did not come by calling it. */
function isReadIn(label: Label, fn: FunctionNode): boolean {
  const { node } = label.source;
  return node.pos >= fn.pos && node.end <= fn.end && node.getSourceFile() === fn.getSourceFile();
}

function entered(label: Label, { fn }: Activation): Label {
  if (fn === null || isReadIn(label, fn)) return label;
  const name = nameOf(fn);
  return name === NAMELESS ? label : stepped(label, name, fn);
}

function leftBehind(label: Label, { fn, left }: Activation): Label {
  if (fn === null || wentInto(label, fn)) return label;
  const name = nameOf(fn);
  return name === NAMELESS ? label : stepped(label, name, left ?? fn);
}

/** How a step names a property that is read. */
function readingName(node: TS.Node): string {
  if (ts.isBindingElement(node)) return (node.propertyName ?? node.name).getText();
  const text = node.getText();
  if (text.length <= MAX_NAME && !text.includes('\n')) return text;
  return ts.isPropertyAccessExpression(node) ? `….${node.name.text}` : text;
}

/**
 * Returns the label as it is seen now, with a step for each function with a name that it left or entered since it was
 * last seen, and one for the property whose reading (`read`) brought it here.
 */
export function arrived(m: Machine, label: Label, read: TS.Node | null = null): Label {
  const here = activationOf(m);
  const from = label.at;
  if (from === here) return label;
  if (from === null || here === null) return { ...label, at: here };
  const common = shared(from, here);
  let result = label;
  if (common !== null || isApart(from))
    for (let each: Activation | null = from; each !== null && each !== common; each = each.outer)
      result = leftBehind(result, each);
  if (common !== null) {
    const inner: Activation[] = [];
    for (let each: Activation | null = here; each !== null && each !== common; each = each.outer) inner.push(each);
    for (const each of inner.reverse()) result = entered(result, each);
  }
  if (read !== null) result = stepped(result, readingName(read), read);
  return { ...result, at: here };
}

/** Returns the value with its labels as they are seen now. */
export function arrivedValue(m: Machine, value: Value, read: TS.Node | null = null): Value {
  if (value.labels.length === 0) return value;
  const here = activationOf(m);
  if (value.labels.every((label) => label.at === here)) return value;
  return withLabels(
    value,
    value.labels.map((label) => arrived(m, label, read)),
  );
}

/** Returns the value of an argument as it is seen inside the function that it was given to. */
export function givenValue(m: Machine, value: Value): Value {
  const here = activationOf(m);
  if (value.labels.length === 0 || here === null) return value;
  return withLabels(
    value,
    // Where nobody noted where a label was made, this call is all that is known.
    value.labels.map((label) => (label.at === null ? entered({ ...label, at: here }, here) : arrived(m, label))),
  );
}

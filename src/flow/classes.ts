/** Classes: members, instances, inheritance, and instances of a declared type whose making nobody sees. */
import { ts, type TS } from '../lang/ts.js';
import { callValue, entryCall, plainCall } from './calls.js';
import { recordDecorators } from './decorators.js';
import { evaluate } from './eval.js';
import { propertyName } from './literals.js';
import { Form } from './forms.js';
import { callFunction, declare, makeFunction } from './functions.js';
import { libraryMember } from './library.js';
import type { Machine } from './machine.js';
import type { Call, ClassRef, FuncRef, Obj } from './refs.js';
import { Scope } from './scope.js';
import { execBlock } from './statements.js';
import { claimsType } from './types.js';
import { constant, refValue, SOME_TEXT, UNDEFINED, UNKNOWN, type Value } from './value.js';

/** Declares a class and returns it. */
export function defineClass(m: Machine, node: TS.ClassDeclaration, scope: Scope): Value {
  const value = evalClass(m, node, scope);
  return value;
}

export function evalClass(m: Machine, node: TS.ClassLikeDeclaration, scope: Scope): Value {
  const clause = node.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0];
  const parent = base ? evaluate(m, base.expression, scope) : null;
  const inner = new Scope(scope, scope.file, scope.fn, 'class');
  const statics = m.alloc('object', node);
  const methods = new Map<string, TS.ClassElement>();
  const made: ClassRef = { kind: 'class', node, scope: withHome(inner, () => made), statics, parent, methods };
  const value = refValue(made, Form.Function);
  if (node.name) {
    declare(m, ts.isClassDeclaration(node) ? scope : inner, node.name.text, value);
  }
  m.classes.push(made);
  for (const member of node.members) indexMember(m, made, member);
  if (hasDecorators(node)) recordDecorators(m, node, scope, made);
  declare(m, inner, 'this', value);
  for (const member of node.members) defineStatic(m, made, member, value);
  return value;
}

function withHome(scope: Scope, home: () => ClassRef): Scope {
  Object.defineProperty(scope, 'home', { get: home });
  return scope;
}

function hasDecorators(node: TS.ClassLikeDeclaration): boolean {
  return (
    (ts.getDecorators(node)?.length ?? 0) > 0 ||
    node.members.some(
      (member) =>
        (ts.canHaveDecorators(member) && (ts.getDecorators(member)?.length ?? 0) > 0) ||
        (ts.isConstructorDeclaration(member) &&
          member.parameters.some((each) => (ts.getDecorators(each)?.length ?? 0) > 0)),
    )
  );
}

export function isStatic(member: TS.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some((each) => each.kind === ts.SyntaxKind.StaticKeyword)
  );
}

function memberName(m: Machine, cls: ClassRef, member: TS.ClassElement): string | null {
  if (!member.name) return null;
  if (ts.isPrivateIdentifier(member.name)) return member.name.text;
  return propertyName(m, member.name, cls.scope);
}

function indexMember(m: Machine, cls: ClassRef, member: TS.ClassElement): void {
  if (ts.isPropertyDeclaration(member)) return;
  const name = memberName(m, cls, member);
  if (name === null) return;
  const key = ts.isGetAccessorDeclaration(member)
    ? `get ${name}`
    : ts.isSetAccessorDeclaration(member)
      ? `set ${name}`
      : name;
  if (isStatic(member)) {
    if (ts.isMethodDeclaration(member) && member.body)
      m.setCell(cls.statics, name, makeFunction(m, member, cls.scope, refValue(cls, Form.Function), cls));
    else if (ts.isGetAccessorDeclaration(member))
      m.setCell(cls.statics, key, makeFunction(m, member, cls.scope, refValue(cls, Form.Function), cls));
    return;
  }
  if (ts.isMethodDeclaration(member) && !member.body && cls.methods.has(key)) return;
  cls.methods.set(key, member);
}

function defineStatic(m: Machine, cls: ClassRef, member: TS.ClassElement, self: Value): void {
  if (ts.isClassStaticBlockDeclaration(member)) {
    const scope = new Scope(cls.scope, cls.scope.file, cls.scope.fn, 'block');
    declare(m, scope, 'this', self);
    execBlock(m, member.body.statements, scope);
    return;
  }
  if (!ts.isPropertyDeclaration(member) || !isStatic(member)) return;
  const name = memberName(m, cls, member);
  if (name === null) return;
  const value = member.initializer ? evaluate(m, member.initializer, cls.scope) : UNDEFINED;
  m.setCell(cls.statics, name, value);
}

/** Finds a member of a class or its parents: static ones on the class itself, the others on instances. */
export function classMember(
  m: Machine,
  cls: ClassRef,
  name: string,
  node: TS.Node,
  self: Value | null = null,
): Value | null {
  if (self === null) {
    const getter = m.cell(cls.statics, `get ${name}`);
    if (getter) return callValue(m, getter, plainCall(node, refValue(cls, Form.Function), []));
    const own = m.cell(cls.statics, name);
    if (own) return own;
    if (name === 'prototype') return UNKNOWN;
    if (name === 'name') return cls.node.name ? constant(cls.node.name.text) : SOME_TEXT;
    for (const ref of cls.parent?.refs ?? []) {
      if (ref.kind === 'class') {
        const inherited = classMember(m, ref, name, node);
        if (inherited) return inherited;
      } else if (ref.kind === 'lib') {
        const inherited = libraryMember(m, refValue(ref), ref.entity, name, node);
        if (inherited) return inherited;
      } else if (ref.kind === 'obj' && ref.entity) {
        const inherited = libraryMember(m, refValue(cls, Form.Function), ref.entity, name, node);
        if (inherited) return inherited;
      }
    }
    return null;
  }
  const getter = cls.methods.get(`get ${name}`);
  if (getter && ts.isGetAccessorDeclaration(getter)) {
    return callValue(m, makeFunction(m, getter, cls.scope, self, cls), plainCall(node, self, []));
  }
  const method = cls.methods.get(name);
  if (method && (ts.isMethodDeclaration(method) || ts.isSetAccessorDeclaration(method)))
    return methodOf(cls, method, self);
  for (const ref of cls.parent?.refs ?? []) {
    if (ref.kind === 'class') {
      const inherited = classMember(m, ref, name, node, self);
      if (inherited) return inherited;
    } else if (ref.kind === 'lib' && ref.entity.type) {
      const inherited = libraryMember(m, self, ref.entity, name, node);
      if (inherited) return inherited;
    }
  }
  return null;
}

function methodOf(cls: ClassRef, method: TS.MethodDeclaration | TS.SetAccessorDeclaration, self: Value): Value {
  const ref: FuncRef = {
    kind: 'func',
    node: method,
    scope: cls.scope,
    self: null,
    home: cls,
    statics: methodStatics(cls),
  };
  return refValue({ kind: 'bound', target: refValue(ref, Form.Function), self, args: [], weak: true }, Form.Function);
}

const noStatics = new WeakMap<ClassRef, Obj>();
function methodStatics(cls: ClassRef): Obj {
  let known = noStatics.get(cls);
  if (!known) {
    known = { ...cls.statics, cells: new Map(), rest: 0, slots: new Map() };
    noStatics.set(cls, known);
  }
  return known;
}

/** The library class at the root of a class of the program, if any. */
export function libraryParent(cls: ClassRef): Value | null {
  for (const ref of cls.parent?.refs ?? []) {
    if (ref.kind === 'lib') return refValue(ref);
    if (ref.kind === 'class') return libraryParent(ref);
    // A class that a library made at run time: a generated client, a model.
    const made = ref.kind === 'obj' ? ref.entity?.typeNamed(ref.entity.call?.returns ?? '') : null;
    if (made) return refValue({ kind: 'lib', entity: made, self: null });
  }
  return null;
}

/** Makes an instance: parents first, then own fields, then the constructor's body. */
export function construct(m: Machine, cls: ClassRef, call: Call): Value {
  const library = libraryParent(cls)?.refs[0];
  const entity = library?.kind === 'lib' ? instanceEntity(library.entity) : null;
  const shape = library?.kind === 'native' && library.name.endsWith('Error') ? 'error' : 'instance';
  const made = m.alloc(shape, call.node, { cls, entity });
  const self = refValue(made);
  if (call.isEntry !== true && call.node.pos >= 0) made.slots.set('site', call.node);
  runConstructor(m, cls, self, call);
  return self;
}

/** The type of the instances of a library class. */
export function instanceEntity(entity: NonNullable<Obj['entity']>): Obj['entity'] {
  return entity.type ? entity : (entity.typeNamed(entity.construct?.returns ?? '') ?? null);
}

export function runConstructor(m: Machine, cls: ClassRef, self: Value, call: Call): void {
  const own = cls.node.members.find(
    (member): member is TS.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  if (!own) {
    for (const ref of cls.parent?.refs ?? []) superConstruct(m, refValue(ref, Form.Function), self, call);
    initFields(m, cls, self);
    return;
  }
  if (!cls.parent) initFields(m, cls, self);
  const fn: FuncRef = { kind: 'func', node: own, scope: cls.scope, self: null, home: cls, statics: cls.statics };
  callFunction(m, fn, { ...call, self });
}

/** `super(...)`: runs the parent's constructor on the instance, then the own fields. */
export function superCall(m: Machine, home: ClassRef, self: Value, call: Call): void {
  for (const ref of home.parent?.refs ?? []) superConstruct(m, refValue(ref, Form.Function), self, call);
  initFields(m, home, self);
}

function superConstruct(m: Machine, parent: Value, self: Value, call: Call): void {
  const [ref] = parent.refs;
  const [own] = self.refs;
  if (ref?.kind === 'class') runConstructor(m, ref, self, call);
  else if (ref?.kind === 'native' && ref.name.endsWith('Error') && own?.kind === 'obj') {
    const [message] = call.args;
    if (message) m.setCell(own, 'message', message);
  } else if ((ref?.kind === 'lib' || (ref?.kind === 'obj' && ref.entity?.call)) && own?.kind === 'obj') {
    own.slots.set('superArgs', call.args);
    callValue(m, parent, { ...call, self, isNew: true });
  }
}

/** `private client: Client;` with a class or type that comes from a package. */
function isOfLibrary(m: Machine, { type, questionToken }: TS.PropertyDeclaration, { scope }: ClassRef): boolean {
  if (questionToken || !type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  const binding = scope.find(type.typeName.text);
  return (
    binding !== undefined &&
    typeof binding !== 'number' &&
    ts.isStringLiteralLike(binding.specifier) &&
    m.project.resolve(scope.file, binding.specifier.text).kind === 'package'
  );
}

function initFields(m: Machine, cls: ClassRef, self: Value): void {
  const [own] = self.refs;
  if (own?.kind !== 'obj') return;
  let scope: Scope | null = null;
  for (const member of cls.node.members) {
    if (!ts.isPropertyDeclaration(member) || isStatic(member)) continue;
    if (!scope) {
      scope = new Scope(cls.scope, cls.scope.file, cls.scope.fn ?? pseudoFunction(cls), 'function', cls);
      declare(m, scope, 'this', self);
    }
    const name = memberName(m, cls, member);
    if (name === null) continue;
    if (member.initializer) m.setCell(own, name, evaluate(m, member.initializer, scope));
    else {
      // What nothing in the constructor sets is set by somebody later: by decorators, or in a hook such as `onModuleInit`.
      const injected =
        (ts.getDecorators(member)?.length ?? 0) > 0 ||
        member.exclamationToken !== undefined ||
        isOfLibrary(m, member, cls);
      const value = injected && member.type ? claimsType(m, member.type, scope) : null;
      if (value) m.setCell(own, name, value);
    }
  }
}

function pseudoFunction(cls: ClassRef): FuncRef {
  return { kind: 'func', node: cls.node as never, scope: cls.scope, self: null, home: cls, statics: cls.statics };
}

/**
 * Returns the instance that stands for every object of a class which somebody else makes: constructor parameters have
 * their declared types (constructor injection). One for each class and analysis.
 */
export function instanceOf(m: Machine, cls: ClassRef): Value {
  const known = m.instances.get(cls.node);
  if (known) return known;
  const entity = libraryParent(cls)?.refs[0];
  const made = m.alloc('instance', null, {
    cls,
    entity: entity?.kind === 'lib' ? instanceEntity(entity.entity) : null,
  });
  const self = refValue(made);
  m.instances.set(cls.node, self);
  const store = m.store;
  made.slots.set('constructing', true);
  runConstructor(m, cls, self, entryCall(cls.node, self));
  made.slots.delete('constructing');
  if (m.store.dead) m.store = store;
  return self;
}

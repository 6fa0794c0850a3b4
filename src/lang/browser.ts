/** Code that runs in the browser of a visitor, in programs that hold both sides. */
import { variablesAround } from './branches.js';
import { skipWrappers } from './places.js';
import { ts, type TS } from './ts.js';

/**
 * Packages whose hooks only components use (https://react.dev/reference/react/hooks, https://preactjs.com/guide/v10/hooks,
 * https://remix.run/docs/en/main/hooks/use-loader-data, https://reactrouter.com/api/hooks).
 */
const HOOKS: ReadonlySet<string> = new Set([
  'react',
  'preact/hooks',
  'preact/compat',
  'next/router',
  'next/navigation',
  'next-auth/react',
  'react-hook-form',
  'swr',
  '@tanstack/react-query',
  'react-query',
  'react-redux',
  '@remix-run/react',
  'react-router',
  'react-router-dom',
]);

/** Hooks that servers run as well: `use` and `cache` wait and remember in server components. */
const HOOK_NAME = /^use[A-Z]/;

/** https://react.dev/reference/rsc/use-client */
function saysClient({ statements }: TS.SourceFile): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === 'use client') return true;
  }
  return false;
}

/** What only workers and pages of a browser import (https://svelte.dev/docs/kit/service-workers). */
const OF_WORKERS = /^(?:\$service-worker|workbox-\w[\w-]*)$/;
/** Events that only the service worker of a page hears (https://developer.mozilla.org/docs/Web/API/ServiceWorkerGlobalScope). */
const WORKER_EVENTS: ReadonlySet<string> = new Set(['install', 'activate', 'push', 'notificationclick']);

/** The name of the event that a statement at the top of a file listens to on the global object: `addEventListener('message', ...)`. */
function heardGlobally(statement: TS.Statement): string | null {
  const call = ts.isExpressionStatement(statement) ? statement.expression : null;
  if (!call || !ts.isCallExpression(call)) return null;
  const [event] = call.arguments;
  return /^(?:(?:self|globalThis)\.)?addEventListener$/.test(call.expression.getText()) &&
    event &&
    ts.isStringLiteral(event)
    ? event.text
    : null;
}

/** True for a file that is a service worker by what it imports, or by what it listens to at its top. */
function isServiceWorker({ statements }: TS.SourceFile): boolean {
  return statements.some(
    (each) =>
      WORKER_EVENTS.has(heardGlobally(each) ?? '') ||
      (ts.isImportDeclaration(each) &&
        ts.isStringLiteral(each.moduleSpecifier) &&
        OF_WORKERS.test(each.moduleSpecifier.text)),
  );
}

/** `self.onmessage = ...` */
function isMessageHandler(statement: TS.Statement): boolean {
  const set = ts.isExpressionStatement(statement) ? statement.expression : null;
  return set !== null && ts.isBinaryExpression(set) && /^(?:(?:self|globalThis)\.)?onmessage$/.test(set.left.getText());
}

/**
 * True for a file that is a worker of a page: at its top it listens to messages on the global object, where Node.js has
 * none (https://developer.mozilla.org/docs/Web/API/DedicatedWorkerGlobalScope).
 */
function isPageWorker({ statements }: TS.SourceFile): boolean {
  return statements.some((each) => heardGlobally(each) === 'message' || isMessageHandler(each));
}

/** Objects that servers do not have (https://developer.mozilla.org/en-US/docs/Web/API/Window). */
const OF_PAGES = /^(?:window|document|localStorage|sessionStorage)$/;

/** True for `const { document } = window`: the page's own. */
function isOfPageItself(made: TS.Expression | undefined): boolean {
  return made !== undefined && ts.isIdentifier(made) && /^(?:window|self|globalThis)$/.test(made.text);
}

function namesPage(name: TS.BindingName): boolean {
  if (ts.isIdentifier(name)) return /^(?:window|document)$/.test(name.text);
  return name.elements.some((each) => ts.isBindingElement(each) && namesPage(each.name));
}

/** True for a variable that is called like an object of pages and was made by the program: `const { window } = new JSDOM()`. */
function shadowsPage(node: TS.Node): boolean {
  return ts.isVariableDeclaration(node) && !isOfPageItself(node.initializer) && namesPage(node.name);
}

function hasOwnPage({ statements }: TS.SourceFile): boolean {
  return statements.some((each) => ts.isVariableStatement(each) && each.declarationList.declarations.some(shadowsPage));
}

function readsPage(node: TS.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken) return false;
  const object = skipWrappers(node.expression);
  return ts.isIdentifier(object) && OF_PAGES.test(object.text);
}

function needsPage(root: TS.Node): boolean {
  const found = { reads: false, asks: false };
  // A function that is handed to a browser (`page.evaluate(() => document.title)`) says nothing of where this one runs, and
  // one that a file declares says nothing of the file.
  const isApart = (node: TS.Node): boolean =>
    ts.isSourceFile(root)
      ? ts.isFunctionLike(node) || ts.isClassLike(node)
      : ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  const visit = (node: TS.Node): void => {
    if (shadowsPage(node) || (ts.isTypeOfExpression(node) && OF_PAGES.test(node.expression.getText())))
      found.asks = true;
    if (readsPage(node)) found.reads = true;
    if (!isApart(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  return found.reads && !found.asks && !hasOwnPage(root.getSourceFile());
}

const needing = new WeakMap<TS.Node, boolean>();

/**
 * True when a function, a class or the top of a file reads what only a page has, without asking first whether there is one: on
 * a server it would throw.
 */
function usesPage(root: TS.Node): boolean {
  let known = needing.get(root);
  if (known === undefined) {
    known = needsPage(root);
    needing.set(root, known);
  }
  return known;
}

interface Imported {
  /** Names of hooks as the file calls them. */
  readonly hooks: ReadonlySet<string>;
  /** Names by which the file calls the whole package: `React`. */
  readonly wholes: ReadonlySet<string>;
}

function importedHooks({ statements }: TS.SourceFile): Imported {
  const hooks = new Set<string>();
  const wholes = new Set<string>();
  for (const statement of statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const clause = HOOKS.has(statement.moduleSpecifier.text) ? statement.importClause : undefined;
    if (clause?.name) wholes.add(clause.name.text);
    const named = clause?.namedBindings;
    if (named && ts.isNamespaceImport(named)) wholes.add(named.name.text);
    if (named && ts.isNamedImports(named))
      for (const each of named.elements)
        if (HOOK_NAME.test((each.propertyName ?? each.name).text)) hooks.add(each.name.text);
  }
  return { hooks, wholes };
}

/** Hooks that no server component may call (https://nextjs.org/docs/messages/react-client-hook-in-server-component). */
const STATEFUL = /^use(?:State|Effect|LayoutEffect|Reducer|Ref|SyncExternalStore)$/;

/** What frameworks call on the server in a file that also holds a component (Next.js pages, React Router, Gatsby). */
const SERVED =
  /\bexport\s+(?:default\s+)?(?:async\s+)?(?:function|const|let|var)\s+(?:loader|action|headers|middleware|getServerSideProps|getStaticProps|getStaticPaths|getServerData|handle|GET|POST|PUT|PATCH|DELETE)\b|\bexport\s*\{[^}]*\b(?:loader|action|getServerSideProps|getStaticProps)\b|\.getInitialProps\b|['"]use server['"]/;

/** A module of hooks: only components of the page can import it. */
function isOfHooks({ hooks }: Imported, { text }: TS.SourceFile): boolean {
  return [...hooks].some((name) => STATEFUL.test(name)) && !SERVED.test(text);
}

function callsHook(fn: TS.Node, { hooks, wholes }: Imported): boolean {
  const isHook = (callee: TS.Expression): boolean =>
    ts.isIdentifier(callee)
      ? hooks.has(callee.text)
      : ts.isPropertyAccessExpression(callee) &&
        ts.isIdentifier(callee.expression) &&
        wholes.has(callee.expression.text) &&
        HOOK_NAME.test(callee.name.text);
  const visit = (node: TS.Node): boolean =>
    (ts.isCallExpression(node) && isHook(node.expression)) ||
    ts.forEachChild(node, (each) => visit(each) || undefined) === true;
  return visit(fn);
}

function isAsync(fn: TS.SignatureDeclaration): boolean {
  return (
    ts.canHaveModifiers(fn) && ts.getModifiers(fn)?.some((each) => each.kind === ts.SyntaxKind.AsyncKeyword) === true
  );
}

/** What React calls on a server as well (https://react.dev/reference/react/Component). */
const RENDERED: ReadonlySet<string> = new Set([
  'constructor',
  'render',
  'getDerivedStateFromProps',
  'UNSAFE_componentWillMount',
]);

/** True inside a method of a component that is a class, other than those that a server calls to render it. */
function isOfComponent(fn: TS.Node, cls: TS.Node): boolean {
  if (!ts.isClassLike(cls)) return false;
  const member = cls.members.find((each) => each === fn || (ts.isPropertyDeclaration(each) && each.initializer === fn));
  if (!member || RENDERED.has(member.name?.getText() ?? 'constructor')) return false;
  return cls.members.some(
    (each) => ts.isMethodDeclaration(each) && each.name.getText() === 'render' && makesElements(each),
  );
}

/** True when a function holds elements itself, not only in functions inside of it. */
export function makesElements(fn: TS.Node): boolean {
  const visit = (node: TS.Node): boolean => {
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return true;
    if (ts.isFunctionLike(node)) return false;
    return ts.forEachChild(node, (each) => visit(each) || undefined) === true;
  };
  return ts.forEachChild(fn, (each) => visit(each) || undefined) === true;
}

/** What Node.js modules begin with, or hand on. */
const OF_MODULES = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/;

/**
 * True for a script below a folder that is served as it is (https://nextjs.org/docs/app/api-reference/file-conventions/public-folder,
 * https://vite.dev/guide/assets#the-public-directory): it neither takes anything from other files nor gives them anything, so
 * only a page can load it. The folder's name only makes rules quieter.
 */
function isServedScript(file: TS.SourceFile): boolean {
  return (
    /[\\/](?:public|static)[\\/].*\.js$/.test(file.fileName) &&
    !ts.isExternalModule(file) &&
    !OF_MODULES.test(file.text)
  );
}

interface Side {
  readonly client: boolean;
  readonly imported: Imported;
}

const files = new WeakMap<TS.SourceFile, Side>();

function sideOf(file: TS.SourceFile): Side {
  let known = files.get(file);
  if (!known) {
    const imported = importedHooks(file);
    known = {
      client:
        saysClient(file) ||
        isServiceWorker(file) ||
        isPageWorker(file) ||
        isServedScript(file) ||
        isOfHooks(imported, file) ||
        usesPage(file),
      imported,
    };
    files.set(file, known);
  }
  return known;
}

/** True for a file all of which runs in a page or in one of its workers, by what it says, holds or begins with. */
export function isClientFile(file: TS.SourceFile): boolean {
  return sideOf(file).client;
}

/**
 * True for code of a file that says `use client`, holds hooks, is a worker of a page or begins with its page, inside a function
 * or class that uses its
 * page, or inside a function that keeps state or reacts to rendering by hooks, for callbacks of components, and for what an
 * element does on an event: all of it runs where it is shown.
 */
export function runsInBrowser(node: TS.Node): boolean {
  const file = node.getSourceFile();
  const { client, imported } = sideOf(file);
  if (client) return true;
  const mayCall = imported.hooks.size > 0 || imported.wholes.size > 0;
  let inner: TS.Node | null = null;
  for (let at: TS.Node = node; at !== file; at = at.parent) {
    // A component that waits for nothing makes its elements at once: what it fetches, it fetches in a callback.
    if (ts.isFunctionLike(at)) {
      if (inner !== null && !isAsync(at) && makesElements(at)) return true;
      if (isOfComponent(at, ts.isPropertyDeclaration(at.parent) ? at.parent.parent : at.parent)) return true;
      inner = at;
    }
    if ((ts.isFunctionLike(at) || ts.isClassDeclaration(at)) && usesPage(at)) return true;
    if (mayCall && ts.isFunctionLike(at) && callsHook(at, imported)) return true;
    if (ts.isJsxAttribute(at) && /^on[A-Z]/.test(at.name.getText())) return true;
  }
  return false;
}

/** What SvelteKit puts in front of paths: nothing, or a path (https://svelte.dev/docs/kit/$app-paths#base). */
const BASE_PATHS = /^(?:base|assets)$/;

function importsBase({ statements }: TS.SourceFile, name: string): boolean {
  return statements.some(
    (each) =>
      ts.isImportDeclaration(each) &&
      ts.isStringLiteral(each.moduleSpecifier) &&
      each.moduleSpecifier.text === '$app/paths' &&
      each.importClause?.namedBindings !== undefined &&
      ts.isNamedImports(each.importClause.namedBindings) &&
      each.importClause.namedBindings.elements.some(
        (one) => one.name.text === name && BASE_PATHS.test((one.propertyName ?? one.name).text),
      ),
  );
}

/** How many variables an address is followed through. */
const MAX_VARIABLES = 3;

/**
 * True for an address that begins with a path: `/api/items/${id}`. Without a page there is none that it could be relative to
 * (Node.js: ERR_INVALID_URL), so a request of it is sent by a browser.
 */
export function isRelativeAddress(node: TS.Expression, depth = 0): boolean {
  if (ts.isStringLiteralLike(node)) return /^\/(?!\/)/.test(node.text);
  if (ts.isParenthesizedExpression(node)) return isRelativeAddress(node.expression, depth);
  if (ts.isTemplateExpression(node)) {
    const [first] = node.templateSpans;
    return node.head.text === '' ? first !== undefined && isBase(first.expression) : /^\/(?!\/)/.test(node.head.text);
  }
  if (ts.isBinaryExpression(node))
    return (
      node.operatorToken.kind === ts.SyntaxKind.PlusToken && (isBase(node.left) || isRelativeAddress(node.left, depth))
    );
  if (ts.isConditionalExpression(node))
    return isRelativeAddress(node.whenTrue, depth) && isRelativeAddress(node.whenFalse, depth);
  if (!ts.isIdentifier(node) || depth >= MAX_VARIABLES) return false;
  const [only, ...others] = variablesAround(node).filter(
    (each) => ts.isIdentifier(each.name) && each.name.text === node.text,
  );
  return others.length === 0 && only?.initializer !== undefined && isRelativeAddress(only.initializer, depth + 1);
}

function isBase(node: TS.Expression): boolean {
  return ts.isIdentifier(node) && importsBase(node.getSourceFile(), node.text);
}

import {
  composedRule,
  enclosingFunction,
  isWithin,
  madeBy,
  playsRole,
  valueOf,
  type FileView,
  type Problem,
  type Use,
} from '../define/composed-rule.js';

const SIZE = 'files of any size';
const TYPE = 'files of any type';
const REMEDY =
  'Limit the size, let in the types that are needed, make up a name of your own, and keep the files out of served folders.';

function isAbsent(use: Use, part: string): boolean {
  return use.part(part).kind === 'absent';
}

/** The file compares what a client says that a file is: what a form has taken is looked at before it is used. */
function comparesType({ analysis }: FileView): boolean {
  return analysis.comparisons.some(({ left, right }) =>
    [left, right].some(({ labels }) =>
      labels.some(({ source }) => source.kind === 'http.files' && /\bmime_?type$/i.test(source.text)),
    ),
  );
}

/** What a form lets in: it is parsed as a whole, and what it holds can be refused afterwards. */
function faultsOfForm(use: Use, view: FileView): readonly string[] {
  const faults = faultsOf(use);
  return faults.includes(TYPE) && comparesType(view) ? faults.filter((each) => each !== TYPE) : faults;
}

/** What a maker of middleware lets in. */
function faultsOf(use: Use): readonly string[] {
  const type = isAbsent(use, 'type') && !playsRole(use.part('storage'), 'upload.memory');
  return [...(isAbsent(use, 'size') ? [SIZE] : []), ...(type ? [TYPE] : [])];
}

function problem(use: Use, what: string): Problem {
  return { node: use.node, message: `\`${use.callee}\` ${what}. ${REMEDY}` };
}

function letsIn(use: Use, faults: readonly string[]): readonly Problem[] {
  return faults.length === 0 ? [] : [problem(use, `takes ${faults.join(' and ')}`)];
}

/** Nodes of the calls that made what methods with a role are called on. */
function makers(view: FileView, role: string): ReadonlySet<unknown> {
  return new Set(view.uses(role).flatMap((use) => madeBy(use.record.call.self)));
}

function ofMiddleware(view: FileView): readonly Problem[] {
  const refusing = makers(view, 'upload.none');
  const accepting = makers(view, 'upload.accepts');
  return view
    .uses('upload.middleware')
    .filter((use) => !refusing.has(use.node) || accepting.has(use.node))
    .flatMap((use) => letsIn(use, faultsOf(use)));
}

/** What the pipes of the handler that an interceptor stands before check; null when a pipe is not known. */
function checksOf(view: FileView, use: Use): ReadonlySet<string> | null {
  const handler = enclosingFunction(use.node);
  const pipes = view.uses('upload.parameter').filter((each) => enclosingFunction(each.node) === handler);
  for (const each of pipes) {
    const value = valueOf(each.part('pipes'));
    const made = value ? madeBy(value) : [];
    if (each.record.call.args.length > 0 && made.length === 0) return null;
    if (made.some((node) => enclosingFunction(node) !== handler)) return null;
  }
  const checks = view
    .uses('upload.checks-size', 'upload.checks-type', 'upload.checks-any')
    .filter((each) => enclosingFunction(each.node) === handler);
  return new Set(checks.map((each) => each.role));
}

function ofInterceptor(view: FileView, use: Use): readonly Problem[] {
  const faults = faultsOf(use);
  if (faults.length === 0) return [];
  const checks = checksOf(view, use);
  if (checks === null || checks.has('upload.checks-any')) return [];
  const left = faults.filter((each) => !checks.has(each === SIZE ? 'upload.checks-size' : 'upload.checks-type'));
  if (left.length === 0) return [];
  // Options of the module hold for the interceptors of its controllers.
  if (view.usesOfImporters('upload.module').length > 0) return [];
  return letsIn(use, left);
}

/** Files that are put below a folder whose files are served. */
function ofFolders(view: FileView): readonly Problem[] {
  const served = view.uses('files.serve').flatMap((use) => use.folder('root') ?? []);
  return view.uses('upload.middleware', 'upload.storage', 'upload.form').flatMap((use) => {
    const folder = use.folder('folder');
    return folder && served.some((each) => isWithin(folder, each))
      ? [problem(use, 'puts files below a folder that is served: an uploaded page runs in the origin of the service')]
      : [];
  });
}

export default composedRule({
  info: {
    name: 'no-unrestricted-upload',
    description: 'Disallow uploads of any size or type, under names of the client, or into served folders',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API1',
    topics: ['api1/file-upload'],
    cwe: [434, 400],
  },
  find: (view) => [
    ...ofMiddleware(view),
    ...view.uses('upload.limited').flatMap((use) => letsIn(use, isAbsent(use, 'size') ? [SIZE] : [])),
    ...view.uses('upload.form').flatMap((use) => letsIn(use, faultsOfForm(use, view))),
    ...view.uses('upload.interceptor').flatMap((use) => ofInterceptor(view, use)),
    ...ofFolders(view),
    ...view.flows({
      sinks: ['upload-type'],
      from: (kind) => kind === 'http.files',
      remedy: `The filter says yes to everything. ${REMEDY}`,
    }),
    ...view.flows({ sinks: ['upload-name', 'path'], from: (kind) => kind === 'http.files', remedy: REMEDY }),
  ],
});

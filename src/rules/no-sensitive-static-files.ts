import { composedRule, constantOf, property, type Folder, type Use } from '../define/composed-rule.js';
import { mountOf } from '../define/mounts.js';

const REMEDY = 'Serve a folder that holds public files and nothing else.';

/** Folders that are no place for public files. */
const PRIVATE = /(?:^|\/)(?:node_modules|\.git|\.env|\.ssh|\.aws)(?:\/|$)/;

/** Folders of the program itself: where it runs, or where this file is. */
function isProgram({ base, path }: Folder): boolean {
  if (base === 'root') return path === '/' || /^\/(?:etc|proc|root|home)\/?$/.test(path);
  return /^(?:\.\.?\/?)(?:\.\.\/?)*$/.test(path);
}

/** The folder that is served; some servers look below their root for the whole path of the request, with its prefix. */
function servedBy(use: Use): Folder | null {
  const folder = use.folder('root');
  if (!folder || use.byDefault('wholePath') !== true) return folder;
  if (use.part('rewrite').kind !== 'absent') return null;
  const mount = mountOf(use.node);
  return mount === null ? null : mount === '' ? folder : { ...folder, path: `${folder.path}${mount}` };
}

function faultOf(use: Use): string | null {
  const folder = servedBy(use);
  if (folder && isProgram(folder))
    return `\`${use.callee}\` serves the folder of the program itself: its sources, configuration and whatever else lies there.`;
  if (folder && PRIVATE.test(folder.path))
    return `\`${use.callee}\` serves \`${folder.path}\`, which is not meant to be public.`;
  if (constantOf(property(use.part('options'), 'dotfiles')) === 'allow')
    return `\`${use.callee}\` serves hidden files, too: \`.env\`, \`.git\`.`;
  if (constantOf(property(use.part('options'), 'list')) === true)
    return `\`${use.callee}\` lists every file that lies in the folder.`;
  return null;
}

export default composedRule({
  info: {
    name: 'no-sensitive-static-files',
    description: 'Disallow serving folders that hold more than public files',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/information-exposure'],
    cwe: [538, 548, 552],
  },
  find: (view) => [
    ...view.uses('files.serve').flatMap((use) => {
      const fault = faultOf(use);
      return fault === null ? [] : [{ node: use.node, message: `${fault} ${REMEDY}` }];
    }),
    ...view.uses('files.list').map((use) => ({
      node: use.node,
      message: `\`${use.callee}\` lists every file that lies in the folder. Link to the files that are meant to be found.`,
    })),
  ],
});

/** https://github.com/steveukx/git-js: names and addresses are arguments of git, and one that begins with a dash is an option. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { members } from '../stores/parts.js';

const argument = (at: string): SinkSpec => ({ at, kind: 'argument', what: 'the arguments of git' });
const every: MemberSpec = { call: { native: 'git.run', returns: 'SimpleGit' } };
/** Since 3.33 the address and the folder stand behind `--` (its readme, "git clone"). */
const clones: MemberSpec = {
  call: {
    sinks: [
      { ...argument('0'), when: [{ package: 'simple-git', versions: '<3.33' }] },
      { at: '1', kind: 'path', what: 'the folder of the clone' },
    ],
    returns: 'SimpleGit',
  },
};
const makes: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'path' },
      { at: '0.baseDir', kind: 'path' },
    ],
    returns: 'SimpleGit',
  },
};

export const simpleGit = {
  packages: ['simple-git'],
  exports: { '=': makes, default: makes, simpleGit: makes },
  types: {
    SimpleGit: {
      awaits: 'unknown',
      members: {
        ...members('raw checkout branch merge rebase reset revert revparse show diff diffSummary', every),
        ...members('fetch pull push pushTags listRemote remote subModule catFile tag stash', every),
        ...members('addRemote removeRemote checkoutBranch checkoutLocalBranch deleteLocalBranch addTag', every),
        ...members('clone mirror', clones),
        cwd: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'this' } },
      },
      anyMember: { call: { returns: 'this' } },
    },
  },
} as const satisfies LibraryModel;

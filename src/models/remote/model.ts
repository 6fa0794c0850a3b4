/** Other machines that a service works on: commands over SSH, files over SFTP and FTP. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { members, password } from '../stores/parts.js';

/** The server hands the text to the login shell of the account (RFC 4254, 6.5). */
const remoteCommand: SinkSpec = { at: '0', kind: 'command', what: 'the remote command' };
const local = (at: string): SinkSpec => ({ at, kind: 'path' });
const localFile = (at: string): SinkSpec => ({ ...local(at), when: [{ at, form: Form.String }] });
const remote = (at: string): SinkSpec => ({ at, kind: 'path', what: 'the remote path' });
const opened: MemberSpec = {
  call: {
    sinks: [{ at: '0.host', kind: 'address', within: 'ssh://' }, ...password('0.password')],
    returns: 'this',
  },
};
const transfers = (...sinks: readonly SinkSpec[]): MemberSpec => ({ call: { sinks, returns: 'Promise<unknown>' } });

/** https://github.com/mscdex/ssh2 */
export const ssh2 = {
  packages: ['ssh2'],
  exports: {
    Client: { construct: { returns: 'Client' } },
    default: { members: { Client: { construct: { returns: 'Client' } } } },
  },
  types: {
    Client: {
      members: {
        connect: opened,
        exec: {
          call: {
            sinks: [remoteCommand],
            callbacks: ['1', '2'].map((at) => ({ at, args: [null, 'node:stream:Duplex'] })),
            returns: 'this',
          },
        },
        shell: {
          call: {
            callbacks: ['0', '1', '2'].map((at) => ({ at, args: [null, 'Shell'], when: 'later' })),
            returns: 'this',
          },
        },
        forwardOut: {
          call: {
            sinks: [{ at: '2', kind: 'address', within: 'tcp://' }],
            callbacks: [{ at: '4', args: [null, 'node:stream:Duplex'] }],
            returns: 'this',
          },
        },
        sftp: { call: { callbacks: [{ at: '0', args: [null, 'SFTPWrapper'] }], returns: 'this' } },
        on: { call: { callbacks: [{ at: '1', args: [], when: 'later' }], returns: 'this' } },
      },
    },
    /** What is written into it is typed into a shell over there. */
    Shell: {
      extends: 'node:stream:Duplex',
      members: members('write end', { call: { sinks: [remoteCommand], returns: 'boolean' } }),
    },
    SFTPWrapper: {
      members: {
        fastGet: transfers(remote('0'), local('1')),
        fastPut: transfers(local('0'), remote('1')),
        ...members(
          'readFile writeFile appendFile readdir unlink rmdir mkdir open opendir stat lstat setstat chmod chown utimes readlink realpath exists',
          transfers(remote('0')),
        ),
        ...members('rename symlink', transfers(remote('0'), remote('1'))),
        createReadStream: { call: { sinks: [remote('0')], returns: 'node:stream:Readable' } },
        createWriteStream: { call: { sinks: [remote('0')], native: 'streams.stored' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** `exec` quotes its parameters, `execCommand` takes a whole line (https://github.com/steelbrain/node-ssh#api). */
export const nodeSsh = {
  packages: ['node-ssh'],
  exports: { NodeSSH: { construct: { returns: 'NodeSSH' } } },
  types: {
    NodeSSH: {
      members: {
        connect: { call: { ...opened.call, returns: 'Promise<this>' } },
        ...members('exec execCommand', transfers(remoteCommand)),
        getFile: transfers(local('0'), remote('1')),
        putFile: transfers(local('0'), remote('1')),
        ...members('putDirectory getDirectory', transfers(local('0'), remote('1'))),
        mkdir: transfers(remote('0')),
      },
    },
  },
} as const satisfies LibraryModel;

const opensSftp: MemberSpec = { construct: { returns: 'SftpClient' } };
/** https://github.com/theophilusx/ssh2-sftp-client#methods: a destination or source on this machine may be a stream or bytes. */
export const sftp = {
  packages: ['ssh2-sftp-client'],
  exports: { '=': opensSftp, default: opensSftp },
  types: {
    SftpClient: {
      declared: ['ssh2-sftp-client#sftp'],
      members: {
        connect: { call: { ...opened.call, returns: 'Promise<unknown>' } },
        get: transfers(remote('0'), localFile('1')),
        fastGet: transfers(remote('0'), local('1')),
        ...members('put append', transfers(localFile('0'), remote('1'))),
        fastPut: transfers(local('0'), remote('1')),
        uploadDir: transfers(local('0'), remote('1')),
        downloadDir: transfers(remote('0'), local('1')),
        ...members('rename posixRename rcopy', transfers(remote('0'), remote('1'))),
        ...members('list exists stat realPath mkdir rmdir delete chmod', transfers(remote('0'))),
        createReadStream: { call: { sinks: [remote('0')], returns: 'node:stream:Readable' } },
        createWriteStream: { call: { sinks: [remote('0')], native: 'streams.stored' } },
        end: { call: { returns: 'Promise<boolean>' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** https://github.com/patrickjuchli/basic-ftp#api */
export const basicFtp = {
  packages: ['basic-ftp'],
  exports: { Client: { construct: { returns: 'Client' } } },
  types: {
    Client: {
      members: {
        access: { call: { ...opened.call, returns: 'Promise<unknown>' } },
        downloadTo: transfers(local('0'), remote('1')),
        ...members('uploadFrom appendFrom', transfers(local('0'), remote('1'))),
        downloadToDir: transfers(local('0'), remote('1')),
        uploadFromDir: transfers(local('0'), remote('1')),
        ...members('remove removeDir ensureDir cd list', transfers(remote('0'))),
      },
    },
  },
} as const satisfies LibraryModel;

export const REMOTE_MODELS: readonly LibraryModel[] = [basicFtp, nodeSsh, sftp, ssh2];

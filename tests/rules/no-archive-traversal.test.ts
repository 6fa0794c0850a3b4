import rule from '../../src/rules/no-archive-traversal.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-archive-traversal: entries', rule, {
  valid: [
    {
      name: 'adm-zip, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        'for (const entry of new AdmZip(req.body).getEntries()) fs.writeFileSync(path.join(ROOT, path.basename(entry.entryName)), entry.getData());',
      ),
    },
    {
      name: 'a check of the folder, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `for (const entry of new AdmZip(req.body).getEntries()) {
    const target = path.resolve(ROOT, entry.entryName);
    if (!target.startsWith(ROOT + path.sep)) continue;
    fs.writeFileSync(target, entry.getData());
  }`,
      ),
    },
    {
      name: 'an extraction that checks, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        'new AdmZip(req.body).extractAllTo(ROOT);',
      ),
    },
    {
      name: 'events of unzipper, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `fs.createReadStream('x.zip').pipe(unzipper.Extract({ path: ROOT }));`,
      ),
    },
    {
      name: 'files of unzipper, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `const folder = await unzipper.Open.buffer(req.body);
  await folder.extract({ path: ROOT });`,
      ),
    },
    {
      name: 'yauzl without its check, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `yauzl.open('x.zip', {}, (_error, zip) => zip.on('entry', (entry) => fs.createWriteStream(path.join(ROOT, entry.fileName))));`,
      ),
    },
    {
      name: 'headers of tar-stream, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `extract().on('entry', (header, stream) => stream.pipe(fs.createWriteStream(path.join(ROOT, path.basename(header.name)))));`,
      ),
    },
    {
      name: 'keys of fflate, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        'for (const [name] of Object.entries(unzipSync(req.body))) console.info(name);',
      ),
    },
    {
      name: 'tar with absolute paths, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `await tar.x({ file: 'x.tar', cwd: ROOT });`,
      ),
    },
  ],
  invalid: [
    {
      name: 'adm-zip',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        'for (const entry of new AdmZip(req.body).getEntries()) fs.writeFileSync(path.join(ROOT, entry.entryName), entry.getData());',
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `The name of an entry from \`entry.entryName\` (src/app.ts:17:91) reaches the path of \`writeFileSync\`. Resolve the path of each entry and check that it begins with the target folder and a separator.`,
          },
        },
      ],
    },
    {
      name: 'a check of the folder',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `for (const entry of new AdmZip(req.body).getEntries()) {
    const target = path.resolve(ROOT, entry.entryName);
    if (!target.includes(ROOT)) continue;
    fs.writeFileSync(target, entry.getData());
  }`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'events of unzipper',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `fs.createReadStream('x.zip').pipe(unzipper.Parse()).on('entry', (entry) => entry.pipe(fs.createWriteStream(path.join(ROOT, entry.path))));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'files of unzipper',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `const folder = await unzipper.Open.buffer(req.body);
  for (const file of folder.files) await fs.promises.writeFile(\`\${ROOT}/\${file.path}\`, await file.buffer());`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'yauzl without its check',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `yauzl.open('x.zip', { decodeStrings: false }, (_error, zip) => zip.on('entry', (entry) => fs.createWriteStream(path.join(ROOT, String(entry.fileName)))));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'headers of tar-stream',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `extract().on('entry', (header, stream) => stream.pipe(fs.createWriteStream(path.join(ROOT, header.name))));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'keys of fflate',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        'for (const [name, data] of Object.entries(unzipSync(req.body))) fs.writeFileSync(path.join(ROOT, name), data);',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'tar with absolute paths',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import unzipper from 'unzipper';
import yauzl from 'yauzl';
import { extract } from 'tar-stream';
import { unzipSync } from 'fflate';
import * as tar from 'tar';

const ROOT = '/srv/uploads';`,
        `await tar.x({ file: 'x.tar', cwd: ROOT, preservePaths: true });`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `\`x\` takes entries that may leave the folder. Leave \`preservePaths\` off, so that absolute paths and \`..\` are left out.`,
          },
        },
      ],
    },
  ],
});

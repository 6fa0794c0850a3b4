import rule from '../../src/rules/no-remote-code.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-remote-code: code from elsewhere', rule, {
  valid: [
    {
      name: 'an answer that is evaluated, safe',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `const answer = await fetch('https://plugins.example/list.json');
  const list = JSON.parse(await answer.text());`,
      ),
    },
    {
      name: 'an answer in a context, safe',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `vm.runInNewContext('1 + 1');`,
      ),
    },
    {
      name: 'a download into a shell, safe',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `exec('curl -o tool https://tools.example/tool');`,
      ),
    },
    {
      name: 'a module of another server, safe',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `await import('node:os');`,
      ),
    },
    {
      name: 'a script without a hash, safe',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `res.send('<script src="https://cdn.example/a.js" integrity="sha384-x" crossorigin></script>');`,
      ),
    },
    {
      name: 'a hijacked host, safe',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `res.send('<script src="/a.js"></script>');`,
      ),
    },
  ],
  invalid: [
    {
      name: 'an answer that is evaluated',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `const answer = await fetch('https://plugins.example/main.js');
  eval(await answer.text());`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `An answer of another service from \`answer.text()\` (src/app.ts:11:14) reaches the code of \`eval\`. Install the code as a dependency with a fixed version, or check its hash before it runs.`,
          },
        },
      ],
    },
    {
      name: 'an answer in a context',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `vm.runInNewContext((await axios.get('https://plugins.example/main.js')).data);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a download into a shell',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `exec('curl -fsSL https://tools.example/install.sh | sudo bash');`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'The command line runs what it downloads. Install the code as a dependency with a fixed version, or check its hash before it runs.',
          },
        },
      ],
    },
    {
      name: 'a module of another server',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `await import('https://esm.example/tool.js');`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a script without a hash',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `res.send('<script src="https://cdn.example/a.js"></script>');`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a hijacked host',
      filename: 'src/app.ts',
      code: service(
        `import { exec } from 'node:child_process';
import vm from 'node:vm';
import axios from 'axios';`,
        `res.send('<script src="https://cdn.polyfill.io/v3/polyfill.min.js" integrity="sha384-x"></script>');`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

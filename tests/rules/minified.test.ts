import rule from '../../src/rules/no-code-injection.js';
import { ruleTester } from './tester.js';

const flaw = `import express from 'express';const app=express();app.get('/',(req,res)=>{res.send(eval(req.query.code))});`;
const more = Array.from({ length: 200 }, (_, at) => `export function f${String(at)}(a){return a+${String(at)}}`);

ruleTester.run('what a minifier has written', rule, {
  valid: [{ name: 'is judged by those who wrote it', filename: 'public/lib.js', code: flaw + more.join('') }],
  invalid: [
    {
      name: 'and the same code on lines of its own here',
      filename: 'src/app.js',
      code: `${flaw}\n${more.join('\n')}`,
      errors: [{ messageId: 'flow', line: 1 }],
    },
  ],
});

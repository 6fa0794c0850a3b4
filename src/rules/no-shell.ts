import { misuseRule } from '../define/misuse-rule.js';
import { isTestFile } from '../define/secrets.js';
import { isConst, UNKNOWN } from '../define/values.js';

const REMEDY = 'Run the program itself with an array of arguments, as execFile and spawn do.';

export default misuseRule({
  info: {
    name: 'no-shell',
    description: 'Disallow shells for commands that are not constant',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API10',
    topics: ['api10/command-injection'],
    cwe: [78],
  },
  roles: ['process.shell', 'process.shell-option'],
  rewrites: true,
  verdict: ({ call, entity }, role, { file, runsInTerminal }) => {
    const [command = UNKNOWN] = call.args;
    // Whoever types the command, or starts the tests, has a shell already.
    if (isConst(command) || isTestFile(file.fileName) || runsInTerminal()) return null;
    if (role === 'process.shell')
      return `\`${entity.name}\` starts a shell for a command that is not constant. ${REMEDY}`;
    return `\`${entity.name}\` with a shell runs a command that is not constant. Leave the option \`shell\` off, so that the arguments stay arguments.`;
  },
});

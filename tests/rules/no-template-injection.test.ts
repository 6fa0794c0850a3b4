import rule from '../../src/rules/no-template-injection.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-template-injection: sources', rule, {
  valid: [
    {
      name: 'ejs, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `res.send(ejs.render('<p><%= name %></p>', { name: req.body.name }));`,
      ),
    },
    {
      name: 'pug, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `const page = pug.compile('p= name')({ name: req.body.name });`,
      ),
    },
    {
      name: 'handlebars, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `const mail = Handlebars.compile('Dear {{name}}')({ name: req.body.name });`,
      ),
    },
    {
      name: 'a partial of handlebars, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `Handlebars.registerPartial('footer', '<hr>');`,
      ),
    },
    {
      name: 'nunjucks, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `views.renderString('Dear {{ name }}', { name: req.query.name });`,
      ),
    },
    {
      name: 'mustache, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `Mustache.render('Dear {{name}}', { name: req.body.name });`,
      ),
    },
    {
      name: 'eta, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `eta.renderString('Dear <%= it.name %>', { name: req.body.name });`,
      ),
    },
    {
      name: 'dust, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `dust.renderSource('Dear {name}', { name: req.body.name }, () => undefined);`,
      ),
    },
    {
      name: 'liquid, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `await liquid.parseAndRender('Dear {{ name }}', { name: req.body.name });`,
      ),
    },
    {
      name: 'a template of a list, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `const texts = { short: 'Hi <%= name %>', long: 'Dear <%= name %>' };
  const text = req.body.kind === 'long' ? texts.long : texts.short;
  res.send(ejs.render(text, { name: 'Ada' }));`,
      ),
    },
  ],
  invalid: [
    {
      name: 'ejs',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `res.send(ejs.render(\`<p>\${req.body.name}</p>\`, {}));`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.body.name\` (src/app.ts:19:29) reaches the template of \`ejs.render\`. Keep the template constant and pass values as data, each under a name of its own.`,
          },
        },
      ],
    },
    {
      name: 'pug',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `const page = pug.compile(\`p \${req.body.name}\`)();`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'handlebars',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        'const mail = Handlebars.compile(req.body.text)({});',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a partial of handlebars',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `Handlebars.registerPartial('footer', String(req.body.footer));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'nunjucks',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `views.renderString('Dear ' + req.query.name, {});`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'mustache',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        'Mustache.render(req.body.text, {});',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'eta',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        'eta.renderString(req.body.text, {});',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'dust',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        'dust.renderSource(req.body.text, {}, () => undefined);',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'liquid',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        'await liquid.parseAndRender(req.body.text, {});',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a template of a list',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import * as pug from 'pug';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import Mustache from 'mustache';
import { Eta } from 'eta';
import dust from 'dustjs-linkedin';
import { Liquid } from 'liquidjs';

const eta = new Eta();
const liquid = new Liquid();
const views = nunjucks.configure('views');`,
        `res.send(ejs.render(String(req.body.kind), { name: 'Ada' }));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

ruleTester.run('no-template-injection: options', rule, {
  valid: [
    {
      name: 'the whole query as data of a view, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `res.render('profile', { name: req.query.name });`,
      ),
    },
    {
      name: 'the body spread into the data of a view, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `res.render('profile', { user: req.body });`,
      ),
    },
    {
      name: 'ejs without a third argument, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `ejs.render('<%= name %>', req.body, {});`,
      ),
    },
    {
      name: 'pug, whose options are its data, safe',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `pug.render('p= name', { name: req.body.name });`,
      ),
    },
  ],
  invalid: [
    {
      name: 'the whole query as data of a view',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `res.render('profile', req.query);`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.query\` (src/app.ts:9:25) reaches the options of the template of \`Response.render\`. Keep the template constant and pass values as data, each under a name of its own.`,
          },
        },
      ],
    },
    {
      name: 'the body spread into the data of a view',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `res.render('profile', { title: 'You', ...req.body });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'ejs without a third argument',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `ejs.render('<%= name %>', req.body);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'pug, whose options are its data',
      filename: 'src/app.ts',
      code: service(
        `import ejs from 'ejs';
import pug from 'pug';`,
        `pug.render('p= name', req.body);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

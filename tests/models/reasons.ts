/**
 * Names that models speak of though the installed typings lack them, with the reason. Each is a thing that exists at run
 * time: of an older major version that services still use, of a plugin that adds it, of a package that is not installed,
 * or one that the authors of the typings forgot.
 */
export interface Reason {
  /** The first package of the model. */
  readonly model: string;
  readonly names: readonly string[];
  readonly why: string;
}

const reason = (model: string, why: string, names: string): Reason => ({ model, why, names: names.split(' ') });

export const REASONS: readonly Reason[] = [
  reason('cookie', 'cookie 1 and older', 'parse serialize'),
  reason(
    'fastify',
    'of @fastify/postgres, @fastify/mysql and @fastify/mongodb, which are not installed',
    'FastifyInstance#mongo FastifyInstance#mysql FastifyInstance#pg',
  ),
  reason('h3', 'h3 1', 'defineRequestMiddleware send toWebRequest'),
  reason('jimp', 'jimp 0.22 and older', 'read'),
  reason('mammoth', 'exported, but not typed', 'convertToMarkdown'),
  reason('dot-prop', 'dot-prop 6 and older', 'get set'),
  reason('node-cmd', 'node-cmd 3 and older', 'get'),
  reason(
    'md5',
    'of js-md5 and its kin, which share the model',
    'base64 sha1.base64 sha224.base64 sha256.base64 sha384.base64 sha512.base64',
  ),
  reason(
    'promise-mysql',
    'of mysql2, which shares the model',
    'Connection#connect Connection#execute Connection#prepare Connection#promise',
  ),
  reason(
    'nedb',
    'of nedb-promises, @seald-io/nedb and monk, which share the collection',
    'Datastore#countAsync Datastore#distinct Datastore#findAndModify Datastore#findAsync Datastore#findOneAndUpdate Datastore#findOneAsync Datastore#insertAsync Datastore#removeAsync Datastore#save Datastore#updateAsync',
  ),
  reason(
    'monk',
    'of mongojs and nedb, which share the collection',
    'Collection#countAsync Collection#findAsync Collection#findOneAndUpdate Collection#findOneAsync Collection#insertAsync Collection#removeAsync Collection#updateAsync Database#create Database#get',
  ),
  reason(
    'sequelize',
    'sequelize 4',
    'ModelStatic#all ModelStatic#find ModelStatic#findAndCount ModelStatic#findById ModelStatic#findByPrimary ModelStatic#insertOrUpdate Sequelize#import',
  ),
  reason(
    'mongodb',
    'mongodb 3 and older',
    'Collection#findAndModify Collection#findAndRemove Collection#insert Collection#remove Collection#save Collection#update',
  ),
  reason(
    'connect',
    'a middleware leaves them there: cookie-parser, multer, express-session, passport',
    'Request#cookies Request#file Request#isAuthenticated Request#isUnauthenticated Request#logIn Request#logOut Request#login Request#logout Request#query Request#session Request#user',
  ),
  reason(
    'polka',
    'body-parser, cookie-parser, multer, express-session and passport leave them there',
    'Request#body Request#cookies Request#file Request#files Request#isAuthenticated Request#isUnauthenticated Request#logIn Request#logOut Request#login Request#logout Request#session Request#user',
  ),
  reason(
    'restify',
    'middleware leaves those on the request; the others are plugins as restify 6 and older export them',
    'Request#cookies Request#isAuthenticated Request#isUnauthenticated Request#logIn Request#logOut Request#login Request#logout Request#session Request#user acceptParser authorizationParser bodyParser ' +
      'conditionalRequest dateParser fullResponse gzipResponse jsonp queryParser requestLogger throttle',
  ),
  reason('firebase-functions', 'firebase-functions 5 and older', 'region runWith'),
  reason('execa', 'execa 5 to 9', 'command commandSync execaCommand execaCommandSync node sync'),
  reason('libxmljs2', 'libxmljs 1; its typings are of 0.19', 'Document.fromXml Document.fromXmlAsync parseXmlAsync'),
  reason('archiver', 'exported, but not typed', 'create'),
  reason('tar', 'tar 6 and older', 'Parse'),
  reason('xpath', 'exported, but not typed', 'createExpression evaluate parse'),
  reason(
    'js-yaml',
    'js-yaml 3 and 4',
    'DEFAULT_FULL_SCHEMA DEFAULT_SAFE_SCHEMA DEFAULT_SCHEMA Schema#extend Schema.create safeLoad safeLoadAll',
  ),
  reason('eta', 'Eta 1 and 2', 'compile parse render renderAsync'),
  reason('@hapi/hapi', '@hapi/inert and @hapi/vision', 'ResponseToolkit#file ResponseToolkit#view'),
  reason('drizzle-orm', 'Drizzle 1', 'getColumns'),
  reason('drizzle-orm/pg-core', 'typed by an intersection with PgTable', 'Table#enableRLS'),
  reason('joi', 'Joi 15 and older', 'Root#validate validate'),
  reason('awilix', 'typed by an intersection with DisposableResolver', 'BuildResolver#disposer'),
  reason('helmet', 'helmet 6 and older, the others helmet 3', 'expectCt featurePolicy hpkp noCache'),
  reason('@nestjs/core', 'of applications on Fastify, typed by their platform', 'Application#register'),
  reason('got', 'got 12 and later', 'got'),
  reason('node:sqlite', 'Node.js 24 and later', 'DatabaseSync#createTagStore'),
  reason('p-limit', 'p-limit 6 and later', 'limitFunction'),
  reason(
    '@prisma/client',
    'in clients that are generated for a schema',
    'PrismaClient#$queryRawTyped PrismaClient#$runCommandRaw sql',
  ),
  reason('@prisma/client', 'Prisma 6 and older', 'PrismaClient#$use'),
  { model: 'node:vm', why: 'an operator', names: ['global import'] },
  reason('@casl/ability', 'CASL 6 and older', 'PureAbility'),
  reason('koa', '@koa/multer', 'Request#file'),
  reason('mongodb', 'mongodb 3 and 4', 'Collection#mapReduce ObjectID'),
  reason(
    'mongoose',
    'Mongoose 7 and older',
    'Model#count Model#findByIdAndRemove Model#findOneAndRemove Model#mapReduce Model.count Model.findByIdAndRemove Model.findOneAndRemove Model.mapReduce Query#count Query#findByIdAndRemove Query#findOneAndRemove',
  ),
  reason('mongoose', 'a method, but not typed', 'Query#findOneAndReplace'),
  reason('mssql', 'exported, but not typed', 'batch'),
  reason('next/server', 'Next.js 14 and older', 'NextRequest#geo NextRequest#ip'),
  reason('node:crypto', 'Node.js 20 and older', 'createCipher createDecipher'),
  reason(
    'typeorm',
    'TypeORM 0.2 and 0.3',
    'BaseEntity.updateAll Connection DataSource#close DataSource#connect EntityManager#exist EntityManager#findByIds EntityManager#findOneById EntityManager#getCustomRepository Repository#exist Repository#findByIds Repository#findOneById createConnection createQueryBuilder getConnection getCustomRepository getManager getMongoManager getMongoRepository getRepository getTreeRepository',
  ),
  reason('mqtt', 'an EventEmitter, typed with fewer methods', 'MqttClient#addListener'),
  reason('ws', 'in CommonJS only', 'Server'),
];

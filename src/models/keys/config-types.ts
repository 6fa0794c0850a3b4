/**
 * Types of configuration in the typings of libraries, with the fields that hold a secret: an object that is declared to be
 * one needs no call in the same file.
 */

export interface SecretField {
  readonly kind: 'credential' | 'presented' | 'password' | 'connection';
  /** The names that lead to the field. */
  readonly path: readonly string[];
  readonly what: string;
}

type Fields = readonly SecretField[];

function fields(kind: SecretField['kind'], what: string, ...paths: readonly string[]): Fields {
  return paths.map((each) => ({ kind, what, path: each.split('.') }));
}

const signing = fields('credential', 'the signing secret', 'secret');
const login = fields('password', 'the database password', 'password');
const address = (...paths: readonly string[]): Fields => fields('connection', 'the connection string', ...paths);
const application = fields('presented', 'the secret of the application', 'clientSecret');
const apiKey = fields('presented', 'the API key', 'apiKey');
const cloud = fields('credential', 'the secret access key', 'credentials.secretAccessKey');
const typeorm = [...login, ...address('url')];
const mail = fields('password', 'the password', 'auth.pass');
const key = fields('credential', 'the key', 'secretOrKey');
const nestJwt = fields('credential', 'the signing secret', 'secret', 'privateKey');

/** By package, then by the name that the package exports the type under. */
export const CONFIG_TYPES: Readonly<Record<string, Readonly<Record<string, Fields>>>> = {
  'express-session': { SessionOptions: signing },
  'cookie-session': { CookieSessionOptions: signing },
  '@nestjs/jwt': { JwtModuleOptions: nestJwt, JwtSignOptions: nestJwt, JwtVerifyOptions: nestJwt },
  'passport-jwt': { StrategyOptions: key, StrategyOptionsWithoutRequest: key, StrategyOptionsWithRequest: key },
  'passport-google-oauth20': { StrategyOptions: application, StrategyOptionsWithRequest: application },
  'passport-github2': { StrategyOptions: application, StrategyOptionsWithRequest: application },
  'passport-oauth2': { StrategyOptions: application, StrategyOptionsWithRequest: application },
  '@fastify/jwt': { FastifyJWTOptions: signing },
  '@fastify/cookie': { FastifyCookieOptions: signing },
  '@fastify/session': { FastifySessionOptions: signing },
  'iron-session': { SessionOptions: fields('credential', 'the password of the session', 'password') },
  'next-auth': { NextAuthOptions: signing, AuthOptions: signing, NextAuthConfig: signing },
  'better-auth': { BetterAuthOptions: signing },
  pg: {
    PoolConfig: [...login, ...address('connectionString')],
    ClientConfig: [...login, ...address('connectionString')],
  },
  mysql: { PoolConfig: login, ConnectionConfig: login },
  mysql2: { PoolOptions: [...login, ...address('uri')], ConnectionOptions: [...login, ...address('uri')] },
  mssql: { config: login },
  typeorm: { DataSourceOptions: typeorm },
  'typeorm/driver/postgres/PostgresConnectionOptions': { PostgresConnectionOptions: typeorm },
  'typeorm/driver/postgres/PostgresConnectionOptions.js': { PostgresConnectionOptions: typeorm },
  'typeorm/driver/mysql/MysqlConnectionOptions': { MysqlConnectionOptions: typeorm },
  'typeorm/driver/mysql/MysqlConnectionOptions.js': { MysqlConnectionOptions: typeorm },
  '@nestjs/typeorm': { TypeOrmModuleOptions: typeorm },
  '@nestjs/mongoose': { MongooseModuleOptions: address('uri') },
  sequelize: { Options: login },
  knex: { Config: [...fields('password', 'the database password', 'connection.password'), ...address('connection')] },
  ioredis: { RedisOptions: login },
  redis: { RedisClientOptions: [...login, ...address('url')] },
  mongodb: { MongoClientOptions: fields('password', 'the database password', 'auth.password') },
  nodemailer: { Options: mail, TransportOptions: mail, SMTPOptions: mail },
  'nodemailer/lib/smtp-transport': { Options: mail, default: mail },
  openai: { ClientOptions: apiKey },
  '@anthropic-ai/sdk': { ClientOptions: apiKey },
  '@aws-sdk/client-s3': { S3ClientConfig: cloud },
  '@aws-sdk/client-sqs': { SQSClientConfig: cloud },
  '@aws-sdk/client-sns': { SNSClientConfig: cloud },
  '@aws-sdk/client-ses': { SESClientConfig: cloud },
  '@aws-sdk/client-dynamodb': { DynamoDBClientConfig: cloud },
  axios: { AxiosRequestConfig: fields('password', 'the password', 'auth.password') },
};

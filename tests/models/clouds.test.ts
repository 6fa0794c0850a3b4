/** Databases and stores of clouds, and small ones beside them: texts, names of objects, lists of conditions. */
import { fixture } from './harness.js';

fixture(
  'DuckDB and ArangoDB',
  `import express from 'express';
import duckdb from 'duckdb';
import { DuckDBInstance } from '@duckdb/node-api';
import { Database, aql } from 'arangojs';
import { evaluate, create, all, parse, compile } from 'mathjs';
const app = express();
app.post('/duck', async (req, res) => {
  const db = new duckdb.Database(':memory:');
  db.all(\`SELECT * FROM t WHERE n='\${req.body.n}'\`, (e: any, r: any) => r); // sink sql
  db.all('SELECT * FROM t WHERE n=?', req.body.n, (e: any, r: any) => r); // quiet
  const con = db.connect();
  con.run('DELETE FROM t WHERE n=' + req.body.n); // sink sql
  con.exec('DELETE FROM t WHERE n=' + req.body.n); // sink sql
  const st = con.prepare('SELECT ' + req.body.n); // sink sql
  const inst = await DuckDBInstance.create(':memory:');
  const c2 = await inst.connect();
  await c2.run(\`SELECT * FROM t WHERE n='\${req.body.n}'\`); // sink sql
  await c2.run('SELECT * FROM t WHERE n=$1', [req.body.n]); // quiet
  await c2.runAndReadAll('SELECT ' + req.body.n); // sink sql
  await c2.prepare('SELECT ' + req.body.n); // sink sql
  await c2.stream('SELECT ' + req.body.n); // sink sql
});
app.post('/arango', async (req, res) => {
  const db = new Database({ url: 'x' });
  await db.query(aql\`FOR u IN users FILTER u.name == \${req.body.name} RETURN u\`); // quiet
  await db.query(\`FOR u IN users FILTER u.name == '\${req.body.name}' RETURN u\`); // sink sql
  await db.query({ query: \`FOR u IN users FILTER u.name == '\${req.body.name}' RETURN u\`, bindVars: {} }); // sink sql
  await db.query('FOR u IN users FILTER u.name == @n RETURN u', { n: req.body.name }); // quiet
});
`,
);

fixture(
  'clouds: AWS, Google, Azure, Supabase',
  `import express from 'express';
import { S3Client, GetObjectCommand, PutObjectCommand, DeleteObjectCommand, CopyObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DynamoDBClient, ExecuteStatementCommand, QueryCommand, ScanCommand, BatchExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand as DocQuery, ExecuteStatementCommand as DocExec, PutCommand } from '@aws-sdk/lib-dynamodb';
import { AthenaClient, StartQueryExecutionCommand, Athena } from '@aws-sdk/client-athena';
import { RDSDataClient, ExecuteStatementCommand as RdsExec } from '@aws-sdk/client-rds-data';
import { RedshiftDataClient, ExecuteStatementCommand as RsExec } from '@aws-sdk/client-redshift-data';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import { SSMClient, SendCommandCommand } from '@aws-sdk/client-ssm';
import { TimestreamQueryClient, QueryCommand as TsQuery } from '@aws-sdk/client-timestream-query';
import { CloudWatchLogsClient, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import AWS from 'aws-sdk';
import { Storage } from '@google-cloud/storage';
import { BigQuery } from '@google-cloud/bigquery';
import { Spanner } from '@google-cloud/spanner';
import { BlobServiceClient } from '@azure/storage-blob';
import { CosmosClient } from '@azure/cosmos';
import { createClient } from '@supabase/supabase-js';
const app = express();
app.post('/aws', async (req, res) => {
  const s3 = new S3Client({});
  const key = String(req.body.key);
  await s3.send(new GetObjectCommand({ Bucket: 'b', Key: key })); // sink object-key
  await s3.send(new GetObjectCommand({ Bucket: 'b', Key: \`users/\${key}\` })); // quiet
  await s3.send(new DeleteObjectCommand({ Bucket: 'b', Key: key })); // sink object-key
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: key })); // sink object-key
  await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'b', Key: key })); // sink object-key
  const d = new DynamoDBClient({});
  await d.send(new ExecuteStatementCommand({ Statement: \`SELECT * FROM t WHERE k='\${key}'\` })); // sink sql
  await d.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM t WHERE k=?', Parameters: [{ S: key }] })); // quiet
  await d.send(new BatchExecuteStatementCommand({ Statements: [{ Statement: \`SELECT * FROM t WHERE k='\${key}'\` }] })); // sink sql
  await d.send(new ScanCommand({ TableName: 't', FilterExpression: \`a = \${key}\` })); // sink query-code
  await d.send(new ScanCommand({ TableName: 't', FilterExpression: 'a = :v', ExpressionAttributeValues: { ':v': { S: key } } })); // quiet
  const doc = DynamoDBDocumentClient.from(d);
  await doc.send(new DocQuery({ TableName: 't', KeyConditionExpression: \`a = \${key}\` })); // sink query-code
  await doc.send(new DocExec({ Statement: \`SELECT * FROM t WHERE k='\${key}'\` })); // sink sql
  await new AthenaClient({}).send(new StartQueryExecutionCommand({ QueryString: \`SELECT * FROM t WHERE k='\${key}'\` })); // sink sql
  await new Athena({}).startQueryExecution({ QueryString: \`SELECT \${key}\` }); // sink sql
  await new RDSDataClient({}).send(new RdsExec({ sql: \`SELECT \${key}\`, resourceArn: 'a', secretArn: 'b' })); // sink sql
  await new RDSDataClient({}).send(new RdsExec({ sql: 'SELECT :k', parameters: [{ name: 'k', value: { stringValue: key } }], resourceArn: 'a', secretArn: 'b' })); // quiet
  await new RedshiftDataClient({}).send(new RsExec({ Sql: \`SELECT \${key}\`, Database: 'a' })); // sink sql
  await new SESClient({}).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(\`To: \${key}\\r\\nSubject: x\\r\\n\\r\\nhello\`) } })); // sink raw-head
  await new SSMClient({}).send(new SendCommandCommand({ DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['ls ' + key] } })); // sink command
  await new TimestreamQueryClient({}).send(new TsQuery({ QueryString: \`SELECT \${key}\` })); // sink sql
  const old = new AWS.S3();
  await old.getObject({ Bucket: 'b', Key: key }).promise(); // sink object-key
  await new AWS.Athena().startQueryExecution({ QueryString: \`SELECT \${key}\` }).promise(); // sink sql
  await new AWS.DynamoDB().executeStatement({ Statement: \`SELECT \${key}\` }).promise(); // sink sql
});
app.post('/gcp', async (req, res) => {
  const key = String(req.body.key);
  const st = new Storage();
  await st.bucket('b').file(key).download(); // sink object-key
  await st.bucket('b').file('users/' + key).download(); // quiet
  await st.bucket('b').upload('/srv/' + key); // sink path
  await st.bucket('b').file('x').download({ destination: '/srv/' + key }); // sink path
  const bq = new BigQuery();
  await bq.query(\`SELECT * FROM t WHERE k='\${key}'\`); // sink sql
  await bq.query({ query: \`SELECT * FROM t WHERE k='\${key}'\` }); // sink sql
  await bq.query({ query: 'SELECT * FROM t WHERE k=@k', params: { k: key } }); // quiet
  await bq.createQueryJob({ query: \`SELECT \${key}\` }); // sink sql
  await bq.dataset('d').query(\`SELECT \${key}\`); // sink sql
  const sp = new Spanner();
  const db = sp.instance('i').database('d');
  await db.run(\`SELECT \${key}\`); // sink sql
  await db.run({ sql: \`SELECT \${key}\` }); // sink sql
  await db.run({ sql: 'SELECT @k', params: { k: key } }); // quiet
  db.runTransaction(async (err: any, tx: any) => {
    await tx.run({ sql: \`SELECT \${key}\` }); // sink sql
    await tx.runUpdate(\`UPDATE \${key}\`); // sink sql
  });
  await db.runTransactionAsync(async (tx: any) => {
    await tx.runUpdate({ sql: \`UPDATE \${key}\` }); // sink sql
  });
  await db.getSnapshot().then(([t]: any) => t.run('SELECT ' + key)); // sink sql
});
app.post('/azure', async (req, res) => {
  const key = String(req.body.key);
  const svc = BlobServiceClient.fromConnectionString('x');
  const c = svc.getContainerClient('c');
  await c.getBlobClient(key).download(); // sink object-key
  await c.getBlockBlobClient(key).uploadData(Buffer.from('')); // sink object-key
  await c.getBlockBlobClient('users/' + key).uploadData(Buffer.from('')); // quiet
  await c.getBlobClient('x').downloadToFile('/srv/' + key); // sink path
  await c.deleteBlob(key); // sink object-key
  const cosmos = new CosmosClient({ endpoint: 'x', key: process.env.K! });
  const cont = cosmos.database('d').container('c');
  await cont.items.query(\`SELECT * FROM c WHERE c.n='\${key}'\`).fetchAll(); // sink sql
  await cont.items.query({ query: \`SELECT * FROM c WHERE c.n='\${key}'\` }).fetchAll(); // sink sql
  await cont.items.query({ query: 'SELECT * FROM c WHERE c.n=@n', parameters: [{ name: '@n', value: key }] }).fetchAll(); // quiet
});
app.post('/supa', async (req, res) => {
  const key = String(req.body.key);
  const supabase = createClient('https://x.supabase.co', process.env.K!);
  await supabase.from('t').select('*').eq('a', key); // quiet
  await supabase.from('t').select('*').or(\`a.eq.\${key},b.eq.1\`); // sink query-text
  await supabase.from('t').select('*').filter('a', 'in', \`(\${key})\`); // quiet
  await supabase.from('t').select('*').not('a', 'in', \`(\${key})\`); // quiet
  await supabase.from('t').select(key); // sink query-text
  await supabase.from('t').select('*').order(key); // quiet
  await supabase.rpc('f', { a: key }); // quiet
  await supabase.rpc(key); // sink query-code
  await supabase.from('t').insert(req.body); // sink record
  await supabase.from('t').insert({ a: key }); // quiet
  if (/^[a-z]+$/.test(key)) await supabase.from('t').select('*').or(\`a.eq.\${key},b.eq.1\`); // quiet
  await supabase.storage.from('b').download(key); // sink object-key
  await supabase.storage.from('b').upload('users/' + key, ''); // quiet
});
`,
);

fixture(
  'Cloudflare D1, and pictures by sharp',
  `import express from 'express';
import multer from 'multer';
import sharp from 'sharp';
import type { D1Database } from '@cloudflare/workers-types';
interface Env { DB: D1Database; }
const app = express();
app.post('/', multer().single('f'), async (req, res) => {
  await sharp(req.file!.buffer).resize(1).toBuffer(); // quiet
  await sharp(Buffer.from(req.body.image, 'base64')).toFile('/srv/a.png'); // quiet
  await sharp('/srv/' + req.body.name).resize(1).toFile('/srv/' + req.body.name); // sink path
  await sharp('/srv/a.png').composite([{ input: '/srv/' + req.body.name }]).toBuffer(); // sink path
});
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const body: any = await request.json();
    await env.DB.prepare(\`SELECT * FROM t WHERE n = '\${body.name}'\`).all(); // sink sql
    await env.DB.exec('DELETE FROM t WHERE n = ' + body.name); // sink sql
    await env.DB.prepare('SELECT * FROM t WHERE n = ?').bind(body.name).first(); // quiet
    return new Response('');
  },
};
`,
);

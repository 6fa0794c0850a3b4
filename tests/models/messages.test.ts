import { fixture } from './harness.js';

fixture(
  'sockets: ws and socket.io',
  `
import { Server } from 'socket.io';
import WebSocket, { WebSocketServer } from 'ws';
import { Pool } from 'pg';

const pool = new Pool();
const io = new Server();
const wss = new WebSocketServer({ port: 8080 });

io.use((socket, next) => {
  socket.data.name = socket.handshake.auth.name;
  next();
});
io.on('connection', (socket) => {
  void pool.query('SELECT ' + socket.handshake.query.room); // sink sql
  socket.on('move', (room, position) => {
    void pool.query('SELECT ' + room); // sink sql
    void pool.query('SELECT ' + position.x); // sink sql
    void pool.query('SELECT $1', [room]); // quiet
  });
  socket.on('disconnect', (reason) => {
    void pool.query('SELECT ' + reason); // quiet - the server's own words
  });
});

wss.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { table } = JSON.parse(data.toString());
    void pool.query('SELECT ' + table); // sink sql
  });
  socket.addEventListener('message', ({ data }) => {
    void pool.query('SELECT ' + data); // sink sql
  });
});

const outgoing = new WebSocket('wss://feed.example.com');
outgoing.on('message', (data) => {
  void pool.query('SELECT ' + data); // quiet - another service's, no client's
});
`,
);

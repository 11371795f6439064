// MongoDB's wire protocol (OP_MSG, and OP_QUERY for the first hello of a client), on a plain or a TLS server, and a small
// client. https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
"use strict";
const fs = require("fs");
const net = require("net");
const path = require("path");
const tls = require("tls");

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const { BSON } = bson();

/** The package that mongosh brings along, wherever npm put it. */
function bson() {
  const shells = (process.env.PATH || "").split(":").map((folder) => path.join(folder, "mongosh"));
  const folders = shells.filter((file) => fs.existsSync(file)).map((file) => path.dirname(fs.realpathSync(file)));
  return require(require.resolve("bson", { paths: [__dirname, ...folders] }));
}

/** Calls handle(command, client) for each command, and sends what it answers. */
function serve(options, address, port, handle) {
  const accept = (socket) => {
    const client = { address: socket.remoteAddress };
    let answered = Promise.resolve();
    frames(socket, (message) => {
      answered = answered.then(() => reply(socket, message, client, handle)).catch(() => socket.destroy());
    });
  };
  const server = options ? tls.createServer(options, accept) : net.createServer(accept);
  server.on("tlsClientError", () => {});
  server.listen(port, address);
  return server;
}

function frames(socket, each) {
  let waiting = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (data) => {
    waiting = Buffer.concat([waiting, data]);
    while (waiting.length >= 16 && waiting.length >= waiting.readInt32LE(0)) {
      const length = waiting.readInt32LE(0);
      each(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
    }
  });
}

async function reply(socket, message, client, handle) {
  const id = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  const options = { promoteValues: true };
  if (operation === OP_MSG) {
    const length = message.readInt32LE(21);
    const command = BSON.deserialize(message.subarray(21, 21 + length), options);
    const body = BSON.serialize(await handle(command, client));
    socket.write(frame(OP_MSG, id, Buffer.concat([Buffer.alloc(5), body])));
  } else if (operation === OP_QUERY) {
    const start = message.indexOf(0, 20) + 1 + 8;
    const length = message.readInt32LE(start);
    const command = BSON.deserialize(message.subarray(start, start + length), options);
    const body = BSON.serialize(await handle({ ...command, $db: "admin" }, client));
    const head = Buffer.alloc(20);
    head.writeInt32LE(8, 0);
    head.writeInt32LE(1, 16);
    socket.write(frame(OP_REPLY, id, Buffer.concat([head, body])));
  } else {
    throw new Error(`operation ${operation} is not known here`);
  }
}

function frame(operation, answers, body) {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(answers, 8);
  head.writeInt32LE(operation, 12);
  return Buffer.concat([head, body]);
}

/** One command over a connection of its own; undefined when no answer comes in time. */
function ask(options, host, port, command, milliseconds) {
  return new Promise((resolve) => {
    const socket = options ? tls.connect({ ...options, host, port, servername: host }) : net.connect(port, host);
    const end = (answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(undefined), milliseconds);
    socket.on("error", () => end(undefined));
    socket.on("close", () => end(undefined));
    frames(socket, (message) => end(BSON.deserialize(message.subarray(21))));
    socket.write(frame(OP_MSG, 0, Buffer.concat([Buffer.alloc(5), BSON.serialize(command)])));
  });
}

module.exports = { serve, ask, BSON };

#!/usr/bin/env node
// A stand-in for mongod, for tests: it keeps no documents. It plays one member of a replica set: it reads mongod.conf,
// insists on a key file that only its user can read, initiates, elects, takes members in, knows users and their
// passwords, and lets the localhost exception pass as MongoDB does. Members learn of each other by asking each second.
// STAND_IN_HOST (host:port) tells it who it is where the host name does not.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { serve, ask } = require("./wire.js");
const { commands } = require("./member.js");

function main() {
  const file = process.argv[process.argv.indexOf("--config") + 1];
  const settings = configuration(fs.readFileSync(file, "utf8"));
  if (fs.statSync(settings.keyFile).mode & 0o077) {
    console.error(`permissions on ${settings.keyFile} are too open`);
    process.exit(1);
  }
  const state = path.join(settings.dbPath, "stand-in.json");
  const member = {
    settings,
    isSelf: (host) => (process.env.STAND_IN_HOST ? host === process.env.STAND_IN_HOST : host.startsWith(os.hostname() + ".")),
    disk: fs.existsSync(state) ? JSON.parse(fs.readFileSync(state, "utf8")) : { config: null, users: {}, written: [0, 0], synced: false },
    role: "starting",
    term: 0,
    save() {
      fs.writeFileSync(state + ".new", JSON.stringify(this.disk));
      fs.renameSync(state + ".new", state);
    },
    ask(host, command, milliseconds = 2000) {
      const [name, port] = host.split(":");
      return ask(settings.client, name, Number(port), { ...command, $db: "admin" }, milliseconds);
    },
  };
  member.term = member.disk.written[0];
  const { handle, look } = commands(member);
  serve(settings.server, settings.address, settings.port, async (command, client) => {
    const answer = await handle(command, client);
    if (process.env.STAND_IN_LOG) {
      console.log(`${Object.keys(command)[0]} ${answer.ok ? "ok" : answer.errmsg}`);
    }
    return answer;
  });
  console.log(`stand-in for mongod: waiting for connections on ${settings.port}`);
  const again = () => look().catch((failure) => console.error(failure)).finally(() => setTimeout(again, 500));
  again();
  process.on("SIGTERM", () => process.exit(0));
}

/** As much of YAML as the rendered mongod.conf has. */
function configuration(text) {
  const value = (name) => (text.match(new RegExp(`^\\s*${name}:\\s*"?([^"\\n]*)"?\\s*$`, "m")) || [])[1];
  if (/journal:/.test(text)) {
    console.error("Error parsing option: storage.journal.enabled is not known");
    process.exit(2);
  }
  const certificate = value("certificateKeyFile");
  const pem = certificate && fs.readFileSync(certificate);
  const ca = certificate && fs.readFileSync(value("CAFile"));
  return {
    port: Number(value("port")),
    address: process.env.STAND_IN_HOST ? process.env.STAND_IN_HOST.split(":")[0] : "0.0.0.0",
    dbPath: value("dbPath"),
    keyFile: value("keyFile"),
    replicaSet: value("replSetName"),
    server: pem && { cert: pem, key: pem },
    client: pem && { ca },
  };
}

main();

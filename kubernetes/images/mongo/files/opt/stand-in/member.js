// What a member of the stand-in's set answers, and what it does by itself. Only what the agent and clients ask for.
"use strict";
const { secret, start, finish } = require("./users.js");
const { BSON } = require("./wire.js");

const FREE = ["hello", "ismaster", "ping", "buildinfo", "saslstart", "saslcontinue", "logout", "endsessions", "standin", "connectionstatus"];
// AuthorizationSessionImpl::_getDefaultPrivileges: what passes from the own host while there is no user
const BEFORE_USERS = ["createuser", "replsetinitiate", "replsetreconfig", "replsetgetstatus"];

function fails(code, codeName, errmsg) {
  return { ok: 0, code, codeName, errmsg };
}

function commands(member) {
  const { disk, settings } = member;
  const own = () => disk.config.members.find((it) => member.isSelf(it.host));
  const others = () => disk.config.members.filter((it) => !member.isSelf(it.host));
  const users = () => Object.keys(disk.users);
  const newer = (a, b) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
  let seen = {};

  function view() {
    const frozen = member.steppedDownUntil > Date.now();
    return { ok: 1, frozen, config: disk.config, users: disk.users, written: disk.written, synced: disk.synced, role: member.role, term: member.term };
  }

  /** Asks all others, takes over what is newer, and elects. */
  async function look() {
    if (member.role === "starting") {
      member.role = disk.config ? "startup2" : "blank";
    }
    if (!disk.config) {
      return;
    }
    seen = {};
    await Promise.all(
      others().map(async (it) => {
        const answer = await member.ask(it.host, { standIn: 1 });
        if (answer && answer.ok) {
          seen[it.host] = answer;
          if (!answer.config || answer.config.version < disk.config.version) {
            await member.ask(it.host, { standIn: 1, config: disk.config });
          }
          if (answer.config && answer.config.version > disk.config.version) {
            disk.config = answer.config;
            member.save();
          }
        }
      })
    );
    const set = Object.entries(seen).filter(([, it]) => it.config && it.role !== "starting");
    const voters = disk.config.members.filter((it) => it.votes !== 0).length;
    const voting = set.filter(([host]) => (disk.config.members.find((it) => it.host === host) || {}).votes !== 0);
    const majority = voting.length + (own() && own().votes !== 0 ? 1 : 0) > voters / 2;
    const leader = set.find(([, it]) => it.role === "primary" && it.term >= member.term);
    set.forEach(([, it]) => (member.term = Math.max(member.term, it.term)));
    if (member.role === "primary") {
      if (!majority || (leader && leader[1].term > disk.written[0])) {
        member.role = "secondary";
      }
      return;
    }
    if (leader) {
      if (JSON.stringify(disk.written) !== JSON.stringify(leader[1].written) || !disk.synced) {
        Object.assign(disk, { users: leader[1].users, written: leader[1].written, synced: true });
        member.save();
      }
      member.role = "secondary";
      return;
    }
    member.role = disk.synced ? "secondary" : "startup2";
    const electable = own() && own().votes !== 0 && own().priority !== 0;
    const mine = disk.config.members.indexOf(own());
    const better = voting.some(
      ([host, it]) =>
        newer(it.written, disk.written) ||
        (it.synced && !it.frozen && !newer(disk.written, it.written) && disk.config.members.findIndex((m) => m.host === host) < mine)
    );
    if (disk.synced && electable && majority && !better && !(member.steppedDownUntil > Date.now())) {
      member.term += 1;
      member.role = "primary";
      member.election = new BSON.ObjectId();
      disk.written = [member.term, 0];
      member.save();
      console.log(`stand-in: primary in term ${member.term}`);
    }
  }

  function write(change) {
    if (member.role !== "primary") {
      return fails(10107, "NotWritablePrimary", "not primary");
    }
    const failure = change();
    if (failure) {
      return failure;
    }
    disk.written = [disk.written[0], disk.written[1] + 1];
    member.save();
    return { ok: 1 };
  }

  function hello(command) {
    const answer = { ok: 1, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000 };
    Object.assign(answer, { localTime: new Date(), logicalSessionTimeoutMinutes: 30, connectionId: 1, minWireVersion: 0, maxWireVersion: 21, readOnly: false });
    const primary = member.role === "primary";
    answer[command.hello ? "isWritablePrimary" : "ismaster"] = primary;
    answer.secondary = member.role === "secondary";
    answer.helloOk = true;
    if (command.saslSupportedMechs) {
      answer.saslSupportedMechs = ["SCRAM-SHA-256"];
    }
    if (!disk.config || member.role === "starting") {
      // ReplicationCoordinator's markAsNoConfig
      return { ...answer, isreplicaset: true, info: "Does not have a valid replica set config" };
    }
    const hosts = disk.config.members.filter((it) => it.priority !== 0).map((it) => it.host);
    const passives = disk.config.members.filter((it) => it.priority === 0).map((it) => it.host);
    const leader = Object.keys(seen).find((host) => seen[host].role === "primary");
    Object.assign(answer, { setName: disk.config._id, setVersion: disk.config.version, hosts, me: (own() || {}).host });
    return {
      ...answer,
      ...(passives.length ? { passives } : {}),
      ...(primary ? { primary: own().host, electionId: member.election } : leader ? { primary: leader } : {}),
    };
  }

  /** QuorumChecker: every member answers, has loaded what it has, and has no configuration. */
  async function initiate(config) {
    if (disk.config || member.role === "starting") {
      return fails(23, "AlreadyInitialized", "already initialized");
    }
    const wanted = { ...config, version: 1, members: config.members.map((it) => ({ votes: 1, priority: 1, ...it })) };
    for (const other of wanted.members.filter((it) => !member.isSelf(it.host))) {
      const answer = await member.ask(other.host, { standIn: 1 });
      if (!answer || answer.role === "starting") {
        return fails(74, "NodeNotFound", `replSetInitiate quorum check failed: ${other.host} does not answer`);
      }
      if (answer.config) {
        return fails(103, "NewReplicaSetConfigurationIncompatible", `${other.host} has a configuration`);
      }
    }
    Object.assign(disk, { config: { ...wanted, settings: { replicaSetId: new BSON.ObjectId().toString() } }, synced: true, written: [0, 1] });
    member.save();
    member.role = "secondary";
    return { ok: 1 };
  }

  function reconfigure(config) {
    if (member.role !== "primary") {
      return fails(10107, "NotWritablePrimary", "not primary");
    }
    const votes = (it) => it.members.filter((m) => m.votes !== 0).map((m) => m._id);
    const before = votes(disk.config);
    const after = votes(config);
    const changed = before.filter((id) => !after.includes(id)).length + after.filter((id) => !before.includes(id)).length;
    if (config.version <= disk.config.version || changed > 1) {
      return fails(103, "NewReplicaSetConfigurationIncompatible", `${changed} voting members change, at most one may`);
    }
    disk.config = { ...config, settings: disk.config.settings };
    member.save();
    return { ok: 1 };
  }

  const name = (database, user) => `${database}.${user}`;
  const roles = (command) => command.roles.map((role) => (typeof role === "string" ? { role, db: command.$db } : role));
  const handlers = {
    hello,
    ismaster: hello,
    ping: () => ({ ok: 1 }),
    buildinfo: () => ({ ok: 1, version: "7.0.0", versionArray: [7, 0, 0, 0], gitVersion: "stand-in", modules: [] }),
    endsessions: () => ({ ok: 1 }),
    logout: () => ({ ok: 1 }),
    connectionstatus: (_, client) => ({ ok: 1, authInfo: { authenticatedUsers: client.user ? [client.user] : [] } }),
    standin: (command) => {
      const config = command.config;
      const listed = config && config.members.some((it) => member.isSelf(it.host));
      if (listed && member.role !== "starting" && (!disk.config || config.version > disk.config.version)) {
        disk.config = config;
        member.role = member.role === "blank" ? "startup2" : member.role;
        member.save();
      }
      return view();
    },
    saslstart: (command, client) => {
      const answer = start(client, command.payload.buffer, command.$db, (user) => disk.users[name(command.$db, user)]);
      return answer
        ? { ok: 1, conversationId: 1, done: false, payload: new BSON.Binary(answer) }
        : fails(18, "AuthenticationFailed", "Authentication failed.");
    },
    saslcontinue: (command, client) => {
      if (client.scram.done) {
        return { ok: 1, conversationId: 1, done: true, payload: new BSON.Binary(Buffer.alloc(0)) };
      }
      const answer = finish(client, command.payload.buffer);
      if (!answer) {
        return fails(18, "AuthenticationFailed", "Authentication failed.");
      }
      client.scram.done = true;
      client.user = { user: client.scram.user.user, db: client.scram.database };
      return { ok: 1, conversationId: 1, done: true, payload: new BSON.Binary(answer) };
    },
    replsetinitiate: (command) => initiate(command.replSetInitiate),
    replsetreconfig: (command) => reconfigure(command.replSetReconfig),
    replsetgetconfig: () => (disk.config ? { ok: 1, config: disk.config } : fails(94, "NotYetInitialized", "no replset config has been received")),
    replsetgetstatus: () => ({
      ok: 1,
      set: settings.replicaSet,
      members: disk.config.members.map((it) => ({
        _id: it._id,
        name: it.host,
        stateStr: member.isSelf(it.host) ? member.role.toUpperCase() : seen[it.host] ? seen[it.host].role.toUpperCase() : "(not reachable/healthy)",
      })),
    }),
    replsetstepdown: () => {
      if (!Object.values(seen).some((it) => it.role === "secondary")) {
        return fails(262, "ExceededTimeLimit", "No electable secondaries caught up");
      }
      member.role = "secondary";
      member.steppedDownUntil = Date.now() + 60000;
      return { ok: 1 };
    },
    createuser: (command) =>
      write(() => {
        const key = name(command.$db, command.createUser);
        if (disk.users[key]) {
          return fails(51003, "Location51003", `User "${command.createUser}@${command.$db}" already exists`);
        }
        disk.users[key] = { user: command.createUser, db: command.$db, roles: roles(command), secret: secret(command.pwd) };
        return null;
      }),
    updateuser: (command) =>
      write(() => {
        const user = disk.users[name(command.$db, command.updateUser)];
        if (!user) {
          return fails(11, "UserNotFound", "User not found");
        }
        user.roles = command.roles ? roles(command) : user.roles;
        user.secret = command.pwd ? secret(command.pwd) : user.secret;
        return null;
      }),
    usersinfo: (command) => {
      const user = disk.users[name(command.$db, command.usersInfo)];
      return { ok: 1, users: user ? [{ user: user.user, db: user.db, roles: user.roles }] : [] };
    },
  };

  async function handle(command, client) {
    const asked = Object.keys(command)[0].toLowerCase();
    const local = /^(::ffff:)?127\./.test(client.address || "");
    const allowed = client.user || FREE.includes(asked) || (local && !users().length && BEFORE_USERS.includes(asked));
    if (!handlers[asked]) {
      return fails(59, "CommandNotFound", `no such command: '${asked}'`);
    }
    return allowed ? handlers[asked](command, client) : fails(13, "Unauthorized", `command ${asked} requires authentication`);
  }

  return { handle, look };
}

module.exports = { commands };

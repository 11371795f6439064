// MongoDB as the agents see it, and a world that may do anything: start, crash, lose a volume, be cut. Every step that is
// possible in a state is tried. What MongoDB does is modelled after its own source (mongo/db/repl, release 7.0):
//   - a member that has started answers hello before it has loaded its configuration, and looks blank then
//     (ReplicationCoordinatorImpl::_startLoadLocalConfig runs after the listener; markAsNoConfig);
//   - replSetInitiate is refused unless all members answer a heartbeat, and by any that has a configuration or is still
//     loading (QuorumChecker; processHeartbeatV1 answers NotYetInitialized);
//   - heartbeats carry a configuration to the members that it lists; one with no data copies it from another;
//   - a primary is elected by a majority of voters whose data and configuration are not newer than its own; one that is
//     cut from the majority, or meets a later term, steps down; what it alone had written is rolled back;
//   - replSetReconfig needs the present configuration on a majority, and changes one voter at most;
//   - the localhost exception lets the first user be created, on a primary.
// Simpler than MongoDB: a step is atomic, an election takes no time, and one that could not be won is not tried.
"use strict";
const { decide } = require("../../../main/resources/io/github/cdk8s/stackstorm/mongo/decide.js");

const ROOT = 1;
const ALL_USERS = 3;
const STARTUP2 = 0;
const SECONDARY = 1;
const PRIMARY = 2;

const configs = [];
const configNumbers = new Map();

/** A number for {set, version, voters, others}: the last two are bit masks. */
function number(config) {
  const key = `${config.set}/${config.version}/${config.voters}/${config.others}`;
  if (!configNumbers.has(key)) {
    configNumbers.set(key, configs.push(config) - 1);
  }
  return configNumbers.get(key);
}

const bits = (mask) => (mask ? (mask & 1) + bits(mask >> 1) : 0);
const members = (config) => config.voters | config.others;
const lists = (c, i) => c >= 0 && (members(configs[c]) >> i) & 1;
const votes = (c, i) => c >= 0 && (configs[c].voters >> i) & 1;
const newer = (a, b) => a.t > b.t || (a.t === b.t && a.n > b.n);

function blankMember(wanted) {
  // up, loaded, configuration, synced, role, optime (term, number), users, elected in term
  const member = { up: 0, ld: 0, c: -1, y: 0, role: 0, t: 0, n: 0, u: 0, e: 0 };
  return Object.assign(member, { view: null, rounds: 0, done: 0, wanted });
}

function start(size, wanted, budget) {
  return { m: Array.from({ length: size }, () => blankMember(wanted)), cut: -1, sets: 0, ...budget };
}

/** A set of the first `size` members that lives, with all users, beside members that have never started. */
function living(size, total, budget) {
  const state = start(total, size, budget);
  const c = number({ set: 1, version: 1, voters: (1 << size) - 1, others: 0 });
  for (let i = 0; i < size; i++) {
    Object.assign(state.m[i], { up: 1, ld: 1, c, y: 1, role: i ? SECONDARY : PRIMARY, t: 1, n: 2, u: ALL_USERS, e: i ? 0 : 1 });
  }
  state.sets = 1;
  return state;
}

/** Views are never changed, only replaced. */
function clone(s) {
  return { ...s, m: s.m.map((it) => ({ ...it })) };
}

const connected = (s, i, j) => i === j || s.cut < 0 || (s.cut !== i && s.cut !== j);
const reaches = (s, i, j) => s.m[j].up && connected(s, i, j);

function majorityReachable(s, i) {
  const { voters } = configs[s.m[i].c];
  const there = s.m.filter((it, j) => (voters >> j) & 1 && reaches(s, i, j) && it.ld && it.c >= 0).length;
  return there > bits(voters) / 2;
}

/** Terms count only relative to each other; without this the world would have no end. */
function normal(s) {
  let used = 1;
  for (const it of s.m) {
    it.e = it.role === PRIMARY && it.up ? it.e : 0;
    used |= (1 << it.t) | (1 << it.e) | (1 << it.done);
  }
  const rank = (term) => ((used >> term) & 1 ? bits(used & ((1 << term) - 1)) : 0);
  for (const it of s.m) {
    Object.assign(it, { t: rank(it.t), e: rank(it.e), done: rank(it.done) });
    if (it.view && it.view.e) {
      it.view = { ...it.view, e: rank(it.view.e) };
    }
  }
  return s;
}

const HEARD = "xbjsp";

/** All of a state, in few characters. */
function key(s) {
  const codes = [((s.cut + 1) << 2) | s.sets, (s.crashes << 6) | (s.losses << 4) | (s.cuts << 2) | s.kills];
  for (const it of s.m) {
    codes.push(it.up | (it.ld << 1) | (it.y << 2) | (it.role << 3) | (it.u << 5) | (it.rounds << 7) | ((it.wanted & 7) << 8));
    codes.push(it.t | (it.e << 4) | (it.done << 8) | (it.n << 12), it.c + 1);
    if (it.view) {
      const v = it.view;
      const login = v.login ? 1 + (v.login === "accepted" ? 1 : 0) : 0;
      codes.push(60000 + HEARD.indexOf(v.self) + (v.set ? 8 : 0) + (login << 4) + (v.e << 6), v.c + 1, v.own + 1, v.states + 1);
      for (let j = 0; j < s.m.length; j++) {
        codes.push(v.peers[j] === undefined ? 9 : HEARD.indexOf(v.peers[j]));
      }
    }
  }
  return String.fromCharCode(...codes);
}

/** hello of j as i hears it: x nothing, b blank, j joining, s secondary, p primary. */
function hello(s, i, j, model) {
  const it = s.m[j];
  if (!reaches(s, i, j) || (!it.ld && !model.looksBlankWhileLoading)) {
    return "x";
  }
  if (!it.ld || it.c < 0) {
    return "b";
  }
  return ["j", "s", "p"][it.role];
}

function answer(code, s, c) {
  if (code === "x") {
    return null;
  }
  if (code === "b") {
    return { isreplicaset: true, isWritablePrimary: false };
  }
  const hosts = c >= 0 ? s.m.map((_, i) => `m${i}`).filter((_, i) => votes(c, i)) : [];
  return { setName: "rs0", isWritablePrimary: code === "p", secondary: code === "s", hosts };
}

/**
 * A set whose only copy is lost while others have its configuration and no data yet (the seconds after it was initiated)
 * comes to no end by itself, and must not: nobody can know that nothing was in it. See the document's list of limits.
 */
function isNotTheOnlyCopy(s, i) {
  const others = s.m.filter((it, j) => j !== i && it.c >= 0);
  return others.length === 0 || others.some((it) => it.y);
}

/** Everything that can happen next, as [name, state, whether it is a fault]. */
function steps(s, model, violation) {
  const found = [];
  const add = (name, change, fault) => {
    const next = clone(s);
    change(next);
    found.push([name, normal(next), fault || false]);
  };
  s.m.forEach((it, i) => {
    if (!it.up) {
      add(`start ${i}`, (n) => Object.assign(n.m[i], { up: 1, ld: 0 }));
      return;
    }
    if (s.crashes > 0) {
      const down = { up: 0, ld: 0, role: 0, e: 0, view: null, rounds: 0, done: 0 };
      add(`crash ${i}`, (n) => Object.assign(n.m[i], down) && n.crashes--, true);
      if (s.losses > 0 && it.c >= 0 && isNotTheOnlyCopy(s, i)) {
        const empty = { c: -1, y: 0, t: 0, n: 0, u: 0 };
        add(`crash ${i}, volume lost`, (n) => Object.assign(n.m[i], down, empty) && n.crashes-- && n.losses--, true);
      }
    }
    if (s.kills > 0 && (it.view || it.rounds || it.done)) {
      add(`kill agent ${i}`, (n) => Object.assign(n.m[i], { view: null, rounds: 0, done: 0 }) && n.kills--, true);
    }
    if (s.cuts > 0 && s.cut < 0) {
      add(`cut ${i} off`, (n) => (n.cut = i) >= 0 && n.cuts--, true);
    }
    if (it.wanted < s.m.length) {
      add(`settings reach ${i}`, (n) => (n.m[i].wanted = s.m.length));
    }
    if (!it.ld) {
      add(`load ${i}`, (n) => Object.assign(n.m[i], { ld: 1, role: it.c >= 0 && it.y ? SECONDARY : STARTUP2 }));
      return;
    }
    if (it.c >= 0) {
      replication(s, i, add);
    }
    agent(s, i, model, violation, add);
  });
  if (s.cut >= 0) {
    add("heal", (n) => (n.cut = -1));
  }
  return found;
}

function replication(s, i, add) {
  const it = s.m[i];
  s.m.forEach((other, j) => {
    if (i === j || !reaches(s, i, j) || !other.ld) {
      return;
    }
    if (lists(it.c, j) && (other.c < 0 || (configs[other.c].set === configs[it.c].set && configs[other.c].version < configs[it.c].version))) {
      add(`configuration ${i} to ${j}`, (n) => Object.assign(n.m[j], other.c < 0 ? { c: it.c, y: 0, role: STARTUP2 } : { c: it.c }));
    }
    const together = other.c >= 0 && configs[other.c].set === configs[it.c].set;
    if (together && other.y && it.role !== PRIMARY && (newer(other, it) || !it.y)) {
      add(`${i} copies ${j}`, (n) => Object.assign(n.m[i], { t: other.t, n: other.n, u: other.u, y: 1, role: SECONDARY }));
    }
    if (together && it.role === PRIMARY && Math.max(other.e, other.t) > it.e) {
      add(`${i} meets a later term`, (n) => Object.assign(n.m[i], { role: SECONDARY }));
    }
  });
  if (it.role === PRIMARY && !majorityReachable(s, i)) {
    add(`${i} steps down`, (n) => Object.assign(n.m[i], { role: SECONDARY }));
  }
  const seesPrimary = s.m.some((other, j) => reaches(s, i, j) && other.ld && other.role === PRIMARY);
  if (it.role === SECONDARY && it.y && votes(it.c, i) && !seesPrimary) {
    const { voters, set, version } = configs[it.c];
    const yes = s.m.filter((v, j) => {
      const may = (voters >> j) & 1 && reaches(s, i, j) && v.ld && v.c >= 0 && configs[v.c].set === set;
      return may && configs[v.c].version <= version && !newer(v, it);
    });
    if (yes.length > bits(voters) / 2) {
      const term = 1 + Math.max(...s.m.map((v) => Math.max(v.t, v.e)));
      add(`${i} is elected`, (n) => Object.assign(n.m[i], { role: PRIMARY, e: term, t: term, n: 0 }));
    }
  }
}

/** One step of an agent: it looks, or does one act of what it decided after its last look. */
function agent(s, i, model, violation, add) {
  const it = s.m[i];
  const v = it.view || { self: hello(s, i, i, model), e: it.e, peers: {}, c: -1, states: -1, login: undefined, own: it.c };
  if (!it.view) {
    v.set = v.self === "p" && it.done === it.e;
  }
  const peers = Object.fromEntries(Object.entries(v.peers).map(([j, code]) => [j, answer(code, s, -1)]));
  const hosts = s.m.slice(0, it.wanted).map((_, j) => `m${j}`);
  const view = { ordinal: i, hosts, self: answer(v.self, s, v.own), peers, blankRounds: it.rounds, login: v.login, usersAreSet: v.set };
  view.config = v.c < 0 ? undefined : document(v.c, s.m.length);
  view.states = v.states < 0 ? undefined : Object.fromEntries(s.m.map((_, j) => [`m${j}`, (v.states >> j) & 1 ? "SECONDARY" : "STARTUP2"]));
  const action = decide(view);
  const onward = (change) => add(`agent ${i}: ${action.act}`, (n) => (n.m[i].view = { ...v, ...change }));
  const ends = (name, change) =>
    add(`agent ${i}: ${name}`, (n) => {
      Object.assign(n.m[i], { view: null, rounds: action.allBlank ? Math.min(it.rounds + 1, 1) : 0 });
      change(n.m[i], n);
    });
  const onPrimary = it.role === PRIMARY;
  if (["create-root", "set-users", "reconfigure"].includes(action.act) && v.self !== "p") {
    violation(`agent ${i} does ${action.act} although its member is no primary`);
  }
  switch (action.act) {
    case "rest":
      ends(action.detail, () => {});
      break;
    case "ask":
      onward({ peers: { ...v.peers, [action.member]: hello(s, i, action.member, model) } });
      break;
    case "initiate":
      initiate(s, i, action, model, violation, ends);
      break;
    case "log-in":
      onward({ login: it.u & ROOT ? "accepted" : "refused" });
      break;
    case "create-root":
      if (onPrimary && !it.u) {
        add(`agent ${i}: creates root`, (n) => {
          Object.assign(n.m[i], { u: ROOT, n: it.n + 1, view: { ...v, login: undefined } });
        });
      } else {
        ends("cannot create root", () => {});
      }
      break;
    case "set-users":
      if (onPrimary && it.u & ROOT) {
        const wrote = it.u !== ALL_USERS;
        add(`agent ${i}: sets users`, (n) => {
          Object.assign(n.m[i], { u: ALL_USERS, n: it.n + (wrote ? 1 : 0), done: v.e, view: { ...v, set: true } });
        });
      } else {
        ends("cannot set users", () => {});
      }
      break;
    case "read-config":
      onward({ c: it.c });
      break;
    case "read-states": {
      const secondary = (mask, other, j) => mask | (reaches(s, i, j) && other.ld && other.c >= 0 && other.y ? 1 << j : 0);
      onward({ states: s.m.reduce(secondary, 0) });
      break;
    }
    case "reconfigure":
      reconfigure(s, i, action.config, violation, ends);
      break;
    default:
      violation(`unknown action ${action.act}`);
  }
}

function document(c, size) {
  const { version } = configs[c];
  const member = (_, j) => ({ _id: j, host: `m${j}`, votes: votes(c, j) ? 1 : 0, priority: votes(c, j) ? 1 : 0 });
  return { _id: "rs0", version, members: Array.from({ length: size }, member).filter((it) => lists(c, it._id)) };
}

function initiate(s, i, action, model, violation, ends) {
  const others = action.config.members.map((it) => it._id).filter((j) => j !== i);
  const agrees = (j) => reaches(s, i, j) && (!model.mongodChecks || (s.m[j].ld && s.m[j].c < 0));
  if (s.m[i].c >= 0 || !others.every(agrees)) {
    ends("is refused to initiate", () => {});
    return;
  }
  const holder = s.m.findIndex((it) => it.c >= 0);
  if (holder >= 0) {
    violation(`agent ${i} initiates a second set although member ${holder} holds a configuration`);
  }
  const voters = action.config.members.reduce((mask, it) => mask | (1 << it._id), 0);
  ends("initiates", (member, n) => {
    n.sets = Math.min(n.sets + 1, 3);
    Object.assign(member, { c: number({ set: n.sets, version: 1, voters, others: 0 }), y: 1, role: SECONDARY, t: 0, n: 1 });
  });
}

function reconfigure(s, i, wanted, violation, ends) {
  const it = s.m[i];
  const before = configs[it.c];
  const mask = (some) => some.reduce((all, m) => all | (1 << m._id), 0);
  const voters = mask(wanted.members.filter((m) => m.votes));
  const after = { set: before.set, version: wanted.version, voters, others: mask(wanted.members) & ~voters };
  const committed = s.m.filter((m, j) => (before.voters >> j) & 1 && reaches(s, i, j) && m.ld && m.c === it.c).length;
  if (it.role !== PRIMARY || wanted.version <= before.version || committed <= bits(before.voters) / 2) {
    ends("is refused to reconfigure", () => {});
    return;
  }
  if (bits(before.voters ^ after.voters) > 1 || members(before) & ~members(after)) {
    violation(`agent ${i} changes more than one voter, or removes a member`);
  }
  ends("reconfigures", (member) => (member.c = number(after)));
}

/** All members in one set, with a vote and all users, one of them primary. */
function whole(s) {
  const { c } = s.m[0];
  const all = (1 << s.m.length) - 1;
  const primaries = s.m.filter((it) => it.up && it.role === PRIMARY);
  const fine = (it) => it.up && it.ld && it.c === c && it.role !== STARTUP2 && it.u === ALL_USERS && it.t <= primaries[0].e;
  return s.cut < 0 && c >= 0 && configs[c].voters === all && primaries.length === 1 && s.m.every(fine);
}

module.exports = { start, living, steps, normal, key, whole };

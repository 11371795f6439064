// decide(view): what a member's agent does next. A pure function, so that it can be tried in every situation.
//
// view  ordinal      of this member
//       hosts        host:port of all members, by ordinal
//       self         what the own mongod answers to hello; null when it does not answer
//       peers        the same of others, by ordinal: null when one does not answer, undefined when it was not asked yet
//       blankRounds  rounds in a row in which no member at all belonged to a set
//       login        of root: undefined, "accepted", "refused", or "locked-out" (refused, although users exist)
//       usersAreSet  whether this primary has all users, with their present passwords
//       config       of the set, undefined when it was not read yet
//       states       of the members by host, undefined when they were not read yet
//
// It answers {act: ...}: ask {member}, initiate {config}, log-in, create-root, set-users, read-config, read-states,
// reconfigure {config}; each is done, the view completed, and decide called again. rest {state, detail} ends the round.
//
// Why no second set can arise: only member 0 initiates, and only when every member answers and none has a configuration,
// twice in a row. A set that lives keeps its configuration on at least one disk, and that member either answers with the
// set's name or not at all. mongod checks once more by itself: replSetInitiate is refused by any member that has a
// configuration or has not finished loading one (mongo/db/repl/check_quorum_for_config_change.cpp).

var BLANK_ROUNDS = 2;

function decide(view) {
  var self = view.self;
  if (!self) {
    return rest("down", "mongod does not answer");
  }
  if (!self.setName) {
    return blankMember(view);
  }
  if (self.isWritablePrimary || self.ismaster) {
    return primary(view);
  }
  if (self.secondary) {
    return rest("secondary", self.primary ? "of " + self.primary : "sees no primary");
  }
  return rest("joining", "is neither primary nor secondary yet");
}

function rest(state, detail) {
  return { act: "rest", state: state, detail: detail };
}

/** A member that has no configuration: its set is new, or its volume is. */
function blankMember(view) {
  if (view.ordinal !== 0) {
    return rest("blank", "waits for member 0 to initiate, or for the set to take it in");
  }
  for (var i = 1; i < view.hosts.length; i++) {
    var peer = view.peers[i];
    if (peer === undefined) {
      return { act: "ask", member: i };
    }
    if (peer === null) {
      return rest("blank", "initiates when all members answer: " + view.hosts[i] + " does not");
    }
    if (peer.setName) {
      return rest("blank", view.hosts[i] + " belongs to a set, which takes this member in");
    }
    if (!peer.isreplicaset) {
      return rest("blank", view.hosts[i] + " was not started as a member of a set");
    }
  }
  if (view.blankRounds < BLANK_ROUNDS - 1) {
    var again = rest("blank", "all members answer and none belongs to a set: initiates if that stays so");
    again.allBlank = true;
    return again;
  }
  return { act: "initiate", config: { members: view.hosts.map(voter) } };
}

function voter(host, ordinal) {
  return { _id: ordinal, host: host, votes: 1, priority: 1 };
}

function primary(view) {
  if (view.login === undefined) {
    return { act: "log-in" };
  }
  if (view.login === "refused") {
    return { act: "create-root" };
  }
  if (view.login === "locked-out") {
    return rest("primary", "refuses root's password although users exist: see docs/backends/mongodb.md, lost passwords");
  }
  if (!view.usersAreSet) {
    return { act: "set-users" };
  }
  // hosts are the members that vote and may be elected
  if (view.self.hosts && view.self.hosts.length >= view.hosts.length) {
    return rest("primary", "all members and users are there");
  }
  return view.config === undefined ? { act: "read-config" } : complete(view);
}

/**
 * Takes missing members in, one change a reconfiguration. They join without a vote, so that a majority never depends on
 * one that has no data yet, and get it once they have caught up. Nobody is ever removed here.
 */
function complete(view) {
  var members = view.config.members;
  var waiting = [];
  for (var i = 0; i < view.hosts.length; i++) {
    var known = find(members, i);
    if (known && known.host !== view.hosts[i]) {
      return rest("primary", "member " + i + " is known as " + known.host + ", not as " + view.hosts[i]);
    }
    if (!known) {
      if (view.peers[i] === undefined) {
        return { act: "ask", member: i };
      }
      if (view.peers[i] !== null && !view.peers[i].setName) {
        return reconfigure(view.config, members.concat([{ _id: i, host: view.hosts[i], votes: 0, priority: 0 }]));
      }
      waiting.push(view.hosts[i]);
    }
  }
  for (var j = 0; j < view.hosts.length; j++) {
    if (find(members, j) && find(members, j).votes === 0) {
      if (view.states === undefined) {
        return { act: "read-states" };
      }
      if (view.states[view.hosts[j]] === "SECONDARY") {
        return reconfigure(view.config, members.map(withVote(j)));
      }
      waiting.push(view.hosts[j]);
    }
  }
  return rest("primary", waiting.length ? "waits for " + waiting.join(", ") : "all members and users are there");
}

function find(members, ordinal) {
  return members.filter(function (member) {
    return member._id === ordinal;
  })[0];
}

function withVote(ordinal) {
  return function (member) {
    return member._id === ordinal ? Object.assign({}, member, { votes: 1, priority: 1 }) : member;
  };
}

function reconfigure(config, members) {
  return { act: "reconfigure", config: Object.assign({}, config, { version: config.version + 1, members: members }) };
}

// for tests under Node; the shells have no module of their own
if (typeof module === "object") {
  module.exports = { decide: decide, BLANK_ROUNDS: BLANK_ROUNDS };
}

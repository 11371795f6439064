// The agent of a member: looks every few seconds, decides (decide.js), acts, and prints a line that begins with "status "
// for record.sh. Runs in mongosh and in the mongo shell of MongoDB 4.4. agent.sh gives it pod (its name) and the folders
// scripts, runFolder, loginFolder and caFile. A callback of an array must not talk to a server: mongosh could not wait.

var ROUND_SECONDS = 5;
var MAJORITY = { w: "majority", wtimeout: 10000 };
var AUTHENTICATION_FAILED = 18;
var UNAUTHORIZED = 13;
var ALREADY_INITIALIZED = 23;
var DUPLICATE_USER = 51003;

var ordinal = Number(pod.slice(pod.lastIndexOf("-") + 1));
var inMongosh = typeof cat !== "function";
var connection = null; // to the own mongod, without a login
var root = null; // the same, logged in
var rootPassword = null; // the last one that was accepted
var usersSetFor = null; // election and passwords for which the users are known to be right
var blankRounds = 0;
var answered = "-"; // the last request to leave that was answered

function readText(path) {
  return inMongosh ? require("fs").readFileSync(path, "utf8") : cat(path);
}

function readIfThere(path) {
  try {
    return readText(path).trim();
  } catch (missing) {
    return "";
  }
}

/** A login as the Secret has it, to the byte, since clients take it like that too. */
function secret(name) {
  var text = readText(loginFolder + "/" + name);
  if (text === "" || /[\x00-\x1f\x7f]/.test(text)) {
    throw new Error("the Secret's " + name + " is empty, or holds a line end or another control character");
  }
  return text;
}

function log(text) {
  print(new Date().toISOString() + " " + text);
}

/** Over the loopback interface, where the localhost exception holds. */
function local(settings) {
  var own = settings.members[ordinal];
  return "127.0.0.1:" + (own ? own.split(":")[1] : "27017");
}

function url(settings, host, user, password, source) {
  var options = [];
  if (inMongosh) {
    options.push("directConnection=true", "serverSelectionTimeoutMS=3000", "connectTimeoutMS=3000", "socketTimeoutMS=30000");
  }
  if (settings.tls) {
    // the certificate names the member, not the loopback address
    options.push("tls=true");
    if (inMongosh) {
      options.push("tlsCAFile=" + encodeURIComponent(caFile));
      if (host === local(settings)) {
        options.push("tlsAllowInvalidHostnames=true");
      }
    }
  }
  if (user) {
    options.push("authSource=" + source);
  }
  var login = user ? encodeURIComponent(user) + ":" + encodeURIComponent(password) + "@" : "";
  return "mongodb://" + login + host + "/admin" + (options.length ? "?" + options.join("&") : "");
}

/** A reply, also where the shell throws: ok 0, code and errmsg then say why. */
function run(mongo, database, command) {
  var reply;
  try {
    // not returned from here: mongosh would wait for it outside of this try
    reply = mongo.getDB(database).runCommand(command);
  } catch (failure) {
    reply = { ok: 0, code: failure.code, errmsg: failure.message };
  }
  return reply;
}

function close(mongo) {
  try {
    if (mongo) {
      mongo.close();
    }
  } catch (closed) {
    // nothing is lost
  }
}

function hello(settings, host) {
  var mongo = null;
  try {
    mongo = new Mongo(url(settings, host));
    var reply = run(mongo, "admin", { hello: 1 });
    return reply.ok ? reply : null;
  } catch (unreachable) {
    return null;
  } finally {
    close(mongo);
  }
}

function helloOfSelf(settings) {
  try {
    if (connection === null) {
      connection = new Mongo(url(settings, local(settings)));
    }
    var reply = run(connection, "admin", { hello: 1 });
    if (reply.ok) {
      return reply;
    }
  } catch (unreachable) {
    // it is starting, or it is down
  }
  close(connection);
  connection = null;
  forgetRoot();
  return null;
}

function forgetRoot() {
  close(root);
  root = null;
}

/** Whether a password is right; throws when that cannot be found out. The connection is the caller's. */
function logIn(settings, user, password, source) {
  var mongo = null;
  try {
    mongo = new Mongo(url(settings, local(settings), user, password, source));
    var reply = run(mongo, source, { ping: 1 });
    if (reply.ok) {
      return mongo;
    }
    throw reply;
  } catch (failure) {
    close(mongo);
    if (failure.code === AUTHENTICATION_FAILED || /[Aa]uthentication failed/.test(failure.message || failure.errmsg)) {
      return null;
    }
    throw new Error("login of " + user + ": " + (failure.message || failure.errmsg));
  }
}

/** With the present password, or with the one before, which is replaced then. */
function logInAsRoot(settings) {
  var password = secret("root-password");
  if (root !== null && password === rootPassword) {
    if (run(root, "admin", { ping: 1 }).ok) {
      return "accepted";
    }
    forgetRoot();
  }
  var present = logIn(settings, "root", password, "admin");
  if (present === null && rootPassword !== null && password !== rootPassword) {
    present = logIn(settings, "root", rootPassword, "admin");
    if (present !== null) {
      must(run(present, "admin", { updateUser: "root", pwd: password, writeConcern: MAJORITY }), "new password of root");
      log("changed the password of root");
    }
  }
  if (present === null) {
    return "refused";
  }
  forgetRoot();
  root = present;
  rootPassword = password;
  return "accepted";
}

function must(reply, what) {
  if (!reply.ok) {
    throw new Error(what + ": " + reply.errmsg);
  }
}

/**
 * Through the localhost exception: mongod lets a connection from its own host create the first user, and nobody else
 * (AuthorizationSessionImpl::_getDefaultPrivileges). It refuses by itself when it is no primary or has a user.
 */
function createRoot() {
  var password = secret("root-password");
  var roles = [{ role: "root", db: "admin" }];
  var reply = run(connection, "admin", { createUser: "root", pwd: password, roles: roles, writeConcern: MAJORITY });
  if (reply.ok || reply.code === DUPLICATE_USER) {
    log("created root");
    return undefined;
  }
  if (reply.code === UNAUTHORIZED) {
    return "locked-out";
  }
  throw new Error("creating root: " + reply.errmsg);
}

function wantedUsers(settings) {
  var users = [
    {
      name: secret("username"),
      password: secret("password"),
      database: settings.database,
      // dbAdmin: StackStorm makes and drops indexes
      roles: [
        { role: "readWrite", db: settings.database },
        { role: "dbAdmin", db: settings.database },
      ],
    },
  ];
  if (settings.exporter) {
    users.push({
      name: settings.exporter,
      password: secret("exporter-password"),
      database: "admin",
      roles: [
        { role: "clusterMonitor", db: "admin" },
        { role: "read", db: "local" },
      ],
    });
  }
  return users;
}

function setUsers(settings) {
  var users = wantedUsers(settings);
  for (var i = 0; i < users.length; i++) {
    setUser(settings, users[i]);
  }
}

function setUser(settings, user) {
  var found = run(root, user.database, { usersInfo: user.name });
  must(found, "looking for user " + user.name);
  var there = found.users.length > 0;
  if (there) {
    var mongo = logIn(settings, user.name, user.password, user.database);
    close(mongo);
    if (mongo !== null && sameRoles(found.users[0].roles, user.roles)) {
      return;
    }
  }
  var command = there ? { updateUser: user.name } : { createUser: user.name };
  command.pwd = user.password;
  command.roles = user.roles;
  command.writeConcern = MAJORITY;
  must(run(root, user.database, command), (there ? "updating user " : "creating user ") + user.name);
  log((there ? "updated user " : "created user ") + user.name);
}

function sameRoles(some, others) {
  function names(roles) {
    return JSON.stringify(
      roles
        .map(function (role) {
          return role.db + "." + role.role;
        })
        .sort()
    );
  }
  return names(some) === names(others);
}

/** What the users depend on: who is primary since when, and the passwords. */
function circumstances(settings, self) {
  return JSON.stringify([String(self.electionId), wantedUsers(settings)]);
}

function act(action, view, settings) {
  switch (action.act) {
    case "ask":
      view.peers[action.member] = hello(settings, view.hosts[action.member]);
      break;
    case "initiate":
      initiate(action.config, settings);
      return false;
    case "log-in":
      view.login = logInAsRoot(settings);
      break;
    case "create-root":
      if (view.created) {
        throw new Error("root was created, and cannot log in");
      }
      view.created = true;
      view.login = createRoot();
      break;
    case "set-users":
      setUsers(settings);
      usersSetFor = circumstances(settings, view.self);
      view.usersAreSet = true;
      break;
    case "read-config":
      var read = run(root, "admin", { replSetGetConfig: 1 });
      must(read, "reading the configuration");
      view.config = read.config;
      break;
    case "read-states":
      view.states = states();
      break;
    case "reconfigure":
      must(run(root, "admin", { replSetReconfig: action.config }), "reconfiguring");
      log("reconfigured: " + JSON.stringify(action.config.members));
      return false;
    default:
      throw new Error("unknown action " + action.act);
  }
  return true;
}

function initiate(config, settings) {
  config._id = settings.replicaSet;
  var reply = run(connection, "admin", { replSetInitiate: config });
  if (!reply.ok) {
    // has a configuration that it has not loaded, or that does not name it any more: hello looks the same then
    throw new Error(reply.code === ALREADY_INITIALIZED ? "mongod has a configuration after all" : reply.errmsg);
  }
  log("initiated the set " + settings.replicaSet + " of " + config.members.length);
}

function states() {
  var status = run(root, "admin", { replSetGetStatus: 1 });
  must(status, "reading the status");
  var found = {};
  status.members.forEach(function (member) {
    found[member.name] = member.stateStr;
  });
  return found;
}

function isPrimary(self) {
  return !!self && !!self.setName && !!(self.isWritablePrimary || self.ismaster);
}

function changes(action) {
  return ["initiate", "create-root", "set-users", "reconfigure"].indexOf(action.act) >= 0;
}

/** One round; answers what it ended with. */
function round(settings) {
  var self = helloOfSelf(settings);
  var view = { ordinal: ordinal, hosts: settings.members, self: self, peers: {}, blankRounds: blankRounds };
  var state = isPrimary(self) ? "primary" : "blank";
  var action = { act: "reading the logins" };
  try {
    view.usersAreSet = isPrimary(self) && usersSetFor === circumstances(settings, self);
    action = decide(view);
    while (action.act !== "rest") {
      if (changes(action) && readIfThere(runFolder + "/hold") !== "") {
        return { state: state, detail: "held: would " + action.act };
      }
      if (!act(action, view, settings)) {
        action = { state: state, detail: action.act + ": done" };
        break;
      }
      action = decide(view);
    }
  } catch (failure) {
    action = { state: state, detail: action.act + " failed: " + failure.message };
  }
  blankRounds = action.allBlank ? blankRounds + 1 : 0;
  return action;
}

/** Hands the set to another member before mongod ends. Whatever fails, mongod ends all the same. */
function leave(settings) {
  var self = helloOfSelf(settings);
  if (isPrimary(self) && settings.members.length > 1) {
    try {
      if (logInAsRoot(settings) === "accepted") {
        var reply = run(root, "admin", { replSetStepDown: 60, secondaryCatchUpPeriodSecs: 10 });
        log("stepped down: " + (reply.ok ? "yes" : reply.errmsg));
      }
    } catch (failure) {
      log("did not step down: " + failure.message);
    }
  }
}

function report(settled) {
  print("status " + settled.state + " " + answered + " " + String(settled.detail).replace(/\s+/g, " "));
}

function main() {
  for (;;) {
    // read anew each time: kubelet brings other members and other passwords into a running pod
    var settings = JSON.parse(readText(scripts + "/settings.json"));
    report(round(settings));
    for (var second = 0; second < ROUND_SECONDS; second++) {
      sleep(1000);
      var request = readIfThere(runFolder + "/leave");
      if (request !== "" && request !== answered) {
        leave(settings);
        answered = request;
        break;
      }
    }
  }
}

main();

// Users and logins of the stand-in: SCRAM-SHA-256 (RFC 7677), which is what every client of today speaks.
"use strict";
const crypto = require("crypto");

const ITERATIONS = 4096;

function hmac(key, text) {
  return crypto.createHmac("sha256", key).update(text).digest();
}

function hash(data) {
  return crypto.createHash("sha256").update(data).digest();
}

/** What is kept of a password. */
function secret(password) {
  const salt = crypto.randomBytes(28);
  const salted = crypto.pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  return {
    salt: salt.toString("base64"),
    stored: hash(hmac(salted, "Client Key")).toString("base64"),
    server: hmac(salted, "Server Key").toString("base64"),
  };
}

function field(text, name) {
  const found = text.split(",").find((part) => part.startsWith(name + "="));
  return found && found.slice(2);
}

/** saslStart: the first answer, or null for an unknown user. find(name) answers what is kept of one. */
function start(client, payload, database, find) {
  const bare = payload.toString().slice(3);
  const name = field(bare, "n").replace(/=2C/g, ",").replace(/=3D/g, "=");
  const user = find(name);
  if (!user) {
    return null;
  }
  const nonce = field(bare, "r") + crypto.randomBytes(18).toString("base64");
  const answer = `r=${nonce},s=${user.secret.salt},i=${ITERATIONS}`;
  client.scram = { user, database, begun: `${bare},${answer}`, nonce };
  return Buffer.from(answer);
}

/** saslContinue: the last answer, or null when the password was another. */
function finish(client, payload) {
  const { user, begun, nonce } = client.scram;
  const text = payload.toString();
  const message = `${begun},${text.slice(0, text.lastIndexOf(",p="))}`;
  const stored = Buffer.from(user.secret.stored, "base64");
  const signature = hmac(stored, message);
  const proof = Buffer.from(field(text, "p"), "base64");
  const key = Buffer.from(proof.map((byte, i) => byte ^ signature[i]));
  if (field(text, "r") !== nonce || !hash(key).equals(stored)) {
    return null;
  }
  return Buffer.from(`v=${hmac(Buffer.from(user.secret.server, "base64"), message).toString("base64")}`);
}

module.exports = { secret, start, finish };

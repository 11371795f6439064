// check.js SCENARIO: tries every order of steps that world.js allows, and prints one line of JSON. It fails with the steps
// that lead there when a rule is broken, or when from some state no fair run ends with a whole set: after the last fault
// every step that stays possible is taken at some time, so it is enough that a whole set can be reached from everywhere,
// and is not left again.
"use strict";
const world = require("./world.js");

const NONE = { crashes: 0, losses: 0, cuts: 0, kills: 0 };
const LOOKS_BLANK = { looksBlankWhileLoading: true, mongodChecks: true };
const AGENT_ALONE = { looksBlankWhileLoading: false, mongodChecks: false };
const SCENARIOS = {
  "first-start": { from: () => world.start(3, 3, { ...NONE, kills: 2 }), model: LOOKS_BLANK },
  "one-crash": { from: () => world.start(3, 3, { ...NONE, crashes: 1, losses: 1, kills: 1 }), model: LOOKS_BLANK },
  "crashes": { from: () => world.start(3, 3, { ...NONE, crashes: 2, losses: 1 }), model: LOOKS_BLANK },
  "partition": { from: () => world.start(3, 3, { ...NONE, cuts: 1, crashes: 1, losses: 1 }), model: LOOKS_BLANK },
  "agent-alone": { from: () => world.start(3, 3, { ...NONE, crashes: 2, losses: 1, kills: 1 }), model: AGENT_ALONE },
  "living": { from: () => world.living(3, 3, { ...NONE, crashes: 2, losses: 1, cuts: 1 }), model: LOOKS_BLANK },
  "one-to-three": { from: () => world.living(1, 3, { ...NONE, crashes: 1, kills: 1 }), model: LOOKS_BLANK },
  "three-to-five": { from: () => world.living(3, 5, NONE), model: LOOKS_BLANK },
};

function explore({ from, model }) {
  const first = world.normal(from());
  const numbers = new Map([[world.key(first), 0]]);
  const queue = [first];
  const cameFrom = [-1];
  const cameBy = [""];
  const back = []; // for each state, those that lead to it without a fault
  const whole = [];
  const path = (at) => (at < 0 ? [] : [...path(cameFrom[at]), cameBy[at]]);
  const fail = (text, at) => {
    console.error([text, ...path(at).filter((step) => step)].join("\n  "));
    process.exit(1);
  };
  let edges = 0;
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at];
    queue[at] = undefined;
    const isWhole = world.whole(state);
    if (isWhole) {
      whole.push(at);
    }
    for (const [name, next, fault] of world.steps(state, model, (text) => fail(text, at))) {
      const key = world.key(next);
      let to = numbers.get(key);
      if (to === undefined) {
        to = queue.push(next) - 1;
        numbers.set(key, to);
        cameFrom.push(at);
        cameBy.push(name);
      }
      if (!fault) {
        (back[to] = back[to] || []).push(at);
        if (isWhole && !world.whole(next)) {
          fail(`a whole set is left by: ${name}`, at);
        }
      }
      edges++;
    }
  }
  const ends = new Uint8Array(queue.length);
  const waiting = [...whole];
  whole.forEach((at) => (ends[at] = 1));
  while (waiting.length) {
    for (const before of back[waiting.pop()] || []) {
      if (!ends[before]) {
        ends[before] = 1;
        waiting.push(before);
      }
    }
  }
  const stuck = ends.indexOf(0);
  if (stuck >= 0) {
    fail("no whole set can be reached after:", stuck);
  }
  return { states: queue.length, steps: edges, whole: whole.length };
}

for (const name of process.argv.slice(2)) {
  const began = Date.now();
  const result = explore(SCENARIOS[name]);
  console.log(JSON.stringify({ scenario: name, ...result, seconds: Math.round((Date.now() - began) / 100) / 10 }));
}

// SPDX-License-Identifier: Apache-2.0
// `make bench`: how long whole processes take, as ratios to a floor (an App with one chart and one ConfigMap, run in
// the same way); what memory they need; how often they ask jsii. Ratios carry over from machine to machine; seconds do
// not. Runs of the different programs alternate, so that a busy moment hits all of them.
//   BENCH_RUNS=11   runs of each program; of those with many clusters a third
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const RUNS = Number(process.env.BENCH_RUNS ?? 11);
const GOALS = { defaultCluster: 1.6, furtherCluster: 0.15, peakMiB: 512 };
const CLUSTERS = [1, 10, 50, 100];
const WORK = 'target/bench';

process.env.CDK8S_CHECK_UPGRADE = 'false';
process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20,22,24';
process.env.JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION = '1';
process.env.JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION = '1';

// The app's own command, made by build/app.sh, is the measure of how the others are run.
const appArgs = readFileSync('target/app.args', 'utf8').split(/\s+/).filter(Boolean);
const options = appArgs.filter((argument) => argument.startsWith('-X') && !argument.includes('SharedArchiveFile'));
const classPath = appArgs[appArgs.indexOf('-cp') + 1];
const mainClass = appArgs.at(-1);

function run(command, args, env = {}) {
  const start = process.hrtime.bigint();
  const result = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${result.error ?? result.stderr}`);
  }
  return { seconds, stdout: result.stdout };
}

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

rmSync(WORK, { recursive: true, force: true });
mkdirSync(`${WORK}/classes`, { recursive: true });
execFileSync('javac', ['--release', '17', '-proc:none', '-cp', classPath, '-d', `${WORK}/classes`, 'bench/BenchApp.java']);
execFileSync('jar', ['--create', '--file', `${WORK}/bench.jar`, '-C', `${WORK}/classes`, '.']);

const benchArgs = (clusters) => ['-cp', `${WORK}/bench.jar:${classPath}`, 'BenchApp', `${WORK}/out-${clusters}`, `${clusters}`];
const archive = (clusters) => `${WORK}/${clusters === 0 ? 'floor' : 'cluster'}.jsa`;
const benchApp = (clusters) => () =>
  run('java', [`-XX:SharedArchiveFile=${archive(clusters)}`, ...options, ...benchArgs(clusters)]);

for (const clusters of [0, 1]) {
  run('java', [`-XX:ArchiveClassesAtExit=${archive(clusters)}`, ...options, ...benchArgs(clusters)]);
}

const programs = {
  floor: benchApp(0),
  ...Object.fromEntries(CLUSTERS.map((clusters) => [`clusters ${clusters}`, benchApp(clusters)])),
  'direct, no JVM options': () => run('java', ['-cp', classPath, mainClass, `${WORK}/dist`]),
  'direct, no class-data archive': () => run('java', [...options, '-cp', classPath, mainClass, `${WORK}/dist`]),
  direct: () => run('java', ['@target/app.args', `${WORK}/dist`]),
  'cdk8s synth': () => run('node_modules/.bin/cdk8s', ['synth']),
  'npx cdk8s synth': () => run('npx', ['cdk8s', 'synth']),
};

const samples = Object.fromEntries(Object.keys(programs).map((name) => [name, { seconds: [], peakMiB: [] }]));
for (let round = 0; round < RUNS; round++) {
  process.stderr.write(`\rround ${round + 1} of ${RUNS} `);
  for (const [name, program] of Object.entries(programs)) {
    if (/clusters \d\d/.test(name) && round % 3 !== 0) continue;
    const { seconds, stdout } = program();
    samples[name].seconds.push(seconds);
    const peak = /VmHWM:\s+(\d+) kB/.exec(stdout);
    if (peak) samples[name].peakMiB.push(Number(peak[1]) / 1024);
  }
}
process.stderr.write('\r\x1b[K');

// Round trips: the kernel is taken out of its jar, and a listener put before it.
const runtimeJar = classPath.split(':').find((jar) => jar.includes('jsii-runtime'));
mkdirSync(`${WORK}/kernel`);
execFileSync('jar', ['--extract', '--file', `../../../${runtimeJar}`], { cwd: `${WORK}/kernel` });

function trips(clusters) {
  run('java', [...options, ...benchArgs(clusters)], {
    JSII_RUNTIME: 'node bench/tee.mjs',
    BENCH_KERNEL: `${WORK}/kernel/software/amazon/jsii/bin/jsii-runtime.js`,
    BENCH_TRIPS: `${WORK}/trips-${clusters}`,
  });
  const requests = readFileSync(`${WORK}/trips-${clusters}`, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const objects = readdirSync(`${WORK}/out-${clusters}`)
    .map((file) => readFileSync(`${WORK}/out-${clusters}/${file}`, 'utf8').match(/^kind:/gm).length)
    .reduce((sum, count) => sum + count, 0);
  const kinds = { objects: 0, constructs: 0, other: 0 };
  for (const request of requests) {
    if (request.api !== 'create') kinds.other++;
    else if (/\.k8s\.Kube/.test(request.fqn)) kinds.objects++;
    else kinds.constructs++;
  }
  return { requests: requests.length, objects, kinds };
}

const counted = { floor: trips(0), 'one cluster': trips(1), 'two clusters': trips(2) };
const further = {
  requests: counted['two clusters'].requests - counted['one cluster'].requests,
  objects: counted['two clusters'].objects - counted['one cluster'].objects,
  constructs: counted['two clusters'].kinds.constructs - counted['one cluster'].kinds.constructs,
  other: counted['two clusters'].kinds.other - counted['one cluster'].kinds.other,
};

const seconds = Object.fromEntries(Object.entries(samples).map(([name, sample]) => [name, median(sample.seconds)]));
const floor = seconds.floor;
const steps = CLUSTERS.slice(1).map((clusters, i) => ({
  from: CLUSTERS[i],
  to: clusters,
  ratio: (seconds[`clusters ${clusters}`] - seconds[`clusters ${CLUSTERS[i]}`]) / (clusters - CLUSTERS[i]) / floor,
}));
const peaks = samples['clusters 100'].peakMiB;
const goals = [
  { goal: 'default cluster, x floor', value: seconds['clusters 1'] / floor, limit: GOALS.defaultCluster },
  ...steps.map(({ from, to, ratio }) => ({
    goal: `each further cluster, ${from} to ${to}, x floor`,
    value: ratio,
    limit: GOALS.furtherCluster,
  })),
  { goal: 'JVM peak, 100 clusters, MiB', value: peaks.length ? median(peaks) : null, limit: GOALS.peakMiB },
  // Beyond its objects and constructs, a further cluster should ask jsii nothing.
  { goal: 'round trips beyond objects and constructs', value: further.other, limit: 0 },
].map((goal) => ({ ...goal, met: goal.value === null ? null : goal.value <= goal.limit }));

const row = (name, ...cells) => console.log(name.padEnd(46) + cells.map((cell) => `${cell}`.padStart(12)).join(''));
row('program (median)', 'seconds', 'x floor');
for (const [name, value] of Object.entries(seconds)) {
  row(name.replace(/^clusters/, 'App with clusters:'), value.toFixed(2), (value / floor).toFixed(2));
}
console.log();
row('round trips to jsii', 'requests', 'objects', 'constructs', 'other');
for (const [name, { requests, kinds }] of Object.entries(counted)) {
  row(name, requests, kinds.objects, kinds.constructs, kinds.other);
}
row('each further cluster', further.requests, further.objects, further.constructs, further.other);
console.log();
row('goal', 'value', 'limit', '');
for (const { goal, value, limit, met } of goals) {
  row(goal, value === null ? '-' : Number(value.toFixed(3)), limit, met === null ? 'unknown' : met ? 'pass' : 'OVER');
}

const report = {
  machine: { node: process.version, cores: cpus().length, runs: RUNS },
  seconds,
  ratios: Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, value / floor])),
  furtherCluster: steps,
  peakMiB: Object.fromEntries(
    Object.entries(samples).filter(([, { peakMiB }]) => peakMiB.length).map(([name, { peakMiB }]) => [name, median(peakMiB)]),
  ),
  roundTrips: { ...counted, furtherCluster: further },
  goals,
  samples,
};
writeFileSync('target/bench.json', `${JSON.stringify(report, null, 2)}\n`);
console.log('\nWritten to target/bench.json');

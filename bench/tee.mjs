// SPDX-License-Identifier: Apache-2.0
// Stands between a JVM and the jsii kernel and notes each request, one JSON document a line, in the file BENCH_TRIPS.
// Run through JSII_RUNTIME; BENCH_KERNEL is the real kernel.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const kernel = spawn(process.execPath, [process.env.BENCH_KERNEL], { stdio: ['pipe', 'inherit', 'inherit'] });
const log = createWriteStream(process.env.BENCH_TRIPS);

process.stdin.on('data', (chunk) => {
  log.write(chunk);
  kernel.stdin.write(chunk);
});
process.stdin.on('end', () => kernel.stdin.end());
kernel.on('exit', (status) => log.end(() => process.exit(status ?? 1)));

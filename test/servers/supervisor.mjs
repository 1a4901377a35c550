// Runs one server and makes sure that it ends. The first line of standard input says what to run; the end of
// standard input, which also comes when the process at the other end crashes or is killed, ends the server and
// removes its folders. It leads a process group of its own, so that a Ctrl-C at the terminal reaches it only through
// the end of its input.
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const GRACE = 4000;
let spec;
let server;
let ended = false;

const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
process.stdout.on('error', () => {});
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});

const leave = () => {
  for (const folder of spec?.remove ?? []) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(0);
};

const start = (line) => {
  spec = JSON.parse(line);
  const log = openSync(spec.log, 'a');
  server = spawn(spec.command, spec.args, { ...spec.options, stdio: ['ignore', log, log] });
  server.on('spawn', () => tell({ pid: server.pid }));
  server.on('error', (error) => {
    ended = true;
    tell({ exit: error.message });
  });
  server.on('exit', (code, signal) => {
    ended = true;
    tell({ exit: String(signal ?? code) });
  });
};

const stop = () => {
  if (!server || ended) return leave();
  server.once('exit', leave);
  server.kill(spec.signal);
  setTimeout(() => server.kill('SIGKILL'), GRACE).unref();
};

const input = createInterface({ input: process.stdin });
input.once('line', start);
input.once('close', stop);
process.once('SIGTERM', stop);

// What both `npm test` and `npm run demo` do first, on a machine that has only Node. Plain JavaScript with no package
// behind it, and nothing that Node 12 would not parse.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const json = (path) => JSON.parse(readFileSync(at(path), 'utf8'));

/** One sentence when this Node is too old, else undefined. */
export const nodeTrouble = (version = process.versions.node) => {
  const wanted = json('package.json').engines.node.replace('>=', '');
  const number = (text) => text.split('.').reduce((sum, part) => sum * 1000 + Number.parseInt(part, 10), 0);
  if (number(version) >= number(wanted)) return undefined;
  return `vaultseed needs Node.js ${wanted} or newer; this is ${version}.`;
};

/** Runs a program with its output on ours; resolves to its exit code, 127 when there is no such program. */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code === null ? 1 : code));
  });

/** What is missing of the tools that the test servers come through: sentences. */
export const toolTrouble = async (tools) => {
  const missing = [];
  for (const { command, args, need } of tools)
    if ((await run(command, args, { stdio: 'ignore' })) !== 0) missing.push(need);
  return missing;
};

export const PYTHON = {
  command: 'python3',
  args: ['--version'],
  need: 'Python 3 (python3) is not installed: OpenBao and the AWS stand-in come as Python packages.',
};
export const GO = {
  command: 'go',
  args: ['version'],
  need: 'Go is not installed: HashiCorp Vault is built with it, and is left out without it.',
};

// npm's own record of what is in node_modules against the lock file; by content, because times change with every
// checkout.
const upToDate = () => {
  if (!existsSync(at('node_modules/.package-lock.json'))) return false;
  const here = json('node_modules/.package-lock.json').packages;
  return Object.entries(json('package-lock.json').packages).every(
    ([path, { version, optional }]) => path === '' || (path in here ? here[path].version === version : optional),
  );
};

const npm = (...args) =>
  process.env.npm_execpath ? run(process.execPath, [process.env.npm_execpath, ...args]) : run('npm', args);

/** Installs the packages if they are not there or not those of the lock file. Exit code. */
export const install = () => {
  if (upToDate()) return 0;
  console.error('installing packages (npm ci)');
  return npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
};

export const build = () => run(process.execPath, ['cmd/build.mjs'], { stdio: ['ignore', 2, 2] });

/** Runs one of our TypeScript files. */
export const tsx = (...args) => run(process.execPath, ['node_modules/tsx/dist/cli.mjs', ...args]);

const isMain = process.argv[1] === fileURLToPath(import.meta.url);
const main = async () => {
  const trouble = nodeTrouble();
  if (trouble) console.error(trouble);
  process.exitCode = trouble ? 1 : await install();
};
if (isMain) main();

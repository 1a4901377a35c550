// Bundles the program into one file, `dist/vaultseed.js`, and the licences of what is in it into another.
//
// An old Node must say one clear sentence instead of choking on syntax it does not know, and it parses a whole file
// before it runs the first line. So the file is made to be *parsed* by any Node since 10.4 and to *run* on ours:
// - no `import` or `export` is left in it: the bundle has CommonJS form inside, and the few lines of `HEAD` make the
//   `require` it expects (a package of type "module" has none);
// - syntax newer than Node 10.4 is lowered, which costs a few per cent in size and nothing that can be measured in time;
// - the first statement compares versions, in words that every Node understands.
// Modules that are imported with `import()` are evaluated when that line runs, though they are in the same file.
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version, engines } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const wanted = engines.node.replace('>=', '');

const HEAD = `#!/usr/bin/env node
(function (wanted, here) {
  var older = 0;
  for (var i = 2; i >= 0; i--) if (here[i] !== wanted[i]) older = here[i] < wanted[i];
  if (!older) return;
  console.error('vaultseed needs Node.js ' + wanted.join('.') + ' or newer; this is ' + here.join('.') + '.');
  process.exit(1);
})([${wanted.split('.').join(', ')}], process.versions.node.split('.').map(Number));
var __file = process.getBuiltinModule('fs').realpathSync(process.argv[1]);
var __url = process.getBuiltinModule('url').pathToFileURL(__file).href;
var require = process.getBuiltinModule('module').createRequire(__file);
var module = { exports: {} };
`;

// Undici's front door brings half a browser along (fetch, web sockets, caches, mocks), which takes longer to parse than
// all of our own code. These are the parts that the program uses, put together as the front door does it; another name
// fails the build here.
const UNDICI = `
  import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
  import request from 'undici/lib/api/api-request.js';
  Object.assign(Dispatcher.prototype, { request });
  export { default as Agent } from 'undici/lib/dispatcher/agent.js';
  export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js';
`;
const slimUndici = {
  name: 'slim-undici',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'slim' }));
    onLoad({ filter: /.*/, namespace: 'slim' }, () => ({ contents: UNDICI, resolveDir: at('.') }));
  },
};

/** @param entry path of the program's first file @returns the text of the bundle and the files that went into it */
const bundle = async (entry) => {
  const result = await build({
    entryPoints: [entry],
    absWorkingDir: at('.'),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'], // a "main" in the UMD style asks for its own files in a way that cannot be bundled
    target: 'node10.4',
    minify: true,
    keepNames: false,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [slimUndici],
    define: { 'import.meta.url': '__url', VAULTSEED_VERSION: JSON.stringify(version) },
  });
  return { text: HEAD + result.outputFiles[0].text, inputs: Object.keys(result.metafile.inputs) };
};

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The licence texts of all packages that are in the bundle. Fails for a package that has none. */
const licences = (inputs) => {
  const names = [...new Set(inputs.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []))].sort();
  const parts = names.map((name) => {
    const folder = at(`node_modules/${name}`);
    const { version: its, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
    if (!file) throw new Error(`${name} has no licence file, so it cannot be bundled`);
    return `${name} ${its} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  });
  return `dist/vaultseed.js contains these packages:\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
};

// Written beside and renamed: who runs the program meanwhile never sees half a file.
const put = (path, text, mode) => {
  const fresh = at(`${path}.${process.pid}`);
  writeFileSync(fresh, text);
  chmodSync(fresh, mode);
  renameSync(fresh, at(path));
};

const main = async (entry) => {
  const { text, inputs } = await bundle(entry);
  mkdirSync(at('dist'), { recursive: true });
  put('dist/vaultseed.js', text, 0o755);
  put('dist/THIRD_PARTY_LICENSES', licences(inputs), 0o644);
  const bytes = Buffer.from(text);
  const kilobytes = (data) => `${Math.round(data.length / 1024)} kB`;
  console.log(`dist/vaultseed.js ${version}: ${kilobytes(bytes)}, ${kilobytes(gzipSync(bytes))} compressed`);
};

main(process.argv[2] ?? 'cmd/vaultseed.ts').catch((error) => {
  // What esbuild found wrong with a source it has already shown.
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});

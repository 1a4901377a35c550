// Bundles the program into `dist/`, and the licences of what is in it into one file beside it.
//
// Most of a short run is Node reading the program, so it is cut into pieces that load when a command needs them: where
// the source says `import()`, or `require` of a package. `dist/vaultseed.js` is what people start, and holds next to
// nothing; the pieces lie in a folder that is called after what they hold, `dist/program-HASH`:
// - an old Node must say one clear sentence instead of choking on syntax it does not know, and it parses a whole file
//   before it runs the first line. So the first file is written in words that every Node understands;
// - who runs the program while it is built anew gets the old one or the new one, never a mix: the new folder is there
//   before the first file names it, and the folder it named before stays until the next build.
// The pieces are CommonJS: as modules they took 5 to 8 ms more, for a loader that waits for each. They are ASCII, so that
// V8 keeps a byte for a letter.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version, engines } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const wanted = engines.node.replace('>=', '');

const first = (folder) => `#!/usr/bin/env node
(function (wanted, here) {
  var older = 0;
  for (var i = 2; i >= 0; i--) if (here[i] !== wanted[i]) older = here[i] < wanted[i];
  if (!older) return;
  console.error('vaultseed needs Node.js ' + wanted.join('.') + ' or newer; this is ' + here.join('.') + '.');
  process.exit(1);
})([${wanted.split('.').join(', ')}], process.versions.node.split('.').map(Number));
require('./${folder}/vaultseed.js');
`;

// What few runs need, in the middle of functions that cannot wait for an `import()`. Our own code imports it as anything
// else; here it is loaded when something of it is used for the first time. A package becomes a piece of its own.
const LATE = { ajv: 'ajv/dist/2020.js', diff: 'diff', re2js: 're2js', semver: 'semver', yaml: 'yaml' };
const LATE_PARTS_OF_NODE = ['node:child_process', 'node:crypto', 'node:http', 'node:https', 'node:tls', 'node:zlib'];
/** What packages ask for, by the package, and we never need. */
const UNUSED = {
  'node:child_process': 'commander',
  debug: '(agent-base|https-proxy-agent|socks-proxy-agent)',
  'proxy-agent-negotiate': 'https-proxy-agent',
};
const NOTHING = 'module.exports = () => () => {}; module.exports.createNegotiateAuth = undefined;';
const late = {
  name: 'late',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\w/ }, ({ path, kind, importer }) => {
      if (importer.includes('node_modules')) return undefined;
      if (kind === 'import-statement' && LATE_PARTS_OF_NODE.includes(path))
        return { path: `late:${path}`, external: true };
      const name = Object.keys(LATE).find((name) => LATE[name] === path);
      if (name === undefined) return undefined;
      if (kind === 'import-statement') return { path: `late:./${name}.js`, external: true };
      return kind === 'require-call' ? { path: `./${name}.js`, external: true } : undefined;
    });
    // Commander is ready to start programs, which ours never does. The way through a proxy can write down what it does,
    // and log in by Kerberos.
    for (const [name, user] of Object.entries(UNUSED)) {
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer }) =>
        new RegExp(`/node_modules/${user}/`).test(importer) ? { path: name, namespace: 'unused' } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: NOTHING }));
  },
};
/** Stands for what such a thing exports. */
const LATELY = 'var __late=(load,all)=>new Proxy({},{get:(_,name)=>(all??=load())[name]});';
const lately = (code) => {
  // `import x from` and `import * as x from`: all of it would be asked for at once.
  const whole = /\w\(require\("late:([^"]*)"\)/.exec(code);
  if (whole !== null) throw new Error(`import the names that you need from ${whole[1]}: it is loaded late`);
  const changed = code.replaceAll(/require\("late:([^"]*)"\)/g, '__late(()=>require("$1"))');
  return changed === code ? code : LATELY + changed;
};

/** @param entry path of the program's first file @returns esbuild's result: the pieces as modules, and what is in them */
const modules = (entry) =>
  build({
    entryPoints: { vaultseed: entry, ...LATE },
    absWorkingDir: at('.'),
    outdir: at('dist'),
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm', // the only one that esbuild splits
    chunkNames: '[name]-[hash]',
    mainFields: ['module', 'main'], // a "main" in the UMD style asks for its own files in a way that cannot be bundled
    target: `node${wanted}`,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [late],
    define: { VAULTSEED_VERSION: JSON.stringify(version) },
  });

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** A name for a piece that esbuild called by its hash alone: the package or the room that most of it comes from. */
const nameOf = (path, { inputs, entryPoint }) => {
  const name = basename(path, '.js').replace(/-[A-Z0-9]{8}$/, '');
  if (name === 'dist') return PACKAGE.exec(entryPoint)?.[1] ?? name;
  if (name !== 'chunk') return name;
  const sizes = {};
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    const room = PACKAGE.exec(input)?.[1] ?? input.split('/').slice(0, -1).pop() ?? name;
    sizes[room] = (sizes[room] ?? 0) + bytesInOutput;
  }
  return Object.entries(sizes).sort(([, a], [, b]) => b - a)[0]?.[0] ?? name;
};

/** Old names of the pieces and new ones, which say what is in them. */
const namesOf = (outputs) => {
  const taken = new Set();
  return Object.entries(outputs).map(([path, output]) => {
    const name = nameOf(path, output);
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
    taken.add(free);
    return [basename(path), `${free}.js`];
  });
};

/** @param wrapped the text is a package in the CommonJS style, of which esbuild makes a module with a default export */
const asScript = async (text, wrapped) => {
  const { code } = await transform(text, {
    platform: 'node',
    format: 'cjs',
    target: `node${wanted}`,
    minify: true,
    charset: 'ascii',
    supported: { 'dynamic-import': false }, // it would go through the loader for modules
    define: { 'import.meta.url': '__url' },
  });
  const url = code.includes('__url') ? 'var __url=require("url").pathToFileURL(__filename).href;' : '';
  return `"use strict";${url}${lately(code)}${wrapped ? 'module.exports=module.exports.default;' : ''}`; // strict as modules are
};

/** @param entry path of the program's first file @returns the pieces by name, and the files that went into them */
const pieces = async (entry) => {
  const { outputFiles, metafile } = await modules(entry);
  const names = namesOf(metafile.outputs);
  const renamed = (text) =>
    names.reduce((changed, [old, name]) => changed.replaceAll(`"./${old}"`, `"./${name}"`), text);
  const wrapped = Object.entries(metafile.outputs)
    .filter(([, { entryPoint, exports }]) => entryPoint?.includes('node_modules/') && exports.join() === 'default')
    .map(([path]) => basename(path));
  const scripts = outputFiles.map(async ({ path, text }) => {
    const old = basename(path);
    return [Object.fromEntries(names)[old], await asScript(renamed(text), wrapped.includes(old))];
  });
  return { files: Object.fromEntries(await Promise.all(scripts)), inputs: Object.keys(metafile.inputs) };
};

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
  return `The program in this folder contains these packages:\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
};

// Written beside and renamed: who runs the program meanwhile never sees half a file.
const put = (path, text, mode) => {
  const fresh = at(`${path}.${process.pid}`);
  writeFileSync(fresh, text);
  chmodSync(fresh, mode);
  renameSync(fresh, at(path));
};

/** Writes the folder as a whole, unless it is there: its name says what is in it. @returns its name */
const putProgram = (files) => {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const folder = `program-${hash}`;
  if (existsSync(at(`dist/${folder}`))) return folder;
  const fresh = at(`dist/${folder}.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(fresh, name), text);
  renameSync(fresh, at(`dist/${folder}`));
  return folder;
};

/** The folder that the first file names, as long as there is one. */
const named = () =>
  /program-\w+/.exec(existsSync(at('dist/vaultseed.js')) ? readFileSync(at('dist/vaultseed.js'), 'utf8') : '')?.[0];

const main = async (entry, alone) => {
  const { files, inputs } = await pieces(entry);
  mkdirSync(at('dist'), { recursive: true });
  const before = named();
  const folder = putProgram(files);
  // The package is one of modules, which take longer to start; what is in here is none.
  put('dist/package.json', '{ "type": "commonjs" }\n', 0o644);
  put('dist/vaultseed.js', first(folder), 0o755);
  put('dist/THIRD_PARTY_LICENSES', licences(inputs), 0o644);
  const kept = ['package.json', 'vaultseed.js', 'THIRD_PARTY_LICENSES', folder, ...(alone ? [] : [before])];
  for (const name of readdirSync(at('dist'))) {
    if (!kept.includes(name)) rmSync(at(`dist/${name}`), { recursive: true, force: true });
  }
  const bytes = Buffer.from(Object.values(files).join(''));
  const kilobytes = (data) => `${Math.round(data.length / 1024)} kB`;
  const size = `${kilobytes(bytes)}, ${kilobytes(gzipSync(bytes))} compressed`;
  console.log(`dist/vaultseed.js ${version}: ${size}, in ${Object.keys(files).length} pieces`);
};

// `--alone`: nothing stays beside it, as it is to be packed.
const { values, positionals } = parseArgs({ options: { alone: { type: 'boolean' } }, allowPositionals: true });
main(positionals[0] ?? 'cmd/vaultseed.ts', values.alone ?? false).catch((error) => {
  // What esbuild found wrong with a source it has already shown.
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});

// Undici as the build takes it. Its front door brings half a browser along (fetch, web sockets, caches, mocks), which takes
// longer to read than all of our own code. These are the parts that the program uses, put together as the front door does
// it; another name fails the build here.
const DOOR = `
  import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
  import request from 'undici/lib/api/api-request.js';
  Object.assign(Dispatcher.prototype, { request });
  export { default as Agent } from 'undici/lib/dispatcher/agent.js';
  export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js';
`;

// What is asked for by other parts and never used: HTTP/2 (`allowH2` is off everywhere, and Node's own half of it takes
// milliseconds to load), and bodies that are forms or streams (ours are texts).
const UNUSED = /undici\/lib\/(?:dispatcher\/client-h2|web\/fetch\/body)\.js$/;
const NONE = `module.exports = () => { throw new Error('left out of the bundle'); };
module.exports.extractBody = module.exports;`;

// Undici's parser is WebAssembly, and one function of it is most of it. After a dozen answers V8 takes that function for
// hot and optimises it, which costs more than planning a small seed: 80 ms of CPU, 35 MB, and an exit that waits for it.
// What V8 compiles at first is as fast for a thousand answers; those who get many more still have it optimised. The flag
// counts when a module is made; a V8 of which nobody knows whether it has it is left alone, as it would complain.
const COMPILES = /new WebAssembly\.Module\(/g;
const LATER = `
const compiled = (bytes) => {
  if (Number.parseInt(process.versions.v8, 10) <= 14) require('node:v8').setFlagsFromString('--wasm-tiering-budget=200000000');
  return new WebAssembly.Module(bytes);
};
`;

const patientParser = (text) => {
  const patched = text.replace(COMPILES, 'compiled(');
  if (patched === text) throw new Error('undici makes its parser in another way now: see cmd/undici.mjs');
  return LATER + patched;
};

/** A plugin of esbuild. @param from a folder from which undici can be found @param read a file's text */
export const slimUndici = (from, read) => ({
  name: 'slim-undici',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'slim' }));
    onLoad({ filter: /.*/, namespace: 'slim' }, () => ({ contents: DOOR, resolveDir: from }));
    onLoad({ filter: UNUSED }, () => ({ contents: NONE }));
    onLoad({ filter: /undici\/lib\/dispatcher\/client-h1\.js$/ }, ({ path }) => ({
      contents: patientParser(read(path)),
    }));
  },
});

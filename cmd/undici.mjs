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

/** A plugin of esbuild. @param from a folder from which undici can be found */
export const slimUndici = (from) => ({
  name: 'slim-undici',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'slim' }));
    onLoad({ filter: /.*/, namespace: 'slim' }, () => ({ contents: DOOR, resolveDir: from }));
    onLoad({ filter: UNUSED }, () => ({ contents: NONE }));
  },
});

import { createRequire } from 'node:module';

/** The package that matches as Go does, in linear time. */
export type Engine = typeof import('re2js');

/**
 * Loads the engine when the first pattern is met: that takes 5 to 10 ms, and few seeds have one. Functions give their results
 * at once, so it cannot be `import()`. In the bundle `require` is what the bundler follows; in modules there is none.
 */
const load = (): Engine => (typeof require === 'function' ? require('re2js') : createRequire(import.meta.url)('re2js'));

let loaded: Engine | undefined;

export const engine = (): Engine => {
  loaded ??= load();
  return loaded;
};

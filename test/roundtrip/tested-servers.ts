import type { ServerVersion } from '../../src/kinds/index.ts';
import { serverNames } from '../servers/pins.ts';

/** The servers of the suite, as kinds see them. */
export const testedServers: readonly (ServerVersion & { readonly name: string })[] = serverNames.map((name) => {
  const [product = '', version = ''] = name.split('-');
  return { name, product, version, edition: 'community' };
});

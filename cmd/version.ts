import { readFileSync } from 'node:fs';

/** Put in place by the build. */
declare const VAULTSEED_VERSION: string | undefined;

const ofPackage = (): string => {
  const found: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return found.version;
};

/** The version of this program: written into the bundle, read from `package.json` when run from the source. */
export const version: string = typeof VAULTSEED_VERSION === 'string' ? VAULTSEED_VERSION : ofPackage();

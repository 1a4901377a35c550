import { fileURLToPath } from 'node:url';

/** The program as it is shipped. */
export const PROGRAM =
  process.env.VAULTSEED_PROGRAM ?? fileURLToPath(new URL('../../dist/vaultseed.js', import.meta.url));

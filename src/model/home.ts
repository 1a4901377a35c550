import { homedir } from 'node:os';

/** The home folder of whoever runs this. A user of a container may have a number only, and no home: then nothing is found there. */
export const homeFolder = (env: Readonly<Record<string, string | undefined>>): string => {
  if (env.HOME !== undefined && env.HOME !== '') return env.HOME;
  try {
    return homedir();
  } catch {
    return '/';
  }
};

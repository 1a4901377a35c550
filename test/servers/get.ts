// Fetches and builds every test server ahead of the tests, so that the waiting has a voice.
import { getAll } from './start.ts';

await getAll((line) => process.stderr.write(`${line}\n`));

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Told } from '../../src/report/examples.ts';
import { type OwnServer, ownServer } from '../servers/index.ts';
import { liveExamples } from './errors/live.ts';
import { EXAMPLES, examplesText, playLive } from './errors/play.ts';

const file = join(import.meta.dirname, '../..', EXAMPLES);
const recorded: Readonly<Record<string, Told>> = JSON.parse(readFileSync(file, 'utf8'));

const records = process.env.VAULTSEED_RECORD === '1';

let server: OwnServer;
let told: Readonly<Record<string, Told>> = {};
beforeAll(async () => {
  server = await ownServer('openbao-2.7.2', { dev: true });
  told = await playLive({ address: server.address, close: () => undefined, env: { VAULT_TOKEN: server.token } });
  if (records) writeFileSync(file, examplesText({ ...recorded, ...told }));
});
afterAll(() => server.stop());

describe('the examples of errors that take a server', () => {
  it.each(Object.keys(liveExamples))('%s is met, as recorded (VAULTSEED_RECORD=1 records anew)', (code) => {
    const one = told[code];
    expect(one !== undefined && 'output' in one ? one.output : '').toContain(`[${code}]`);
    if (!records) expect(recorded[code]).toEqual(one);
  });
});

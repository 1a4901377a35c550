import { Pool } from 'undici';
import type { TestServer } from '../servers/secrets.ts';
import type { Load, Write } from './load.ts';

const CONNECTIONS = 16;

export interface Floor {
  readonly write: number;
  readonly read: number;
}

/**
 * The least time, in milliseconds, in which this server takes one write an object and gives one read an object:
 * keep-alive connections, nothing parsed, nothing compared.
 */
export const floor = async (server: TestServer, load: Load, name: string): Promise<Floor> => {
  const pool = new Pool(server.address, { connections: CONNECTIONS });
  const headers = { 'X-Vault-Token': server.token };
  const ask = async (method: 'GET' | 'POST', { path, body }: Write): Promise<void> => {
    const text = method === 'GET' ? null : JSON.stringify(body);
    const answer = await pool.request({ method, path: `/v1/${path}`, headers, body: text });
    await answer.body.dump();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode}`);
  };
  const timed = async (method: 'GET' | 'POST'): Promise<number> => {
    const queue = [...load.objects(name)];
    const began = performance.now();
    const worker = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) await ask(method, next);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    return performance.now() - began;
  };
  await ask('POST', load.place(name));
  const write = await timed('POST');
  const read = await timed('GET');
  await pool.close();
  return { write, read };
};

// The floor: a bare program that asks a server once for each object, over 16 connections that are kept alive. Nothing is
// compared, nothing remembered; the answers are parsed, as any program must.
// `node floor.mjs GET|POST FILE`, where the file lists the objects: [{ "path": …, "body": … }].
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const CONNECTIONS = 16;
const [method, file] = process.argv.slice(2);
const { VAULT_ADDR: address, VAULT_TOKEN: token } = process.env;
const { hostname, port } = new URL(address);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const headers = { 'X-Vault-Token': token, 'Content-Type': 'application/json' };

const ask = ({ path, body }) =>
  new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path: `/v1/${path}`, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      answer.on('end', () => {
        if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode}`));
        else resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
    sent.on('error', reject);
    sent.end(method === 'GET' ? undefined : JSON.stringify(body));
  });

const objects = JSON.parse(readFileSync(file, 'utf8'));
const rest = objects.values();
const worker = async () => {
  for (const object of rest) await ask(object);
};
await Promise.all(Array.from({ length: CONNECTIONS }, worker));
agent.destroy();

import { visible } from '../model/clean.ts';
import type { Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import { answerFrom } from './answer.ts';
import type { Answer, Method } from './client.ts';
import { type Inbound, type Outbound, TURNED_AWAY } from './message.ts';
import type { Where } from './trouble.ts';

const parsed = (text: string): { data: Plain | undefined } | undefined => {
  if (text.trim() === '') return { data: undefined };
  try {
    const data: Plain = JSON.parse(text);
    return { data };
  } catch {
    return undefined;
  }
};

const looksLikePage = (text: string): boolean => /^\s*<(!doctype|html|\?xml)/i.test(text);

const notJson = ({ status, text }: Inbound, { address, request }: Where): Fault => {
  const asked = request ?? 'the first request';
  if (/HTTP request to an HTTPS server/i.test(text)) {
    const help = [`use ${address.replace('http:', 'https:')}`];
    return new Fault('server-speaks-tls', `${address} wants TLS`, { help });
  }
  const form = looksLikePage(text) ? 'with a page for a browser' : 'with something that is not JSON';
  const help = looksLikePage(text)
    ? ['a proxy, a load balancer or a login page may stand before the server, or the address is of something else']
    : ['the answer may have been cut off on its way, or the address is of something else'];
  return new Fault('answer-unreadable', `${address} answered ${asked} ${form} (status ${status})`, {
    help,
    // A load balancer without a server behind it answers with an HTML page.
    passing: TURNED_AWAY.has(status),
  });
};

const nothing = ({ address, request }: Where): Fault =>
  new Fault('answer-unreadable', `${address} answered ${request ?? 'the first request'} with nothing (status 200)`, {
    help: ['a read always brings an object: something between here and the server may have taken it away'],
  });

/** The fault of a redirect that is not followed; only a 307 to another node for the same request is (see `otherNode`). */
const redirected = ({ location = '' }: Inbound, { origin }: Outbound, { where, scrub }: Reading): Fault => {
  const { address, request } = where;
  const target = URL.canParse(location, origin) ? new URL(location, origin) : undefined;
  // It may quote what it was sent.
  const to = target === undefined ? 'nowhere' : visible(scrub(`${target.origin}${target.pathname}`)).slice(0, 300);
  const help =
    target?.origin === origin && request !== undefined
      ? ['the server corrects the path: look for a double slash or a dot segment in a name']
      : ['if that is the server, use its address directly'];
  return new Fault('server-redirects', `${address} redirects ${request ?? 'the first request'} to ${to}`, { help });
};

const tooDeep = ({ address, request }: Where): Fault =>
  new Fault(
    'answer-unreadable',
    `${address} answered ${request ?? 'the first request'} with something nested too deep`,
    {
      help: ['no server does that: the address may be of something else'],
    },
  );

/** What an answer is read for. */
interface Reading {
  readonly where: Where;
  readonly method: Method;
  /** Masks what the run knows as secrets of the place. */
  readonly scrub: (text: string) => string;
}

/**
 * Reads the server's answer out of an HTTP answer.
 * @throws {Fault} when it is a redirect, no JSON, or a read without a body.
 */
export const readInbound = (inbound: Inbound, outbound: Outbound, reading: Reading): Answer => {
  const { where, method, scrub } = reading;
  if (inbound.status >= 300 && inbound.status < 400) throw redirected(inbound, outbound, reading);
  const body = parsed(inbound.text);
  if (body === undefined) throw notJson(inbound, where);
  const isRead = method === 'GET' || method === 'LIST';
  if (isRead && inbound.status === 200 && body.data === undefined) throw nothing(where);
  try {
    return answerFrom(inbound.status, body.data, scrub);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(where);
    throw error;
  }
};

/**
 * The origin of another node that a standby names for the same request; undefined when the answer is anything else.
 * Never from https to http, and never with another path: the token goes along.
 */
export const otherNode = ({ status, location }: Inbound, { origin, path }: Outbound): string | undefined => {
  if (status !== 307 || location === undefined || !URL.canParse(location)) return undefined;
  const target = new URL(location);
  if (target.origin === origin || `${target.username}${target.password}` !== '') return undefined;
  if (target.protocol !== 'https:' && !(target.protocol === 'http:' && origin.startsWith('http:'))) return undefined;
  return `${target.pathname}${target.search}` === path ? target.origin : undefined;
};

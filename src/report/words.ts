import { visible } from '../model/clean.ts';
import { type Change, RISKS, type ServerIdentity } from '../model/plan.ts';
import { apiPath } from './api-path.ts';
import { glyphs, type Style } from './style.ts';

const CAUSES: Readonly<Record<Change['cause'], string>> = {
  seed: 'changed in the seed',
  drift: 'drift: changed on the server',
  both: 'changed in the seed and on the server',
  // The plan says it of every line that does not say something else.
  differs: '',
  dependency: 'something it needs is made anew',
  destroy: '',
  resent: 'sent again',
  unfinished: 'a run ended before it was known to be done',
};

const PRODUCTS: Readonly<Record<string, string>> = { vault: 'Vault', openbao: 'OpenBao' };

/** A product as people write it. */
export const productName = (product: string): string => PRODUCTS[product] ?? visible(product);

/** `Vault 1.21.1`, `Vault 1.21.1 Enterprise`. */
export const productText = (server: ServerIdentity): string =>
  `${productName(server.product)} ${visible(server.version)}${server.edition === 'enterprise' ? ' Enterprise' : ''}`;

/** Which seed meets which server, and as whom: the line that stops somebody who is about to change the wrong one. */
export const headerText = (seed: string, server: ServerIdentity, style: Style): string => {
  const namespace = server.namespace === '' ? '' : `, namespace ${visible(server.namespace)}`;
  const where = `${productText(server)} at ${visible(server.address)}${namespace}`;
  return `${visible(seed)} ${glyphs(style).arrow} ${where}${tokenText(server)}`;
};

const tokenText = ({ token, root }: ServerIdentity): string => {
  if (root) return ' (root token)';
  return token === undefined ? '' : ` (token "${visible(token)}")`;
};

const causeText = (change: Change): string => {
  if (change.action === 'replace' && change.because.length > 0) {
    return `${change.because.join(', ')} cannot be changed in place`;
  }
  if (change.action === 'create' && change.cause === 'drift') return 'drift: missing on the server';
  if (change.action === 'delete' || change.action === 'forget' || change.action === 'adopt') return '';
  // That something new comes from the seed goes without saying.
  return change.action === 'create' && change.cause !== 'dependency' ? '' : CAUSES[change.cause];
};

/** True where an address says what the object is called on the server. */
const tellsName = ({ address, resource: { name } }: Change): boolean => {
  const written = JSON.stringify(name);
  return [`.${name}`, `[${written}]`, `.${written}`, `(${name})`].some((end) => address.endsWith(end));
};

/** What an object is called on the server, where its address does not say so: who approves a plan approves this. */
const calledText = (change: Change): string => {
  const { kind, name } = change.resource;
  if (change.action === 'delete' || change.action === 'forget')
    return tellsPlace(change) ? '' : apiPath(change.resource);
  return tellsName(change) || !kind.named || name === ''
    ? ''
    : `${kind.children === undefined ? 'name' : 'path'} ${name}`;
};

/** What has left the seed has no block that one could look at: its address must say all of where it is, or its path does. */
const tellsPlace = (change: Change): boolean => {
  const { address, resource } = change;
  const { kind, namespace, vars } = resource;
  // Its name is its path.
  if (kind.anywhere && namespace === '' && tellsName(change)) return true;
  const mount = kind.path.includes('{mount}') ? (vars.mount ?? '') : '';
  const around = [namespace, mount].map((path) => path.split('/').at(-1) ?? '');
  const heads = address.split('.');
  return (
    (tellsName(change) || !kind.named) && heads.includes(kind.block) && around.every((name) => address.includes(name))
  );
};

/** Why a change is made and what to know about it, each a few words. */
export const remarksOf = (change: Change): readonly string[] => {
  const risks = [...(change.also ?? []), change.risk].map((risk) => RISKS[risk]);
  const all = [calledText(change), causeText(change), ...change.remarks, ...risks].map((remark) => visible(remark));
  return [...new Set(all)].filter((text) => text !== '');
};

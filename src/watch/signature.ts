import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** How old a signature may be for a receiver that follows our advice, in seconds. */
const TOLERANCE = 300;

/** The secret that both sides know, as something that shows nothing when it is printed. */
export const signingKey = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'utf8'));

const digest = (key: KeyObject, time: number, body: string): Buffer =>
  createHmac('sha256', key).update(`${time}.${body}`).digest();

/** The value of the header: when it was signed (seconds since the epoch), and the HMAC-SHA256 of `TIME.BODY` in hex. */
export const signature = (key: KeyObject, time: number, body: string): string =>
  `t=${time},v1=${digest(key, time, body).toString('hex')}`;

/** What a receiver does with the header: it is of whom it should be of, and not an old one sent again. */
export const isSigned = (key: KeyObject, header: string, { body, now }: { body: string; now: number }): boolean => {
  const [, time = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (given === '' || Math.abs(now - Number(time)) > TOLERANCE) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), digest(key, Number(time), body));
};

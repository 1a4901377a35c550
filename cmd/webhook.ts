import type { Diagnostic } from '../src/model/diagnostic.ts';
import { Secret } from '../src/model/secret.ts';
import { isLoopback, openPost } from '../src/server/index.ts';
import {
  type Clock,
  type DeliveryQueue,
  type Fate,
  openDeliveryQueue,
  signingKey,
  type WebhookMessage,
} from '../src/watch/index.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Shorter ones can be guessed. */
const SHORTEST_SECRET = 16;

const invalid = (message: string): Diagnostic => ({
  code: 'webhook-invalid',
  message,
  help: ['write --webhook https://HOST/PATH, or put it into VAULTSEED_WEBHOOK'],
});

const addressProblem = (text: string): Diagnostic | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The address itself may be a secret: it is not repeated.
  if (url === undefined || !/^https?:$/.test(url.protocol)) return invalid('the webhook is no http or https URL');
  if (url.username !== '' || url.password !== '') return invalid('the webhook holds a name or a password');
  return undefined;
};

const warningsFor = (address: string, secret: string | undefined): readonly Diagnostic[] => {
  const url = new URL(address);
  const plain: Diagnostic = {
    code: 'webhook-plain',
    message: `the webhook goes to ${url.host} in plain text`,
    help: ['names of objects and what was changed in them can be read on the way; use https'],
  };
  const unsigned: Diagnostic = {
    code: 'webhook-unsigned',
    message: 'VAULTSEED_WEBHOOK_SECRET is not set, so nothing that is posted is signed',
    help: ['set it to a random text that the receiver knows'],
  };
  return [
    ...(url.protocol === 'http:' && !isLoopback(url.hostname) ? [plain] : []),
    ...(secret === undefined ? [unsigned] : []),
  ];
};

export interface Webhook {
  /** As people may read it: without its path, which may be a secret. */
  readonly where: string;
  readonly diagnostics: readonly Diagnostic[];
  open(clock: Clock, tell: (message: WebhookMessage, fate: Fate, why: string) => void): Promise<DeliveryQueue>;
}

/** The webhook that is asked for, or what is wrong with it; undefined: none is. */
export const webhookFrom = (flag: string | undefined, env: Env): Webhook | Diagnostic | undefined => {
  const address = flag ?? env.VAULTSEED_WEBHOOK ?? '';
  if (address === '') return undefined;
  const problem = addressProblem(address);
  if (problem !== undefined) return problem;
  const secret = env.VAULTSEED_WEBHOOK_SECRET || undefined;
  if (secret !== undefined && secret.length < SHORTEST_SECRET) {
    return invalid(`VAULTSEED_WEBHOOK_SECRET is shorter than ${SHORTEST_SECRET} characters`);
  }
  const key = secret === undefined ? undefined : signingKey(secret);
  return {
    where: new URL(address).host,
    diagnostics: warningsFor(address, secret),
    open: async (clock, tell) => {
      const post = await openPost(new Secret(address), env);
      const deliveries = openDeliveryQueue({ post, clock, key, tell });
      return {
        take: deliveries.take,
        end: async (patience) => {
          await deliveries.end(patience);
          await post.close();
        },
      };
    },
  };
};

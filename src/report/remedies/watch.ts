import type { Remedies } from './remedy.ts';

/** Of a watch over drift. */
export const watchRemedies = {
  'round-late': [
    'The server answers so slowly that a look at the seed did not end in twice the interval, or in ten minutes if that is longer.',
    'Look at the load of the server. Raise --interval, or --parallelism if the server can take more.',
  ],
  'metrics-unavailable': [
    'The port is taken by another program, often by another watch, or the address is none of this machine.',
    'Give another one: --metrics-address 127.0.0.1:9465, or off.',
  ],
  'token-ends': [
    'The token is not renewable, or has reached the longest life that the server lets it have.',
    'Give the watch a periodic token (token create -period), or an agent that writes a new one to ~/.vault-token.',
  ],
  'token-ended': [
    'The life of the token is over and no other one is where it came from; without one there is nothing to look with.',
    'Give the watch a new token and start it again. A periodic token is renewed for as long as the watch runs.',
  ],
  'webhook-invalid': [
    'The address is no http or https URL, or holds a name and a password.',
    'Write --webhook https://HOST/PATH, or put it into VAULTSEED_WEBHOOK; VAULTSEED_WEBHOOK_SECRET signs what is sent.',
  ],
  'webhook-unsigned': [
    'VAULTSEED_WEBHOOK_SECRET is not set, so the documents have no signature and anybody could send such.',
    'Set it to a random text that the receiver knows, at least 16 characters long.',
  ],
  'server-changed': [
    'The server block of the seed was changed while a watch runs. Its token is not for another server, so nothing is sent there.',
    'Start the watch again if it is meant to look at the other server, with a token of that.',
  ],
  'webhook-plain': [
    'The webhook goes over http to another machine. It holds no secret, but names of objects and what was changed in them.',
    'Use https.',
  ],
  'webhook-failed': [
    'The receiver did not answer, refused the document, or redirected it, which is not followed. The watch goes on.',
    'Look at the receiver with the status or the reason in the message. What was lost stands in the log of the watch.',
  ],
} as const satisfies Remedies;

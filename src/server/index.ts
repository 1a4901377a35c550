export { isNothing, isUnrouted, says } from './answer.ts';
export {
  type Answer,
  type Client,
  type Request,
  requestText,
  type TokenFacts,
  type TokenLease,
} from './client.ts';
export { connect } from './connect.ts';
export { devEnvironment } from './dev-environment.ts';
export { isLoopback } from './loopback.ts';
export { connectWithin } from './patient.ts';
export { openPost, type Post, type PostAnswer } from './post.ts';
export { canRun } from './program.ts';
export { keepRenewed, type Renewal, type RenewalNews } from './renew.ts';
export type { ServerFlags, Settings, SettingsInput } from './settings.ts';
export { settingsFrom } from './settings.ts';
export type { Throwaway } from './throwaway.ts';
export { startThrowaway } from './throwaway.ts';

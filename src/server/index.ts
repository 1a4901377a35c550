export {
  type Answer,
  type Client,
  type ClientStats,
  type Method,
  type Request,
  requestText,
  type TokenFacts,
} from './client.ts';
export { connect } from './connect.ts';
export { devEnvironment } from './dev-environment.ts';
export { canRun } from './program.ts';
export type { SeedServer, ServerFlags, Settings, SettingsInput } from './settings.ts';
export { settingsFrom } from './settings.ts';
export type { Throwaway, ThrowawayOptions } from './throwaway.ts';
export { startThrowaway } from './throwaway.ts';

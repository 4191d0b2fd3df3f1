import type { SyncLog } from '../src/ports.ts'

export const silentLog: SyncLog = { info: () => {}, warn: () => {} }

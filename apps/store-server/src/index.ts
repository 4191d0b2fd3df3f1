export { buildStoreApp, type StoreAppOptions } from './app.ts'
export { createDesk, type Desk } from './desk.ts'
export { Store, type StoreOptions } from './store.ts'
export type { OpeningLine } from './modules/inventory/index.ts'

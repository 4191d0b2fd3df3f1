export { createEventBus, type EventBus, type EventBusOptions, type SubscriberId } from './event-bus.ts'
export { createBroadcaster, type Broadcaster, type BroadcasterOptions, type Socket } from './broadcaster.ts'
export type { EventLog } from './log.ts'
export type { EventMap, EventName, EventOf } from './event-map.ts'
export type {
  CatalogueEvents,
  DeviceEvents,
  PosEvents,
  SaleEvents,
  ShiftEvents,
  StockEvents,
  SyncEvents,
} from './events.ts'

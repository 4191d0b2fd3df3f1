export * from './ports.ts'
export { isOnThisMachine, isPacked } from './packing.ts'
export { backoff, jittered } from './backoff.ts'
export { clampMark, HybridClock, markAfter } from './hybrid-clock.ts'
export * from './outbox.ts'
export * from './push-transport.ts'
export { createPusher, type Pusher, type PusherOptions, type PusherStatus } from './pusher.ts'
export * from './event-handler.ts'
export * from './reofferer.ts'
export * from './digest.ts'
export * from './comparer.ts'
export { answerBuckets, answerRows, type NamedDigest } from './name-rows.ts'
export * from './ingest-store.ts'
export { createIngest, type Ingest, type IngestOptions } from './ingest.ts'
export {
  createRepair,
  StillParked,
  type ParkedEvent,
  type ParkReason,
  type Repair,
  type RepairOptions,
} from './repair.ts'
export * from './fact-envelope.ts'
export { leftAfter } from './left-after.ts'
export { backlogAlarms, hasGap, QUIET_AFTER_MS, storeAlarms, type Backlog, type HeardStore } from './watchdog.ts'
export * from './replica.ts'
export * from './pull-transport.ts'
export { createPuller, type Puller, type PullerOptions, type PullerStatus } from './puller.ts'
export * from './feed.ts'
export { casterTo, type DocumentCaster, type DocumentCasters } from './document-casters.ts'
export { servePull, type PullQuery } from './serve-pull.ts'
export * from './snapshot-format.ts'
export { writeSnapshot } from './snapshot-write.ts'
export { linesOf } from './lines-of.ts'
export { SnapshotBroken } from './snapshot-broken.ts'
export { readSnapshot, type SnapshotPart } from './snapshot-read.ts'
export * from './document-snapshot.ts'

export { createServer, type ServerOptions } from './server.ts'
export { defineModule, type ServerModule } from './module.ts'
export { handle, handleSocket, type CommandRequest, type Handler, type Route, type SocketHandler } from './handle.ts'
export { jsonAnswer, streamAnswer, type Answer } from './http/answer.ts'
export { once, pruneIdempotencyKeys } from './idempotency.ts'
export { startUpkeep, type Chore } from './upkeep.ts'
export { keepDoing } from './keep-doing.ts'
export { AUDIT_RECORDED, recordAudit, recordRefused, type AuditEntry } from './audit/record-audit.ts'
export { auditDesk, type AuditDesk } from './audit/audit-desk.ts'
export { changedFields } from './audit/changed-fields.ts'
export { auditCursor, listAudit, type AuditFilter } from './audit/list-audit.ts'
export {
  exportAnchors,
  anchorFault,
  readAnchorKey,
  readAnchorKeys,
  type AnchorKeys,
  readExportedAnchors,
  type Anchor,
  type AnchorKey,
} from './audit/anchors.ts'
export { readAuditChain } from './audit/read-chain.ts'
export { AUDIT_FAULTS, verifyAuditChain, type ChainReport, type KnownPlace } from './audit/verify-chain.ts'
export { auditHash } from './audit/chain.ts'
export { readOrigins } from './http/cors.ts'
export { readMetricsToken } from './http/metrics-door.ts'
export { BootRefused } from './http/boot-check.ts'
export { urlOf } from './http/paths.ts'
export { ValidationError } from './http/validation.ts'
export type { FieldProblem, Problem } from './http/field-problems.ts'
export type { ProblemBody } from './http/problem.ts'
export type { Needs } from './http/needs.ts'
export { NO_TENANT, type NodeIdentity } from './http/request-of.ts'
export type { ReadinessCheck } from './http/system.ts'
export { serveWebClient, type WebArea, type WebClient } from './http/web-client.ts'

export type { Caller, CallerOf, OperatorCaller, PeerCaller, PublicCaller, UserCaller } from './auth/caller.ts'
export { requireAll, type AccessReader } from './auth/access-reader.ts'
export { storeAccess, type RightsCatalogue } from './auth/store-access.ts'
export { hqAccess } from './auth/hq-access.ts'
export type { Peer, PeerDirectory } from './auth/peer-directory.ts'
export { databasePeers } from './auth/database-peers.ts'
export { createSocketTickets, type SocketTickets } from './auth/socket-tickets.ts'
export { createTokens, type Tokens, type TokenSubject, type TokenVerifier } from './auth/tokens.ts'
export {
  newPeerKey,
  privateKeyOf,
  publicKeyOf,
  signingText,
  signRequest,
  type SignedParts,
  type Signer,
} from './auth/signature.ts'
export { signedFetch, type SignedFetch } from './auth/signed-fetch.ts'

export { createSecretHasher, type HashCost, type SecretHasher } from './secrets/secret-hasher.ts'
export { readPepper } from './secrets/pepper.ts'
export { valueCodeHash } from './secrets/value-code-hash.ts'
export { isTrivialPin } from './secrets/trivial-pin.ts'
export { readOrCreateSecret, replaceSecret } from './secrets/secret-file.ts'

export {
  certificateFacts,
  ensureCertificates,
  hasCertificates,
  prepareRenewal,
  renewCertificates,
  type CertificateFacts,
  type Renewal,
  type StoreCertificates,
} from './tls/store-certificates.ts'
export { endingSoon, type Ending } from './tls/ending-soon.ts'
export { isServerName } from './tls/server-names.ts'
export { listenSecurely, type SecureListener } from './tls/secure-listener.ts'
export { readNodeKey, type NodeKey } from './identity/node-key.ts'
export { createChallenges, type Challenges } from './identity/challenges.ts'
export { SignInDesk, type Account, type LockOut, type Person } from './identity/sign-in-desk.ts'
export { countSessions, endSessions, listRunning, type EndReason, type SessionRow } from './identity/session-rows.ts'
export type { LiveSession } from './identity/sessions.ts'
export { keepCounter, lockedUntil, takeCounter, type Counted } from './identity/login-counters.ts'
export { requireGoodPassword, type PasswordOwner } from './identity/password-rules.ts'
export { newTimeSecret, stepOfCode } from './identity/time-codes.ts'
export { newRecoveryCodes, recoveryDigest } from './identity/recovery-codes.ts'
export { seal, unseal } from './identity/sealed-text.ts'
export { endUserSessions, revokeEverywhere, SESSIONS_CHANNEL, tellEnded } from './identity/hq-revocations.ts'

export { SETTINGS, type SettingKey, type Settings } from './settings/settings.ts'
export type { SettingLevel } from './settings/setting.ts'
export { checkSetting } from './settings/check-setting.ts'
export { settingDefinitions } from './settings/definitions.ts'
export {
  effectiveSettings,
  resolveSettings,
  type EffectiveSetting,
  type SettingPlace,
  type SettingRow,
} from './settings/effective.ts'
export {
  createCatalogueSettings,
  readSettingRows,
  readSettings,
  type CatalogueSettings,
} from './settings/read-settings.ts'

export {
  createCataloguePolicies,
  readPolicies,
  type CataloguePolicies,
  type KeptPolicies,
  type Policies,
} from './policies/read-policies.ts'

export { readRights, rightsHash, signRights, type SignedRights } from './rights/rights-word.ts'

export { steadyMs, systemClock } from './adapters/clock.ts'
export { uuidv7Ids } from './adapters/ids.ts'
export { sha256 } from './adapters/sha256.ts'
export { createLog, type LogOptions } from './log.ts'
export { SyncIncidents, type SyncIncident } from './sync/incidents.ts'
export { listen, ListenRefused, type Listening, type ListenOptions } from './listen.ts'
export { openCursor, pageBy, type KeysetMark } from './http/keyset.ts'
export type { Logger } from 'pino'
export type { FastifyInstance } from 'fastify'

export { appendToOutbox, OUTBOX_WRITTEN, type NewEvent } from './sync/outbox-append.ts'
export { factReader, relayedReader, type Relayed } from './sync/fact-reader.ts'
export { SYNC_PUSH_ACTIONS, withPushRules, type SyncPushActions } from './sync/push-rules.ts'
export { SYNC_PULL_ACTIONS, type PullRules, type SyncPullActions } from './sync/pull-rules.ts'
export { hqIngest } from './sync/hq-ingest.ts'
export { storeIngest } from './sync/store-ingest.ts'
export { hqFeed } from './sync/hq-feed.ts'
export { tillFeed, tillSnapshots, visitTillDocuments } from './sync/till-feed.ts'
export { TILL_ENTITIES } from './sync/till-documents.ts'
export type { StoreRead } from './sync/catalogue-pages.ts'
export { hqSnapshots } from './sync/hq-snapshots.ts'
export { SnapshotCache } from './sync/snapshot-cache.ts'
export { storeAcknowledged, storeOutbox } from './sync/store-outbox.ts'
export { pruneOutbox } from './sync/prune-outbox.ts'
export { forgetDeletions } from './sync/forget-deletions.ts'
export { storeReplica } from './sync/store-replica.ts'
export type { SyncFigures } from './http/metrics.ts'
export { quarantineRoutes, type QuarantineDesk } from './sync/quarantine-routes.ts'
export { CatalogueCache } from './catalogue-cache.ts'
export { schemaHash } from './sync/schema-hash.ts'
export { syncRoutes, versionHeaders, type SyncContact, type SyncServer } from './sync/sync-routes.ts'
export { catalogueNews, NoticeBoard, type ListeningSocket } from './sync/notice-board.ts'
export { areOfRights, LiveNews } from './live/live-news.ts'
export { liveRoutes } from './live/live-routes.ts'
export { SessionSockets } from './live/session-sockets.ts'
export { NoticeClient, openNoticeSocket, type NoticeSocket, type OpenSocket } from './sync/notice-client.ts'
export { type PeerLink, httpAnswer, httpDigests, httpOffer, httpPull, httpPush } from './sync/peer-http.ts'
export { DOCUMENT_CASTERS, ENTITIES, isEntity, tablesOf } from './sync/aggregates.ts'
export { tableName } from './sync/replicated-columns.ts'
export { DIGESTED_TABLES, digestedColumns, rowText } from './sync/digested-tables.ts'
export { saleDigest, stockDigest, type LevelLine } from './sync/ledger-digests.ts'
export { comparisonIn, keepDigests, nameDifference, readDigestRows } from './sync/digest-rows.ts'
export { namedByHqVariant, namedByVariant } from './sync/variant-names.ts'
export { hqDigests, visitHqRows } from './sync/hq-digests.ts'
export { storeDigests } from './sync/store-digests.ts'
export { nodeScheduler } from './sync/node-scheduler.ts'

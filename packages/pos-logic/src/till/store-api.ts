import type {
  BodyOf,
  RegisterId,
  ResponseOf,
  SaleDocument,
  SaleId,
  SaleQuestion,
  SignedIn,
  UserId,
  cancelApproval,
  checkSale,
  enrolDevice,
  getApproval,
  leaseRegister,
  listCashiers,
  listReturnable,
  me,
  requestApproval,
  syncHealth,
  unlockByBadge,
} from '@pos/shared-types'

/**
 * The store server as a till knows it. Every call refuses with a `DomainError`: the store's own refusal, or
 * STORE_UNREACHABLE when no answer came. `signal` gives up waiting.
 */
export interface StoreApi {
  /** `key` is the idempotency key: the same one is sent again when the answer was lost. */
  enrol(body: BodyOf<typeof enrolDevice>, key: string): Promise<ResponseOf<typeof enrolDevice>>
  leaseRegister(id: RegisterId, body: BodyOf<typeof leaseRegister>): Promise<ResponseOf<typeof leaseRegister>>
  releaseRegister(id: RegisterId): Promise<void>
  cashiers(): Promise<ResponseOf<typeof listCashiers>>
  unlock(userId: UserId, pin: string): Promise<SignedIn>
  unlockByBadge(code: string): Promise<ResponseOf<typeof unlockByBadge>>
  me(token: string): Promise<ResponseOf<typeof me>>
  checkSale(content: SaleQuestion, token: string, signal: AbortSignal): Promise<ResponseOf<typeof checkSale>>
  /** By receipt number or check code. */
  findReceipt(code: string, token: string): Promise<SaleDocument>
  /** How the store is, and its line to head office. */
  health(): Promise<ResponseOf<typeof syncHealth>>
  /** Asks in the back office. */
  requestApproval(
    body: BodyOf<typeof requestApproval>,
    key: string,
    token: string,
  ): Promise<ResponseOf<typeof requestApproval>>
  /** What became of a question of this cashier's. */
  approval(id: string, token: string): Promise<ResponseOf<typeof getApproval>>
  withdrawApproval(id: string, token: string): Promise<ResponseOf<typeof cancelApproval>>
  returnable(saleId: SaleId, token: string): Promise<ResponseOf<typeof listReturnable>>
}

/** The device's own key. The private half never leaves what implements this. */
export interface DeviceKey {
  /** Ed25519, 32 bytes, base64url. */
  readonly publicKey: string
  /** Signature over the UTF-8 bytes of `text`, base64url. Deterministic, as Ed25519 is. */
  sign(text: string): Promise<string>
}

/** True when a refusal means that the store said nothing, rather than no. */
export function isAway(code: string): boolean {
  return AWAY.has(code)
}

const AWAY = new Set([
  'STORE_UNREACHABLE',
  'OVERLOADED',
  'INTERNAL',
  'RATE_LIMITED',
  'STORAGE_FULL',
  'STORAGE_READ_ONLY',
  'STORAGE_DAMAGED',
  'STORAGE_FAILED',
])

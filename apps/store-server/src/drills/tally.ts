import type { DeviceId, DrillRefusals, ErrorCode } from '@pos/shared-types'

/** What a cut line is to blame for when a request is refused. */
const OF_A_CUT: ReadonlySet<ErrorCode> = new Set([
  'DRILL_LINE_CUT',
  'HQ_UNREACHABLE',
  'STORE_UNREACHABLE',
  'AUTH_TOTP_UNREACHABLE',
])

/** What is counted while a drill is not over; a restart of the server begins it anew. */
export class Tally {
  readonly #refused = new Map<ErrorCode, number>()
  readonly #atTills = new Map<DeviceId, number>()
  #mostWaiting = 0

  get mostWaiting(): number {
    return this.#mostWaiting
  }

  /** The sum of the most that each till told. */
  get mostAtTills(): number {
    return [...this.#atTills.values()].reduce((sum, count) => sum + count, 0)
  }

  get refused(): DrillRefusals {
    return [...this.#refused].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count)
  }

  noteWaiting(count: number): void {
    this.#mostWaiting = Math.max(this.#mostWaiting, count)
  }

  noteTill(deviceId: DeviceId, count: number): void {
    this.#atTills.set(deviceId, Math.max(this.#atTills.get(deviceId) ?? 0, count))
  }

  noteRefusal(code: ErrorCode): void {
    if (OF_A_CUT.has(code)) this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1)
  }
}

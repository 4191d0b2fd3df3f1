import type { TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import type { UserCaller } from '../auth/caller.ts'
import type { AccessReader } from '../auth/access-reader.ts'

/** As much of a socket as ending it needs. */
type Socket = { close(code: number): void; on(event: 'close', listener: () => void): unknown }

/** Told to a page whose session is over. */
const POLICY_VIOLATION = 1008
/** Nobody announces that a session has run out. */
const LOOK_MS = 60_000

/** Closes the sockets of those who are signed out, disabled or whose session ran out: a socket asks for nothing itself. */
export class SessionSockets {
  readonly #access: Pick<AccessReader, 'isActive'>
  readonly #scheduler: Scheduler
  readonly #open = new Map<Socket, UserCaller>()
  #cancel = () => {}

  constructor(access: Pick<AccessReader, 'isActive'>, scheduler: Scheduler) {
    this.#access = access
    this.#scheduler = scheduler
    this.#lookLater()
  }

  add(caller: UserCaller, socket: Socket): void {
    this.#open.set(socket, caller)
    socket.on('close', () => this.#open.delete(socket))
  }

  /** Looks at the sockets of a tenant, or of all. */
  async look(tenantId?: TenantId): Promise<void> {
    const asked = [...this.#open].filter(([, caller]) => tenantId === undefined || caller.tenantId === tenantId)
    for (const [socket, caller] of asked) if (!(await this.#access.isActive(caller))) socket.close(POLICY_VIOLATION)
  }

  close(): void {
    this.#cancel()
  }

  #lookLater(): void {
    this.#cancel = this.#scheduler.after(LOOK_MS, () => {
      // A database that does not answer now is asked again in a minute.
      this.look().then(
        () => this.#lookLater(),
        () => this.#lookLater(),
      )
    })
  }
}

import type { DeviceId, Instant, RegisterId } from '@pos/shared-types'

/** A register, and the device that holds it. */
export type HeldRegister = {
  readonly registerId: RegisterId
  readonly name: string
  readonly holder: { readonly deviceId: DeviceId; readonly lastSeenAt: Instant }
}

export type RegisterActions = {
  'register:take-over': {
    input: HeldRegister
    result: { readonly registerId: RegisterId; readonly fence: number; readonly fromDeviceId: DeviceId }
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DeviceId } from '@pos/shared-types'
import type { NodeKey } from './node-key.ts'

/** Gives a browser a name that nobody else can claim. */
export interface DeviceNames {
  write(deviceId: DeviceId): string
  read(text: string | undefined): DeviceId | undefined
}

export function createDeviceNames(nodeKey: NodeKey): DeviceNames {
  const key = nodeKey.of('device names')
  const sealOf = (deviceId: string) => createHmac('sha256', key).update(deviceId).digest()
  return {
    write: (deviceId) => `${deviceId}.${sealOf(deviceId).toString('base64url')}`,
    read(text = '') {
      const [deviceId = '', seal = ''] = text.split('.')
      const given = Buffer.from(seal, 'base64url')
      const expected = sealOf(deviceId)
      return given.length === expected.length && timingSafeEqual(given, expected) ? deviceId : undefined
    },
  }
}

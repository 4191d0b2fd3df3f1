import { assert } from '@pos/core'
import { open, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/**
 * As if the disk had room for no more than `leftBytes` at once, for every file of this process: a longer write is torn,
 * and told to have failed. Gives how to make room again.
 */
export async function fillDisk(leftBytes = 100): Promise<() => Promise<void>> {
  const handle = await open(tmpdir())
  await handle.close()
  const files = Object.getPrototypeOf(handle) as FileHandle
  const appendFile = Object.getOwnPropertyDescriptor(files, 'appendFile')
  assert(appendFile !== undefined, 'a file can be appended to')
  files.appendFile = async function (this: FileHandle, data) {
    const bytes = Buffer.from(data as Buffer)
    await this.write(bytes.subarray(0, leftBytes))
    if (bytes.length > leftBytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  return async () => {
    Object.defineProperty(files, 'appendFile', appendFile)
  }
}

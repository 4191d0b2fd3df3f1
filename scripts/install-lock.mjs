import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` while no other process holds `file`. The file names its holder; the file of a process that is gone
 * counts for nothing.
 */
export async function withInstallLock(file, log, work) {
  await take(file, log)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

async function take(file, log) {
  let isAnnounced = false
  while (!tryTake(file)) {
    const holder = holderOf(file)
    if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true })
    else {
      if (!isAnnounced) log('Another command is installing; waiting for it')
      isAnnounced = true
      await sleep(300)
    }
  }
}

function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
